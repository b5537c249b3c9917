"""Word documents (DOCX): headings by style, lists with their automatic numbers, tables, footnotes and endnotes."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx.opc.exceptions
import docx.package
from docx.oxml.parser import parse_xml

from copro_qa.document import BlockKind
from copro_qa.errors import DocumentUnreadable
from ingest.archive import check_archive
from ingest.draft import Draft, DraftBlock, Piece
from ingest.enumerators import item_mark, roman, strip_bullet
from ingest.file_kind import FileKind
from ingest.notes import raised
from ingest.parsed import FileFacts
from ingest.parsers.docx_numbering import Numbering, w
from ingest.parsers.docx_runs import MATH_TEXT, TRANSPARENT, ancestors_below, attribute, characters, is_prompt, is_unseen, runs_of
from ingest.parsers.docx_styles import Styles
from ingest.parsers.docx_tables import table_of
from ingest.parsers.text import is_heading_shape
from ingest.property_facts import facts_from_properties

__all__ = ["parse_docx"]

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_FAKE_HEADING_LEVEL = 7  # a bold line ranks below every heading style
_HEADING_CHARACTERS = 220
_MANY_HEADINGS = 20


def parse_docx(path: Path) -> Draft:
    """The blocks of a Word document, in its order. Raises DocumentUnreadable."""
    check_archive(path)
    try:
        package = docx.package.Package.open(str(path))
        main = package.main_document_part
        root = _xml(main)
    except (
        KeyError,
        ValueError,
        AttributeError,
        TypeError,
        docx.opc.exceptions.PackageNotFoundError,
        zipfile.BadZipFile,
        OSError,
    ) as error:
        raise DocumentUnreadable("The file is a damaged Word document: a part that belongs to it is missing or cannot be read.") from error
    except SyntaxError as error:  # lxml's XMLSyntaxError is one
        raise DocumentUnreadable("The file is a damaged Word document: its text is not valid XML.") from error
    body = root.find(w("body"))
    if body is None:
        raise DocumentUnreadable("The file is a damaged Word document: it has no text part.")
    facts, warnings = _facts(package)
    draft = Draft(FileKind.DOCX.media_type, [], facts, warnings=warnings)
    parts = {relation.reltype.rpartition("/")[2]: relation.target_part for relation in main.rels.values() if not relation.is_external}
    _Reading(draft, parts).read(body)
    for relation in main.rels.values():
        if relation.reltype.endswith(("/header", "/footer")) and any(node.text for node in _xml(relation.target_part).iter(w("t"))):
            draft.left_out["page header or footer"] += 1
    return draft


def _xml(part: Any) -> Any:  # noqa: ANN401  # lxml
    return part.element if hasattr(part, "element") else parse_xml(part.blob)


def _facts(package: Any) -> tuple[FileFacts, list[str]]:  # noqa: ANN401  # python-docx
    parts = {str(part.partname): part.blob for part in package.iter_parts() if str(part.partname).startswith("/docProps/")}
    try:
        core = package.core_properties
    except (KeyError, ValueError, AttributeError, SyntaxError):
        core = None
    return facts_from_properties(core, parts)


class _Reading:
    """One walk over the body, gathering blocks."""

    def __init__(self, draft: Draft, parts: dict[str, Any]) -> None:
        self._draft = draft
        self._parts = parts
        self._styles = Styles(self._root("styles"))
        self._numbering = Numbering(self._root("numbering"))
        self._notes: list[tuple[str, str, str]] = []  # per note called: its key, its number, the part that holds its text
        self._bold: set[int] = set()  # the ids of headings that are bold

    def _root(self, name: str) -> Any | None:  # noqa: ANN401  # lxml
        part = self._parts.get(name)
        try:
            return None if part is None else _xml(part)
        except SyntaxError:
            self._draft.warnings.append(f"The document's part for {name} is damaged and was passed over.")
            return None

    def read(self, body: Any) -> None:  # noqa: ANN401  # lxml
        """Puts the blocks into the draft."""
        self._draft.blocks.extend(self._blocks(body))
        self._distrust_styles()
        real = any(block.kind is BlockKind.HEADING and block.level < _FAKE_HEADING_LEVEL for block in self._draft.blocks)
        if not real:
            for block in self._draft.blocks:
                if block.kind is BlockKind.HEADING:
                    block.level = 1
        for name in ("footnotes", "endnotes"):
            self._draft.blocks.extend(self._note_blocks(name))

    def _distrust_styles(self) -> None:
        """In a form set all in heading styles, only short bold lines are headings."""
        blocks = self._draft.blocks
        styled = [block for block in blocks if block.kind is BlockKind.HEADING and block.level < _FAKE_HEADING_LEVEL]
        if len(styled) < _MANY_HEADINGS or len(styled) < len(blocks) / 2:
            return
        for block in styled:
            if id(block) not in self._bold or not is_heading_shape(block.flat):
                block.kind, block.level = (BlockKind.LIST_ITEM, 1) if block.label else (BlockKind.PARAGRAPH, 0)

    def _blocks(self, container: Any) -> Iterator[DraftBlock]:  # noqa: ANN401  # lxml
        for node in container:
            if node.tag == w("p"):
                yield from self._paragraph(node)
            elif node.tag == w("tbl"):
                yield from table_of(node, self._styles, self._blocks)
            elif is_prompt(node):
                self._draft.left_out["prompt of an empty field"] += 1
            elif node.tag in TRANSPARENT:
                yield from self._blocks(node)

    # ---------------------------------------------------------------------------------------- paragraphs

    def _paragraph(self, node: Any) -> Iterator[DraftBlock]:  # noqa: ANN401  # lxml
        style = self._styles.of(node)
        text, marks, boxes = self._text(node)
        label = None
        if style.list_id:
            level = style.list_level if style.list_level is not None else self._numbering.level_of_style(style.list_id, style.id)
            label = self._numbering.next_label(style.list_id, level) if text.strip() else None
        if text.strip():
            yield self._block(text, marks, style, label)
        for box in boxes:
            yield from self._blocks(box)

    def _block(self, text: str, marks: list[str], style: Any, label: str | None) -> DraftBlock:  # noqa: ANN401  # Style
        kind, level = style.kind, style.level
        flat = " ".join(text.split())
        if kind is BlockKind.HEADING and (
            label == "" or len(flat) > _HEADING_CHARACTERS or flat.endswith((";", ",")) or re.fullmatch(r"«[^»]*»", flat)
        ):
            kind, level = BlockKind.PARAGRAPH, 0  # a heading style on what is none
        bare = strip_bullet(text) if kind is BlockKind.PARAGRAPH else None
        typed = item_mark(text)
        if kind is BlockKind.PARAGRAPH and label is None and style.is_bold and typed is None and bare is None and is_heading_shape(flat):
            kind, level = BlockKind.HEADING, _FAKE_HEADING_LEVEL
        elif kind is BlockKind.PARAGRAPH and (label is not None or bare is not None or typed is not None or style.is_list):
            kind, level = BlockKind.LIST_ITEM, (style.list_level or 0) + 1
            text = bare if bare is not None else text
        prefix = [Piece(f"{label} ")] if label and kind is not BlockKind.CONTENTS else []
        block = DraftBlock(kind, [*prefix, Piece(text)], level=level, label=label or typed or "", marks=marks)
        if kind is BlockKind.HEADING and style.is_bold:
            self._bold.add(id(block))
        return block

    def _text(self, node: Any) -> tuple[str, list[str], list[Any]]:  # noqa: ANN401  # lxml
        """The visible text of a paragraph, the footnotes called in it, and the text boxes anchored in it."""
        text = ""
        marks: list[str] = []
        boxes: list[Any] = []
        for run in runs_of(node, self._draft.left_out):
            if run.tag == MATH_TEXT:
                text += run.text or ""
                continue
            if is_unseen(run, self._styles):
                self._draft.left_out["hidden text"] += 1
            else:
                text += self._run_text(run, text, marks, boxes)
        return text, marks, boxes

    def _run_text(self, run: Any, before: str, marks: list[str], boxes: list[Any]) -> str:  # noqa: ANN401  # lxml
        """The text of one run; what it calls goes into ``marks``, and the text boxes that hang on it into ``boxes``."""
        text = ""
        for child in run.iter():
            if child.tag == w("txbxContent"):
                if not any(parent.tag == _FALLBACK for parent in child.iterancestors()):
                    boxes.append(child)
            elif any(parent.tag == w("txbxContent") for parent in ancestors_below(child, run)):
                continue
            elif child.tag in (w("footnoteReference"), w("endnoteReference")):
                marks.append(self._call(child))
            elif child.tag == w("commentReference"):
                self._draft.left_out["comment"] += 1
            else:
                text += characters(child)
        properties = run.find(w("rPr"))
        if properties is not None and text.strip() and attribute(properties.find(w("vertAlign"))) == "superscript":
            mark, text = raised(text, before, set())
            self._draft.left_out["footnote mark"] += 1 if mark else 0
        return text

    def _call(self, reference: Any) -> str:  # noqa: ANN401  # lxml
        name = "footnotes" if reference.tag == w("footnoteReference") else "endnotes"
        count = sum(1 for _, _, part in self._notes if part == name) + 1
        key = f"{name}:{reference.get(w('id'))}"
        self._notes.append((key, str(count) if name == "footnotes" else roman(count), name))
        self._draft.left_out["footnote mark"] += 1
        return key

    def _note_blocks(self, name: str) -> Iterator[DraftBlock]:
        root = self._root(name)
        if root is None:
            return
        texts = {f"{name}:{note.get(w('id'))}": note for note in root if isinstance(note.tag, str)}
        for key, number, part in list(self._notes):
            if part == name and key in texts:
                text = " ".join(self._text(paragraph)[0].strip() for paragraph in texts[key].iter(w("p")))
                if text.strip():
                    yield DraftBlock(BlockKind.FOOTNOTE, [Piece(f"{number} "), Piece(text)], note=key)
