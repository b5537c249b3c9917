"""Tables of words without rules: cells of running text that stand in columns under a bold row of headings."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from ingest.draft import Piece
from ingest.printed.aligned_tables import baselines
from ingest.printed.page import Line, PrintedPage
from ingest.printed.ruled_tables import PlacedTable
from ingest.tables import Cell, Table

__all__ = ["take_word_tables"]

_HEADING_CHARACTERS = 60
_ALIGNED = 3.0  # points by which the lines of a column may begin apart
_ROW_GAP = 1.25  # a gap between rows is wider than the distance of lines by at least a quarter
_LARGEST_GAP = 4.0  # in sizes: what stands further down is not part of the table
_WIDE_LINES = 42.0  # characters: cells as wide as columns of running text must show more rows to be believed
_TEXT_LINES, _LINES_OF_TEXT = 28.0, 5  # cells of as many lines, each of as many characters, are columns of running text
_MOST_LINES = 40  # of one cell

_Row = dict[int, list[Line]]


def take_word_tables(page: PrintedPage, *, body_is_bold: bool) -> list[PlacedTable]:
    """The tables of a page. Their lines are taken out of the page. Where all text is bold, no row of headings can be told."""
    tables: list[PlacedTable] = []
    groups = [] if body_is_bold else baselines(page.lines)
    for place, group in enumerate(groups):
        there = {id(line) for line in page.lines}
        for heading in _headings(group):
            if all(id(line) in there for line in heading):
                below = [line for later in groups[place + 1 :] for line in later if id(line) in there]
                table = _table(heading, below, page)
                if table is not None:
                    tables.append(table)
    return tables


def _headings(group: Sequence[Line]) -> list[list[Line]]:
    """Neighbouring bold texts on one baseline that may head the columns of a table."""
    runs: list[list[Line]] = [[]]
    for line in group:
        if line.bold and len(line.flat) <= _HEADING_CHARACTERS and (not runs[-1] or abs(line.size - runs[-1][-1].size) < 1):
            runs[-1].append(line)
        else:
            runs.append([])
    return [run for run in runs if len(run) > 1]


def _table(heading: list[Line], below: list[Line], page: PrintedPage) -> PlacedTable | None:
    lefts = [line.left for line in heading]
    inside = _inside(lefts, heading, below)
    header: _Row = {column: [line] for column, line in enumerate(heading)}
    while inside and inside[0][1].bold:
        column, line = inside.pop(0)
        header[column].append(line)
    rows = _rows(inside)
    if not _is_table(rows, len(lefts)):
        return None
    cells = [line for row in [header, *rows] for lines in row.values() for line in lines]
    taken = {id(line) for line in cells}
    page.lines = [line for line in page.lines if id(line) not in taken]
    table = Table([[Cell(_pieces(row.get(column, []))) for column in range(len(lefts))] for row in [header, *rows]], has_header=True)
    return PlacedTable(
        table,
        min(line.left for line in cells),
        max(line.right for line in cells),
        min(line.bottom for line in cells),
        max(line.top for line in cells),
        page.number,
        tuple(lefts),
    )


def _inside(lefts: list[float], heading: list[Line], below: list[Line]) -> list[tuple[int, Line]]:
    """The lines under the headings, each with its column, down to the first that stands across the columns."""
    widest = max(later - earlier for earlier, later in pairwise(lefts))
    found: list[tuple[int, Line]] = []
    lowest = heading[0].baseline
    for line in below:
        if line.right < lefts[0] - _ALIGNED or line.left > lefts[-1] + widest:
            continue  # another column of the page
        column = next((place for place, left in enumerate(lefts) if abs(line.left - left) < _ALIGNED), None)
        edge = lefts[column + 1] if column is not None and column + 1 < len(lefts) else lefts[-1] + 1.5 * widest
        if column is None or line.right > edge or lowest - line.baseline > _LARGEST_GAP * line.size:
            break
        if abs(line.size - heading[0].size) > 1.5:  # noqa: PLR2004  # points: a heading or a note under the table
            break
        found.append((column, line))
        lowest = line.baseline
    return found


def _rows(inside: list[tuple[int, Line]]) -> list[_Row]:
    """The lines by row: a row begins below a gap that is wider than the distance of lines, with a text in the first column."""
    distances = [above.baseline - line.baseline for (_, above), (_, line) in pairwise(inside)]
    steps = [distance for distance in distances if distance > 1]
    usual = median(steps) if steps else 0.0
    has_gaps = bool(steps) and max(steps) > _ROW_GAP * min(steps)
    usual = min(steps) if has_gaps else usual
    rows: list[_Row] = []
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


def _is_table(rows: list[_Row], columns: int) -> bool:
    if len(rows) < 2 or any(len(lines) > _MOST_LINES for row in rows for lines in row.values()):  # noqa: PLR2004  # one row is no table
        return False
    whole = sum(1 for row in rows if len(row) == columns and _tops_agree(row))
    width = median(len(line.flat) for row in rows for lines in row.values() for line in lines)
    lines_of_cell = median(len(lines) for row in rows for lines in row.values())
    if width > _TEXT_LINES and lines_of_cell >= _LINES_OF_TEXT:
        return False  # columns of running text whose headings happen to stand side by side
    needed = 3 if width > _WIDE_LINES else 2
    return whole >= needed and whole >= 0.7 * len(rows)


def _tops_agree(row: _Row) -> bool:
    """Whether all cells of a row begin on one baseline."""
    first = [lines[0].baseline for lines in row.values()]
    return max(first) - min(first) < _ALIGNED


def _pieces(lines: list[Line]) -> list[Piece]:
    return [line.piece(ends_line=line is not lines[-1]) for line in lines]
