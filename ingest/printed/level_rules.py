"""Tables whose rows are parted by rules and whose columns are not: each cell has a rule of its own below it, as browsers draw them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.printed.page import Line, PrintedPage, Rule
from ingest.printed.ruled_grids import NEAR, steps

__all__ = ["with_sides"]

_MEET = 1.5  # points between the rules of two cells side by side
_LEAST_WIDTH = 15.0  # points: a shorter rule is no side of a cell
_FEWEST_RULES = 2  # one below the headings, and one below each row
_LOOSE = 2.2  # sizes between two lines of one row of headings
_MOST_CROSSING = 0.1  # share of the lines of a table that may run over the side of a column


def with_sides(page: PrintedPage) -> list[list[Rule]]:
    """For each such table its rules, with the sides of its columns and its top added."""
    level = [rule for rule in page.rules if not rule.is_upright and rule.right - rule.left > _LEAST_WIDTH]
    upright = [rule for rule in page.rules if rule.is_upright]
    found: list[tuple[tuple[float, ...], list[float]]] = []
    for height, edges in _chains(level):
        same = next((places for sides, places in found if _are_alike(sides, edges)), None)
        if same is None:
            found.append((edges, [height]))
        else:
            same.append(height)
    grids = (_grid(page, edges, sorted(heights, reverse=True), upright) for edges, heights in found if len(heights) >= _FEWEST_RULES)
    return [grid for grid in grids if grid]


def _chains(level: Sequence[Rule]) -> Iterator[tuple[float, tuple[float, ...]]]:
    """Where rules lie end to end: the height, and where each of them begins and the last one ends."""
    heights = steps([rule.bottom for rule in level])
    for height in heights:
        beside = sorted((rule for rule in level if 0 <= rule.bottom - height <= NEAR), key=lambda rule: (rule.left, rule.right))
        edges: list[float] = []
        end = 0.0
        for rule in beside:
            if edges and abs(rule.left - edges[-1]) < _MEET and abs(rule.right - end) < _MEET:
                continue  # the other edge of the same rule
            if edges and abs(rule.left - end) >= _MEET:
                edges = []
                break  # a gap: rules below headings, or several tables
            edges.append(rule.left)
            end = rule.right
        if len(edges) > 1:
            yield height, (*edges, end)


def _are_alike(one: Sequence[float], other: Sequence[float]) -> bool:
    return len(one) == len(other) and all(abs(a - b) < NEAR for a, b in zip(one, other, strict=True))


def _grid(page: PrintedPage, edges: Sequence[float], heights: list[float], upright: Sequence[Rule]) -> list[Rule]:
    left, right = edges[0], edges[-1]
    if any(left - NEAR < rule.left < right + NEAR and rule.bottom < heights[0] and heights[-1] < rule.top for rule in upright):
        return []  # its sides are drawn
    lines = [line for line in page.lines if left - NEAR < line.left < right]
    top = max((line.top for line in _headings(lines, edges, heights[0])), default=heights[0])
    bottom = min((line.bottom for line in _cut_off(page, lines, edges, heights[-1])), default=heights[-1])
    rows = [top + 1, *heights] if top > heights[0] else heights
    inside = [line for line in lines if bottom <= line.middle[1] <= top]
    crossing = sum(1 for line in inside if _crosses(line, edges))
    is_parted = not any(_are_several_rows(inside, edges, above, below) for above, below in pairwise(rows))
    if len(rows) < 3 or crossing > _MOST_CROSSING * len(inside) or not is_parted:  # noqa: PLR2004  # headings and a row, or two rows
        return []
    return [
        *(Rule(left, height, right, height) for height in rows),
        *(Rule(edge, min(bottom, rows[-1]), edge, rows[0]) for edge in edges),
    ]


def _headings(lines: Sequence[Line], edges: Sequence[float], height: float) -> list[Line]:
    """The lines right above the first rule that stand in the columns; none where they stand in one column only."""
    found: list[Line] = []
    lowest = height
    for line in sorted((line for line in lines if line.bottom > height - NEAR), key=lambda line: line.baseline):
        if _crosses(line, edges) or line.bottom - lowest > (_LOOSE - 1) * line.size:
            break
        found.append(line)
        lowest = max(lowest, line.top)
    return found if len({_column(line, edges) for line in found}) > 1 else []


def _cut_off(page: PrintedPage, lines: Sequence[Line], edges: Sequence[float], height: float) -> list[Line]:
    """The lines below the last rule, where they stand in the columns down to the end of the page: a row that goes on over it."""
    below = [line for line in lines if line.top < height + NEAR]
    over = [line for line in page.lines if line.top < height + NEAR and line.right > edges[0] and line.left < edges[-1]]
    if len(below) < len(over) or any(_crosses(line, edges) for line in below):
        return []
    return below if len({_column(line, edges) for line in below}) > 1 else []


def _crosses(line: Line, edges: Sequence[float]) -> bool:
    return any(line.left < edge - NEAR and edge + NEAR < line.right for edge in edges[1:])


def _column(line: Line, edges: Sequence[float]) -> int:
    return sum(1 for edge in edges if edge <= line.left + NEAR)


def _are_several_rows(lines: Sequence[Line], edges: Sequence[float], above: float, below: float) -> bool:
    """Whether the texts between two rules have as many lines in all columns, side by side: rows without rules between them."""
    columns: dict[int, set[int]] = {}
    for line in lines:
        if below < line.middle[1] < above:
            columns.setdefault(_column(line, edges), set()).add(round(line.baseline))
    found = list(columns.values())
    return len(found) > 1 and len(found[0]) > 1 and all(baselines == found[0] for baselines in found)
