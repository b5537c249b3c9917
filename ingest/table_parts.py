"""The parts of a table that begin with headings of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ingest.figures import is_figure, is_year
from ingest.table_bands import reaches_down
from ingest.table_cells import Cell

__all__ = ["TablePart", "may_head_below", "parts_of"]

Row = Sequence[Cell | None]

_MOST_ROWS = 3  # that head the same columns


class TablePart(NamedTuple):
    """Rows of a table by their numbers: those that head the columns, and those below them."""

    heads: list[int]
    rows: list[int]


def parts_of(grid: Sequence[Row], count: int) -> list[TablePart]:
    """The table cut before each further row of headings. The first ``count`` rows head the first part.

    Headings that only come again, as at the top of each page, are in no part.
    """
    heads = _heads_below(grid, count)
    parts = [TablePart(list(range(count)), [])]
    latest = _texts(grid[count - 1]) if count else None
    for number in range(count, len(grid)):
        texts = _texts(grid[number])
        if texts is not None and texts == latest:
            parts.extend([TablePart(list(parts[-1].heads), [])] if parts[-1].rows else [])
        elif number not in heads:
            parts[-1].rows.append(number)
        else:
            latest = texts
            if parts[-1].rows or number - 1 not in heads:
                parts.append(TablePart([number], []))
            else:
                parts[-1].heads.append(number)
    return [part for part in parts if part.rows or part.heads]


def _heads_below(grid: Sequence[Row], count: int) -> set[int]:
    """The rows behind the first ``count`` that are marked as headings, where not too many stand one below the other, nor at the end."""
    found: set[int] = set()
    run: list[int] = []
    for number in range(count, len(grid)):
        is_marked = _is_marked(grid[number]) and may_head_below([cell for cell in _cells(grid[number]) if cell.flat])
        if is_marked and not reaches_down(grid, number):
            run.append(number)
            continue
        found |= set(run) if len(run) <= _MOST_ROWS else set()
        run = []
    return found


def may_head_below(cells: Sequence[Cell]) -> bool:
    """Whether the cells of a row may head what is below it: several, all different, and not figures, as those of a row of sums are."""
    texts = [cell.flat for cell in cells]
    return len(texts) > 1 and len(set(texts)) == len(texts) and all(is_year(text) or not is_figure(text) for text in texts)


def _is_marked(row: Row) -> bool:
    return all(cell.heading for cell in _cells(row) if cell.flat)


def _cells(row: Row) -> Iterator[Cell]:
    """The cells of a row, each once."""
    before: Cell | None = None
    for cell in row:
        if cell is not None and cell is not before:
            yield cell
        before = cell


def _texts(row: Row) -> list[str] | None:
    """What the cells of a row say; None for a row that says one thing or nothing."""
    texts = [cell.flat for cell in _cells(row)]
    return texts if sum(map(bool, texts)) > 1 else None
