"""PowerPoint presentations (PPTX): a page for each slide, its title as heading, its lists, its tables, and the speaker's notes."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pptx
import pptx.exc
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml import parse_xml

from copro_qa.document import BlockKind
from copro_qa.errors import DocumentUnreadable
from ingest.archive import check_archive
from ingest.draft import Draft, DraftBlock, DraftPage, Piece
from ingest.enumerators import item_mark, strip_bullet
from ingest.file_kind import FileKind
from ingest.parsed import FileFacts
from ingest.parsers.pptx_bullets import Bullets, a, p
from ingest.property_facts import facts_from_properties
from ingest.tables import Cell, Table, table_blocks

__all__ = ["parse_pptx"]

_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE, PP_PLACEHOLDER.VERTICAL_TITLE)
_FURNITURE = (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.HEADER, PP_PLACEHOLDER.SLIDE_NUMBER)
_MOST_SLIDES = 5000
_DEEPEST_GROUP = 20


def parse_pptx(path: Path) -> Draft:
    """The blocks of a presentation, slide by slide. Raises DocumentUnreadable."""
    check_archive(path)
    try:
        presentation = pptx.Presentation(str(path))
        slides = list(presentation.slides)
    except (
        KeyError,
        ValueError,
        AttributeError,
        TypeError,
        OSError,
        SyntaxError,  # lxml's XMLSyntaxError is one
        pptx.exc.PythonPptxError,
        zipfile.BadZipFile,
    ) as error:
        raise DocumentUnreadable("The file is a damaged presentation: a part that belongs to it is missing or cannot be read.") from error
    if len(slides) > _MOST_SLIDES:
        raise DocumentUnreadable(f"The presentation has more than {_MOST_SLIDES:,} slides, so it was not read. Split it into parts.")
    facts, warnings = _facts(presentation)
    draft = Draft(FileKind.PPTX.media_type, [], facts, warnings=warnings, has_whole_paragraphs=True)
    bare: list[int] = []
    noted = 0
    for number, slide in enumerate(slides, 1):
        draft.pages.append(DraftPage(number, str(number)))
        if slide.element.get("show") in ("0", "false"):
            draft.left_out["hidden slide"] += 1
            continue
        before = len(draft.blocks)
        _Reading(draft, slide, number).read()
        if len(draft.blocks) == before:
            bare.append(number)
        notes = list(_note_blocks(slide, number))
        noted += 1 if notes else 0
        draft.blocks.extend(notes)
    draft.pages_without_text = tuple(bare)
    if noted:
        draft.warnings.append(
            f"The speaker's notes of {noted} slide{'s' if noted > 1 else ''} are read too, behind the text of their slide."
        )
    return draft


def _facts(presentation: Any) -> tuple[FileFacts, list[str]]:  # noqa: ANN401  # python-pptx
    package = presentation.part.package
    parts = {str(part.partname): part.blob for part in package.iter_parts() if str(part.partname).startswith("/docProps/")}
    try:
        core = presentation.core_properties
    except (KeyError, ValueError, AttributeError, SyntaxError):
        core = None
    return facts_from_properties(core, parts)


def _note_blocks(slide: Any, number: int) -> Iterator[DraftBlock]:  # noqa: ANN401  # python-pptx
    """The speaker's notes of one slide."""
    frame = slide.notes_slide.notes_text_frame if slide.has_notes_slide else None
    for paragraph in frame.paragraphs if frame is not None else ():
        text = _text(paragraph._p)  # noqa: SLF001  # python-pptx gives its XML under this name
        if text.strip():
            yield DraftBlock.of(BlockKind.PARAGRAPH, text, page=number)


