"""The cells of a table, and where each of them stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.draft import Piece

__all__ = ["Cell", "grid_of", "without_empty_columns"]

_WIDTHLESS = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")
_MOST_COLUMNS, _MOST_ROWS = 1000, 65_534  # that one cell spans, as in browsers
_MOST_PLACES = 1_000_000  # that the cells of one table take up by what they span
_WIDE = 60  # columns: in tables that are wider, those that only repeat the one before are looked for


@dataclass(slots=True)
class Cell:
    """One cell. ``columns`` and ``rows`` say how many it spans."""

    pieces: list[Piece]
    columns: int = 1
    rows: int = 1
    heading: bool = False
    """Whether the file marks it as the heading of its column or row."""
    marks: list[str] = field(default_factory=list)
    """The footnotes called in it."""

    @property
    def flat(self) -> str:
        """Its text on one line, without signs that have no width: a cell of nothing else is empty."""
        return " ".join(_WIDTHLESS.sub("", "".join(piece.text for piece in self.pieces)).split())


def grid_of(rows: Sequence[Sequence[Cell]]) -> list[list[Cell | None]] | None:
    """The cells by row and column; a cell that spans several places stands in each of them.

    None for a table whose cells span far more places than there is room for in any: where each of them stands cannot be told then.
    """
    grid: list[list[Cell | None]] = []
    reaching_down: dict[int, tuple[Cell, int]] = {}
    places_left = _MOST_PLACES + sum(map(len, rows))
    for row in rows:
        line: list[Cell | None] = []
        cells = iter(row)
        while True:
            column = len(line)
            if column in reaching_down:
                cell, left = reaching_down.pop(column)
                if left > 1:
                    reaching_down[column] = (cell, left - 1)
                line.append(cell)
                continue
            following = next(cells, None)
            if following is None:
                break
            for place in range(column, column + min(following.columns, _MOST_COLUMNS)):
                line.append(following)
                if following.rows > 1:
                    reaching_down[place] = (following, min(following.rows, _MOST_ROWS) - 1)
            if len(line) > places_left:
                return None
        places_left -= len(line)
        if places_left < 0:
            return None
        grid.append(line)
    return _without_repeated_columns(grid) if max(map(len, grid), default=0) > _WIDE else grid


def _without_repeated_columns(grid: list[list[Cell | None]]) -> list[list[Cell | None]]:
    """The rows without the columns that hold in every row what the column before them holds: some cells span more than there is."""
    parted = {column for row in grid for column in range(1, len(row)) if row[column] is not row[column - 1]}
    kept = parted | {0, 1}  # two at least, so that what spans a whole row still spans several columns
    return [[cell for column, cell in enumerate(row) if column in kept] for row in grid]


def without_empty_columns(grid: list[list[Cell | None]]) -> list[list[Cell | None]]:
    """The rows without the columns in which nothing is written."""
    filled = {column for row in grid for column, cell in enumerate(row) if cell is not None and cell.flat}
    return [[cell for column, cell in enumerate(row) if column in filled] for row in grid]
