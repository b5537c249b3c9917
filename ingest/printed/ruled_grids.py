"""The grid that the rules of a table make: its columns and rows, and which places of it are one cell."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from itertools import pairwise

from ingest.printed.page import Line, Rule

__all__ = ["NEAR", "are_alike", "connected", "merged", "open_ends", "steps", "with_their_parts", "without_gaps"]

NEAR = 3.0
"""Points: rules this close are one."""
_GAP = 12.0  # points: what stands further apart is set in two columns of the page
_HIGHEST_ROW = 120.0  # points of a row of headings; what is higher holds rows without rules between them
_LEAST_ROW = 9.0  # points by which rules between columns reach beyond the last rule between rows where a row is cut by a page end


def connected(rules: list[Rule]) -> list[list[Rule]]:
    """Rules that touch one another, group by group."""
    parents = list(range(len(rules)))

    def root(place: int) -> int:
        while parents[place] != place:
            parents[place] = parents[parents[place]]
            place = parents[place]
        return place

    upright = [place for place, rule in enumerate(rules) if rule.is_upright]
    level = sorted((place for place, rule in enumerate(rules) if not rule.is_upright), key=lambda place: rules[place].bottom)
    heights = [rules[place].bottom for place in level]
    for one in upright:
        a = rules[one]
        for other in level[bisect_left(heights, a.bottom - NEAR) : bisect_right(heights, a.top + NEAR)]:
            if rules[other].left - NEAR <= a.left <= rules[other].right + NEAR:
                parents[root(one)] = root(other)
    for one, other in _sides_in_two_parts(rules, upright):
        parents[root(one)] = root(other)
    groups: dict[int, list[Rule]] = {}
    for place, rule in enumerate(rules):
        groups.setdefault(root(place), []).append(rule)
    return [group for group in groups.values() if len(group) > 4]  # noqa: PLR2004  # fewer make no table


def _sides_in_two_parts(rules: Sequence[Rule], upright: Sequence[int]) -> list[tuple[int, int]]:
    """The places of upright rules that stand on top of one another, two by two: the side of a row may be drawn in two parts.

    The one for the room above its text is short. More parts than two, and long ones, are the sides of rows without rules between them.
    """
    stacks: list[list[int]] = [[]]
    for place in sorted(upright, key=lambda place: (round(rules[place].left), rules[place].bottom)):
        below = rules[stacks[-1][-1]] if stacks[-1] else None
        rule = rules[place]
        if below is not None and abs(below.left - rule.left) <= 1 and abs(rule.bottom - below.top) <= 1:
            stacks[-1].append(place)
        else:
            stacks.append([place])
    pairs = [(stack[0], stack[1]) for stack in stacks if len(stack) == 2]  # noqa: PLR2004  # a side and its short part
    return [
        (one, other)
        for one, other in pairs
        if min(rules[one].top - rules[one].bottom, rules[other].top - rules[other].bottom) < _LEAST_ROW
        and rules[other].top - rules[one].bottom < _HIGHEST_ROW
    ]


def with_their_parts(groups: list[list[Rule]]) -> list[list[list[Rule]]]:
    """Each group of rules with those that are parts of the same table, from left to right: close beside one another, with the same rows."""
    tables: list[list[list[Rule]]] = []
    for group in sorted(groups, key=_left):
        table = next((table for table in tables if _goes_on_in(table[-1], group)), None)
        if table is None:
            tables.append([group])
        else:
            table.append(group)
    places = {id(group): place for place, group in enumerate(groups)}
    return sorted(tables, key=lambda table: min(places[id(part)] for part in table))


def _left(group: Sequence[Rule]) -> float:
    return min(rule.left for rule in group)


def _right(group: Sequence[Rule]) -> float:
    return max(rule.right for rule in group)


def _goes_on_in(group: Sequence[Rule], other: Sequence[Rule]) -> bool:
    if not 0 < _left(other) - _right(group) < _GAP:
        return False
    rows, other_rows = (steps([rule.bottom for rule in one if not rule.is_upright]) for one in (group, other))
    return len(rows) == len(other_rows) > 2 and all(abs(a - b) < NEAR for a, b in zip(rows, other_rows, strict=True))  # noqa: PLR2004  # rows


def without_gaps(parts: Sequence[Sequence[Rule]]) -> list[Rule]:
    """The rules of a table's parts, each part but the first drawn out to the left up to where the one before it ends."""
    rules = list(parts[0])
    for before, part in pairwise(parts):
        end, start = _right(before), _left(part)
        for rule in part:
            left, right = (end if side < start + NEAR else side for side in (rule.left, rule.right))
            rules.append(Rule(left, rule.bottom, right, rule.top))
    return rules


