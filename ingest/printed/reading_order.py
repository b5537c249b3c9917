"""The order in which a page is read: down each column, columns from left to right, under what spans them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Protocol, TypeVar

from ingest.printed.ruled_tables import PlacedTable

__all__ = ["Placed", "in_reading_order"]

_BELOW = 3.0  # heights of a line between a text and the table below it
_HEADED = 2.0  # heights of a line between it and the text below it
_ROWS = 2  # that a table has at least
_TEXT_WIDTH = 9  # in heights of a line: narrower lines are cells of a table, which is read row by row
_MAXIMUM_GROUPS = 150  # the work grows with the cube; beyond this the file's own order is taken


class Placed(Protocol):
    """What has a place on a page."""

    left: float
    right: float
    bottom: float
    top: float


T = TypeVar("T", bound=Placed)


@dataclass(slots=True)
class _Group:
    """Items that follow one another downwards in the file too."""

    items: list[int]
    left: float
    right: float
    bottom: float
    top: float
    is_table: bool = False


def in_reading_order(items: Sequence[T]) -> list[T]:
    """The items of one page in the order in which they are read. Where the file's own order runs downwards, it is kept.

    After Breuel, "High Performance Document Layout Analysis" (2003): what stands above comes first, and so does what
    stands to the left at the same height. Where neither says anything, the order of the file does.
    """
    groups = _groups(items)
    if len(groups) > _MAXIMUM_GROUPS:
        return list(items)
    before = [[_comes_first(a, b) for b in groups] for a in groups]
    order: list[int] = []
    waiting = list(range(len(groups)))
    while waiting:
        free = [place for place in waiting if not any(before[other][place] for other in waiting if other != place)]
        chosen = _next(free, groups, order) if free else max(waiting, key=lambda place: (groups[place].top, -groups[place].left))
        chosen = _before_what_is_headed(chosen, free, [place for place in waiting if place != chosen], groups, before)
        order.append(chosen)
        waiting.remove(chosen)
    return [items[item] for place in order for item in groups[place].items]


def _next(free: list[int], groups: list[_Group], order: list[int]) -> int:
    """Of the groups that may come next the first in the file, unless one carries on the column that was read last."""
    if order:
        last = groups[order[-1]]
        height = (last.top - last.bottom) / len(last.items)
        for place in free:
            group = groups[place]
            is_close = -0.5 * height < last.bottom - group.top < height and abs(group.left - last.left) < height
            if is_close and min(last.right - last.left, group.right - group.left) > _TEXT_WIDTH * height:
                return place
        first = groups[min(free)]
        if first.left >= last.right and first.bottom > last.bottom + 0.5 * height:  # the head of the next column
            return next((place for place in free if _is_table_below(groups[place], last)), min(free))
    return min(free)


def _before_what_is_headed(chosen: int, free: list[int], waiting: list[int], groups: list[_Group], before: list[list[bool]]) -> int:
    """``chosen``, or what is to be read before the text that it heads: a line is not parted from that by what stands above both."""
    heading = groups[chosen]
    height = heading.top - heading.bottom
    if len(heading.items) > 1 or heading.is_table:
        return chosen
    headed = [place for place in waiting if 0 <= heading.bottom - groups[place].top < _HEADED * height and before[chosen][place]]
    above = [place for place in free if place != chosen and groups[place].bottom >= heading.top]
    return min((place for place in above if any(before[place][text] for text in headed)), default=chosen)


def _is_table_below(group: _Group, last: _Group) -> bool:
    """Whether a table stands right below what was read last: it comes behind all lines here, so the file's order says nothing of it."""
    high = (last.top - last.bottom) / len(last.items) if not last.is_table else (group.top - group.bottom) / _ROWS
    is_under = _overlap(group.left, group.right, last.left, last.right) > 0
    return group.is_table and is_under and 0 <= last.bottom - group.top < _BELOW * high


def _groups(items: Sequence[Placed]) -> list[_Group]:
    groups: list[_Group] = []
    highest = 1.5 * median(item.top - item.bottom for item in items) if items else 0.0  # what is higher is no line, but a table
    for position, item in enumerate(items):
        group = groups[-1] if groups else None
        height = max(min(item.top - item.bottom, highest), 1.0)
        if (
            group is not None
            and item.left < group.right
            and group.left < item.right
            and item.top < group.bottom + 0.5 * height
            and group.bottom - item.top < 1.5 * height
            and item.right < group.right + 2 * height
            and item.left > group.left - 3 * height
        ):
            group.items.append(position)
            group.left, group.right = min(group.left, item.left), max(group.right, item.right)
            group.bottom = min(group.bottom, item.bottom)
        else:
            groups.append(_Group([position], item.left, item.right, item.bottom, item.top, isinstance(item, PlacedTable)))
    return groups


def _comes_first(a: _Group, b: _Group) -> bool:
    if a is b:
        return False
    if _overlap(a.left, a.right, b.left, b.right) > 0.1 * min(a.right - a.left, b.right - b.left):
        return (a.top + a.bottom) > (b.top + b.bottom)
    return (a.left + a.right) < (b.left + b.right) and _overlap(a.bottom, a.top, b.bottom, b.top) > 0


def _overlap(start: float, end: float, other_start: float, other_end: float) -> float:
    return min(end, other_end) - max(start, other_start)
