"""Tables in plain text: cells between upright strokes, or under a row of dashes that shows the columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile

from copro_qa.document import BlockKind
from ingest.draft import DraftBlock, Piece
from ingest.tables import Cell, Table, table_blocks

__all__ = ["begins_like_table", "table_at"]

_FRAME = re.compile(r"[+|](?=.*[-=]{3})[-=+|: ]*[+|]\Z")
_DASHES = re.compile(r" *-{2,}(?: +-{2,})+\Z")
_GROUP = re.compile(r"-{2,}")

_Row = list[str]


def table_at(lines: Sequence[str]) -> tuple[list[DraftBlock], int]:
    """The rows of the table that begins with the first of these lines, and how many lines it takes; nothing and 0 when none begins there.

    The lines are those up to the next empty one, as the file has them, without tabs.
    """
    return _between_strokes(lines) or _under_dashes(lines) or ([], 0)


def begins_like_table(first: str, second: str) -> bool:
    """Whether two lines may begin a table: worth a closer look."""
    return first[:1] in ("|", "+") or any(_DASHES.match(line) for line in (first, second))


def _between_strokes(lines: Sequence[str]) -> tuple[list[DraftBlock], int] | None:
    inside = list(takewhile(lambda line: _is_framed(line.strip()), lines))
    groups: list[list[_Row]] = [[]]  # of rows, parted by frames
    for line in map(str.strip, inside):
        if _FRAME.match(line):
            groups.append([])
        else:
            groups[-1].append([cell.strip() for cell in line[1:-1].split("|")])
    groups = [group for group in groups if group]
    widths = {len(row) for group in groups for row in group}
    if len(widths) != 1 or widths == {1} or sum(map(len, groups)) < 2:  # noqa: PLR2004  # one row is no table
        return None
    if len(groups) > 2:  # noqa: PLR2004  # a frame around every row, and cells of several lines
        rows = [[" ".join(filter(None, cells)) for cells in zip(*group, strict=True)] for group in groups]
        return _blocks(rows, has_header=any("=" in line for line in inside)), len(inside)
    return _blocks([row for group in groups for row in group], has_header=len(groups) > 1 and len(groups[0]) == 1), len(inside)


def _is_framed(line: str) -> bool:
    return bool(_FRAME.match(line)) or (len(line) > 2 and line[0] == line[-1] == "|")  # noqa: PLR2004  # not a stroke alone


def _under_dashes(lines: Sequence[str]) -> tuple[list[DraftBlock], int] | None:
    place = next((place for place, line in enumerate(lines[:2]) if _DASHES.match(line)), None)
    if place is None:
        return None
    starts = [group.start() for group in _GROUP.finditer(lines[place])]
    under = list(takewhile(lambda line: not _DASHES.match(line), lines[place + 1 :]))
    texts = [*lines[:place], *under]
    # A column begins where its dashes do, or before them where its texts are set to the right.
    if len(texts) < 2 or any(len(text) > start and text[start - 1] != " " for text in texts for start in starts[1:]):  # noqa: PLR2004
        return None
    rows = [[text[start:end].strip() for start, end in pairwise([0, *starts[1:], None])] for text in texts]
    taken = place + 1 + len(under)
    return _blocks(rows, has_header=place == 1), taken + (len(lines) > taken)


def _blocks(rows: Sequence[_Row], *, has_header: bool) -> list[DraftBlock]:
    cells = [[Cell([Piece(text)]) for text in row] for row in rows]
    return [block for block in table_blocks(Table(cells, has_header=has_header)) if block.kind is BlockKind.TABLE_ROW]