class _Reading:
    """One walk over the shapes of a slide, gathering blocks."""

    def __init__(self, draft: Draft, slide: Any, number: int) -> None:  # noqa: ANN401  # python-pptx
        self._draft = draft
        self._slide = slide
        self._number = number

    def read(self) -> None:
        """Puts the title first, then the other shapes in the order in which a screen reader would read them."""
        shapes = list(self._slide.shapes)
        titles = [shape for shape in shapes if _placeholder(shape) in _TITLES]
        for shape in [*titles, *(shape for shape in shapes if shape not in titles)]:
            self._shape(shape, depth=0)

    def _shape(self, shape: Any, *, depth: int) -> None:  # noqa: ANN401  # python-pptx
        properties = next(shape.element.iter(p("cNvPr")), None)
        if properties is not None and properties.get("hidden") in ("1", "true"):
            self._draft.left_out["hidden text"] += 1
        elif _placeholder(shape) in _FURNITURE:
            self._draft.left_out["page header or footer"] += 1
        elif shape.element.tag == p("grpSp"):
            for inner in shape.shapes if depth < _DEEPEST_GROUP else ():
                self._shape(inner, depth=depth + 1)
        elif getattr(shape, "has_table", False):
            self._add(self._table(shape.table))
        elif getattr(shape, "has_chart", False):
            self._draft.left_out["chart"] += 1
        elif shape.element.tag == p("graphicFrame"):
            self._add(self._diagram(shape))
        elif shape.element.tag == p("pic"):
            self._draft.left_out["picture"] += 1
        elif shape.has_text_frame:
            self._add(self._text_frame(shape))

    def _add(self, blocks: Sequence[DraftBlock]) -> None:
        self._draft.blocks.extend(blocks)

    def _text_frame(self, shape: Any) -> list[DraftBlock]:  # noqa: ANN401  # python-pptx
        role = _placeholder(shape)
        if role in _TITLES:
            text = " ".join(_text(paragraph._p) for paragraph in shape.text_frame.paragraphs)  # noqa: SLF001
            is_cover = role == PP_PLACEHOLDER.CENTER_TITLE and self._number == 1
            kind = BlockKind.TITLE if is_cover else BlockKind.HEADING
            return [DraftBlock.of(kind, text, page=self._number, level=0 if is_cover else 1)] if text.strip() else []
        bullets = Bullets(shape)
        blocks = []
        for paragraph in shape.text_frame.paragraphs:
            text = _text(paragraph._p)  # noqa: SLF001
            if text.strip():
                blocks.append(self._paragraph(text, bullets.label_of(paragraph._p), min(paragraph.level, 8)))  # noqa: SLF001
        return blocks

    def _paragraph(self, text: str, label: str | None, depth: int) -> DraftBlock:
        """A paragraph, or the item of a list: ``label`` is "" for a bullet and None for neither bullet nor number."""
        typed, bare = item_mark(text), strip_bullet(text)
        if label is None and typed is None and bare is None:
            return DraftBlock.of(BlockKind.PARAGRAPH, text, page=self._number)
        text = text if bare is None else bare
        prefix = f"{label} " if label else ""
        return DraftBlock.of(BlockKind.LIST_ITEM, prefix + text, page=self._number, level=depth + 1, label=label or typed or "")

    def _table(self, table: Any) -> list[DraftBlock]:  # noqa: ANN401  # python-pptx
        rows = []
        for row in table.rows:
            cells = []
            for cell in row.cells:
                if cell.is_spanned:
                    continue
                text = "\n".join(_text(paragraph._p) for paragraph in cell.text_frame.paragraphs)  # noqa: SLF001
                columns, height = (cell.span_width, cell.span_height) if cell.is_merge_origin else (1, 1)
                cells.append(Cell([Piece(text, self._number)], min(columns, 100), height))
            rows.append(cells)
        return table_blocks(Table(rows, has_header=bool(table.first_row) or None))

    def _diagram(self, shape: Any) -> list[DraftBlock]:  # noqa: ANN401  # python-pptx
        """The texts of a SmartArt drawing as the items of a list; they lie in a part of their own."""
        reference = next(shape.element.iter(f"{_DIAGRAM}relIds"), None)
        if reference is None:
            self._draft.left_out["embedded object"] += 1
            return []
        try:
            root = parse_xml(self._slide.part.related_part(reference.get(f"{_RELATION}dm")).blob)
        except (KeyError, SyntaxError, ValueError):
            self._draft.warnings.append(f"A diagram on slide {self._number} is damaged and was passed over.")
            return []
        texts = ["".join(_text(paragraph) for paragraph in point.iter(a("p"))) for point in root.iter(f"{_DIAGRAM}pt")]
        return [DraftBlock.of(BlockKind.LIST_ITEM, text, page=self._number, level=1) for text in texts if text.strip()]


def _placeholder(shape: Any) -> Any | None:  # noqa: ANN401  # python-pptx
    return shape.placeholder_format.type if shape.is_placeholder else None


def _text(paragraph: Any) -> str:  # noqa: ANN401  # lxml
    """The text of a paragraph on one line. A slide number that PowerPoint fills in is not part of it."""
    parts = []
    for child in paragraph:
        if child.tag == a("br"):
            parts.append(" ")
        elif child.tag == a("r") or (child.tag == a("fld") and child.get("type") != "slidenum"):
            parts.extend(node.text or "" for node in child.iter(a("t")))
        elif isinstance(child.tag, str) and not child.tag.startswith(a("")):  # formulas
            parts.extend(node.text or "" for node in child.iter("{http://schemas.openxmlformats.org/officeDocument/2006/math}t"))
    return "".join(parts).replace("\v", " ").replace("_x000B_", " ")
