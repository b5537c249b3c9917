"""The tables of a web page."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from selectolax.lexbor import LexborNode

from ingest.draft import DraftBlock, Piece
from ingest.parsers.html_drawn_tables import PlacedCell, drawn_rows, is_drawn_table
from ingest.stated_numbers import stated_number
from ingest.table_cells import Cell
from ingest.tables import Table, table_blocks

__all__ = ["data_table"]

_MOST_SPANNED = 1000

ReadCell = Callable[[LexborNode], tuple[list[Piece], list[str], bool]]
"""The text of a cell on one line, the footnotes called in it, and whether all of it is bold."""


def data_table(node: LexborNode, read_cell: ReadCell) -> list[DraftBlock] | None:
    """The rows of a table of data; None for what is none, or only arranges the page: it is read like any other element."""
    found = _placed(node)
    if found is None or max(map(len, found[0]), default=0) < 2:  # noqa: PLR2004  # one column arranges, it does not tabulate
        return None
    rows: list[list[Cell]] = []
    bold = set()
    for placed in found[0]:
        rows.append([])
        for cell in placed:
            said, called, is_bold = read_cell(cell.node)
            rows[-1].append(Cell(said, _span(cell.columns), _span(cell.rows), heading=cell.is_heading, marks=called))
            bold |= {id(rows[-1][-1])} if is_bold else set()
    _head_by_bold(rows, bold)
    above = found[1]
    return table_blocks(Table(rows, read_cell(above)[0] if above is not None else []))


def _placed(node: LexborNode) -> tuple[list[list[PlacedCell]], LexborNode | None] | None:
    """The cells of a table, row by row, and its caption; None for one that arranges the page."""
    if (node.attributes.get("role") or "") == "presentation" or len(node.css("table")) > (node.tag == "table"):
        return None
    if is_drawn_table(node):
        return drawn_rows(node)
    rows = [[_cell(cell) for cell in row.iter() if cell.tag in ("td", "th")] for row in node.css("tr")]
    if node.tag != "table" or any(_holds_page(cell.node) for row in rows for cell in row):
        return None
    return [row for row in rows if row], node.css_first("caption")


def _holds_page(cell: LexborNode) -> bool:
    """Whether a cell holds the text of a page, or of a part of it: its title, or headings over several paragraphs."""
    title = cell.css_first("h1")
    if title is not None and len(cell.text().split()) > 2 * len(title.text().split()):
        return True
    return len(cell.css("h2, h3, h4")) > 1 and len(cell.css("p, ul, ol")) > 1


def _cell(cell: LexborNode) -> PlacedCell:
    return PlacedCell(cell, cell.tag == "th", cell.attributes.get("colspan"), cell.attributes.get("rowspan"))


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


def _span(said: str | None) -> int:
    return min(max(stated_number(said) or 1, 1), _MOST_SPANNED)
