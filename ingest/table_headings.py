"""Which cells of a table head its columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice, takewhile

from copro_qa.answering.figure_words import FULL_MONTHS
from ingest.figures import is_dimension, is_figure, is_missing, is_unit, is_value, is_year
from ingest.table_bands import reaches_down, spans_all
from ingest.table_cells import Cell

__all__ = ["header_rows", "headers_of", "headings_of", "mark_header_rows", "mark_parted_headings"]

_FEWEST_OF_FIGURES = 3  # rows that hold a figure in every column but the first
_HEADER_CHARACTERS = 100  # a longer first row is text, not headings
_STATED_CHARACTERS = 200  # of one in a first row of which the file says that it holds headings
_MOST_HEADER_ROWS = 3
_MOST_MARKED_ROWS = 10  # more that the file marks as headings are its text: all of them stand before each value
_FEWEST_COLUMNS, _FEWEST_ROWS = 3, 2  # under a first row that only its words tell
_AWAITS_YEAR = re.compile(
    r"\b(?:as (?:at|of|on)|at|by|end(?:ed|ing|s)?|in|on|to|until)\s+(?:\d{1,2}\s+)?"
    rf"(?:{'|'.join(FULL_MONTHS)})(?:\s+\d{{1,2}})?,?\Z"
)
"""A date that lacks its year."""


def mark_header_rows(rows: Sequence[list[Cell]], stands_out: Sequence[bool]) -> None:
    """Marks the rows that head the columns, where that is not the first row alone.

    They are several, in which cells of the upper ones span what is below them, or one below a title, which is a row of one cell.
    ``stands_out`` tells of each row whether it is set to come again on each page, or looks different from those below the headings.
    """
    first = next((position for position, row in enumerate(rows) if len(row) > 1), len(rows))
    first += first < len(rows) and bool(rows[first][0].flat) and not any(cell.flat for cell in rows[first][1:])  # a title in the corner
    last = first
    while last < len(rows) and stands_out[last] and _may_head(rows[last]):
        last += 1
    while last - first > 1 and any(cell.columns > 1 for cell in rows[last - 1] if cell.flat):
        last -= 1  # to the lowest that has a cell for each column
    upper = rows[first : last - 1]
    is_split = all(any(cell.columns > 1 or cell.rows > 1 for cell in row) for row in upper)
    if first == last or last == len(rows) or not is_split or len(upper) >= _MOST_HEADER_ROWS or (first == 0 and not upper):
        return
    if all(cell.columns == 1 for cell in rows[last - 1] if cell.flat):  # the lowest has a cell for each column
        for cell in (cell for row in rows[first:last] for cell in row):
            cell.heading = True


def mark_parted_headings(rows: Sequence[list[Cell]]) -> None:
    """Marks the first two rows where the second parts the headings of the first, which is known to head the columns.

    Some of those are over several columns, and the corner goes on into the second row, or is empty in both.
    """
    if len(rows) <= 2 or len(rows[0]) < 2 or not rows[1]:  # noqa: PLR2004  # headings of both, and a row under them
        return
    corner, below = rows[0][0], rows[1][0]
    goes_on = corner.rows == 2 or not (corner.flat or below.flat)  # noqa: PLR2004
    is_parted = any(cell.columns > 1 and cell.flat for cell in rows[0][1:])
    if goes_on and is_parted and not any(is_figure(cell.flat) and not is_year(cell.flat) for cell in rows[1] if cell.flat):
        for cell in (cell for row in rows[:2] for cell in row):
            cell.heading = True


def _may_head(row: list[Cell]) -> bool:
    filled = [cell for cell in row if cell.flat]
    spans_all_but_corner = len(row) > 1 and len(filled) == 1 and filled[0].columns > 1 and filled[0] is not row[0]
    return (len(filled) > 1 or spans_all_but_corner) and all(len(cell.flat) <= _HEADER_CHARACTERS for cell in filled)


def header_rows(grid: list[list[Cell | None]], *, has_header: bool | None) -> int:
    """How many rows at the top head the columns, rows of units under them among these."""
    count = _rows_of_headings(grid, has_header=has_header)
    while 0 < count < len(grid) - 1 and _holds_units(grid[count]):
        count += 1
    return count


def _holds_units(row: Sequence[Cell | None]) -> bool:
    """Whether a row holds nothing but units of what stands below, and the label column is empty, or goes on in it from above."""
    filled = {id(cell): cell for cell in row[1:] if cell is not None and cell.flat and cell is not row[0]}
    corner = row[0] if row else None
    is_open = corner is None or not corner.flat or corner.rows > 1
    return is_open and len(filled) > 1 and all(is_unit(cell.flat) for cell in filled.values())


def _rows_of_headings(grid: list[list[Cell | None]], *, has_header: bool | None) -> int:
    if has_header is False or not grid:
        return 0
    marked = 0
    for row in grid:
        if (
            not row
            or not all(cell is not None and (cell.heading or not cell.flat) for cell in row)
            or not any(cell and cell.flat for cell in row)
            or (marked and spans_all(row))  # it heads the rows below it, not the columns
        ):
            break
        marked += 1
    while 1 < marked < len(grid) and reaches_down(grid, marked - 1):
        marked -= 1  # it heads the rows that it spans
    if 0 < marked < len(grid) and marked <= _MOST_MARKED_ROWS:
        return marked
    first = [cell for cell in grid[0] if cell is not None]
    whole = [cell for place, cell in enumerate(first) if not place or cell is not first[place - 1]]
    if has_header:
        first = [cell for cell in whole if cell.flat]  # what stands under an empty one has no heading
    distinct = {cell.flat for cell in first}
    is_short = all(len(cell.flat) <= (_STATED_CHARACTERS if has_header else _HEADER_CHARACTERS) for cell in first)
    is_told_apart = len(distinct) == len(first) or (bool(has_header) and _comes_again(first))
    is_beside_corner = bool(has_header and first) and first[0] is not whole[0] and first[0].columns == 1
    are_several = len(first) > 1 or is_beside_corner
    if is_short and len(grid) > 1 and are_several and is_told_apart and not _is_counted(grid) and (has_header or _words_head_figures(grid)):
        return 1
    return 0


def _is_counted(grid: list[list[Cell | None]]) -> bool:
    """Whether the first row is the first of those that the first column counts: "1 | Personal details" over "2 | Declaration"."""
    first = (row[0].flat.rstrip(".)") for row in grid if row and row[0] is not None)
    return list(islice(filter(str.isdecimal, first), 2)) == ["1", "2"] and grid[0][0] is not None and grid[0][0].flat[:1] == "1"


def _comes_again(row: Sequence[Cell]) -> bool:
    """Whether the same headings stand side by side twice or more, as over a long list that is set in several columns."""
    texts = [cell.flat for cell in row if cell.flat]
    period = next((place for place in range(2, len(texts)) if texts[place] == texts[0]), 0)
    own = texts[:period]
    return bool(own) and len(set(own)) == period and len(texts) % period == 0 and texts == own * (len(texts) // period)


def _words_head_figures(grid: list[list[Cell | None]]) -> bool:
    """Whether words or years stand over columns of figures, in a table that does not say what its first row is.

    Three columns at least, the same number in every row: a list of two columns may be labels with their values from its first row on.
    The corner is empty or names what the rows are ("Council"): a first row that begins with another word may be a row like the others,
    unless it begins a date that years complete ("Rates as of 31 December").
    """
    rows = [[cell.flat if cell is not None else "" for cell in row] for row in grid]
    head, body = rows[0], rows[1:]
    if len(head) < _FEWEST_COLUMNS or len(body) < _FEWEST_ROWS or any(len(row) != len(head) for row in body):
        return False
    if _AWAITS_YEAR.search(head[0]) and all(map(is_year, head[1:])) and all(is_value(cell) for row in body for cell in row[1:]):
        return True
    are_over_figures = len(body) >= _FEWEST_OF_FIGURES and all(is_figure(cell) for row in body for cell in row[1:])
    if are_over_figures and all(any(map(str.isalpha, text)) and not any(map(str.isdigit, text)) and not is_missing(text) for text in head):
        return True  # words in every column, over nothing but figures
    if not all(head[1:]) or (head[0] and not is_dimension(head[0])):
        return False
    if any(map(is_missing, head[1:])) or (any(map(is_figure, head[1:])) and not all(map(is_year, head[1:]))):
        return False
    columns = [[row[place] for row in body if row[place]] for place in range(1, len(head))]
    of_figures = [len(column) >= _FEWEST_ROWS and all(map(_holds_figures, column)) for column in columns]
    return any(
        found and not (is_year(title) and all(map(is_year, column)))
        for title, column, found in zip(head[1:], columns, of_figures, strict=True)
    )


def _holds_figures(text: str) -> bool:
    """Whether a cell holds a figure, or several one below the other."""
    return is_figure(text) or all(map(is_figure, text.split()))


def headers_of(rows: list[list[Cell | None]]) -> list[list[Cell]]:
    """For each column the cells that head it, from the top down, each once."""
    columns: list[list[Cell]] = [[] for _ in range(max((len(row) for row in rows), default=0))]
    for row in rows:
        for column, cell in enumerate(row):
            if cell is not None and cell.flat and not any(cell is other for other in columns[column]):
                columns[column].append(cell)
    return columns


def headings_of(row: list[Cell | None], column: int, headers: list[list[Cell]]) -> list[Cell]:
    """The headings of the cell that begins at ``column``. One that spans columns with headings of their own is headed by none of these."""
    if column >= len(headers):
        return []
    places = takewhile(lambda place: row[place] is row[column], range(column, min(len(row), len(headers))))
    spanned = [headers[place] for place in places if headers[place]]
    others = [over for over in spanned if any(not _is_among(one, headers[column]) for one in over)]  # columns with another heading
    return [header for header in headers[column] if header is not row[column] and all(_is_among(header, over) for over in others)]


def _is_among(cell: Cell, cells: Sequence[Cell]) -> bool:
    return any(cell is other for other in cells)
