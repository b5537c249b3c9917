"""Tables as rows that each read alone: "Header: value; Header: value"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from copro_qa.document import BlockKind
from ingest.draft import DraftBlock, Piece
from ingest.enumerators import is_bullet, strip_bullet
from ingest.figures import is_dimension, is_figure, is_missing, is_value, is_year

__all__ = ["Cell", "Table", "in_cell", "mark_header_rows", "table_blocks"]

_REPEATABLE_CHARACTERS = 120  # a cell that spans several rows is repeated in each when it is no longer than this
_HEADER_CHARACTERS = 100  # a longer first row is text, not headings
_MOST_HEADER_ROWS = 3
_FEWEST_COLUMNS, _FEWEST_ROWS = 3, 2  # under a first row that only its words tell
_AWAITS_YEAR = re.compile(
    r"\b(?:as (?:at|of|on)|at|by|end(?:ed|ing|s)?|in|on|to|until)\s+(?:\d{1,2}\s+)?"
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)(?:\s+\d{1,2})?,?\Z"
)
"""A date that lacks its year."""
_WIDTHLESS = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")


@dataclass(slots=True)
class Cell:
    """One cell. ``columns`` and ``rows`` say how many it spans."""

    pieces: list[Piece]
    columns: int = 1
    rows: int = 1
    heading: bool = False
    """Whether the file marks it as the heading of its column or row."""

    @property
    def flat(self) -> str:
        """Its text on one line, without signs that have no width: a cell of nothing else is empty."""
        return " ".join(_WIDTHLESS.sub("", "".join(piece.text for piece in self.pieces)).split())


@dataclass(slots=True)
class Table:
    """A table's rows of cells as the file gives them, and what is written above it."""

    rows: list[list[Cell]]
    caption: list[Piece] = field(default_factory=list)
    has_header: bool | None = None
    """Whether the first row heads the columns; None when the file does not say."""


def in_cell(blocks: Sequence[DraftBlock]) -> list[Piece]:
    """What stands in one cell, a line for each block. Items of a list keep a bullet, so that they do not run together on the line."""
    pieces: list[Piece] = []
    filled = [block for block in blocks if block.raw.strip()]
    for block in filled:
        is_bare = block.kind is BlockKind.LIST_ITEM and not block.label and len(filled) > 1 and strip_bullet(block.raw) is None
        pieces += [Piece("\n", block.page)] if pieces else []
        pieces += [Piece("• ", block.page), *_trimmed(block.pieces)] if is_bare else block.pieces
    return pieces


def table_blocks(table: Table) -> list[DraftBlock]:
    """The caption, if any, and one block a row."""
    blocks = [DraftBlock(BlockKind.CAPTION, table.caption)] if any(piece.text.strip() for piece in table.caption) else []
    caption = blocks[0] if blocks else None
    whole = _grid(table.rows)
    titles = _titles(whole)
    blocks.extend(DraftBlock(BlockKind.TABLE_ROW, _row_pieces(row, [], [], _page(row)), lead=caption) for row in whole[:titles])
    whole = whole[titles:]
    grid = _without_empty_columns(whole)
    has_header = None if titles and table.has_header else table.has_header  # what is said of the first row is said of the title
    header_rows = _header_rows(grid, has_header=has_header) or _header_rows(whole, has_header=has_header)
    headers = _headers(grid[:header_rows])
    body = grid[header_rows:]
    if not body:
        headers, body = [], grid
    body = [_without_bullet(row, headers) for row in body]
    for position, row in enumerate(body):
        above = body[position - 1] if position else []
        pieces = _row_pieces(row, above, headers, _page(row))
        if pieces:
            blocks.append(DraftBlock(BlockKind.TABLE_ROW, pieces, lead=caption))
    return blocks


def mark_header_rows(rows: Sequence[list[Cell]], stands_out: Sequence[bool]) -> None:
    """Marks the rows that head the columns, where that is not the first row alone.

    They are several, in which cells of the upper ones span what is below them, or one below a title, which is a row of one cell.
    ``stands_out`` tells of each row whether it is set to come again on each page, or looks different from those below the headings.
    """
    first = next((position for position, row in enumerate(rows) if len(row) > 1), len(rows))
    last = first
    while last < len(rows) and stands_out[last] and _may_head(rows[last]):
        last += 1
    upper = rows[first : last - 1]
    is_split = all(any(cell.columns > 1 or cell.rows > 1 for cell in row) for row in upper)
    if first == last or last == len(rows) or not is_split or len(upper) >= _MOST_HEADER_ROWS or (first == 0 and not upper):
        return
    if all(cell.columns == 1 for cell in rows[last - 1] if cell.flat):  # the lowest has a cell for each column
        for cell in (cell for row in rows[first:last] for cell in row):
            cell.heading = True


