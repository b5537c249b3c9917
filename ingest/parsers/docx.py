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
from ingest.parsers.docx_styles import Styles
from ingest.parsers.text import is_heading_shape
from ingest.property_facts import facts_from_properties
from ingest.tables import Cell, Table, table_blocks

__all__ = ["parse_docx"]

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_TRANSPARENT = frozenset(
    w(name) for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "hyperlink", "fldSimple", "dir", "bdo")
)
_GONE = frozenset(w(name) for name in ("del", "moveFrom", "instrText", "delText", "rPr", "pPr", "sdtPr", "commentReference"))
_FAKE_HEADING_LEVEL = 7  # a bold line ranks below every heading style
_HEADING_CHARACTERS = 220
_LABEL_CHARACTERS = 80
_MANY_HEADINGS = 20
_ROW_CHARACTERS = 2500  # a longer row arranges the page: its cells are read one after the other


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
                yield from self._table(node)
            elif node.tag in _TRANSPARENT:
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
        text, marks, boxes = "", [], []
        for run in self._runs(node):
            if run.tag == _MATH_TEXT:
                text += run.text or ""
                continue
            properties = run.find(w("rPr"))
            if properties is not None and _is_on(properties.find(w("vanish"))):
                self._draft.left_out["hidden text"] += 1
                continue
            piece = ""
            for child in run.iter():
                if child.tag == w("txbxContent"):
                    if not any(parent.tag == _FALLBACK for parent in child.iterancestors()):
                        boxes.append(child)
                elif any(parent.tag == w("txbxContent") for parent in _ancestors(child, run)):
                    continue
                elif child.tag in (w("footnoteReference"), w("endnoteReference")):
                    marks.append(self._call(child))
                else:
                    piece += _characters(child)
            if properties is not None and piece.strip() and _value(properties.find(w("vertAlign"))) == "superscript":
                mark, piece = raised(piece, text, set())
                self._draft.left_out["footnote mark"] += 1 if mark else 0
            text += piece
        return text, marks, boxes

    def _runs(self, node: Any) -> Iterator[Any]:  # noqa: ANN401  # lxml
        for child in node:
            if child.tag in (w("r"), _MATH_TEXT):
                yield child
            elif child.tag in _GONE:
                continue
            elif isinstance(child.tag, str) and (child.tag in _TRANSPARENT or not child.tag.startswith(w(""))):
                yield from self._runs(child)

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

    # ---------------------------------------------------------------------------------------- tables

    def _table(self, node: Any) -> Iterator[DraftBlock]:  # noqa: ANN401  # lxml
        """Rows that read alone; for a table that only arranges the page, its cells one after the other."""
        rows = [row for row in _rows(node) if row.tag == w("tr")]
        cells = [[cell for cell in _rows(row) if cell.tag == w("tc")] for row in rows]
        single = max((len(row) for row in cells), default=0) < 2  # noqa: PLR2004  # one column is a frame round text
        arranged = single or any(sum(len(text.text or "") for cell in row for text in cell.iter(w("t"))) > _ROW_CHARACTERS for row in cells)
        if arranged:
            for row in cells:
                for cell in row:
                    yield from self._blocks(cell)
            return
        marks: list[str] = []
        table = Table([self._table_row(row, marks) for row in cells], has_header=self._has_header(node, rows, cells) or None)
        for nodes, row in zip(cells, table.rows, strict=True):
            self._mark_label(nodes, row)
        _merge_down(cells, table)
        blocks = table_blocks(table)
        if blocks:
            blocks[-1].marks = marks
        yield from blocks

    def _mark_label(self, nodes: list[Any], row: list[Cell]) -> None:
        """In a row of two cells with a bold label on the left, the label heads the row."""
        is_pair = len(row) == 2  # noqa: PLR2004  # label and value
        if is_pair and 0 < len(row[0].flat) < _LABEL_CHARACTERS and self._is_bold(nodes[0]) and not self._is_bold(nodes[1]):
            row[0].heading = True

    def _table_row(self, cells: list[Any], marks: list[str]) -> list[Cell]:
        row = []
        for cell in cells:
            blocks = list(self._blocks(cell))
            for block in blocks:
                marks.extend(block.marks)
            span = cell.find(f"{w('tcPr')}/{w('gridSpan')}")
            columns = int(_value(span) or 1) if (_value(span) or "1").isdigit() else 1
            pieces = [piece for block in blocks for piece in (*block.pieces, Piece("\n"))]
            row.append(Cell(pieces[:-1], columns=min(max(columns, 1), 100)))
        return row

    def _has_header(self, table: Any, rows: list[Any], cells: list[list[Any]]) -> bool:  # noqa: ANN401  # lxml
        if not rows:
            return False
        if rows[0].find(f"{w('trPr')}/{w('tblHeader')}") is not None:
            return True
        bold = [all(self._is_bold(cell) for cell in row if any(text.text for text in cell.iter(w("t")))) for row in cells[:2]]
        if len(bold) > 1 and bold[0] and not bold[1]:
            return True
        look, style = table.find(f"{w('tblPr')}/{w('tblLook')}"), table.find(f"{w('tblPr')}/{w('tblStyle')}")
        styled = style is not None and not re.match(r"table\s?(?:grid|normal)|normal", _value(style) or "", re.IGNORECASE)
        return styled and look is not None and look.get(w("firstRow")) == "1"

    def _is_bold(self, cell: Any) -> bool:  # noqa: ANN401  # lxml
        paragraphs = [
            paragraph for paragraph in cell.iter(w("p")) if any(text.text and text.text.strip() for text in paragraph.iter(w("t")))
        ]
        return bool(paragraphs) and all(self._styles.of(paragraph).is_bold for paragraph in paragraphs)


def _rows(node: Any) -> Iterator[Any]:  # noqa: ANN401  # lxml
    for child in node:
        if child.tag in _TRANSPARENT:
            yield from _rows(child)
        else:
            yield child


def _merge_down(cells: list[list[Any]], table: Table) -> None:
    """Cells that carry on one above them: counted as its rows, and taken out themselves."""
    open_cells: dict[int, Cell] = {}
    merged: list[list[Cell]] = []
    for nodes, row in zip(cells, table.rows, strict=True):
        kept, column = [], 0
        for node, cell in zip(nodes, row, strict=True):
            merge = node.find(f"{w('tcPr')}/{w('vMerge')}")
            if merge is not None and _value(merge) != "restart" and column in open_cells:
                open_cells[column].rows += 1
            else:
                open_cells.pop(column, None)
                if merge is not None:
                    open_cells[column] = cell
                kept.append(cell)
            column += cell.columns
        merged.append(kept)
    table.rows = merged


def _characters(node: Any) -> str:  # noqa: ANN401  # lxml
    if node.tag in (w("t"), _MATH_TEXT):
        return node.text or ""
    if node.tag == w("sym"):
        code = node.get(w("char")) or ""
        return chr(int(code, 16)) if re.fullmatch(r"[0-9A-Fa-f]{4}", code) else ""
    return {w("tab"): "\t", w("br"): " ", w("cr"): " ", w("ptab"): "\t", w("noBreakHyphen"): "-"}.get(node.tag, "")


def _ancestors(node: Any, top: Any) -> Iterator[Any]:  # noqa: ANN401  # lxml
    for parent in node.iterancestors():
        if parent is top:
            return
        yield parent


def _value(node: Any | None) -> str | None:  # noqa: ANN401  # lxml
    return None if node is None else node.get(w("val"))


def _is_on(node: Any | None) -> bool:  # noqa: ANN401  # lxml
    return node is not None and (_value(node) or "1").lower() not in ("0", "false", "off", "none")
