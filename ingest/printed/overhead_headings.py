"""Headings of columns that stand right above the top rule of a table, outside its grid, as accounts have the years over their figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ingest.figures import is_figure, is_year
from ingest.printed.page import Line, PrintedPage
from ingest.table_cells import Cell

__all__ = ["take_overhead_headings"]

_NEAREST = 2.2  # sizes above the rule in which the row of headings stands
_SAME_ROW = 2.0  # points between two baselines
_LONGEST = 30  # characters
_FEWEST = 2


def take_overhead_headings(page: PrintedPage, top: float, columns: int, inside: Mapping[tuple[int, int], Sequence[Line]]) -> list[Cell]:
    """The row of headings above the rule at ``top`` of a table of so many ``columns``, whose lines ``inside`` holds by row and column.

    Each heading stands over one column of values, and each such column has one; else the row is empty. The lines of the headings are taken
    out of the page; a text over the labels of the rows stays, and introduces the table.
    """
    values: dict[int, list[Line]] = {}
    for (_, column), lines in inside.items():
        if column and lines:
            values.setdefault(column, []).extend(lines)
    values = {column: lines for column, lines in values.items() if any(is_figure(line.flat) for line in lines)}
    first = min((line.left for lines in values.values() for line in lines), default=0.0)
    above = [line for line in page.lines if top < line.baseline < top + _NEAREST * line.size]
    lowest = min((line.baseline for line in above), default=0.0)
    row = [line for line in above if line.baseline - lowest < _SAME_ROW and line.right > first]
    over: dict[int, Line] = {}
    for line in row:
        under = [column for column, lines in values.items() if _are_over(line, lines)]
        if len(under) != 1 or under[0] in over or not _may_head(line):
            return []
        over[under[0]] = line
    if len(over) < _FEWEST or len(over) != len(values):
        return []
    taken = {id(line) for line in over.values()}
    page.lines = [line for line in page.lines if id(line) not in taken]
    return [Cell([over[column].piece(ends_line=False)] if column in over else [], heading=column in over) for column in range(columns)]


def _are_over(heading: Line, lines: Sequence[Line]) -> bool:
    return heading.left < max(line.right for line in lines) and min(line.left for line in lines) < heading.right


def _may_head(line: Line) -> bool:
    return len(line.flat) <= _LONGEST and (is_year(line.flat) or not is_figure(line.flat))
