"""Tables of figures without rules: rows of short texts whose figures stand under one another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from ingest.figures import is_figure, is_missing, is_value, is_year
from ingest.printed.column_headings import cell_pieces, column_headings, is_label
from ingest.printed.figures import figure_cells, parts, parts_at_gaps
from ingest.printed.page import Line, PrintedPage, join_parts
from ingest.printed.ruled_tables import PlacedTable
from ingest.table_cells import Cell
from ingest.tables import Table

__all__ = ["bands", "baselines", "take_aligned_tables"]

_ROWS = 3  # fewer rows in line may be chance
_SHORT = 28.0  # the usual length of a cell; columns of running text have longer lines
_IN_LINE = 3.0  # points by which labels may begin, end or be centred apart
_MANY = 0.3  # share of the labels that stand in line where there are no headings; others are set in
_PAIR_ROWS = 4  # ... also where the values are no bare figures
_PAIR_GAP = 3.0  # sizes between a label and its value where that is no bare figure
_PAIR_LABEL_CHARACTERS = 45
_MOST_LABELS = 3  # rows of labels between two rows of figures
_COLUMN_GAP = 0.25  # sizes: the ink of two columns is further apart
_CROSSING = 0.1  # share of the lines beside a column of text that may run into it
_TEXT_LINES = 5  # long lines that begin under one another make a column of text

_INDEX_ENTRY = re.compile(r"[^\W\d], \d+(?:[–-]\d+)?(?:, \d+(?:[–-]\d+)?)*\Z")  # of an index, which has its pages behind it

_Row = list[Line]


def take_aligned_tables(page: PrintedPage) -> list[PlacedTable]:
    """The tables of a page. Their lines are taken out of the page."""
    tables: list[PlacedTable] = []
    for band in bands(page.lines):
        rows = baselines(band)
        cut = [figure_cells(row) for row in rows]
        place = 0
        while place < len(rows):
            end = _run_end(cut, place)
            tables.extend(_finish(rows, cut, place, end, page))
            place = max(end, place + 1)
    return tables


def baselines(lines: list[Line]) -> list[_Row]:
    """The lines of a page by baseline, from the top down, each from left to right."""
    rows: list[_Row] = []
    for line in sorted(lines, key=lambda line: -line.baseline):
        if rows and abs(rows[-1][0].baseline - line.baseline) < 0.4 * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.left) for row in rows]


def bands(lines: list[Line]) -> list[list[Line]]:
    """The lines by column of text: a table in one column has nothing to do with the text beside it."""
    long = [line for line in lines if len(line.flat) > _SHORT]
    gutters = []
    for start in sorted({round(line.left) for line in long}):
        right = [line for line in long if abs(line.left - start) < 1]
        low, high = min(line.baseline for line in right) - 1, max(line.baseline for line in right) + 1
        beside = [line for line in lines if low < line.baseline < high and line.left < start - 2]
        crossing = sum(1 for line in beside if line.right > start + 2)
        if min(len(beside) - crossing, len(right)) >= _TEXT_LINES and crossing <= _CROSSING * len(beside):
            gutters.append(start - 1)
    bands: dict[int, list[Line]] = {}
    for line in lines:
        bands.setdefault(sum(1 for gutter in gutters if line.left >= gutter), []).append(line)
    return list(bands.values())


def _is_row(row: _Row) -> bool:
    if len(row) < 2:  # noqa: PLR2004  # one text is no row
        return False
    figures = sum(1 for line in row[1:] if is_figure(line.flat))
    return figures >= max(1, (len(row) - 1) / 2) or _is_pair(row)


def _is_pair(row: _Row) -> bool:
    """Whether a label stands well apart from a value that is more than a bare figure."""
    if len(row) != 2 or len(row[0].flat) > _PAIR_LABEL_CHARACTERS:  # noqa: PLR2004  # a pair
        return False
    if all(_INDEX_ENTRY.search(line.flat) for line in row):
        return False
    is_said = is_value(row[1].flat) or (row[0].flat.endswith(":") and is_missing(row[1].flat))
    return is_said and row[1].left - row[0].right > _PAIR_GAP * row[0].size


def _run_end(rows: Sequence[_Row], start: int) -> int:
    """Where the rows end that a table beginning at ``start`` may have: rows of figures, with single labels between them."""
    if not _is_row(rows[start]):
        return start
    end = place = start + 1
    while place < len(rows) and _is_close(rows[place - 1], rows[place]):
        if _is_row(rows[place]) and _is_in_line(rows[place], rows[start:end]):
            end = place + 1
        elif not is_label(rows[place], min(line.left for row in rows[start:end] for line in row[1:])) or place - end >= _MOST_LABELS:
            break
        place += 1
    return end


def _is_in_line(row: _Row, rows: Sequence[_Row]) -> bool:
    """Whether the figures of a row stand under those above."""
    if abs(rows[-1][-1].right - row[-1].right) < 8 * row[-1].size:
        return True
    columns = _columns(rows)
    return all(any(left < line.right and line.left < right for left, right in columns) for line in row[1:])


def _is_close(above: _Row, row: _Row) -> bool:
    return above[0].baseline - row[0].baseline < 3.5 * max(line.size for line in row)


def _finish(rows: Sequence[_Row], cut: Sequence[_Row], start: int, end: int, page: PrintedPage) -> list[PlacedTable]:
    filled = [row for row in cut[start:end] if len(row) > 1]
    if len(filled) < 2 or median(len(line.flat) for row in filled for line in row) > _SHORT:  # noqa: PLR2004  # one row is no table
        return []
    if _are_lists_side_by_side(filled):
        return []
    if _is_contents(filled):
        _mark_contents(rows[start:end], page)
        return []
    columns = _columns([row for row in filled if _is_row(row)])
    while start + 1 < end and _is_of_years(cut[start]):  # years head the columns
        start += 1
    found = column_headings(cut[:start], columns, cut[start:end], page.rules)
    if not found.rows and not _has_aligned_labels(filled):
        return []
    start -= found.printed_rows
    placed = [line for row in rows[start:end] for line in row]
    taken = {id(line) for line in placed}
    page.lines = [line for line in page.lines if id(line) not in taken]
    body = _with_whole_labels([*found.labels, *(_with_whole_cells(row, columns) for row in cut[start + found.printed_rows : end])])
    cells = [_cells(row, columns) if found.rows else [Cell([line.piece(ends_line=False)]) for line in row] for row in body]
    return [
        PlacedTable(
            Table([*found.rows, *cells], has_header=None if found.rows else False),
            min(line.left for line in placed),
            max(line.right for line in placed),
            min(line.bottom for line in placed),
            max(line.top for line in placed),
            page.number,
            (),
        ),
    ]


def _are_lists_side_by_side(rows: Sequence[_Row]) -> bool:
    """Whether both texts of every row hold figures and are none, as in addresses that stand beside one another: neither is a label."""
    return all(len(row) == 2 and not any(is_figure(line.flat) for line in row) and all(_has_digit(line) for line in row) for row in rows)  # noqa: PLR2004


def _has_digit(line: Line) -> bool:
    return any(map(str.isdigit, line.flat))


def _has_aligned_labels(rows: Sequence[_Row]) -> bool:
    """Whether there are enough rows, and many of their labels stand in line: texts and shares that are scattered over a chart do not."""
    if len(rows) < (_PAIR_ROWS if all(map(_is_pair, rows)) else _ROWS):
        return False
    if median(len(row) for row in rows) > 2:  # noqa: PLR2004  # several figures a row are in line by themselves
        return True
    edges = ([row[0].left for row in rows], [row[0].right for row in rows], [row[0].middle[0] for row in rows])
    in_line = max(sum(1 for other in places if abs(other - place) < _IN_LINE) for places in edges for place in places)
    return in_line >= max(_ROWS, _MANY * len(rows))


def _is_of_years(row: _Row) -> bool:
    """Whether a row holds years and words, but no other figures."""
    texts = [line.flat for line in row[1:] or row]
    return any(map(is_year, texts)) and all(is_year(text) or not is_figure(text) for text in texts)


def _columns(rows: Sequence[_Row]) -> list[tuple[float, float]]:
    """Left and right of each column of figures, from the ink in it."""
    ink = sorted((line.left, line.right, line.size) for row in rows for line in row[1:] if is_figure(line.flat) or _is_pair(row))
    columns: list[tuple[float, float]] = []
    for left, right, size in ink:
        if columns and left < columns[-1][1] + _COLUMN_GAP * size:
            columns[-1] = (columns[-1][0], max(columns[-1][1], right))
        else:
            columns.append((left, right))
    return columns


def _cells(row: _Row, columns: Sequence[tuple[float, float]]) -> list[Cell]:
    """The label and a cell for each column of figures; for a row of one text one cell."""
    if len(row) == 1:
        return [Cell(cell_pieces(row), columns=len(columns) + 1)]
    inside: list[list[Line]] = [[] for _ in range(len(columns) + 1)]
    for number, line in enumerate(row):
        for part in parts_at_gaps(line, columns) if number else [line]:
            inside[_column_of(part, columns, is_first=not number)].append(part)
    return [Cell(cell_pieces(lines)) for lines in inside]


def _column_of(line: Line, columns: Sequence[tuple[float, float]], *, is_first: bool) -> int:
    """Which column a text stands in, 0 for that of the labels. Only what begins a row, or stands before all figures, is a label."""
    middle = (line.left + line.right) / 2
    column = next((place for place, (left, right) in enumerate(columns, 1) if left - 1 <= middle <= right + 1), 0)
    if column or is_first or line.right < columns[0][0]:
        return column
    return min(range(len(columns)), key=lambda place: max(columns[place][0] - middle, middle - columns[place][1])) + 1


def _with_whole_cells(row: _Row, columns: Sequence[tuple[float, float]]) -> _Row:
    """The row with a label cut from the figure that stands close to it."""
    if not columns or row[0].right < columns[0][0]:
        return row
    cut = parts(row[0], least=1)
    return [*cut, *row[1:]] if cut[-1].left > columns[0][0] - cut[-1].size else row


def _with_whole_labels(rows: Sequence[_Row]) -> list[_Row]:
    """The rows, with labels that are broken over two lines made whole."""
    whole: list[_Row] = []
    for row in rows:
        before = whole[-1] if whole else None
        if before and len(before) == 1 and row[0].flat[:1].islower() and not before[0].flat.endswith(":"):
            whole[-1] = [join_parts(before[0], row[0], "\n"), *row[1:]]
        else:
            whole.append(list(row))
    return whole


def _is_contents(run: Sequence[_Row]) -> bool:
    """Whether the rows are entries of a contents list: a text, and the number of a page that never falls."""
    if len(run) < _ROWS or any(len(row) != 2 or not row[1].flat.isdecimal() for row in run):  # noqa: PLR2004  # text and number
        return False
    numbers = [int(row[1].flat) for row in run]
    return all(a <= b for a, b in pairwise(numbers)) and not any(row[0].flat.isdecimal() for row in run)


def _mark_contents(rows: Sequence[_Row], page: PrintedPage) -> None:
    entries = {id(row[0]): join_parts(row[0], row[1]) for row in rows if len(row) > 1}
    taken = {id(line) for row in rows for line in row if len(row) > 1}
    for entry in entries.values():
        entry.is_contents = True
    page.lines = [entries.get(id(line), line) for line in page.lines if id(line) in entries or id(line) not in taken]
