"""Several runs in one table: a row for each run, a part for each thing that measures are about."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from copro_qa.evaluation.measure import Group, Measure
from copro_qa.evaluation.measures import NAMES, measures_of
from copro_qa.evaluation.outcome import Evaluation
from copro_qa.evaluation.report import figure

__all__ = ["Row", "markdown_table"]


@dataclass(frozen=True, slots=True)
class Row:
    """A run, and the names of the measures that mean nothing for its questions."""

    run: Evaluation
    without: frozenset[str] = frozenset()

    def measures(self) -> dict[str, Measure]:
        """Its measures by name."""
        return {found.name: found for found in measures_of(self.run.outcomes) if found.name not in self.without}


def markdown_table(rows: Mapping[str, Row], *, groups: Collection[Group] = tuple(Group)) -> str:
    """A Markdown table in a part for each of ``groups``; a column for each measure that one of the rows has.

    Cells are padded, so that it can also be read on a terminal.
    """
    found = {name: row.measures() for name, row in rows.items()}
    parts = []
    for group in Group:
        labels = {measure.name: measure.label for measures in found.values() for measure in measures.values() if measure.group is group}
        if group not in groups or not labels:
            continue
        names = sorted(labels, key=NAMES.index)
        cells = [[group.value, "questions", *(labels[name] for name in names)]]
        for row_name, measures in found.items():
            if not measures.keys().isdisjoint(names):
                figures = (figure(measures[name]) if name in measures else "–" for name in names)
                cells.append([row_name, str(len(rows[row_name].run.outcomes)), *figures])
        parts.append(_aligned(cells))
    return "\n".join(parts)


def _aligned(cells: list[list[str]]) -> str:
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = [f"| {' | '.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))} |" for row in cells]
    lines.insert(1, f"|{'|'.join('-' * (width + 2) for width in widths)}|")
    return "\n".join(lines) + "\n"
