"""The head of a report or a letter to a committee: labels at the margin, and what they are of beside them.

    From:     Ann Bain, Chair
    Subject:  A plan for Brae

Read as two columns, all labels would come before all that is said of them.
"""

from __future__ import annotations

from collections.abc import Sequence

from ingest.printed.column_headings import cell_pieces
from ingest.printed.page import Line, PrintedPage
from ingest.printed.ruled_tables import PlacedTable
from ingest.table_cells import Cell
from ingest.tables import Table

__all__ = ["take_labelled_values"]

_FEWEST = 3  # a label or two with a value beside it may stand in running text
_LONGEST_LABEL = 40  # characters
_LONGEST_VALUE = 400
_IN_LINE = 3.0  # points by which labels, values and the baselines of a row may begin apart
_GAP = 0.8  # sizes: wider than the space between words
_NEXT_LINE = 1.6  # sizes between two lines of a value
_NEXT_ROW = 5.0  # sizes between two labels


def take_labelled_values(page: PrintedPage) -> list[PlacedTable]:
    """The rows of labels and values of a page. Their lines are taken out of the page."""
    labels = sorted((line for line in page.lines if _is_label(line)), key=lambda line: -line.baseline)
    tables = []
    while labels:
        first = labels[0]
        run = [first]
        for line in labels[1:]:
            if abs(line.left - first.left) < _IN_LINE and run[-1].baseline - line.baseline < _reach(run[-1], line, page.lines):
                run.append(line)
        labels = [line for line in labels if line not in run]
        rows = _rows(run, page.lines) if len(run) >= _FEWEST else []
        if rows:
            tables.append(_placed(rows, page))
            taken = {id(line) for label, values in rows for line in (label, *values)}
            page.lines = [line for line in page.lines if id(line) not in taken]
    return tables


def _is_label(line: Line) -> bool:
    text = line.flat
    return text.endswith(":") and 1 < len(text) <= _LONGEST_LABEL and text[0].isupper() and not line.is_contents


def _reach(label: Line, following: Line, lines: Sequence[Line]) -> float:
    """How far below a label the next one may stand: a value of several lines moves it down."""
    beside = [line for line in lines if line.left > label.right and following.top < line.middle[1] < label.top]
    return _NEXT_ROW * label.size + sum(line.size for line in beside)


def _rows(labels: Sequence[Line], lines: Sequence[Line]) -> list[tuple[Line, list[Line]]]:
    """Each label with the lines of its value; none where a label has no value, or anything else stands between them."""
    values = [[line for line in lines if line.left > label.right and abs(line.baseline - label.baseline) < _IN_LINE] for label in labels]
    if not all(len(found) == 1 for found in values):
        return []
    left = values[0][0].left
    gap = left - max(label.right for label in labels)
    if any(abs(found[0].left - left) > _IN_LINE for found in values) or gap < _GAP * labels[0].size:
        return []
    rows = []
    for place, (label, found) in enumerate(zip(labels, values, strict=True)):
        is_last = place + 1 == len(labels)
        low = labels[place + 1].baseline + _IN_LINE if not is_last else float("-inf")
        below = sorted((line for line in lines if low < line.baseline < label.baseline - _IN_LINE), key=lambda line: -line.baseline)
        for line in below:
            if abs(line.left - left) > _IN_LINE or (is_last and found[-1].baseline - line.baseline > _NEXT_LINE * line.size):
                if not is_last:
                    return []
                break
            found.append(line)
        rows.append((label, found))
    return rows if all(_is_value(found) for _, found in rows) else []


def _is_value(lines: Sequence[Line]) -> bool:
    """Whether lines say what a label is of: no label themselves, as in a form of two columns, and no speech of many lines."""
    return not lines[0].flat.endswith(":") and sum(len(line.flat) for line in lines) <= _LONGEST_VALUE


def _placed(rows: Sequence[tuple[Line, list[Line]]], page: PrintedPage) -> PlacedTable:
    lines = [line for label, values in rows for line in (label, *values)]
    cells = [[Cell(cell_pieces([label]), heading=True), Cell(cell_pieces(values))] for label, values in rows]
    return PlacedTable(
        Table(cells, has_header=False),
        min(line.left for line in lines),
        max(line.right for line in lines),
        min(line.bottom for line in lines),
        max(line.top for line in lines),
        page.number,
        (rows[0][0].left, rows[0][1][0].left),
        lines[0].size,
    )
