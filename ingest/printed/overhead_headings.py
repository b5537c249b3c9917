"""Headings of columns that stand right above the top rule of a table, outside its grid, as accounts have the years over their figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ingest.draft import Piece
from ingest.figures import is_figure, is_year
from ingest.printed.page import Line, PrintedPage
from ingest.table_cells import Cell

__all__ = ["take_overhead_headings"]

_NEAREST = 2.2  # sizes above the rule in which the row of headings stands
_SAME_ROW = 2.0  # points between two baselines
_LONGEST = 30  # characters
_FEWEST = 2
_NEXT_LINE = 1.5  # sizes from one line of a heading to the next
_MOST_LINES = 3


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
    over: dict[int, list[Line]] = {}
    for line in row:
        under = _columns_under(line, values)
        if len(under) != 1 or under[0] in over or not _may_head(line):
            return []
        over[under[0]] = [line]
    if len(over) < _FEWEST or len(over) != len(values):
        return []
    for column, lines in over.items():
        own = [line for line in page.lines if _columns_under(line, values) == [column] and not _is_centred_over(line, over.values())]
        over[column] = _with_lines_above(lines, own)
    taken = {id(line) for lines in over.values() for line in lines}
    page.lines = [line for line in page.lines if id(line) not in taken]
    return [Cell([*_pieces(over.get(column, []))], heading=column in over) for column in range(columns)]


def _with_lines_above(heading: list[Line], lines: Sequence[Line]) -> list[Line]:
    """A heading with those of the ``lines`` over its column with which it begins: "Government" over "Owned"."""
    while len(heading) < _MOST_LINES:
        first = heading[0]
        above = [line for line in lines if first.baseline + _SAME_ROW < line.baseline < first.baseline + _NEXT_LINE * first.size]
        begins = [line for line in above if line.left < first.right and first.left < line.right]
        if len(begins) != 1 or not _may_head(begins[0]):
            break
        heading = [begins[0], *heading]
    return heading


def _pieces(lines: Sequence[Line]) -> list[Piece]:
    return [line.piece(ends_line=line is not lines[-1]) for line in lines]


def _columns_under(heading: Line, values: Mapping[int, Sequence[Line]]) -> list[int]:
    return [column for column, lines in values.items() if _are_over(heading, lines)]


def _are_over(heading: Line, lines: Sequence[Line]) -> bool:
    return heading.left < max(line.right for line in lines) and min(line.left for line in lines) < heading.right


def _is_centred_over(line: Line, headings: Iterable[Sequence[Line]]) -> bool:
    """Whether a line stands over the middle of all headings together, and so heads all columns."""
    edges = [edge for lines in headings for edge in (lines[-1].left, lines[-1].right)]
    return abs((line.left + line.right) - (min(edges) + max(edges))) < 2 * line.size


def _may_head(line: Line) -> bool:
    return len(line.flat) <= _LONGEST and (is_year(line.flat) or not is_figure(line.flat))
