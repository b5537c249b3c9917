"""Tables whose cells are drawn with rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.draft import Piece
from ingest.figures import is_figure
from ingest.printed.coloured_headings import mark_coloured_headings
from ingest.printed.highlights import without_highlights
from ingest.printed.level_rules import with_sides
from ingest.printed.overhead_headings import take_overhead_headings
from ingest.printed.page import Line, PrintedPage, Rule
from ingest.printed.ruled_cells import cells_between, stacks_figures
from ingest.printed.ruled_grids import are_alike, connected, open_ends, steps, with_their_parts, without_gaps
from ingest.printed.ruled_headings import mark_groups_of_headings, mark_labels, parts_signs
from ingest.printed.torn_grids import is_torn, marks_words, within_page
from ingest.table_cells import Cell
from ingest.tables import Table

__all__ = ["PlacedTable", "take_ruled_tables"]

_MAXIMUM_RULES = 3000
_EDGE = 0.25  # share of the page's height in which a table that the end of the page cuts begins or ends
_MOSTLY, _SOME = 0.5, 0.25  # share of the texts of a column, or of several, that hold no letters
_ENDS_OF_FIGURES = ("%", ")", ")%", "%)")
_LOOSE = 1.9  # sizes between two lines: those of one cell stand closer


@dataclass(slots=True, eq=False)
class PlacedTable:
    """A table and where it stands on its page."""

    table: Table
    left: float
    right: float
    bottom: float
    top: float
    page: int
    columns: tuple[float, ...]
    """Where its columns begin and, for ruled ones, end."""
    size: float = 0.0
    """The size of its text where it has no rules, by which the rows can be told that carry it on; else 0."""
    is_cut: bool = False
    """Whether its last row is cut by the end of the page, and goes on in the next."""


def take_ruled_tables(page: PrintedPage, before: PlacedTable | None = None) -> list[PlacedTable]:
    """The tables of a page. Their lines are taken out of the page. Of ``before``, which is open above, a single row may follow here."""
    tables = []
    for rules in [*_grids(page), *with_sides(page)]:
        table = _table(page, rules, before.columns if before is not None else ())
        if table is not None:
            tables.append(table)
    return tables


def _grids(page: PrintedPage) -> list[list[Rule]]:
    """The rules of each table of a page that is told by its rules.

    Rows that are shaded with gaps between their columns leave a group of rules for each column. Where these hold figures only, the rows
    are told by the figures themselves; where other values stand among them, the groups are one table, unless each has words and values
    of its own.
    """
    grids = []
    for parts in with_their_parts(connected(without_highlights(within_page(page, page.rules)[:_MAXIMUM_RULES]))):
        lines = [_lines_within(page, part) for part in parts]
        values = [[line.flat for line in part if not any(map(str.isalpha, line.flat))] for part in lines]
        shares = [len(found) / len(part) if part else 0.0 for found, part in zip(values, lines, strict=True)]
        if len(parts) == 1 or max(shares) < _MOSTLY:
            grids.extend(parts)
        elif not all(is_figure(word) or word in _ENDS_OF_FIGURES for found in values for value in found for word in value.split()):
            grids.extend(parts if all(_SOME <= share <= 1 - _SOME for share in shares) else [without_gaps(parts)])
    return grids


def _lines_within(page: PrintedPage, rules: Sequence[Rule]) -> list[Line]:
    left, right = min(rule.left for rule in rules), max(rule.right for rule in rules)
    bottom, top = min(rule.bottom for rule in rules), max(rule.top for rule in rules)
    return [line for line in page.lines if left < line.left < right and bottom < line.middle[1] < top]


def _table(page: PrintedPage, rules: list[Rule], before: tuple[float, ...]) -> PlacedTable | None:
    upright, level = [rule for rule in rules if rule.is_upright], [rule for rule in rules if not rule.is_upright]
    columns, rows = steps([rule.left for rule in upright]), steps([rule.bottom for rule in level])[::-1]
    if len(columns) < 3 or not rows or len(columns) * len(rows) > 20_000:  # noqa: PLR2004  # two columns at least
        return None
    edge = _EDGE * page.height
    ends = [end for end in open_ends(columns, rows, upright, page.lines) if not page.bottom + edge < end < page.top - edge]
    found = cells_between(page, columns, sorted({*rows, *ends}, reverse=True), upright, level)
    open_rows = [number for number, row in enumerate(found.rows) if row == max(ends, default=None) or row == rows[-1]]
    is_parted = any(_has_lines(found.of_rows(number)) for number in range(1, len(found.rows) - 1) if number not in open_rows)
    if ends and not is_parted and any(_are_several_rows(found.of_rows(number), len(columns) - 1) for number in open_rows):
        ends, found = [], cells_between(page, columns, rows, upright, level)  # rows of figures without rules between them
    goes_on = are_alike(columns, before) and not any(line.bottom > found.rows[0] for line in page.lines)
    if is_torn(found.owner):
        inside = {line for line in page.lines if columns[0] < line.middle[0] < columns[-1] and rows[-1] < line.middle[1] < rows[0]}
        page.in_charts = [*page.in_charts, *(line for line in page.lines if line in inside)]  # those who look at a copy keep their own
        page.lines = [line for line in page.lines if line not in inside]
        return None
    if marks_words(columns, found.rows, upright, page.lines):
        return None
    is_alone = goes_on or found.is_heading_at_end_of(page)
    if len(found.rows) < (2 if is_alone else 3):  # two rows at least
        return None
    filled = Counter(row for row, _ in found.inside)
    telling = sum(1 for count in filled.values() if count > 1)
    if telling < (1 if is_alone else 2) or telling < len(filled) / 3:  # frames round single texts
        return None
    table = Table([_with_signs(row) for row in _rows(found.rows, found.owner, found.inside)])
    if parts_signs(table):
        return None
    page.lines = found.others
    table.has_header = found.first_row_stands_out() or None
    if not table.has_header:
        mark_labels(table, found)
    mark_groups_of_headings(table, found)
    mark_coloured_headings(table.rows, found.owner, columns, found.rows, page.grounds)
    if not table.has_header and not any(cell.heading for cell in table.rows[0]):
        headings = take_overhead_headings(page, found.rows[0], len(columns) - 1, found.inside)
        table.rows = [headings, *table.rows] if headings else table.rows
    is_cut = any(end < rows[-1] for end in ends)
    return PlacedTable(table, columns[0], columns[-1], found.rows[-1], found.rows[0], page.number, tuple(columns), is_cut=is_cut)


def _are_several_rows(cells: dict[tuple[int, int], list[Line]], columns: int) -> bool:
    """Whether a row without a rule at its end holds several rows: figures under one another, gaps, or as many lines in each column."""
    if stacks_figures(cells):
        return True
    counts = {len({round(line.baseline) for line in lines}) for lines in cells.values()}
    if len(cells) == columns and len(counts) == 1 and min(counts) > 1 and not _mostly_go_on(cells):
        return True
    baselines = [sorted(line.baseline for line in lines) for lines in cells.values()]
    largest = max((line.size for lines in cells.values() for line in lines), default=0.0)
    return any(higher - lower > _LOOSE * largest for found in baselines for lower, higher in pairwise(found))


def _has_lines(cells: dict[tuple[int, int], list[Line]]) -> bool:
    """Whether a text of a row has several lines, close to one another: then rules part the rows."""
    baselines = [sorted((line.baseline, line.size) for line in lines) for lines in cells.values()]
    return any(0.5 * size < higher - lower < _LOOSE * size for found in baselines for (lower, size), (higher, _) in pairwise(found))


def _mostly_go_on(cells: dict[tuple[int, int], list[Line]]) -> bool:
    """Whether what stands second in most cells begins with a small letter, as the second line of a text does."""
    second = [sorted(lines, key=lambda line: -line.baseline)[1] for lines in cells.values() if len(lines) > 1]
    return 2 * sum(1 for line in second if line.flat[:1].islower()) > len(second)


def _rows(rows: list[float], owner: dict[tuple[int, int], tuple[int, int]], inside: dict[tuple[int, int], list[Line]]) -> list[list[Cell]]:
    places: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for slot, head in owner.items():
        places.setdefault(head, []).append(slot)
    table: list[list[Cell]] = [[] for _ in range(len(rows) - 1)]
    for head in sorted(places):
        wide = max(column for _, column in places[head]) - head[1] + 1
        high = max(row for row, _ in places[head]) - head[0] + 1
        table[head[0]].append(Cell(_cell_pieces(inside.get(head, [])), columns=wide, rows=high))
    return table


def _with_signs(row: list[Cell]) -> list[Cell]:
    """A row in which what ends a figure, in a cell of its own, stands with the figure: "(5.3" and "%)"."""
    found: list[Cell] = []
    for cell in row:
        figure = found[-1] if found else None
        if figure is not None and cell.flat in _ENDS_OF_FIGURES and figure.rows == cell.rows and is_figure(figure.flat + cell.flat):
            found[-1] = Cell([*figure.pieces, *cell.pieces], figure.columns + cell.columns, figure.rows)
        else:
            found.append(cell)
    return found


def _cell_pieces(lines: list[Line]) -> list[Piece]:
    ordered = sorted(lines, key=lambda line: (-round(line.baseline / 3), line.left))
    return [line.piece(ends_line=line is not ordered[-1]) for line in ordered]
