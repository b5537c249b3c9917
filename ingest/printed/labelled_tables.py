"""Tables of words without rules and bold headings: rows that begin with a short label, and cells that begin under one another.

Columns of running text look much the same, but files draw them one after the other, and tables row by row. So the order of the file
has to show rows too; and lines of running text are long, or begin with small letters.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from ingest.enumerators import item_mark, strip_bullet
from ingest.printed.page import Line, PrintedPage, Rule
from ingest.printed.rows import Row, rows_at
from ingest.printed.ruled_tables import PlacedTable
from ingest.table_cells import Cell
from ingest.tables import Table
from ingest.unfinished import breaks_off

__all__ = ["take_labelled_tables"]

_FEWEST_ROWS = 3
_WHOLE = 0.7  # share of the rows that have a cell in every column
_ALIGNED = 3.0  # points by which cells of a column, and the baselines of a row, may begin apart
_COLUMN_GAP = 0.8  # sizes: wider than the space between words
_BEYOND = 6.0  # sizes above and below a table in which nothing else may begin where its cells do
_LABEL_CHARACTERS = 40  # the usual length of a label
_LABEL_LINES = 3
_CELL_CHARACTERS = 250  # the usual length of the longest cells; more is running text beside headings
_SMALL_LETTERS = 0.25  # share of the cells that may begin with a small letter; most lines within running text do
_SENTENCES = 0.4  # share of the labels that may end like sentences


def take_labelled_tables(page: PrintedPage) -> list[PlacedTable]:
    """The tables of a page. Their lines are taken out of the page."""
    tables: list[PlacedTable] = []
    place = 0
    while place < len(page.lines):
        rows, end = rows_at(page.lines, place)
        others = page.lines[:place] + page.lines[end:]
        if _is_table(rows, page.rules) and not _is_mixed_with_others(rows, others) and not _goes_on_beyond(rows, others):
            tables.append(_placed(rows, page))
            page.lines = others
        else:
            place += 1
    return tables


def _is_table(rows: Sequence[Row], rules: Sequence[Rule]) -> bool:
    whole = sum(1 for row in rows if all(row))
    if len(rows) < _FEWEST_ROWS or whole < max(_FEWEST_ROWS, _WHOLE * len(rows)):
        return False
    if whole < len(rows) and not _first_row_is_set_apart(rows, rules):
        return False  # without headings nobody could tell which cell is missing
    columns = [[cell for row in rows if (cell := row[number])] for number in range(len(rows[0]))]
    for column, right in pairwise(columns):
        gap = min(cell[0].left for cell in right) - max(line.right for cell in column for line in cell)
        if gap < _COLUMN_GAP * column[0][0].size:
            return False
    return _begins_with_labels(columns[0]) and _holds_cells([cell for column in columns for cell in column], columns)


def _begins_with_labels(cells: Sequence[Sequence[Line]]) -> bool:
    texts = list(map(_flat, cells))
    if median(map(len, texts)) > _LABEL_CHARACTERS or max(map(len, cells)) > _LABEL_LINES:
        return False
    if median(map(len, cells)) > 1:  # addresses, side by side
        return False
    if sum(1 for text in texts if text.endswith((".", "?", "!"))) > _SENTENCES * len(texts):
        return False
    return not all(strip_bullet(text) is not None or item_mark(f"{text} x") for text in texts)


def _holds_cells(cells: Sequence[Sequence[Line]], columns: Sequence[Sequence[Sequence[Line]]]) -> bool:
    """Whether the texts are words, begin as texts do, and are no places to fill in and no paragraphs of running text."""
    texts = list(map(_flat, cells))
    if any(line.is_contents for cell in cells for line in cell):
        return False
    if any(map(breaks_off, texts)):  # lines of running text
        return False
    if sum(1 for text in texts if text[0].islower()) > _SMALL_LETTERS * len(texts):
        return False
    if sum(1 for text in texts if sum(map(str.isalpha, text)) < 2) > len(texts) / 2:  # noqa: PLR2004  # figures, or parts of a formula
        return False
    values = [_flat(cell) for column in columns[1:] for cell in column]
    if sum(1 for text in values if text.endswith(":")) > 1 or all(text.isdigit() for text in values):
        return False
    return max(median(len(_flat(cell)) for cell in column) for column in columns) <= _CELL_CHARACTERS


def _is_mixed_with_others(rows: Sequence[Row], others: Sequence[Line]) -> bool:
    """Whether lines that are no part of the rows stand among them."""
    left, bottom, right, top = _box(rows)
    return any(left < line.middle[0] < right and bottom < line.middle[1] < top for line in others)


def _goes_on_beyond(rows: Sequence[Row], others: Sequence[Line]) -> bool:
    """Whether a line close above or below begins where a column of the table does, but for the first: the rows are only some of it."""
    _, bottom, _, top = _box(rows)
    lefts = [cell[0].left for cell in rows[0][1:]]
    reach = _BEYOND * rows[0][0][0].size
    close = [line for line in others if bottom - reach < line.baseline < top + reach]
    return any(abs(line.left - left) < _ALIGNED for line in close for left in lefts)


def _box(rows: Sequence[Row]) -> tuple[float, float, float, float]:
    lines = [line for row in rows for cell in row for line in cell]
    return (
        min(line.left for line in lines),
        min(line.bottom for line in lines),
        max(line.right for line in lines),
        max(line.top for line in lines),
    )


def _placed(rows: Sequence[Row], page: PrintedPage) -> PlacedTable:
    left, bottom, right, top = _box(rows)
    cells = [[Cell([line.piece(ends_line=line is not cell[-1]) for line in cell]) for cell in row] for row in rows]
    table = Table(cells, has_header=True if _first_row_is_set_apart(rows, page.rules) else None)
    return PlacedTable(table, left, right, bottom, top, page.number, tuple(cell[0].left for cell in rows[0]), rows[-1][0][0].size)


def _first_row_is_set_apart(rows: Sequence[Row], rules: Sequence[Rule]) -> bool:
    """Whether a rule stands under every text of the first row, and under no other row but the last."""
    below = []
    for row, following in pairwise(rows):
        low, high = following[0][0].baseline, min(line.baseline for cell in row for line in cell)
        there = [rule for rule in rules if not rule.is_upright and low < rule.bottom < high]
        below.append([any(_is_over(line, rule) for rule in there for line in cell[-1:]) for cell in row])
    return all(rows[0]) and all(below[0]) and not any(map(any, below[1:]))


def _is_over(line: Line, rule: Rule) -> bool:
    return rule.left < line.left + _ALIGNED and line.right - _ALIGNED < rule.right


def _flat(cell: Sequence[Line]) -> str:
    return " ".join(line.flat for line in cell)
