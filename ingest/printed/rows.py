"""Rows of texts that a file draws row by row: their cells begin under one another."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.printed.figures import parts_at
from ingest.printed.page import Line

__all__ = ["Row", "rows_at"]

_ALIGNED = 3.0  # points by which cells of a column, and the baselines of a row, may begin apart
_COLUMN_GAP = 0.8  # sizes: wider than the space between words
_TIGHT = 1.6  # sizes between two lines of one cell
_MOST_LINES = 60  # of a row's first cell: more are a column of text, and reading it from each of its lines on takes too long
_ROW_GAP = 3.0  # sizes between a row and the next, at most

Row = list[list[Line]]
"""The lines of each cell."""


def rows_at(lines: Sequence[Line], start: int) -> tuple[list[Row], int]:
    """The rows that a table beginning with a line may have, in the order of the file, and where they end."""
    first, place = _row(lines, start, [])
    if len(first) < 2:  # noqa: PLR2004  # one text is no row
        return [], start
    lefts = [cell[0].left for cell in first]
    rows = [first]
    while place < len(lines):
        row, end = _row(lines, place, lefts)
        if not row or not _is_below(row, rows[-1]):
            break
        rows.append(row)
        place = end
    return rows, place


def _row(lines: Sequence[Line], start: int, lefts: Sequence[float]) -> tuple[Row, int]:
    """The cells of one row, and the place behind them. Cells of known columns stand there, empty ones too; nothing when there are none."""
    cells: dict[int, list[Line]] = {}
    known = list(lefts) or [lines[start].left]
    column, place = 0, start
    while place < len(lines) and (len(cells) > 1 or place - start < _MOST_LINES):
        parts = parts_at(lines[place], known[1:])
        found = [_column_of(part, known, cells, grows=not lefts) for part in parts]
        if any(one is None for one in found) or (not cells and found[0] != 0) or (column and found[0] == 0):
            break
        for one, part in zip(found, parts, strict=True):
            if one is not None:
                cells.setdefault(one, []).append(part)
                column = max(column, one)
        place += 1
    if len(cells) < 2:  # noqa: PLR2004  # a label alone
        return [], start
    return [cells.get(number, []) for number in range(len(known))], place


def _column_of(line: Line, known: list[float], cells: dict[int, list[Line]], *, grows: bool) -> int | None:
    """The column of a line that goes on with a row; None for one that does not. With ``grows`` a new column may begin."""
    column = next((number for number, left in enumerate(known) if abs(left - line.left) < _ALIGNED), None)
    if not cells:
        return column
    head = cells[0][0]
    if column is not None and column in cells:
        last = cells[column][-1]
        is_next = 0.5 * line.size < last.baseline - line.baseline < _TIGHT * line.size and abs(last.size - line.size) < 1
        return column if is_next else None
    if abs(line.baseline - head.baseline) > _ALIGNED or abs(line.size - head.size) > 1:
        return None
    if column is None and grows and line.left > max(other.right for cell in cells.values() for other in cell) + _COLUMN_GAP * line.size:
        known.append(line.left)
        return len(known) - 1
    return column


def _is_below(row: Row, before: Row) -> bool:
    lowest = min(line.baseline for cell in before for line in cell)
    line = row[0][0]
    return 0.5 * line.size < lowest - line.baseline < _ROW_GAP * line.size and abs(line.size - before[0][0].size) < 1
