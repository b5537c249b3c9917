"""Labels of rows that stand in a column of figures, such as "Total" right before the sum."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.figures import is_figure, is_missing
from ingest.table_cells import Cell

__all__ = ["columns_of_figures", "without_heading_of_label"]

_FEWEST = 3  # figures of a column


def columns_of_figures(rows: Sequence[Sequence[Cell | None]]) -> set[int]:
    """The columns that hold figures in all filled rows but one."""
    found = set()
    for column in range(max(map(len, rows), default=0)):
        texts = [cell.flat for row in rows if column < len(row) and (cell := row[column]) is not None and cell.flat]
        figures = sum(map(is_figure, texts))
        found |= {column} if figures >= _FEWEST and figures >= len(texts) - 1 else set()
    return found


def without_heading_of_label(row: Sequence[Cell | None], headers: list[list[Cell]], of_figures: set[int]) -> list[list[Cell]]:
    """The headings of each column for one row: none over words that begin it in a column of figures, and are a label of the next ones."""
    first = next((column for column, cell in enumerate(row) if cell is not None and cell.flat), 0)
    label = row[first] if first and first < len(headers) and first in of_figures else None
    if label is None or label.columns > 1 or is_missing(label.flat) or any(map(str.isdigit, label.flat)):
        return headers
    return [*headers[:first], [], *headers[first + 1 :]]
