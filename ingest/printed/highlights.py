"""Boxes of colour behind words in a cell of a table, whose sides are no rules of the table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.printed.page import Rule

__all__ = ["without_highlights"]

_SAME = 0.25  # points by which the sides of one box may miss its corners, as they are rounded
_LEAST_MARGIN = 1.5  # points at least from the side of a cell to what stands in it; cells that are filled stand closer to their rules
_CORNER = 1.0  # points between the ends of two rules that meet
_MARGIN = 12.0  # points at most from the side of a cell to what stands in it


def without_highlights(rules: Sequence[Rule]) -> list[Rule]:
    """The rules without the sides of boxes that stand within one cell, as colour behind its words does.

    A box within a cell stands between sides of that cell, whose ends are joined by rules over and under the box. A cell that stands apart
    from its neighbours, as browsers set tables with gaps, stands between the sides of these, which no rule joins over it.
    """
    level, upright = [rule for rule in rules if not rule.is_upright], [rule for rule in rules if rule.is_upright]
    dropped: set[Rule] = set()
    for sides in _boxes(level, upright):
        bottom, top, left, right = sides
        if _is_within_cell(Rule(left.left, bottom.bottom, right.left, top.bottom), level, upright):
            dropped.update(sides)
    return [rule for rule in rules if rule not in dropped]


def _boxes(level: Sequence[Rule], upright: Sequence[Rule]) -> Iterator[tuple[Rule, Rule, Rule, Rule]]:
    """Bottom, top, left and right side of each box."""
    alike: dict[tuple[int, int], list[Rule]] = defaultdict(list)
    for rule in level:
        alike[round(rule.left), round(rule.right)].append(rule)
    at: dict[int, list[Rule]] = defaultdict(list)
    for rule in upright:
        at[round(rule.left)].append(rule)

    def side(x: float, bottom: Rule, top: Rule) -> Rule | None:
        near = (rule for place in range(round(x) - 1, round(x) + 2) for rule in at[place])
        return next((rule for rule in near if abs(rule.left - x) < _SAME and _reaches(rule, bottom.bottom, top.bottom)), None)

    for group in alike.values():
        for bottom, top in pairwise(sorted(group, key=lambda rule: rule.bottom)):
            left, right = side(bottom.left, bottom, top), side(bottom.right, bottom, top)
            if left is not None and right is not None:
                yield bottom, top, left, right


def _reaches(rule: Rule, bottom: float, top: float) -> bool:
    return abs(rule.bottom - bottom) < _SAME and abs(rule.top - top) < _SAME


def _is_within_cell(box: Rule, level: Sequence[Rule], upright: Sequence[Rule]) -> bool:
    """Whether the nearest rules above and below a box are wider, and those close to its left and right have an end on such a rule."""
    middle = (box.bottom + box.top) / 2
    beside = [rule for rule in upright if rule.bottom < middle < rule.top]
    before = max((rule for rule in beside if rule.left < box.left - _SAME), key=lambda rule: rule.left, default=None)
    behind = min((rule for rule in beside if rule.left > box.right + _SAME), key=lambda rule: rule.left, default=None)
    if before is None or behind is None:
        return False
    if not all(_LEAST_MARGIN < margin < _MARGIN for margin in (box.left - before.left, behind.left - box.right)):
        return False
    over = [rule for rule in level if rule.left < box.right and box.left < rule.right and not _is_as_wide(rule, box)]
    wide = [rule for rule in over if rule.left < box.left and box.right < rule.right]
    above = min((rule.bottom for rule in over if rule.bottom > box.top - _SAME), default=None)
    below = max((rule.bottom for rule in over if rule.bottom < box.bottom + _SAME), default=None)
    if not all(end is not None and any(abs(rule.bottom - end) < _CORNER for rule in wide) for end in (above, below)):
        return False
    return all(any(_meets(side, rule) for rule in wide) for side in (before, behind))


def _meets(upright: Rule, level: Rule) -> bool:
    """Whether an upright rule ends on a level one."""
    is_end = min(abs(level.bottom - upright.top), abs(level.bottom - upright.bottom)) < _CORNER
    return is_end and level.left - _CORNER < upright.left < level.right + _CORNER


def _is_as_wide(rule: Rule, box: Rule) -> bool:
    return abs(rule.left - box.left) < _SAME and abs(rule.right - box.right) < _SAME
