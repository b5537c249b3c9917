"""Tables whose cells are drawn with rules."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from ingest.draft import Piece
from ingest.figures import is_figure
from ingest.printed.figures import parts_between
from ingest.printed.page import Line, PrintedPage, Rule
from ingest.tables import Cell, Table

__all__ = ["PlacedTable", "take_ruled_tables"]

_NEAR = 3.0  # points: rules this close are one
_MAXIMUM_RULES = 3000


@dataclass(slots=True, eq=False)
class PlacedTable:
    """A table and where it stands on its page."""

    table: Table
    left: float
    right: float
    bottom: float
    top: float
    page: int
    columns: tuple[float, ...]
    """Where its columns begin and, for ruled ones, end."""
    size: float = 0.0
    """The size of its text where it has no rules, by which the rows can be told that carry it on; else 0."""


def take_ruled_tables(page: PrintedPage, before: PlacedTable | None = None) -> list[PlacedTable]:
    """The tables of a page. Their lines are taken out of the page. Of ``before``, which is open above, a single row may follow here."""
    tables = []
    for rules in _connected(page.rules[:_MAXIMUM_RULES]):
        table = _table(page, rules, before.columns if before is not None else ())
        if table is not None:
            tables.append(table)
    return tables


def _connected(rules: list[Rule]) -> list[list[Rule]]:
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
        for other in level[bisect_left(heights, a.bottom - _NEAR) : bisect_right(heights, a.top + _NEAR)]:
            if rules[other].left - _NEAR <= a.left <= rules[other].right + _NEAR:
                parents[root(one)] = root(other)
    groups: dict[int, list[Rule]] = {}
    for place, rule in enumerate(rules):
        groups.setdefault(root(place), []).append(rule)
    return [group for group in groups.values() if len(group) > 4]  # noqa: PLR2004  # fewer make no table


def _steps(values: list[float]) -> list[float]:
    """The values in order, those close to one another as one."""
    steps: list[float] = []
    for value in sorted(values):
        if not steps or value - steps[-1] > _NEAR:
            steps.append(value)
    return steps


def _table(page: PrintedPage, rules: list[Rule], before: tuple[float, ...]) -> PlacedTable | None:
    upright, level = [rule for rule in rules if rule.is_upright], [rule for rule in rules if not rule.is_upright]
    columns, rows = _steps([rule.left for rule in upright]), _steps([rule.bottom for rule in level])[::-1]
    is_last_row = len(rows) == 2 and _are_alike(columns, before) and not any(line.bottom > rows[0] for line in page.lines)  # noqa: PLR2004
    if len(columns) < 3 or len(rows) < (2 if is_last_row else 3) or len(columns) * len(rows) > 20_000:  # noqa: PLR2004  # two columns and two rows at least
        return None
    owner = _merged(columns, rows, upright, level)
    inside, kept = _in_cells([part for line in page.lines for part in parts_between(line, upright)], columns, rows, owner)
    if _stacks_figures(inside):  # rules between its columns only: cutting its lines would part the figures of one row
        inside, kept = _in_cells(page.lines, columns, rows, owner)
    filled = Counter(row for row, _ in inside)
    telling = sum(1 for count in filled.values() if count > 1)
    if telling < (1 if is_last_row else 2) or telling < len(filled) / 3:  # frames round single texts
        return None
    page.lines = kept
    table = Table(_rows(rows, owner, inside))
    table.has_header = _first_row_stands_out(inside, owner, columns) or None
    return PlacedTable(table, columns[0], columns[-1], rows[-1], rows[0], page.number, tuple(columns))


def _are_alike(columns: list[float], before: tuple[float, ...]) -> bool:
    """Whether two tables have columns of the same widths."""
    shift = columns[0] - before[0] if columns and len(columns) == len(before) else 0.0
    return len(columns) == len(before) and all(abs(one - other - shift) < _NEAR for one, other in zip(columns, before, strict=True))


def _in_cells(
    lines: list[Line], columns: list[float], rows: list[float], owner: dict[tuple[int, int], tuple[int, int]]
) -> tuple[dict[tuple[int, int], list[Line]], list[Line]]:
    """The lines of each cell, and those that stand in none."""
    inside: dict[tuple[int, int], list[Line]] = {}
    others: list[Line] = []
    for line in lines:
        slot = _slot(line, columns, rows)
        if slot is None:
            others.append(line)
        else:
            inside.setdefault(owner[slot], []).append(line)
    return inside, others


def _stacks_figures(inside: dict[tuple[int, int], list[Line]]) -> bool:
    """Whether a cell holds several figures, one under the other."""
    return any(sum(1 for line in lines if is_figure(line.flat)) > 1 for lines in inside.values())


def _slot(line: Line, columns: list[float], rows: list[float]) -> tuple[int, int] | None:
    x, y = min(line.left + 2, line.middle[0]), line.middle[1]
    column = next((place for place in range(len(columns) - 1) if columns[place] - _NEAR <= x < columns[place + 1]), None)
    row = next((place for place in range(len(rows) - 1) if rows[place + 1] <= y < rows[place] + _NEAR), None)
    return None if column is None or row is None else (row, column)


def _merged(columns: list[float], rows: list[float], upright: list[Rule], level: list[Rule]) -> dict[tuple[int, int], tuple[int, int]]:
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
        return any(start - _NEAR <= through <= end + _NEAR for start, end in reaches.get(step, ()))

    return is_drawn


def _rows(rows: list[float], owner: dict[tuple[int, int], tuple[int, int]], inside: dict[tuple[int, int], list[Line]]) -> list[list[Cell]]:
    places: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for slot, head in owner.items():
        places.setdefault(head, []).append(slot)
    table: list[list[Cell]] = [[] for _ in range(len(rows) - 1)]
    for head in sorted(places):
        wide = max(column for _, column in places[head]) - head[1] + 1
        high = max(row for row, _ in places[head]) - head[0] + 1
        table[head[0]].append(Cell(_cell_pieces(inside.get(head, [])), columns=wide, rows=high))
    return table


def _cell_pieces(lines: list[Line]) -> list[Piece]:
    ordered = sorted(lines, key=lambda line: (-round(line.baseline / 3), line.left))
    return [line.piece(ends_line=line is not ordered[-1]) for line in ordered]


def _first_row_stands_out(
    inside: dict[tuple[int, int], list[Line]],
    owner: dict[tuple[int, int], tuple[int, int]],
    columns: list[float],
) -> bool:
    """Whether the first row is bold and the second is not."""

    def is_bold(row: int) -> bool:
        lines = [
            line for column in range(len(columns) - 1) if owner[row, column] == (row, column) for line in inside.get((row, column), [])
        ]
        return bool(lines) and all(line.bold for line in lines)

    return is_bold(0) and not is_bold(1)
