"""Rules that make a grid and are no table: bars of a chart, marks behind words, the edges of the page."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from ingest.printed.figures import parts_between
from ingest.printed.page import Line, PrintedPage, Rule

__all__ = ["is_torn", "marks_words", "within_page"]

_EDGE = 3.0  # points: what is drawn this close to the edge of a page frames the page
_MOST_TORN = 0.3  # share of the places of a grid in shapes that no cell has
_MOST_BEYOND = 0.3  # share of the lines of a grid that run over its sides
_SPACE = 0.6  # sizes: cells stand further apart than words

Slot = tuple[int, int]
"""Row and column of a place."""


def within_page(page: PrintedPage, rules: Sequence[Rule]) -> list[Rule]:
    """The rules without those at the edges of the page, which bound all that stands on it."""
    return [
        rule
        for rule in rules
        if not (
            (rule.is_upright and not page.left + _EDGE < rule.left < page.right - _EDGE)
            or (rule.left <= page.left + _EDGE and rule.right >= page.right - _EDGE)
        )
    ]


def is_torn(owner: Mapping[Slot, Slot]) -> bool:
    """Whether much of a grid is in shapes that no cell has, as the ground between the bars of a chart is.

    ``owner`` gives for each place the first place of the cell that it is part of. The places of a cell make a rectangle.
    """
    sizes = Counter(owner.values())
    rows, columns = defaultdict[Slot, set[int]](set), defaultdict[Slot, set[int]](set)
    for (row, column), first in owner.items():
        rows[first].add(row)
        columns[first].add(column)
    torn = sum(size for first, size in sizes.items() if size != len(rows[first]) * len(columns[first]))
    return torn > _MOST_TORN * len(owner)


def marks_words(columns: Sequence[float], rows: Sequence[float], upright: Sequence[Rule], lines: Sequence[Line]) -> bool:
    """Whether the rules are the sides of boxes behind the words of running text, not of a table.

    ``columns`` are the places of the upright ones, ``rows`` those of the level ones from the top down, ``lines`` those of the page. Boxes
    behind words begin and end anywhere, so that no row of the grid is bounded on both sides, or lines go on beyond it.
    """
    left, right = columns[0], columns[-1]
    heights = [
        ((top + bottom) / 2, [rule.left for rule in upright if rule.bottom <= (top + bottom) / 2 <= rule.top])
        for top, bottom in pairwise(rows)
    ]
    if not any(
        any(abs(place - left) < _EDGE for place in sides) and any(abs(place - right) < _EDGE for place in sides) for _, sides in heights
    ):
        return True
    inside = [line for line in lines if rows[-1] < line.middle[1] < rows[0] and line.left < right and left < line.right]
    if not any(_are_parted(inside, upright, top, bottom) for top, bottom in pairwise(rows)):
        return True
    beyond = [line for line in inside if any(line.left < side - _EDGE and side + _EDGE < line.right for side in (left, right))]
    return len(beyond) > _MOST_BEYOND * len(inside)


def _are_parted(lines: Sequence[Line], upright: Sequence[Rule], top: float, bottom: float) -> bool:
    """Whether in a row of a grid texts stand on both sides of a rule, further apart than words do."""
    beside = [line for line in lines if bottom < line.middle[1] < top]
    rules = [rule for rule in upright if rule.bottom <= (top + bottom) / 2 <= rule.top]
    parts = [(line, part) for line in beside for part in parts_between(line, rules)]
    return any(
        one.right - _EDGE < rule.left < other.left + _EDGE and (line is not whole or other.left - one.right > _SPACE * one.size)
        for rule in rules
        for line, one in parts
        for whole, other in parts
    )
