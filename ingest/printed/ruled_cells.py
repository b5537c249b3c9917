"""The lines of a page in the cells of a grid of rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.figures import is_figure
from ingest.printed.figures import parts_between
from ingest.printed.page import Line, PrintedPage, Rule
from ingest.printed.ruled_grids import NEAR, merged

__all__ = ["RuledCells", "are_said", "cells_between", "stacks_figures"]

_LABEL_CHARACTERS = 80
_WORDS_OF_SENTENCE = 5


@dataclass(slots=True)
class RuledCells:
    """The lines of each cell of a grid, and those that stand in none."""

    columns: list[float]
    rows: list[float]
    owner: dict[tuple[int, int], tuple[int, int]]
    inside: dict[tuple[int, int], list[Line]]
    others: list[Line]

    def of_rows(self, *numbers: int) -> dict[tuple[int, int], list[Line]]:
        """The lines of the cells that begin in some rows, by the first place of each."""
        return {slot: lines for slot, lines in self.inside.items() if slot[0] in numbers}

    def is_bold(self, row: int) -> bool:
        """Whether all that begins in a row is bold."""
        lines = [line for slot, lines in self.of_rows(row).items() if self.owner[slot] == slot for line in lines]
        return bool(lines) and all(line.bold for line in lines)

    def first_row_stands_out(self) -> bool:
        """Whether the first row is bold and the second is not. What ends like a sentence heads no column."""
        texts = [" ".join(line.flat for line in lines) for lines in self.of_rows(0).values()]
        return self.is_bold(0) and not self.is_bold(1) and not are_said(texts)

    def labels(self) -> Iterator[int]:
        """The rows of two cells of which the left one is bold, and short, and the right one is not."""
        for row in range(len(self.rows) - 1):
            cells = sorted(slot for slot, head in self.owner.items() if slot == head and slot[0] == row)
            lines = [self.inside.get(slot, []) for slot in cells]
            is_pair = len(lines) == 2 and all(lines) and sum(len(line.flat) for line in lines[0]) < _LABEL_CHARACTERS  # noqa: PLR2004
            if is_pair and all(line.bold for line in lines[0]) and not all(line.bold for line in lines[1]):
                yield row

    def is_heading_at_end_of(self, page: PrintedPage) -> bool:
        """Whether it is a single row of bold texts, one in each of three columns or more, with nothing below it on its page."""
        if len(self.rows) != 2 or len(self.columns) < 4 or len(self.inside) < len(self.columns) - 1 or not self.is_bold(0):  # noqa: PLR2004
            return False
        left, right, bottom = self.columns[0], self.columns[-1], self.rows[-1]
        return not any(line.middle[1] < bottom and left < line.right and line.left < right for line in page.lines)


def cells_between(page: PrintedPage, columns: list[float], rows: list[float], upright: list[Rule], level: list[Rule]) -> RuledCells:
    """What stands in the places of a grid. ``columns`` are where its upright rules stand, ``rows`` where the level ones do, downwards."""
    owner = merged(columns, rows, upright, level)
    found = _in_cells([part for line in page.lines for part in parts_between(line, upright)], columns, rows, owner)
    if stacks_figures(found.inside):  # rules between its columns only: cutting its lines would part the figures of one row
        sides = [rule for rule in upright if min(abs(rule.left - columns[0]), abs(rule.left - columns[-1])) <= NEAR]
        found = _in_cells([part for line in page.lines for part in parts_between(line, sides)], columns, rows, owner)
    return found


def _in_cells(lines: list[Line], columns: list[float], rows: list[float], owner: dict[tuple[int, int], tuple[int, int]]) -> RuledCells:
    inside: dict[tuple[int, int], list[Line]] = {}
    others: list[Line] = []
    for line in lines:
        slot = _slot(line, columns, rows)
        if slot is None:
            others.append(line)
        else:
            inside.setdefault(owner[slot], []).append(line)
    return RuledCells(columns, rows, owner, inside, others)


def stacks_figures(inside: dict[tuple[int, int], list[Line]]) -> bool:
    """Whether a cell holds several figures, one under the other."""
    return any(sum(1 for line in lines if is_figure(line.flat)) > 1 for lines in inside.values())


def _slot(line: Line, columns: list[float], rows: list[float]) -> tuple[int, int] | None:
    x, y = min(line.left + 2, line.middle[0]), line.middle[1]
    column = next((place for place in range(len(columns) - 1) if columns[place] - NEAR <= x < columns[place + 1]), None)
    row = next((place for place in range(len(rows) - 1) if rows[place + 1] <= y < rows[place] + NEAR), None)
    return None if column is None or row is None else (row, column)


def are_said(texts: Sequence[str]) -> bool:
    """Whether one of some texts ends like a sentence: it heads no column."""
    return any(text.endswith(".") and len(text.split()) > _WORDS_OF_SENTENCE for text in texts)
