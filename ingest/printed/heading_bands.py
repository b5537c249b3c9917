"""Headings between two level rules that are drawn cell by cell, as Word draws the lines of a table without sides.

The rules say where each cell begins and ends, so that headings of one line and of several, set in the middle of their height, are told.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ingest.printed.page import Line, Rule

__all__ = ["headings_in_band"]

_NEAR = 3.0  # points
_HIGHEST = 6.0  # sizes: a band of headings is no higher
_LOOSE = 1.6  # sizes between two lines of one heading
_LONGEST = 60  # characters of a line

_Columns = Sequence[tuple[float, float]]


def headings_in_band(above: Sequence[Sequence[Line]], columns: _Columns, first: Line, rules: Sequence[Rule]) -> list[list[Line]]:
    """The lines of the heading of each column, that of the labels first, in a band right above the ``first`` line of the body of a table.

    ``above`` holds the printed rows over the body, ``columns`` where the figures of each column begin and end. Empty unless both
    rules of the band are drawn in one piece for each column, and each column of figures has a heading.
    """
    bottom, top = _band(first, rules)
    cells = _cells_of(bottom, rules)
    if (
        top - bottom <= 0
        or top - bottom > _HIGHEST * first.size
        or len(cells) != len(columns) + 1
        or not _are_alike(cells, _cells_of(top, rules))
    ):
        return []
    if any(not (left - _NEAR < start and end < right + _NEAR) for (left, right), (start, end) in zip(cells[1:], columns, strict=True)):
        return []
    found: list[list[Line]] = [[] for _ in cells]
    for line in sorted((line for row in above for line in row if bottom < line.middle[1] < top), key=lambda line: -line.baseline):
        own = [place for place, (left, right) in enumerate(cells) if left - _NEAR < line.left and line.right < right + _NEAR]
        if len(own) != 1 or len(line.flat) > _LONGEST:
            return []
        found[own[0]].append(line)
    are_close = all(one.baseline - other.baseline < _LOOSE * one.size for lines in found for one, other in pairwise(lines))
    said = {" ".join(line.flat for line in lines) for lines in found[1:]}  # years that come again stand under what parts them
    return found if all(found[1:]) and are_close and len(said) == len(columns) else []


def _band(first: Line, rules: Sequence[Rule]) -> tuple[float, float]:
    """Between which heights the rules right above a line leave room for text; nothing where they do not."""
    heights = sorted(
        rule.bottom for rule in rules if not rule.is_upright and rule.bottom > first.middle[1] and rule.left < first.right + _NEAR
    )
    return next(((low, high) for low, high in pairwise(heights) if high - low > first.size), (0.0, 0.0)) if heights else (0.0, 0.0)


def _cells_of(height: float, rules: Sequence[Rule]) -> list[tuple[float, float]]:
    """Where the pieces of a rule begin and end; a rule may be drawn by both of its edges."""
    pieces = sorted((rule.left, rule.right) for rule in rules if not rule.is_upright and abs(rule.bottom - height) < 1)
    found: list[tuple[float, float]] = []
    for left, right in pieces:
        if not found or left > found[-1][0] + _NEAR:
            found.append((left, right))
    return found


def _are_alike(one: _Columns, other: _Columns) -> bool:
    return len(one) == len(other) and all(abs(a[0] - b[0]) < _NEAR and abs(a[1] - b[1]) < _NEAR for a, b in zip(one, other, strict=True))
