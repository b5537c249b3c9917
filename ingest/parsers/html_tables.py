"""The tables of a web page."""

from __future__ import annotations

from collections.abc import Callable

from selectolax.lexbor import LexborNode

from ingest.draft import DraftBlock, Piece
from ingest.stated_numbers import stated_number
from ingest.tables import Cell, Table, table_blocks

__all__ = ["data_table"]

_MOST_SPANNED = 1000

ReadCell = Callable[[LexborNode], tuple[str, list[str]]]
"""The text of a cell on one line, and the footnotes called in it."""


def data_table(node: LexborNode, read_cell: ReadCell) -> list[DraftBlock] | None:
    """The rows of a table of data; None for one that only arranges the page, which is read like any other element."""
    if (node.attributes.get("role") or "") == "presentation" or len(node.css("table")) > 1:
        return None
    rows, marks = [], []
    for row in node.css("tr"):
        cells = []
        for cell in row.iter():
            if cell.tag in ("td", "th"):
                text, called = read_cell(cell)
                marks += called
                cells.append(Cell([Piece(text)], _span(cell, "colspan"), _span(cell, "rowspan"), heading=cell.tag == "th"))
        if cells:
            rows.append(cells)
    if max((len(row) for row in rows), default=0) < 2:  # noqa: PLR2004  # one column arranges, it does not tabulate
        return None
    above = node.css_first("caption")
    blocks = table_blocks(Table(rows, [Piece(read_cell(above)[0])] if above is not None else []))
    if blocks:
        blocks[-1].marks = marks
    return blocks


def _span(cell: LexborNode, name: str) -> int:
    return min(max(stated_number(cell.attributes.get(name)) or 1, 1), _MOST_SPANNED)
