"""Rows of tables without rules that begin or end a page: they look like running lines where their labels count on from page to page."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ingest.printed.page import Line, PrintedPage

__all__ = ["begins_table"]

_SAME_ROW = 1.5  # points between two baselines
_SAME_EDGE = 3.0  # points between the edges of the cells of one column
_NEXT_ROW = 2.5  # sizes from one row to the next
_FEWEST_CELLS = 3  # in a row; two texts may be a running line at either side of the page
_MOST_ROWS = 12  # that may look like running lines before one that does not


def begins_table(line: Line, page: PrintedPage, others: Collection[int], *, is_head: bool) -> bool:
    """Whether a line stands in a row of three texts or more, from which rows with the same columns lead into the page.

    ``others`` holds the ids of running lines and page numbers, as far as is known: some row that has none of them has to be reached, and
    has to fill all columns but one. ``is_head`` says at which edge of the page the line stands.
    """
    sign = 1 if is_head else -1
    row = [other for other in page.lines if abs(other.baseline - line.baseline) < _SAME_ROW]
    if len(row) < _FEWEST_CELLS:
        return False
    rest = sorted(
        (other for other in page.lines if sign * (line.baseline - other.baseline) > _SAME_ROW), key=lambda other: -sign * other.baseline
    )
    last = line.baseline
    for _ in range(_MOST_ROWS):
        following = [other for other in rest if abs(other.baseline - rest[0].baseline) < _SAME_ROW] if rest else []
        if (
            not following
            or abs(last - following[0].baseline) > _NEXT_ROW * line.size
            or not all(_is_under(cell, row) for cell in following)
        ):
            return False
        if len(following) >= len(row) - 1 and not any(id(cell) in others for cell in following):
            return True
        last, rest = following[0].baseline, rest[len(following) :]
    return False


def _is_under(cell: Line, row: Sequence[Line]) -> bool:
    return any(min(abs(cell.left - head.left), abs(cell.right - head.right)) < _SAME_EDGE for head in row)
