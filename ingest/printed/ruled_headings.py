"""Which cells of a ruled table head others, by how they are set, and whose grid it is."""

from __future__ import annotations

from itertools import pairwise

from ingest.figures import CURRENCY, is_figure
from ingest.printed.ruled_cells import RuledCells, are_said
from ingest.tables import Table

__all__ = ["mark_groups_of_headings", "mark_labels", "parts_signs"]

_MOST_HEADING_ROWS = 3
_ROWS_OF_FIGURES = 3  # fewer are not told without their rules


def parts_signs(table: Table) -> bool:
    """Whether signs of money stand in cells of their own, left of the figures: the grid is that of the program that set the table.

    Such a grid has columns beside those that a reader sees, under which the headings do not stand.
    """
    texts = [[cell.flat for cell in row if cell.flat] for row in table.rows]
    of_figures = sum(1 for row in texts if any(map(is_figure, row[1:])))
    return of_figures >= _ROWS_OF_FIGURES and any(one in CURRENCY and is_figure(other) for row in texts for one, other in pairwise(row))


def mark_labels(table: Table, found: RuledCells) -> None:
    """Bold labels of rows of two cells head what is beside them, where most rows are such."""
    labelled = list(found.labels())
    if 2 * len(labelled) > len(table.rows):
        for row in labelled:
            table.rows[row][0].heading = True


def mark_groups_of_headings(table: Table, found: RuledCells) -> None:
    """Marks the bold rows that head a table where the first of them names groups of columns: it has a text over several of them.

    A bold text alone over all columns is the title of the table. Further down it may be the title of the rows below it, so nothing is
    marked then.
    """
    bold = next((row for row in range(len(table.rows)) if not found.is_bold(row)), 0)
    names_groups = any(cell.columns > 1 and cell.flat for cell in table.rows[0])
    are_filled = all(sum(1 for cell in row if cell.flat) > 1 for row in table.rows[1:bold])
    texts = [cell.flat for row in table.rows[:bold] for cell in row]
    if are_said(texts) or not (1 < bold <= _MOST_HEADING_ROWS + 1 and names_groups and are_filled):
        return
    first = table.rows[0][0]
    if first.flat and first.rows == 1 and sum(1 for cell in table.rows[0] if cell.flat) == 1:
        table.caption, table.rows, bold = first.pieces, table.rows[1:], bold - 1
    for cell in (cell for row in table.rows[:bold] for cell in row):
        cell.heading = True
