"""Tables of words and figures without rules and bold type: rows of short cells under a row of headings that only its words tell.

Only where nothing is in doubt: three columns or more and three rows or more of one line each, each of which fills every column; the cells
of a column begin or end under one another; one column behind the labels holds nothing but figures and another one words; and the row
above has a text without figures over each column. What is less plain stays as it was found.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ingest.figures import is_figure, is_missing
from ingest.printed.aligned_tables import bands, baselines
from ingest.printed.column_headings import cell_pieces
from ingest.printed.figures import parts_at_wide_spaces
from ingest.printed.page import Line, PrintedPage
from ingest.printed.ruled_tables import PlacedTable
from ingest.table_cells import Cell
from ingest.tables import Table

__all__ = ["take_headed_rows"]

_FEWEST_COLUMNS, _FEWEST_ROWS = 3, 3
_CELL_CHARACTERS, _HEADING_CHARACTERS = 60, 40
_ALIGNED = 2.0  # points by which the cells of a column may begin, or end, apart
_NEXT_ROW = 3.0  # sizes from one row to the next, at most
_EVEN = 1.35  # the largest distance of two rows is so many times the smallest, at most
_NEAR = 1.7  # times the distance of rows within which nothing else may stand
_PAGE_HEADINGS = frozenset({"page", "pages", "page no", "page no.", "page number"})

_Row = Sequence[Line]


def take_headed_rows(page: PrintedPage) -> list[PlacedTable]:
    """The tables of a page. Their lines are taken out of the page."""
    tables: list[PlacedTable] = []
    for band in bands(page.lines):
        rows = baselines(band)
        cut = [[part for line in row for part in parts_at_wide_spaces(line)] for row in rows]
        place = 0
        while place < len(rows):
            end = _end_of_table(cut, place)
            if end > place:
                tables.append(_placed(cut[place:end], page))
                taken = {id(line) for row in rows[place:end] for line in row}
                page.lines = [line for line in page.lines if id(line) not in taken]
            place = max(end, place + 1)
    return tables


def _end_of_table(rows: Sequence[_Row], start: int) -> int:
    """Where the table ends whose headings are the row at ``start``; ``start`` where there is none."""
    heading = rows[start]
    end = start + 1
    while end < len(rows) and len(rows[end]) == len(heading) and _follows(rows[end - 1], rows[end]):
        end += 1
    body = rows[start + 1 : end]
    if len(heading) < _FEWEST_COLUMNS or len(body) < _FEWEST_ROWS or not _is_plain(heading, body):
        return start
    distances = [above[0].baseline - row[0].baseline for above, row in pairwise([heading, *body])]
    if max(distances[1:]) > _EVEN * min(distances[1:]) or distances[0] > 2 * min(distances[1:]):
        return start
    reach = _NEAR * min(distances[1:])
    is_alone = all(
        abs(near[0].baseline - row[0].baseline) > reach or (len(near) == 1 and _is_wide(near[0], heading))
        for row, others in ((heading, rows[max(start - 1, 0) : start]), (body[-1], rows[end : end + 1]))
        for near in others
    )
    return end if is_alone else start


def _follows(above: _Row, row: _Row) -> bool:
    size = above[0].size
    return all(abs(line.size - size) < 0.6 for line in row) and above[0].baseline - row[0].baseline < _NEXT_ROW * size  # noqa: PLR2004  # points


def _is_wide(line: Line, heading: _Row) -> bool:
    """Whether a text above or below a table is none of its cells: it stands over several columns."""
    return sum(1 for cell in heading if line.left < cell.right and cell.left < line.right) > 1


def _is_plain(heading: _Row, body: Sequence[_Row]) -> bool:
    columns = list(zip(*body, strict=True))
    if any(line.is_contents or len(line.flat) > _CELL_CHARACTERS for row in (heading, *body) for line in row):
        return False
    if not all(map(_is_column, columns)) or not all(_heads(title, place, columns) for place, title in enumerate(heading)):
        return False
    of_figures = [all(is_figure(cell.flat) or is_missing(cell.flat) for cell in column) for column in columns]
    of_words = [all(any(map(str.isalpha, cell.flat)) for cell in column) for column in columns]
    is_list = heading[-1].flat.casefold() in _PAGE_HEADINGS
    return of_words[0] and any(of_figures[1:]) and any(of_words[1:]) and not is_list


def _is_column(cells: Sequence[Line]) -> bool:
    lefts, rights = [cell.left for cell in cells], [cell.right for cell in cells]
    return min(max(lefts) - min(lefts), max(rights) - min(rights)) < _ALIGNED


def _heads(title: Line, place: int, columns: Sequence[Sequence[Line]]) -> bool:
    """Whether a text without figures stands over a column, and over no other."""
    reaches = [(min(cell.left for cell in column), max(cell.right for cell in column)) for column in columns]
    over = [number for number, (left, right) in enumerate(reaches) if title.left < right + _ALIGNED and left - _ALIGNED < title.right]
    text = title.flat
    is_heading = any(map(str.isalpha, text)) and not any(map(str.isdigit, text)) and not text.endswith((".", ":", ";", ","))
    return over == [place] and is_heading and len(text) <= _HEADING_CHARACTERS and text[0].isupper()


def _placed(rows: Sequence[_Row], page: PrintedPage) -> PlacedTable:
    lines = [line for row in rows for line in row]
    return PlacedTable(
        Table([[Cell(cell_pieces([line])) for line in row] for row in rows], has_header=True),
        min(line.left for line in lines),
        max(line.right for line in lines),
        min(line.bottom for line in lines),
        max(line.top for line in lines),
        page.number,
        tuple(line.left for line in rows[1]),
        rows[1][0].size,
    )