def _may_head(row: list[Cell]) -> bool:
    filled = [cell.flat for cell in row if cell.flat]
    return len(filled) > 1 and all(len(text) <= _HEADER_CHARACTERS for text in filled)


def _titles(grid: list[list[Cell | None]]) -> int:
    """How many rows at the top are one cell over all columns: they head no column, but stand above those that do."""
    count = next((position for position, row in enumerate(grid) if len(row) < 2 or any(cell is not row[0] for cell in row)), 0)  # noqa: PLR2004
    return count if count < len(grid) - 1 and all(row[0] is not None and row[0].flat for row in grid[:count]) else 0


def _without_bullet(row: list[Cell | None], headers: Sequence[Sequence[Cell]]) -> list[Cell | None]:
    """A row without its first text, where that is nothing but the bullet of the text beside it, and no mark under a heading."""
    filled = [column for column, cell in enumerate(row) if cell is not None and cell.flat]
    first = row[filled[0]] if len(filled) > 1 else None
    if first is None or not is_bullet(first.flat) or (filled[0] < len(headers) and headers[filled[0]]):
        return row
    return [None if cell is first else cell for cell in row]


def _grid(rows: list[list[Cell]]) -> list[list[Cell | None]]:
    """The cells by row and column; a cell that spans several places stands in each of them."""
    grid: list[list[Cell | None]] = []
    reaching_down: dict[int, tuple[Cell, int]] = {}
    for row in rows:
        line: list[Cell | None] = []
        cells = iter(row)
        while True:
            column = len(line)
            if column in reaching_down:
                cell, left = reaching_down.pop(column)
                if left > 1:
                    reaching_down[column] = (cell, left - 1)
                line.append(cell)
                continue
            following = next(cells, None)
            if following is None:
                break
            for place in range(column, column + min(following.columns, 200)):
                line.append(following)
                if following.rows > 1:
                    reaching_down[place] = (following, min(following.rows, 2000) - 1)
        grid.append(line)
    return grid


def _without_empty_columns(grid: list[list[Cell | None]]) -> list[list[Cell | None]]:
    filled = {column for row in grid for column, cell in enumerate(row) if cell is not None and cell.flat}
    return [[cell for column, cell in enumerate(row) if column in filled] for row in grid]


def _header_rows(grid: list[list[Cell | None]], *, has_header: bool | None) -> int:
    """How many rows at the top head the columns."""
    if has_header is False or not grid:
        return 0
    marked = 0
    for row in grid:
        if (
            not row
            or not all(cell is not None and (cell.heading or not cell.flat) for cell in row)
            or not any(cell and cell.flat for cell in row)
        ):
            break
        marked += 1
    if 0 < marked < len(grid):
        return marked
    first = [cell for cell in grid[0] if cell is not None]
    distinct = {cell.flat for cell in first}
    is_short = all(len(cell.flat) <= _HEADER_CHARACTERS for cell in first)
    if is_short and len(grid) > 1 and len(first) > 1 and len(distinct) == len(first) and (has_header or _words_head_figures(grid)):
        return 1
    return 0


def _words_head_figures(grid: list[list[Cell | None]]) -> bool:
    """Whether words or years stand over columns of figures, in a table that does not say what its first row is.

    Three columns at least, the same number in every row: a list of two columns may be labels with their values from its first row on.
    The corner is empty or names what the rows are ("Council"): a first row that begins with another word may be a row like the others,
    unless it begins a date that years complete ("Rates as of 31 December").
    """
    rows = [[cell.flat if cell is not None else "" for cell in row] for row in grid]
    head, body = rows[0], rows[1:]
    if len(head) < _FEWEST_COLUMNS or len(body) < _FEWEST_ROWS or any(len(row) != len(head) for row in body):
        return False
    if _AWAITS_YEAR.search(head[0]) and all(map(is_year, head[1:])) and all(is_value(cell) for row in body for cell in row[1:]):
        return True
    if not all(head[1:]) or (head[0] and not is_dimension(head[0])):
        return False
    if any(map(is_missing, head[1:])) or (any(map(is_figure, head[1:])) and not all(map(is_year, head[1:]))):
        return False
    columns = [[row[place] for row in body if row[place]] for place in range(1, len(head))]
    of_figures = [len(column) >= _FEWEST_ROWS and all(map(is_figure, column)) for column in columns]
    return any(
        found and not (is_year(title) and all(map(is_year, column)))
        for title, column, found in zip(head[1:], columns, of_figures, strict=True)
    )


