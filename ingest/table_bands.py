"""Rows of a table that say one thing: titles above it, and names of the rows below them."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.table_cells import Cell

__all__ = ["heads_rows", "reaches_down", "spans_all", "titles"]

_BAND_CHARACTERS = 100  # a longer one is text


def titles(grid: list[list[Cell | None]]) -> int:
    """How many rows at the top are one cell over all columns: they head no column, but stand above those that do."""
    count = next((position for position, row in enumerate(grid) if len(row) < 2 or any(cell is not row[0] for cell in row)), 0)  # noqa: PLR2004
    count = count if count < len(grid) - 1 and all(row[0] is not None and row[0].flat for row in grid[:count]) else 0
    if count == 0 and len(grid) > 2 and _says_one_thing(grid[0]) and _is_marked(grid[1]):  # noqa: PLR2004  # headings, and rows under them
        return 1
    return count


def _says_one_thing(row: Sequence[Cell | None]) -> bool:
    """Whether a row of several cells has a text in the first one only."""
    first = row[0] if row else None
    return (
        first is not None
        and bool(first.flat)
        and first.columns < len(row)
        and not any(cell and cell.flat for cell in row if cell is not first)
    )


def _is_marked(row: Sequence[Cell | None]) -> bool:
    """Whether the file marks all cells with words in a row as headings, and several of them."""
    filled = {id(cell): cell for cell in row if cell is not None and cell.flat}
    return len(filled) > 1 and all(cell.heading for cell in filled.values())


def spans_all(row: Sequence[Cell | None]) -> bool:
    """Whether a row is one cell over all columns."""
    return len(row) > 1 and row[0] is not None and all(cell is row[0] for cell in row)


def reaches_down(rows: Sequence[Sequence[Cell | None]], number: int) -> bool:
    """Whether all that begins in a row of a table stands in the row below it too: it heads rows then, and no columns."""
    above, row, below = (
        {id(cell) for cell in rows[place] if cell is not None and cell.flat} if 0 <= place < len(rows) else set()
        for place in (number - 1, number, number + 1)
    )
    return bool(row - above) and row - above <= below


def heads_rows(row: Sequence[Cell | None]) -> bool:
    """Whether a row among others is one cell over all columns that names what the rows below it are: short, and no sentence."""
    text = row[0].flat if spans_all(row) and row[0] is not None else ""
    return 0 < len(text) <= _BAND_CHARACTERS and not text.endswith((".", ";", ",", "!", "?")) and text[0].isalnum()
