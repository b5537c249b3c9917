"""What is only meant as a table in a Markdown text."""

from __future__ import annotations

import re
from collections.abc import Callable

from ingest.draft import DraftBlock, Piece
from ingest.parsers.text_tables import table_at
from ingest.table_cells import Cell
from ingest.tables import Table, table_blocks

__all__ = ["drawn_table", "piped_table"]

_PIPED = re.compile(r"\s*\|(.*)\|\s*\Z")
_DRAWN = re.compile(r"\+[-=:]{2,}[-=:+]*\+[ \t]*\n")
_FEWEST_LINES = 3  # a head, a rule and a row

ReadCell = Callable[[str], tuple[str, list[str]]]
"""The text of a cell without its markup, and the footnotes called in it."""


def piped_table(content: str, read_cell: ReadCell) -> list[DraftBlock] | None:
    """The rows of a table whose rows have different numbers of cells, or that begins with the rule; None for other text.

    Where nothing stands over the rule, the first column heads the rows.
    """
    lines = [_PIPED.match(line) for line in content.split("\n")]
    cells = [[part.strip() for part in line[1].split("|")] for line in lines if line]
    if len(cells) < max(_FEWEST_LINES, len(lines)):
        return None
    rule = next((number for number in (0, 1) if any(cells[number]) and all(set(part) <= set(":- ") for part in cells[number])), None)
    if rule is None:
        return None
    rows: list[list[Cell]] = []
    for number, row in enumerate(cells):
        if number == rule:
            continue
        rows.append([])
        for place, part in enumerate(row):
            text, called = read_cell(part)
            rows[-1].append(Cell([Piece(text)], heading=number < rule or (rule == 0 and place == 0), marks=called))
    return table_blocks(Table(rows, has_header=None if rule else False))


def drawn_table(content: str) -> list[DraftBlock] | None:
    """The rows of a table that is drawn with strokes, pluses and dashes, where it is sure; None for other text."""
    return (table_at(content.split("\n")) or None) if _DRAWN.match(content) else None
