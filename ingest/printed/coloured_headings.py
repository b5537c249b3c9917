"""Rows of a ruled table that have a colour behind them which no row below them has: they head its columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ingest.figures import is_figure, is_year
from ingest.printed.page import Ground, Shape
from ingest.table_cells import Cell

__all__ = ["mark_coloured_headings"]

_WHITE = 250  # of 255: what is lighter in red, green and blue is seen as the paper
_MOST_ROWS = 4
_HEADING_CHARACTERS = 100
_LARGEST_ROW = 200.0  # points: a higher one is a frame round text

Slot = tuple[int, int]
"""Row and column of a place."""
Colour = tuple[int, int, int]


def mark_coloured_headings(
    rows: Sequence[list[Cell]], owner: Mapping[Slot, Slot], columns: Sequence[float], steps: Sequence[float], grounds: Sequence[Ground]
) -> None:
    """Marks the first rows of a table as headings where their colour tells that they are.

    ``owner`` gives for each place of the grid the first place of its cell, ``columns`` and ``steps`` the sides of the places, the latter
    from the top down. Rows of one cell over all columns stand above headings; the first column may have the colour all the way down.
    """
    if len(rows) < 3 or steps[0] - steps[-1] > _LARGEST_ROW * len(rows):  # noqa: PLR2004  # headings and two rows
        return
    across = len(columns) - 1
    top = next((place for place, row in enumerate(rows) if not any(cell.columns == across for cell in row)), len(rows))
    if top > 1 or top + 2 > len(rows):
        return
    behind = [ground for ground in grounds if _overlap(ground.box, (columns[0], steps[-1], columns[-1], steps[0]))]

    def colours(row: int) -> list[Colour | None]:
        return [_colour_at(owner.get((row, column)), columns, steps, behind) for column in range(1, across)]

    colour = next(iter(colours(top)), None)
    last = top
    while last < len(rows) and colour is not None and all(one == colour for one in colours(last)):
        last += 1
    if not 0 < last - top <= _MOST_ROWS or last >= len(rows) or any(colour in colours(row) for row in range(last, len(rows))):
        return
    heads = [cell for row in rows[top:last] for cell in row]
    texts = [cell.flat for cell in heads if cell.flat]
    if len(texts) > 1 and all(len(text) <= _HEADING_CHARACTERS and (is_year(text) or not is_figure(text)) for text in texts):
        for cell in heads:
            cell.heading = True


def _overlap(box: Shape, other: Shape) -> bool:
    return box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]


def _colour_at(slot: Slot | None, columns: Sequence[float], steps: Sequence[float], grounds: Sequence[Ground]) -> Colour | None:
    """The colour behind the cell that a place is part of; None for white, and where nothing is painted."""
    if slot is None:
        return None
    row, column = slot
    x, y = (columns[column] + columns[column + 1]) / 2, (steps[row] + steps[row + 1]) / 2
    over = [ground.colour for ground in grounds if ground.box[0] < x < ground.box[2] and ground.box[1] < y < ground.box[3]]
    return None if not over or min(over[-1]) >= _WHITE else over[-1]