def _headers(rows: list[list[Cell | None]]) -> list[list[Cell]]:
    """For each column the cells that head it, from the top down, each once."""
    columns: list[list[Cell]] = [[] for _ in range(max((len(row) for row in rows), default=0))]
    for row in rows:
        for column, cell in enumerate(row):
            if cell is not None and cell.flat and not any(cell is other for other in columns[column]):
                columns[column].append(cell)
    return columns


def _page(row: list[Cell | None]) -> int | None:
    return next((piece.page for cell in row if cell for piece in cell.pieces if piece.page is not None), None)


def _row_pieces(row: list[Cell | None], above: list[Cell | None], headers: list[list[Cell]], page: int | None) -> list[Piece]:
    shown: list[Cell] = []
    pieces: list[Piece] = []
    spans_all = len(row) > 1 and all(cell is row[0] for cell in row)
    row_heading = not headers and len(row) > 1 and row[0] is not None and row[0].heading and bool(row[0].flat) and not spans_all
    for column, cell in enumerate(row):
        if cell is None or not cell.flat or any(cell is other for other in shown):
            continue
        if cell.rows > 1 and any(cell is other for other in above) and len(cell.flat) > _REPEATABLE_CHARACTERS:
            continue
        shown.append(cell)
        heading = [] if spans_all else _headings_of(row, column, headers)
        if pieces and (heading or not cell.flat.startswith(":")):  # a colon of its own, or before its text, joins it to the cell before
            pieces.append(Piece(_glue(pieces, ": " if row_heading and len(shown) == 2 else "; "), page))  # noqa: PLR2004
        for number, header in enumerate(heading):
            if number:
                pieces.append(Piece(" – ", page))
            pieces.extend(replace(piece, page=page) for piece in _trimmed(header.pieces))
        if heading:
            pieces.append(Piece(_glue(pieces, ": "), page))
        pieces.extend(_trimmed(cell.pieces))
    return pieces


def _headings_of(row: list[Cell | None], column: int, headers: list[list[Cell]]) -> list[Cell]:
    """The headings of the cell that begins at ``column``. One that spans columns with headings of their own is headed by none of these."""
    if column >= len(headers):
        return []
    spanned = [headers[place] for place in range(column, min(len(row), len(headers))) if row[place] is row[column] and headers[place]]
    others = [over for over in spanned if any(not _is_among(one, headers[column]) for one in over)]  # columns with another heading
    return [header for header in headers[column] if all(_is_among(header, over) for over in others)]


def _is_among(cell: Cell, cells: Sequence[Cell]) -> bool:
    return any(cell is other for other in cells)


def _trimmed(pieces: list[Piece]) -> list[Piece]:
    """Without white space at either end, where glue is put."""
    filled = [position for position, piece in enumerate(pieces) if piece.text.strip()]
    kept = pieces[filled[0] : filled[-1] + 1] if filled else []
    if kept:
        kept[0] = _cut(kept[0], len(kept[0].text) - len(kept[0].text.lstrip()), len(kept[0].text))
        kept[-1] = _cut(kept[-1], 0, len(kept[-1].text.rstrip()))
    return kept


def _cut(piece: Piece, start: int, end: int) -> Piece:
    return replace(piece, text=piece.text[start:end], places=None if piece.places is None else piece.places[start:end])


def _glue(pieces: list[Piece], glue: str) -> str:
    """What joins the next text on; a mark of its own at the end of the text before is enough."""
    before = "".join(piece.text for piece in pieces[-3:]).rstrip()
    return " " if before.endswith((".", ":", ";", "?", "!")) else glue
