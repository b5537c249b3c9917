"""The tables of an OpenDocument text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from odfdo import Element

from copro_qa.document import BlockKind
from ingest.draft import DraftBlock
from ingest.tables import Cell, Table, table_blocks

__all__ = ["blocks_of", "reach_of", "rows_of"]

_GROUPS = ("table:table-header-rows", "table:table-rows", "table:table-row-group")
_MOST_COLUMNS, _MOST_ROWS = 200, 1000  # that one cell may span


def rows_of(node: Element, *, is_heading: bool = False) -> Iterator[tuple[Element, bool]]:
    """The rows of a table, and the page breaks between them, each with whether it is marked to head the table."""
    for child in node.children:
        if child.tag in _GROUPS:
            yield from rows_of(child, is_heading=is_heading or child.tag == "table:table-header-rows")
        elif child.tag in ("table:table-row", "text:soft-page-break"):
            yield child, is_heading


def reach_of(cell: Element) -> tuple[int, int]:
    """How many columns and rows a cell spans."""
    columns = cell.get_attribute_integer("table:number-columns-spanned") or 1
    rows = cell.get_attribute_integer("table:number-rows-spanned") or 1
    return min(max(columns, 1), _MOST_COLUMNS), min(max(rows, 1), _MOST_ROWS)


def blocks_of(rows: Sequence[list[Cell]], marks: list[str]) -> Iterator[DraftBlock]:
    """Rows that read alone; of a table of one column, which is a frame round text, its cells. ``marks`` are the notes called in it."""
    filled = [row for row in rows if any(cell.flat for cell in row)]
    if max((len(row) for row in filled), default=0) < 2:  # noqa: PLR2004  # one column
        yield from (DraftBlock(BlockKind.PARAGRAPH, cell.pieces) for row in filled for cell in row if cell.flat)
        return
    blocks = table_blocks(Table(filled))
    if blocks:
        blocks[-1].marks = marks
    yield from blocks