def steps(values: Sequence[float]) -> list[float]:
    """The values in order, those close to one another as one."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > NEAR:
            found.append(value)
    return found


def open_ends(columns: Sequence[float], rows: Sequence[float], upright: Sequence[Rule], lines: Sequence[Line]) -> tuple[float, ...]:
    """Where the rows of a table really begin and end that the head or foot of the page cuts: no rule is drawn there, but all columns go on.

    Nothing of ``lines`` stands further out there. None, one or two places.
    """
    found = []
    for sign, end in ((1, rows[0]), (-1, rows[-1])):
        reach = [
            max((sign * (rule.top if sign > 0 else rule.bottom) for rule in upright if abs(rule.left - column) <= NEAR), default=sign * end)
            for column in columns
        ]
        if min(reach) - sign * end < _LEAST_ROW or max(reach) - min(reach) > NEAR:
            continue
        if not any(sign * line.middle[1] > max(reach) and columns[0] < line.right and line.left < columns[-1] for line in lines):
            found.append(sign * min(reach))
    return tuple(found)


def are_alike(columns: list[float], before: tuple[float, ...]) -> bool:
    """Whether two tables have columns of the same widths."""
    shift = columns[0] - before[0] if columns and len(columns) == len(before) else 0.0
    return len(columns) == len(before) and all(abs(one - other - shift) < NEAR for one, other in zip(columns, before, strict=True))


def merged(columns: list[float], rows: list[float], upright: list[Rule], level: list[Rule]) -> dict[tuple[int, int], tuple[int, int]]:
    """For each place of the grid the first place of the cell that it is part of: places without a rule between them are one."""
    owner = {(row, column): (row, column) for row in range(len(rows) - 1) for column in range(len(columns) - 1)}

    def find(slot: tuple[int, int]) -> tuple[int, int]:
        while owner[slot] != slot:
            slot = owner[slot]
        return slot

    def join(first: tuple[int, int], second: tuple[int, int]) -> None:
        a, b = sorted((find(first), find(second)))
        owner[b] = a

    has_upright = _drawn(columns, [(rule.left, rule.bottom, rule.top) for rule in upright])
    has_level = _drawn(rows, [(rule.bottom, rule.left, rule.right) for rule in level])
    for row in range(len(rows) - 1):
        for column in range(len(columns) - 1):
            if column + 2 < len(columns) and not has_upright(column + 1, (rows[row] + rows[row + 1]) / 2):
                join((row, column), (row, column + 1))
            if row + 2 < len(rows) and not has_level(row + 1, (columns[column] + columns[column + 1]) / 2):
                join((row, column), (row + 1, column))
    return {slot: find(slot) for slot in owner}


def _drawn(steps: list[float], placed: list[tuple[float, float, float]]) -> Callable[[int, float], bool]:
    """Whether a rule stands on a step of the grid at some height. ``placed`` holds place, beginning and end of each rule."""
    reaches: dict[int, list[tuple[float, float]]] = {}
    for place, start, end in placed:
        near = min(range(len(steps)), key=lambda step: abs(steps[step] - place))
        reach = reaches.setdefault(near, [])
        if (start, end) not in reach:
            reach.append((start, end))

    def is_drawn(step: int, through: float) -> bool:
        return any(start - NEAR <= through <= end + NEAR for start, end in reaches.get(step, ()))

    return is_drawn
