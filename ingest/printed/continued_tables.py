"""Tables that go on at the head of the next column or page, also where their headings do not stand again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.draft import Piece
from ingest.printed.cut_rows import are_one_row, are_rests
from ingest.printed.page import Line, PrintedPage
from ingest.printed.ruled_tables import PlacedTable
from ingest.printed.word_rows import WordRow, are_running_text, cells_cut_under, whole_rows, word_rows
from ingest.table_cells import Cell
from ingest.tables import Table

__all__ = ["carries_on", "carry_on", "goes_on_beside", "goes_on_over", "open_table", "take_continued_tables"]

_BESIDE = 6.0  # points by which the next column may begin before a table ends
_SAME_COLUMN = 6.0  # points by which a table's columns may move from page to page
_SAME_ROW = 2.0  # points between the baselines of one row
_SAME_SIZE = 0.6  # points between the sizes of a table's texts
_WHOLE = 0.7  # share of the rows that have a cell in every column


def take_continued_tables(page: PrintedPage, tables: Sequence[PlacedTable], before: PlacedTable | None) -> list[PlacedTable]:
    """The rows on a page that carry on its tables, or ``before``, open at the end of the page before. Their lines are taken out."""
    found: list[PlacedTable] = []
    waiting = [*([before] if before is not None else []), *tables]
    while waiting:
        table = waiting.pop(0)
        if table.page == page.number and not _stands_last(table, page, tables):
            continue
        rest = _rest(page, table, tables)
        if rest is not None:
            found.append(rest)
            waiting.append(rest)
    return found


def goes_on_beside(page: PrintedPage, lefts: Sequence[float], lines: Sequence[Line]) -> bool:
    """Whether a table whose ``lines`` begin at ``lefts`` stands at the foot of a column and goes on at the head of the next one."""
    own = {id(line) for line in lines}
    others = [line for line in page.lines if id(line) not in own]
    left, right, bottom = min(line.left for line in lines), max(line.right for line in lines), min(line.bottom for line in lines)
    if any(line.left < right and left < line.right and line.top < bottom + 1 for line in others):
        return False
    return _rows_at_head([line for line in others if line.left > right - _BESIDE], lefts, lines[-1].size) is not None


def goes_on_over(
    page: PrintedPage, following: PrintedPage | None, heading: Sequence[Line], lefts: Sequence[float], lines: Sequence[Line]
) -> bool:
    """Whether a table of these ``lines`` stands at the end of a page and goes on upon the ``following``, also under its headings again."""
    own = {id(line) for line in lines}
    bottom = min(line.bottom for line in lines)
    if following is None or any(line.top < bottom + 1 for line in page.lines if id(line) not in own):
        return False
    highest = max((line.baseline for line in following.lines), default=0.0)
    again = [line.flat for line in sorted(following.lines, key=lambda line: line.left) if line.baseline > highest - _SAME_ROW]
    return again == [line.flat for line in heading] or _rows_at_head(following.lines, lefts, lines[-1].size) is not None


def open_table(page: PrintedPage, tables: Sequence[PlacedTable]) -> PlacedTable | None:
    """The table that stands at the very end of a page, and so may go on upon the next."""
    for table in tables:
        placed: list[Line | PlacedTable] = [*page.lines, *tables]
        after = any(other is not table and other.left > table.right - _BESIDE for other in placed)
        if not after and _stands_last(table, page, tables):
            return table
    return None


def carries_on(before: PlacedTable, table: PlacedTable) -> bool:
    """Whether a table at the head of a page or column carries on the one at the end of the page or column before."""
    follows = table.page == before.page + 1 or (table.page == before.page and table.left > before.right - _SAME_COLUMN)
    if not follows or len(before.columns) != len(table.columns) or not table.columns or _is_next_form(before, table):
        return False
    shift = table.columns[0] - before.columns[0]
    return all(abs(a + shift - b) < _SAME_COLUMN for a, b in zip(before.columns, table.columns, strict=True))


def _is_next_form(before: PlacedTable, table: PlacedTable) -> bool:
    """Whether a table begins with the row that the one before begins with, which is a label and what it stands for: "Organisation: NHS"."""
    first, again = ([cell.flat for cell in one.table.rows[0]] if one.table.rows else [] for one in (before, table))
    return first == again and len(first) == 2 and first[0].endswith(":")  # noqa: PLR2004  # label and value


def carry_on(before: PlacedTable, table: PlacedTable) -> None:
    """Adds the rows of a table to those of the one that it carries on: without headings that stand again, and a row that was cut as one."""
    rows, known = table.table.rows, before.table.rows
    headings = [cell.flat for cell in known[0]]
    if [cell.flat for cell in rows[0]] == headings:
        rows = rows[1:]
        if before.table.has_header is None and sum(map(bool, headings)) > 1:
            before.table.has_header = True  # nothing else is printed again
    last = known[-1] if len(known) > 1 or not before.table.has_header else []
    if rows and len(rows[0]) == len(last) and (before.is_cut or are_one_row(last, rows[0], before.columns)):
        for cell, rest in zip(last, rows[0], strict=True):
            if cell.flat and rest.flat:
                cell.pieces.append(Piece("\n", cell.pieces[-1].page))
            cell.pieces.extend(rest.pieces)
        rows = rows[1:]
    known.extend(rows)
    before.page, before.right, before.is_cut = table.page, table.right, table.is_cut


def _stands_last(table: PlacedTable, page: PrintedPage, tables: Sequence[PlacedTable]) -> bool:
    """Whether nothing stands below a table in its column."""
    placed: list[Line | PlacedTable] = [*page.lines, *tables]
    return not any(
        other is not table and other.left < table.right and table.left < other.right and other.top < table.bottom + 1 for other in placed
    )


@dataclass(slots=True)
class _Rows:
    """Rows that carry a table on: where their columns begin, and the ids of the lines that they are made of."""

    rows: list[WordRow]
    lefts: list[float]
    taken: set[int]


def _rest(page: PrintedPage, table: PlacedTable, tables: Sequence[PlacedTable]) -> PlacedTable | None:
    """The rows that carry a table on, at the head of the next column of its page or of the next page. Their lines are taken out."""
    lefts, size = table.columns, table.size
    if len(lefts) < 2 or len(lefts) != max(map(len, table.table.rows)) or not size:  # noqa: PLR2004  # ruled tables go on by their rules
        return None
    found = _rows_at_head([line for line in page.lines if table.page != page.number or line.left > table.right - _BESIDE], lefts, size)
    if found is None:
        return None
    head = next(iter(found.rows[0].values()))[0]
    if any(other.bottom > head.top - 1 and other.left < head.right and head.left < other.right for other in tables):
        return None
    return _placed(found, page)


def _rows_at_head(region: Sequence[Line], lefts: Sequence[float], size: float) -> _Rows | None:
    """The rows at the head of some lines whose cells begin as far from one another as ``lefts``; none where they are not whole.

    The first may be the rest of a row that the end of the page cuts, and so begin in a later column.
    """
    highest = max((line.baseline for line in region), default=0.0)
    head = min((line for line in region if line.baseline > highest - _SAME_ROW), key=lambda line: line.left, default=None)
    if head is None or head.bold or abs(head.size - size) > _SAME_SIZE:
        return None
    below = sorted(region, key=lambda line: (-round(line.baseline), line.left))
    for number, left in enumerate(lefts):
        if number and abs(head.left - left) > _SAME_COLUMN:
            continue
        shifted = [other + head.left - left for other in lefts]
        whole: dict[int, int] = {}
        cells = [(column, line) for column, line in cells_cut_under(shifted, head, below, whole) if abs(line.size - size) < _SAME_SIZE]
        rows = word_rows(cells)
        full = rows[1:] if rows and (number or are_rests(rows[0], len(lefts))) else rows
        is_whole = bool(full) and len(full[0]) == len(lefts) and whole_rows(full, len(lefts)) >= _WHOLE * len(full)
        if is_whole and not are_running_text(full):
            return _Rows(rows, shifted, {whole[id(line)] for _, line in cells})
    return None


def _placed(found: _Rows, page: PrintedPage) -> PlacedTable:
    lines = [line for row in found.rows for cell in row.values() for line in cell]
    page.lines = [line for line in page.lines if id(line) not in found.taken]
    columns = range(len(found.lefts))
    return PlacedTable(
        Table([[Cell(_pieces(row.get(column, []))) for column in columns] for row in found.rows], has_header=False),
        min(line.left for line in lines),
        max(line.right for line in lines),
        min(line.bottom for line in lines),
        max(line.top for line in lines),
        page.number,
        tuple(found.lefts),
        lines[0].size,
    )


def _pieces(lines: Sequence[Line]) -> list[Piece]:
    return [line.piece(ends_line=line is not lines[-1]) for line in lines]
