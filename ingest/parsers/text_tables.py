"""Tables in plain text: cells between upright strokes, or under a row of dashes that shows the columns.

A table is read only where every line up to the next empty one fits surely. Cells of several lines, cells that stand out of their column
and rows that are glued together could give statements that nobody made; such tables stay the lines that they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from copro_qa.document import BlockKind
from ingest.draft import DraftBlock, Piece
from ingest.table_cells import Cell
from ingest.tables import Table, table_blocks
from ingest.unfinished import breaks_off

__all__ = ["begins_like_table", "table_at"]

_FRAME = re.compile(r"[+|](?=.*[-=]{3})[-=+|: ]*[+|]\Z")
_DASHES = re.compile(r" *-{2,}(?: +-{2,})+\Z")
_GROUP = re.compile(r"-{2,}")
_TEXT = re.compile(r"\S+(?: \S+)*")  # two spaces part it from the next

_STROKE = " | "
_FEWEST_ROWS = 3
_LONGEST_CELL = 60  # characters

_Row = list[str]


def table_at(lines: Sequence[str]) -> list[DraftBlock]:
    """The rows of the table that these lines are; nothing when they are none.

    The lines are those up to the next empty one, as the file has them, without tabs.
    """
    return _between_strokes([line.strip() for line in lines]) or _under_dashes(lines) or _parted_by_strokes(lines)


def begins_like_table(first: str, second: str) -> bool:
    """Whether two lines may begin a table: worth a closer look."""
    has_strokes = all(_STROKE in line for line in (first, second))
    return first[:1] in ("|", "+") or has_strokes or any(_DASHES.match(line) for line in (first, second))


def _between_strokes(lines: Sequence[str]) -> list[DraftBlock]:
    frames = [line for line in lines if _FRAME.match(line)]
    if not frames or not all(_is_framed(line) for line in lines):
        return []
    groups: list[list[_Row]] = [[]]  # of rows, parted by frames
    for line in lines:
        if _FRAME.match(line):
            groups.append([])
        else:
            groups[-1].append([cell.strip() for cell in line[1:-1].split("|")])
    doubles = [lines.index(frame) for frame in frames if "=" in frame]
    groups = [group for group in groups if group]
    rows = [row for group in groups for row in group]
    if "+" in frames[0] and not all(_fits(line, frames[0]) for line in lines):
        return []
    if all(len(group) == 1 for group in groups) and len(groups) > 2:  # noqa: PLR2004  # a frame around every row
        has_header = [sum(1 for line in lines[:place] if not _FRAME.match(line)) for place in doubles] == [1]
        return _blocks(rows, has_header=has_header) if has_header or not doubles else []
    if len(groups) > 2 or (len(groups) == 2 and len(groups[0]) > 1):  # noqa: PLR2004  # rows in groups, or one of several lines
        return []
    return _blocks(rows, has_header=len(groups) == 2)  # noqa: PLR2004  # a frame under the first row alone


def _parted_by_strokes(lines: Sequence[str]) -> list[DraftBlock]:
    """The rows of a table whose lines have strokes between their cells alone; three at least, of short cells."""
    rows = [[cell.strip() for cell in line.split(_STROKE)] for line in lines]
    if len(rows) < _FEWEST_ROWS or any(len(cell) > _LONGEST_CELL for row in rows for cell in row):
        return []
    return _blocks(rows, has_header=None)


def _is_framed(line: str) -> bool:
    return bool(_FRAME.match(line)) or (len(line) > 2 and line[0] == line[-1] == "|")  # noqa: PLR2004  # not a stroke alone


def _fits(line: str, frame: str) -> bool:
    """Whether the strokes of a line stand where the columns of the frame meet."""
    if len(line) != len(frame):
        return False
    joints = "+|" if _FRAME.match(line) else "|"
    return all((there in joints) == (meets in "+|") for there, meets in zip(line, frame, strict=True))


def _under_dashes(lines: Sequence[str]) -> list[DraftBlock]:
    place = next((place for place, line in enumerate(lines[:2]) if _DASHES.match(line)), None)
    if place is None:
        return []
    under = list(takewhile(lambda line: not _DASHES.match(line), lines[place + 1 :]))
    rest = lines[place + 1 + len(under) :]
    if len(rest) > 1 or (place == 0 and not rest):  # without headings, dashes have to end the table
        return []
    columns = [group.span() for group in _GROUP.finditer(lines[place])]
    rows = [_in_columns(text, columns) for text in (*lines[:place], *under)]
    return _blocks(rows, has_header=place == 1)


def _in_columns(line: str, columns: Sequence[tuple[int, int]]) -> _Row:
    """The texts of a line, if each column holds one and none reaches beyond its own; fewer otherwise."""
    found = list(_TEXT.finditer(line))
    if len(found) != len(columns):
        return []
    fits = all(start <= text.start() and text.end() <= end for text, (start, end) in zip(found, columns, strict=True))
    return [text.group() for text in found] if fits else []


def _blocks(rows: Sequence[_Row], *, has_header: bool | None) -> list[DraftBlock]:
    """The rows as blocks; none when one of them has empty cells, or reads like a part of the row before.

    Where nobody knows whether the first row heads the others (None), the cells tell.
    """
    if len(rows) < 2 + bool(has_header) or len({len(row) for row in rows}) > 1 or len(rows[0]) < 2:  # noqa: PLR2004  # one row is no table
        return []
    if not all(all(row) for row in rows) or any(breaks_off(cell) for row in rows for cell in row):
        return []
    if any(cell[0].islower() for row in rows[1:] for cell in row):
        return []
    cells = [[Cell([Piece(text)]) for text in row] for row in rows]
    return [block for block in table_blocks(Table(cells, has_header=has_header)) if block.kind is BlockKind.TABLE_ROW]
