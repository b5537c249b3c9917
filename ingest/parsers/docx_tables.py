"""The tables of a Word document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import takewhile
from typing import Any

from ingest.draft import DraftBlock
from ingest.left_out import LeftOut, Reason
from ingest.parsers.docx_numbering import w
from ingest.parsers.docx_runs import TRANSPARENT, attribute, is_on, is_prompt
from ingest.parsers.docx_styles import Styles
from ingest.parsers.docx_table_looks import has_header, mark_form, mark_headings, mark_label
from ingest.stated_numbers import stated_number
from ingest.table_cells import Cell
from ingest.tables import Table, in_cell, table_blocks, tables_within

__all__ = ["table_of"]

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}graphicData"
_MOST_SPANNED = 100
_ROW_CHARACTERS = 2500  # a longer row arranges the page: its cells are read one after the other

ReadBlocks = Callable[[Any], Iterator[DraftBlock]]
"""The blocks inside an element, in order."""


def table_of(node: Any, styles: Styles, read: ReadBlocks, left_out: LeftOut) -> Iterator[DraftBlock]:  # noqa: ANN401  # lxml
    """Rows that read alone; for a table that only arranges the page, its cells one after the other."""
    rows = _without_deleted([row for row in _inside(node) if row.tag == w("tr")], f"{w('trPr')}/{w('del')}", left_out)
    if hidden := [row for row in rows if is_on(row.find(f"{w('trPr')}/{w('hidden')}"))]:
        left_out[Reason.HIDDEN] += len(hidden)
        rows = [row for row in rows if row not in hidden]
    cells = [
        _without_deleted([cell for cell in _inside(row) if cell.tag == w("tc")], f"{w('tcPr')}/{w('cellDel')}", left_out) for row in rows
    ]
    prompts = {cell for row in cells for cell in row if _is_in_prompt(cell)}
    left_out.update({Reason.EMPTY_FIELD: len(prompts)} if prompts else {})
    cells, wide = _merged_across(cells)
    if _arranges_page(cells):
        for row in cells:
            for cell in row:
                yield from read(cell)
        return
    table = Table([], has_header=has_header(node, rows, cells, styles))
    _read_cells(table, cells, wide, lambda cell: read(cell) if cell not in prompts else ())
    for nodes, row in zip(cells, table.rows, strict=True):
        mark_label(nodes, row, styles)
    is_form = mark_form(cells, table, styles)  # before cells that carry on others are taken out
    skipped = [_skipped_columns(row) for row in rows]
    _merge_down(cells, table, skipped)
    if is_form:
        table.has_header = False
    else:
        mark_headings(rows, cells, table, styles)
    if not is_form and table.has_header is False and any(row and all(cell.heading for cell in row) for row in table.rows):
        table.has_header = None  # what the style says is overruled by how the cells look
    for row, columns in zip(table.rows, skipped, strict=True):
        if row and columns:
            row.insert(0, Cell([], columns=columns))
    yield from table_blocks(table)


def _without_deleted(nodes: list[Any], mark: str, left_out: LeftOut) -> list[Any]:
    """The rows or cells without those that the ``mark`` of a tracked change takes away; of these, those with words are counted."""
    kept = []
    for node in nodes:
        if node.find(mark) is None:
            kept.append(node)
        elif any((text.text or "").strip() for text in node.iter(w("t"), w("delText"))):
            left_out[Reason.DELETED] += 1
    return kept


def _read_cells(table: Table, rows: list[list[Any]], wide: dict[Any, int], read: Callable[[Any], Iterable[DraftBlock]]) -> None:
    """Puts the cells into the table, with the notes that they call, and what stands in tables within them below their rows."""
    for row in rows:
        inner = [list(read(cell)) for cell in row]
        table.below[len(table.rows)] = tables_within(inner, [_holds_table(cell) for cell in row])
        table.rows.append([_cell(cell, blocks, wide.get(cell, 1)) for cell, blocks in zip(row, inner, strict=True)])


def _arranges_page(rows: list[list[Any]]) -> bool:
    """Whether a table is a frame round text, of one column, or holds charts or very much text in a row."""
    cells = [cell for row in rows for cell in row]
    has_chart = any((data.get("uri") or "").endswith("/chart") for cell in cells for data in cell.iter(_DRAWING))
    lengths = [[sum(len(text.text or "") for text in cell.iter(w("t"))) for cell in row] for row in rows]
    is_box = len(rows) == 1 and sum(map(bool, lengths[0])) == 1  # empty cells beside one text
    return has_chart or is_box or max(map(len, rows), default=0) < 2 or any(sum(row) > _ROW_CHARACTERS for row in lengths)  # noqa: PLR2004


def _holds_table(cell: Any) -> bool:  # noqa: ANN401  # lxml
    """Whether a table of several rows and columns lies in a cell."""
    rows = [[len(row.findall(w("tc"))) for row in table.findall(w("tr"))] for table in cell.iter(w("tbl"))]
    return any(len(widths) > 1 and max(widths) > 1 for widths in rows)


def _inside(node: Any) -> Iterator[Any]:  # noqa: ANN401  # lxml
    """The rows of a table or the cells of a row, also those in a content control."""
    for child in node:
        if child.tag in TRANSPARENT:
            yield from _inside(child)
        else:
            yield child


def _is_in_prompt(cell: Any) -> bool:  # noqa: ANN401  # lxml
    """Whether a cell, or its row, lies in a content control that nothing has been filled in to."""
    return any(is_prompt(parent) for parent in takewhile(lambda parent: parent.tag != w("tbl"), cell.iterancestors()))


def _merged_across(rows: list[list[Any]]) -> tuple[list[list[Any]], dict[Any, int]]:
    """The rows without the cells that carry on one before them in the older way, and how many columns those are over."""
    kept: list[list[Any]] = []
    wide: dict[Any, int] = {}
    for row in rows:
        kept.append([])
        for cell in row:
            merge = cell.find(f"{w('tcPr')}/{w('hMerge')}")
            if merge is not None and attribute(merge) != "restart" and kept[-1]:
                wide[kept[-1][-1]] = wide.get(kept[-1][-1], 1) + 1
            else:
                kept[-1].append(cell)
    return kept, wide


def _cell(cell: Any, blocks: list[DraftBlock], wide: int) -> Cell:  # noqa: ANN401  # lxml
    span = stated_number(attribute(cell.find(f"{w('tcPr')}/{w('gridSpan')}"))) or 1
    marks = [mark for block in blocks for mark in block.marks]
    return Cell(in_cell(blocks), columns=min(max(span, wide, 1), _MOST_SPANNED), marks=marks)


def _skipped_columns(row: Any) -> int:  # noqa: ANN401  # lxml
    """How many columns further in than the table a row begins."""
    columns = stated_number(attribute(row.find(f"{w('trPr')}/{w('gridBefore')}"))) or 0
    return columns if 0 < columns <= _MOST_SPANNED else 0


def _merge_down(cells: list[list[Any]], table: Table, skipped: list[int]) -> None:
    """Cells that carry on one above them: counted as its rows, and taken out themselves. ``skipped`` are the columns before each row."""
    open_cells: dict[int, Cell] = {}
    merged: list[list[Cell]] = []
    for nodes, row, before in zip(cells, table.rows, skipped, strict=True):
        kept, column = [], before
        for node, cell in zip(nodes, row, strict=True):
            merge = node.find(f"{w('tcPr')}/{w('vMerge')}")
            if merge is not None and attribute(merge) != "restart" and column in open_cells:
                open_cells[column].rows += 1
            else:
                open_cells.pop(column, None)
                if merge is not None:
                    open_cells[column] = cell
                kept.append(cell)
            column += cell.columns
        merged.append(kept)
    table.rows = merged
