"""The cells of a table, and where each of them stands."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.draft import Piece

__all__ = ["Cell", "grid_of", "without_empty_columns"]

_WIDTHLESS = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")


@dataclass(slots=True)
class Cell:
    """One cell. ``columns`` and ``rows`` say how many it spans."""

    pieces: list[Piece]
    columns: int = 1
    rows: int = 1
    heading: bool = False
    """Whether the file marks it as the heading of its column or row."""

    @property
    def flat(self) -> str:
        """Its text on one line, without signs that have no width: a cell of nothing else is empty."""
        return " ".join(_WIDTHLESS.sub("", "".join(piece.text for piece in self.pieces)).split())


def grid_of(rows: list[list[Cell]]) -> list[list[Cell | None]]:
    """The cells by row and column; a cell that spans several places stands in each of them."""
    grid: list[list[Cell | None]] = []
    reaching_down: dict[int, tuple[Cell, int]] = {}
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
            for place in range(column, column + min(following.columns, 200)):
                line.append(following)
                if following.rows > 1:
                    reaching_down[place] = (following, min(following.rows, 2000) - 1)
        grid.append(line)
    return grid


def without_empty_columns(grid: list[list[Cell | None]]) -> list[list[Cell | None]]:
    """The rows without the columns in which nothing is written."""
    filled = {column for row in grid for column, cell in enumerate(row) if cell is not None and cell.flat}
    return [[cell for column, cell in enumerate(row) if column in filled] for row in grid]
