"""Lines that are stretched to the edge of their column: the gaps between their words are so wide that they look like cells of a table."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from itertools import pairwise

from ingest.figures import is_figure
from ingest.printed.page import Line, join_parts

__all__ = ["joined_spread_lines"]

_FEWEST = 3  # parts: two may stand at either side of a page
_WIDEST = 4.0  # sizes between two words
_EVEN = 0.15  # sizes by which the gaps of one line may differ
_SAME_EDGE = 1.5  # points
_MANY = 5  # parts with even gaps are hardly cells
_SAME_EDGE_OF_MANY = 0.5  # sizes
_NEAR = 4.0  # sizes to another line of the paragraph
_FURTHER_IN = 4.0  # sizes by which a line may begin before the others, with a bullet, or behind them
_CHARACTERS = 20  # that a line of running text has at least


def joined_spread_lines(lines: Sequence[Line]) -> list[Line]:
    """The lines in the same order, with the parts of a line that is stretched made one."""
    joined: list[Line] = []
    place = 0
    while place < len(lines):
        end = place + 1
        while end < len(lines) and _stands_beside(lines[end - 1], lines[end]):
            end += 1
        row = lines[place:end]
        joined += [reduce(join_parts, row)] if _is_spread(row, lines) else row
        place = end
    return joined


def _stands_beside(before: Line, line: Line) -> bool:
    is_level = abs(before.baseline - line.baseline) < 0.15 * line.size and abs(before.size - line.size) < 0.5  # noqa: PLR2004  # points
    return is_level and 0 < line.left - before.right < _WIDEST * line.size


def _is_spread(row: Sequence[Line], lines: Sequence[Line]) -> bool:
    if len(row) < _FEWEST or any(is_figure(part.flat) or part.is_turned for part in row):
        return False
    first, last = row[0], row[-1]
    gaps = [after.left - before.right for before, after in pairwise(row)]
    if max(gaps) - min(gaps) > _EVEN * first.size:
        return False
    edge = _SAME_EDGE if len(row) < _MANY else _SAME_EDGE_OF_MANY * first.size
    return any(
        abs(other.right - last.right) < edge
        and abs(other.left - first.left) < _FURTHER_IN * first.size
        and 0.5 * first.size < abs(other.baseline - first.baseline) < _NEAR * first.size
        and abs(other.size - first.size) < 0.5  # noqa: PLR2004  # points
        and len(other.flat) > _CHARACTERS
        for other in lines
    )
