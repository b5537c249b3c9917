"""Tables of words without rules: cells of running text that stand in columns under a bold row of headings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median

from ingest.draft import Piece
from ingest.printed.aligned_tables import baselines
from ingest.printed.centred_headings import centred_headings
from ingest.printed.continued_tables import goes_on_beside, goes_on_over
from ingest.printed.page import Line, PrintedPage
from ingest.printed.ruled_tables import PlacedTable
from ingest.printed.word_rows import WordRow, are_running_text, cells_cut_under, whole_rows, word_rows
from ingest.table_cells import Cell
from ingest.tables import Table

__all__ = ["take_word_tables"]

_HEADING_CHARACTERS = 60
_WIDE_LINES = 42.0  # characters: cells as wide as columns of running text must show more rows to be believed
_MOST_LINES = 40  # of one cell


def take_word_tables(page: PrintedPage, following: PrintedPage | None = None, *, body_is_bold: bool) -> list[PlacedTable]:
    """The tables of a page, which may go on in the ``following`` one. Their lines are taken out of the page.

    Where all text is bold, no row of headings can be told.
    """
    tables: list[PlacedTable] = []
    cards: set[int] = set()
    groups = [] if body_is_bold else baselines(page.lines)
    for place, group in enumerate(groups):
        there = {id(line) for line in page.lines}
        if not any(line.bold and id(line) in there for line in group):
            continue
        below = [[line for line in later if id(line) in there] for later in groups[place + 1 :]]
        for heading, edges, whole in _headings(group, [row for row in below if row]):
            if all(whole.get(id(line), id(line)) in there and id(line) not in cards for line in heading):
                table = _table(heading, edges, [line for row in below for line in row], whole, page, following, cards)
                if table is not None:
                    tables.append(table)
                    there = {id(line) for line in page.lines}
    return tables


def _headings(group: Sequence[Line], below: Sequence[Sequence[Line]]) -> Iterator[tuple[list[Line], list[float], dict[int, int]]]:
    """Bold texts on one baseline that may head the columns of a table, where these begin and the last one ends, and what was cut.

    0 stands where nobody knows where it ends; for each part of a line that was cut there is the id of the line.
    """
    runs: list[list[Line]] = [[]]
    for line in group:
        if line.bold and len(line.flat) <= _HEADING_CHARACTERS and (not runs[-1] or abs(line.size - runs[-1][-1].size) < 1):
            runs[-1].append(line)
        else:
            runs.append([])
    for run in runs:
        if len(run) > 1:
            yield run, [*(line.left for line in run), 0.0], {}
    whole: dict[int, int] = {}
    headings, edges = centred_headings(group, below, whole)
    if headings:
        yield headings, edges, whole


def _table(
    heading: list[Line],
    edges: list[float],
    below: list[Line],
    whole: dict[int, int],
    page: PrintedPage,
    following: PrintedPage | None,
    cards: set[int],
) -> PlacedTable | None:
    """The table under some headings. ``whole`` has, for each part of a line that is cut between two cells, the id of the line.

    To ``cards`` are added the ids of lines that look like headings, and are the first ones of cards below others.
    """
    *lefts, right = edges
    inside = cells_cut_under(lefts, heading[0], below, whole, right=right)
    header: WordRow = {column: [line] for column, line in enumerate(heading)}
    while inside and inside[0][1].bold:
        column, line = inside.pop(0)
        header[column].append(line)
    rows = word_rows(inside)
    if headed := [row for row in rows if _is_headed(row)]:
        cards.update(id(lines[0]) for row in headed for lines in row.values())
        return None
    is_begun = len(rows) == 1 and whole_rows(rows, len(lefts)) == 1 and len(lefts) > 2  # noqa: PLR2004  # a pair under bold words may be anything
    if not _is_table(rows, len(lefts)):
        lines = [line for _, line in inside]
        if not is_begun or not (goes_on_beside(page, lefts, lines) or goes_on_over(page, following, heading, lefts, lines)):
            return None
    cells = [line for row in [header, *rows] for lines in row.values() for line in lines]
    taken = {whole.get(id(line), id(line)) for line in cells}
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
        next(iter(rows[0].values()))[0].size,
    )


def _is_headed(row: WordRow) -> bool:
    """Whether every cell of a row has a bold line of its own over the others, as cards of names have: the first row is one of them."""
    return len(row) > 1 and all(len(lines) > 1 and lines[0].bold and not lines[-1].bold for lines in row.values())


def _is_table(rows: list[WordRow], columns: int) -> bool:
    if len(rows) < 2 or any(len(lines) > _MOST_LINES for row in rows for lines in row.values()):  # noqa: PLR2004  # one row is no table
        return False
    whole = whole_rows(rows, columns)
    width = median(len(line.flat) for row in rows for lines in row.values() for line in lines)
    if are_running_text(rows):
        return False
    needed = 3 if width > _WIDE_LINES else 2
    return whole >= needed and whole >= 0.7 * len(rows)


def _pieces(lines: list[Line]) -> list[Piece]:
    return [line.piece(ends_line=line is not lines[-1]) for line in lines]
