"""The tables of a web page."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from selectolax.lexbor import LexborNode

from ingest.draft import DraftBlock, Piece
from ingest.stated_numbers import stated_number
from ingest.table_cells import Cell
from ingest.tables import Table, table_blocks

__all__ = ["data_table"]

_MOST_SPANNED = 1000

ReadCell = Callable[[LexborNode], tuple[list[Piece], list[str], bool]]
"""The text of a cell on one line, the footnotes called in it, and whether all of it is bold."""


def data_table(node: LexborNode, read_cell: ReadCell) -> list[DraftBlock] | None:
    """The rows of a table of data; None for one that only arranges the page, which is read like any other element."""
    if (node.attributes.get("role") or "") == "presentation" or len(node.css("table")) > 1:
        return None
    rows, marks, bold = [], [], set()
    for row in node.css("tr"):
        cells = []
        for cell in row.iter():
            if cell.tag in ("td", "th"):
                said, called, is_bold = read_cell(cell)
                marks += called
                cells.append(Cell(said, _span(cell, "colspan"), _span(cell, "rowspan"), heading=cell.tag == "th"))
                bold |= {id(cells[-1])} if is_bold else set()
        if cells:
            rows.append(cells)
    if max((len(row) for row in rows), default=0) < 2:  # noqa: PLR2004  # one column arranges, it does not tabulate
        return None
    _head_by_bold(rows, bold)
    above = node.css_first("caption")
    blocks = table_blocks(Table(rows, read_cell(above)[0] if above is not None else []))
    if blocks:
        blocks[-1].marks = marks
    return blocks


def _head_by_bold(rows: Sequence[Sequence[Cell]], bold: Collection[int]) -> None:
    """Makes headings of a bold first row, or else column, in a table that marks none. ``bold`` holds the ids of its bold cells."""
    if len(rows) < 2 or any(cell.heading for row in rows for cell in row):  # noqa: PLR2004  # one row has nothing to head
        return
    first = [cell for cell in rows[0] if cell.flat]
    under = [cell for row in rows[1:] for cell in row[1:] if cell.flat]
    if not under or any(id(cell) in bold for cell in under):
        return  # bold words stand out in it, and head nothing
    column = [row[0] for row in rows if len(row) > 1]
    if len(first) > 1 and all(id(cell) in bold for cell in first):
        headings = rows[0]
    elif all(id(cell) in bold for cell in column) and not any(id(cell) in bold for cell in rows[0][1:]):
        headings = column
    else:
        return
    for cell in headings:
        cell.heading = True


def _span(cell: LexborNode, name: str) -> int:
    return min(max(stated_number(cell.attributes.get(name)) or 1, 1), _MOST_SPANNED)
