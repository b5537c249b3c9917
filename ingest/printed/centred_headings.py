"""A bold row of headings each of which stands over the middle of its column, as office programs set those of web pages."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ingest.printed.figures import parts_over
from ingest.printed.page import Line

__all__ = ["centred_headings"]

_ALIGNED = 3.0  # points by which a heading may begin before its column
_FEWEST_ROWS = 3  # whose cells begin under one another
_LARGEST_GAP = 4.0  # sizes between two rows


def centred_headings(group: Sequence[Line], below: Sequence[Sequence[Line]], whole: dict[int, int]) -> tuple[list[Line], list[float]]:
    """The headings in a row of bold texts, one a column, and where the columns begin and the last one ends; nothing where that is not sure.

    ``below`` holds the lines of the page below them by baseline. The first three rows tell the columns: each has one text a column, and
    each heading stands within its own. ``whole`` is given, for each part of a line, the id of the line.
    """
    bold = [line for line in group if line.bold]
    rows = [list(row) for row in below[:_FEWEST_ROWS]]
    if len(bold) != len(group) or len(rows) < _FEWEST_ROWS or not _stand_in_columns(rows, bold[0]):
        return [], []
    lefts = [min(line.left for line in column) for column in zip(*rows, strict=True)]
    headings = []
    for line in bold:
        for part in parts_over(line, lefts):
            whole[id(part)] = id(line)
            headings.append(part)
    edges = [*(left - _ALIGNED for left in lefts), max(line.right for row in rows for line in row) + bold[0].size]
    if len(headings) != len(lefts):
        return [], []
    inside = all(
        left <= part.left and part.right <= right + _ALIGNED for part, (left, right) in zip(headings, pairwise(edges), strict=True)
    )
    return (headings, [*lefts, edges[-1]]) if inside else ([], [])


def _stand_in_columns(rows: Sequence[Sequence[Line]], heading: Line) -> bool:
    """Whether rows follow a heading closely, none of them bold, and their texts begin under one another."""
    heights = [heading.baseline, *(row[0].baseline for row in rows)]
    if len({len(row) for row in rows}) > 1 or len(rows[0]) < 2:  # noqa: PLR2004  # one text is no row
        return False
    if any(above - height > _LARGEST_GAP * heading.size for above, height in pairwise(heights)):
        return False
    lines = [line for row in rows for line in row]
    if any(line.bold or abs(line.size - heading.size) > 1.5 for line in lines):  # noqa: PLR2004  # points
        return False
    return all(max(line.left for line in column) - min(line.left for line in column) < _ALIGNED for column in zip(*rows, strict=True))
