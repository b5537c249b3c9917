"""Rows of tables that the end of a page cuts: whether the first row on the next page is the rest of the last one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ingest.hyphenation import HYPHENS
from ingest.placed_text import PlacedText, nowhere
from ingest.printed.word_rows import WordRow
from ingest.table_cells import Cell
from ingest.unfinished import breaks_off

__all__ = ["are_one_row", "are_rests"]

_ENDS = (".", "!", "?", ":", ";")  # what a text ends in that does not go on
_PADDING = 6.0  # points that stay free in a column
_SPACE = 0.2  # of the height of a line: the space before the next word


def are_one_row(last: Sequence[Cell], row: Sequence[Cell], columns: Sequence[float]) -> bool:
    """Whether a row only holds the rest of texts that break off in the one before. ``columns`` says where they begin, in points.

    One of them says that it goes on: it breaks off in a word such as "and", or what follows begins with a small letter. The others say
    so too, or have no room for the next word. Some text of the row had ended before, unless one breaks off for certain.
    """
    pairs = [(place, cell, rest) for place, (cell, rest) in enumerate(zip(last, row, strict=True)) if rest.flat]
    if not pairs or any(not cell.flat or cell.flat.endswith(_ENDS) for _, cell, _ in pairs):
        return False
    has_ended = len(pairs) < sum(1 for cell in last if cell.flat)
    if not has_ended and not any(breaks_off(cell.flat) or cell.flat.endswith(tuple(HYPHENS)) for _, cell, _ in pairs):
        return False
    told = [_goes_on(cell.flat, rest.flat) for _, cell, rest in pairs]
    return any(told) and all(
        is_told or _is_full(cell, rest, place, columns) for is_told, (place, cell, rest) in zip(told, pairs, strict=True)
    )


def are_rests(row: WordRow, columns: int) -> bool:
    """Whether texts that begin a page or column, not one in each of the columns, are the second halves of texts."""
    return len(row) < columns and any(lines[0].flat[:1].islower() for lines in row.values())


def _goes_on(text: str, rest: str) -> bool:
    return rest[0].islower() or breaks_off(text) or text.endswith(tuple(HYPHENS))


def _is_full(cell: Cell, rest: Cell, place: int, columns: Sequence[float]) -> bool:
    """Whether the last line of a cell has no room for the first word of its rest."""
    if place + 1 >= len(columns):
        return False
    above, below = _placed(cell).stripped(), _placed(rest).stripped()
    line = above[above.text.rfind("\n") + 1 :]
    word = below[: len(below.text.split()[0])]
    needed = _width(line) + _width(word) + _SPACE * _height(line)
    return needed > columns[place + 1] - columns[place] - _PADDING


def _placed(cell: Cell) -> PlacedText:
    whole = PlacedText("", nowhere(0))
    for piece in cell.pieces:
        whole += piece.text if piece.places is None else PlacedText(piece.text, piece.places)
    return whole


def _width(text: PlacedText) -> float:
    return _reach(text, 1, 3)


def _height(text: PlacedText) -> float:
    return _reach(text, 2, 4)


def _reach(text: PlacedText, low: int, high: int) -> float:
    known = text.places[~np.isnan(text.places[:, 0])]
    return float(known[:, high].max() - known[:, low].min()) if len(known) else 0.0
