"""Cells of words that stand under one another, and the rows that they make."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, takewhile
from statistics import median

from ingest.printed.figures import parts_at
from ingest.printed.page import Line

__all__ = ["WordRow", "are_running_text", "cells_cut_under", "whole_rows", "word_rows"]

_ALIGNED = 3.0  # points by which the lines of a column may begin apart
_ROW_GAP = 1.25  # a gap between rows is wider than the distance of lines by at least a quarter
_LARGEST_GAP = 4.0  # in sizes: what stands further down is not part of the table
_TEXT_LINES, _LINES_OF_TEXT = 28.0, 5  # cells of as many lines, each of as many characters, are columns of running text
_FULL = 0.8  # share of the widest line of a column
_SMALL = 0.2  # share of the rows of running text that begin with a small letter in some column, at least

WordRow = dict[int, list[Line]]
"""The lines of each cell, by column."""


def _cells_under(lefts: Sequence[float], head: Line, below: Iterable[Line], *, right: float = 0.0) -> list[tuple[int, Line]]:
    """The lines from ``head`` on, each with its column, down to the first that stands across the columns.

    The last column reaches to ``right`` at least.
    """
    widest = max(later - earlier for earlier, later in pairwise(lefts))
    found: list[tuple[int, Line]] = []
    lowest = head.baseline
    for line in below:
        if line.right < lefts[0] - _ALIGNED or line.left > lefts[-1] + widest:
            continue  # another column of the page
        column = next((place for place, left in enumerate(lefts) if abs(line.left - left) < _ALIGNED), None)
        edge = lefts[column + 1] if column is not None and column + 1 < len(lefts) else max(right, lefts[-1] + 1.5 * widest)
        if column is None or line.right > edge or lowest - line.baseline > _LARGEST_GAP * line.size:
            break
        if abs(line.size - head.size) > 1.5:  # noqa: PLR2004  # points: a heading or a note under the table
            break
        found.append((column, line))
        lowest = line.baseline
    return found


def cells_cut_under(
    lefts: Sequence[float], head: Line, below: Iterable[Line], whole: dict[int, int], *, right: float = 0.0
) -> list[tuple[int, Line]]:
    """The lines from ``head`` on, each with its column, cut where a cell runs so close to the next one that they read as one line.

    ``whole`` is given, for the id of each part, that of its line. A line of which a part stands in no column ends the cells, whole.
    """
    parts: list[Line] = []

    def cut() -> Iterator[Line]:  # only as far as the cells reach: cutting takes long
        for line in below:
            for part in parts_at(line, lefts[1:]):
                whole[id(part)] = id(line)
                parts.append(part)
                yield part

    inside = _cells_under(lefts, head, cut(), right=right)
    there = {id(line) for _, line in inside}
    halved = {whole[id(part)] for part in parts if id(part) not in there}
    return list(takewhile(lambda cell: whole[id(cell[1])] not in halved, inside))


def word_rows(inside: Sequence[tuple[int, Line]]) -> list[WordRow]:
    """The lines by row: a row begins below a gap that is wider than the distance of lines, with a text in the first column."""
    steps = _steps(inside)
    usual = median(steps) if steps else 0.0
    has_gaps = bool(steps) and max(steps) > _ROW_GAP * min(steps)
    usual = min(steps) if has_gaps else usual
    rows: list[WordRow] = []
    before: Line | None = None
    for place, (column, line) in enumerate(inside):
        same = before is not None and abs(before.baseline - line.baseline) < 0.4 * line.size
        gap = before is None or before.baseline - line.baseline > _ROW_GAP * usual
        beside = sum(1 for _, other in inside[place : place + 12] if abs(other.baseline - line.baseline) < 0.4 * line.size)
        begins = gap if has_gaps else beside > 1 and not line.flat[:1].islower()
        if not same and (not rows or (begins and column == 0)):
            rows.append({})
        rows[-1].setdefault(column, []).append(line)
        before = line
    return rows


def _steps(inside: Sequence[tuple[int, Line]]) -> list[float]:
    """The distances of the lines of each column: lines of columns side by side may stand a little higher or lower than their neighbours."""
    columns: dict[int, list[float]] = {}
    for column, line in inside:
        columns.setdefault(column, []).append(line.baseline)
    return [above - below for found in columns.values() for above, below in pairwise(found) if above - below > 1]


def whole_rows(rows: Sequence[WordRow], columns: int) -> int:
    """How many of the rows have a cell in every column, all of which begin on one baseline."""
    return sum(1 for row in rows if len(row) == columns and _tops_agree(row))


def are_running_text(rows: Sequence[WordRow]) -> bool:
    """Whether the cells are columns of running text, which happen to stand side by side."""
    cells = [lines for row in rows for lines in row.values()]
    if median(len(line.flat) for lines in cells for line in lines) <= _TEXT_LINES:
        return False
    return median(map(len, cells)) >= _LINES_OF_TEXT or _flow_on(rows)


def _flow_on(rows: Sequence[WordRow]) -> bool:
    """Whether most cells end with a full line in the middle of a sentence, as the lines of a paragraph do, and others go on with it."""
    widths: dict[int, float] = {}
    for row in rows:
        for column, lines in row.items():
            widths[column] = max(widths.get(column, 0.0), *(line.right - line.left for line in lines))
    pairs = [(row[column][-1], below[column][0], widths[column]) for row, below in pairwise(rows) for column in row if column in below]
    full = [
        line for line, _, width in pairs if line.right - line.left > _FULL * width and not line.flat.endswith((".", ":", ";", "?", "!"))
    ]
    small = [line for _, line, _ in pairs if line.flat[:1].islower()]
    return 2 * len(full) > len(pairs) and len(small) > _SMALL * len(pairs)


def _tops_agree(row: WordRow) -> bool:
    """Whether all cells of a row begin on one baseline."""
    first = [lines[0].baseline for lines in row.values()]
    return max(first) - min(first) < _ALIGNED
