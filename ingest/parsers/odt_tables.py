"""The tables of an OpenDocument text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from odfdo import Element

from copro_qa.document import BlockKind
from ingest.draft import DraftBlock
from ingest.table_cells import Cell
from ingest.table_headings import mark_header_rows
from ingest.tables import Table, table_blocks

__all__ = ["CellLook", "blocks_of", "cells_of", "reach_of", "rows_of", "times_of"]

_GROUPS = ("table:table-header-rows", "table:table-rows", "table:table-row-group")
_LABEL_CHARACTERS = 80
_MOST_COLUMNS, _MOST_ROWS = 200, 1000  # that one cell may span


def rows_of(node: Element, *, is_heading: bool = False) -> Iterator[tuple[Element, bool]]:
    """The rows of a table, and the page breaks between them, each with whether it is marked to head the table."""
    for child in node.children:
        if child.tag in _GROUPS:
            yield from rows_of(child, is_heading=is_heading or child.tag == "table:table-header-rows")
        elif child.tag in ("table:table-row", "text:soft-page-break"):
            yield child, is_heading


def cells_of(row: Element) -> list[Element]:
    """The cells of a row, without those that another one covers."""
    return [cell for cell in row.children if cell.tag == "table:table-cell"]


def times_of(cell: Element) -> int:
    """How often a cell stands in its row, one after the other. Empty ones at the end of a row may be said to go on for ever."""
    times = cell.get_attribute_integer("table:number-columns-repeated") or 1
    return min(max(times, 1), _MOST_COLUMNS)


def reach_of(cell: Element) -> tuple[int, int]:
    """How many columns and rows a cell spans."""
    columns = cell.get_attribute_integer("table:number-columns-spanned") or 1
    rows = cell.get_attribute_integer("table:number-rows-spanned") or 1
    return min(max(columns, 1), _MOST_COLUMNS), min(max(rows, 1), _MOST_ROWS)


class CellLook(NamedTuple):
    """How a cell stands out: its words are bold, their style is made for headings, or there is a colour behind them."""

    is_bold: bool = False
    is_styled: bool = False
    is_shaded: bool = False


def blocks_of(rows: Sequence[list[Cell]], looks: Sequence[list[CellLook]]) -> Iterator[DraftBlock]:
    """Rows that read alone; of a table of one column, which is a frame round text, its cells.

    ``looks`` are those of the cells, in the same order.
    """
    both = [(row, look) for row, look in zip(rows, looks, strict=True) if any(cell.flat for cell in row)]
    filled = [row for row, _ in both]
    if max((len(row) for row in filled), default=0) < 2:  # noqa: PLR2004  # one column
        yield from (DraftBlock(BlockKind.PARAGRAPH, cell.pieces, marks=cell.marks) for row in filled for cell in row if cell.flat)
        return
    for row, look in both:
        _mark_label(row, look)
    for way in range(3):
        mark_header_rows(filled, [_stands_out(*pair, way) for pair in both])
    yield from table_blocks(Table(filled, has_header=True if _first_stands_out(both) else None))


def _mark_label(row: list[Cell], looks: list[CellLook]) -> None:
    """In a row of two cells with a bold label on the left, the label heads the row."""
    is_pair = len(row) == 2  # noqa: PLR2004  # label and value
    if is_pair and 0 < len(row[0].flat) < _LABEL_CHARACTERS and looks[0].is_bold and row[1].flat and not looks[1].is_bold:
        row[0].heading = True


def _stands_out(row: list[Cell], looks: list[CellLook], way: int) -> bool:
    """Whether every cell with words in a row stands out in one way."""
    found = [look[way] for cell, look in zip(row, looks, strict=True) if cell.flat]
    return bool(found) and all(found)


def _first_stands_out(rows: Sequence[tuple[list[Cell], list[CellLook]]]) -> bool:
    """Whether in one way every cell with words in the first row stands out, and none in the next one of several cells.

    A row of one cell between them names the rows below it.
    """
    below = next((row for row in rows[1:] if len(row[0]) > 1), None)
    if below is None or len(rows[0][0]) < 2:  # noqa: PLR2004  # several cells, and what they stand out from
        return False
    looks = [look for cell, look in zip(*below, strict=True) if cell.flat]
    return any(_stands_out(*rows[0], way) and not any(look[way] for look in looks) for way in range(3))
