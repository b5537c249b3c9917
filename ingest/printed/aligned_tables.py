"""Tables without rules: rows of short texts that stand under one another."""

from __future__ import annotations

import re
from statistics import median

from ingest.printed.page import Line, PrintedPage, join_parts
from ingest.printed.ruled_tables import PlacedTable
from ingest.tables import Cell, Table

__all__ = ["baselines", "take_aligned_tables"]

_NUMERIC = re.compile(
    r"[(\[–—-]?\s*[£$€]?\s*[(\[–—-]?\s*\d[\d.,]*\s*(?:%|m|bn|k|x)?\s*[)\]]?\*?\Z|[–—-]\Z|[£$€]\s*\Z|n/?a\Z", re.IGNORECASE
)
_ROWS = 3  # fewer rows in line may be chance
_SHORT = 28.0  # the usual length of a cell; columns of running text have longer lines


def take_aligned_tables(page: PrintedPage) -> list[PlacedTable]:
    """The tables of a page. Their lines are taken out of the page."""
    rows = baselines(page.lines)
    tables: list[PlacedTable] = []
    run: list[list[Line]] = []
    for row in [*rows, []]:
        fits = bool(row) and (not run or _follows(run[-1], row))
        if fits and _is_row(row):
            run.append(row)
            continue
        tables.extend(_finish(run, page))
        run = [row] if row and _is_row(row) else []
    return tables


def baselines(lines: list[Line]) -> list[list[Line]]:
    """The lines of a page by baseline, from the top down, each from left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: -line.baseline):
        if rows and abs(rows[-1][0].baseline - line.baseline) < 0.4 * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.left) for row in rows]


def _is_row(row: list[Line]) -> bool:
    if len(row) < 2:  # noqa: PLR2004  # one text is no row
        return False
    numeric = sum(1 for line in row[1:] if _NUMERIC.match(line.flat))
    return numeric >= max(1, (len(row) - 1) / 2)


def _follows(above: list[Line], row: list[Line]) -> bool:
    """Whether a row stands close under another one, its last cells under those above."""
    size = max(line.size for line in row)
    return above[0].baseline - row[0].baseline < 3.5 * size and abs(above[-1].right - row[-1].right) < 8 * size


def _finish(run: list[list[Line]], page: PrintedPage) -> list[PlacedTable]:
    cells = [line for row in run for line in row]
    if len(run) < _ROWS or median(len(line.flat) for line in cells) > _SHORT:
        return []
    taken = {id(line) for line in cells}
    if _is_contents(run):
        entries = {id(row[0]): join_parts(row[0], row[1]) for row in run}
        for entry in entries.values():
            entry.is_contents = True
        page.lines = [entries.get(id(line), line) for line in page.lines if id(line) in entries or id(line) not in taken]
        return []
    page.lines = [line for line in page.lines if id(line) not in taken]
    table = Table([[Cell([line.piece(ends_line=False)]) for line in row] for row in run], has_header=False)
    return [
        PlacedTable(
            table,
            min(line.left for line in cells),
            max(line.right for line in cells),
            min(line.bottom for line in cells),
            max(line.top for line in cells),
            page.number,
            (),
        ),
    ]


def _is_contents(run: list[list[Line]]) -> bool:
    """Whether the rows are entries of a contents list: a text, and the number of a page that never falls."""
    if len(run) < _ROWS or any(len(row) != 2 or not row[1].flat.isdigit() for row in run):  # noqa: PLR2004  # text and number
        return False
    numbers = [int(row[1].flat) for row in run]
    return numbers == sorted(numbers) and not any(row[0].flat.isdigit() for row in run)
