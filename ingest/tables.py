"""Tables as rows that each read alone: "Header: value; Header: value"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from copro_qa.document import BlockKind
from ingest.draft import DraftBlock, Piece
from ingest.enumerators import is_bullet, strip_bullet
from ingest.table_bands import heads_rows, spans_all, titles
from ingest.table_cells import Cell, grid_of, without_empty_columns
from ingest.table_headings import header_rows, headers_of, headings_of
from ingest.table_labels import columns_of_figures, without_heading_of_label
from ingest.table_parts import TablePart, parts_of

__all__ = ["Table", "in_cell", "table_blocks", "tables_within"]

_OF_TABLES = (BlockKind.CAPTION, BlockKind.TABLE_ROW)
_REPEATABLE_CHARACTERS = 120  # a cell that spans several rows is repeated in each when it is no longer than this


@dataclass(slots=True)
class Table:
    """A table's rows of cells as the file gives them, and what is written above it."""

    rows: list[list[Cell]]
    caption: list[Piece] = field(default_factory=list)
    has_header: bool | None = None
    """Whether the first row heads the columns; None when the file does not say."""
    below: dict[int, list[DraftBlock]] = field(default_factory=dict)
    """By the number of a row, what is read behind it: the rows of tables in its cells."""


def in_cell(blocks: Sequence[DraftBlock]) -> list[Piece]:
    """What stands in one cell, a line for each block. Items of a list keep a bullet, so that they do not run together on the line."""
    pieces: list[Piece] = []
    filled = [block for block in blocks if block.raw.strip()]
    for block in filled:
        is_bare = block.kind is BlockKind.LIST_ITEM and not block.label and len(filled) > 1 and strip_bullet(block.raw) is None
        pieces += [Piece("\n", block.page)] if pieces else []
        pieces += [Piece("• ", block.page), *_trimmed(block.pieces)] if is_bare else block.pieces
    return pieces


def tables_within(cells: Sequence[list[DraftBlock]], hold_tables: Sequence[bool]) -> list[DraftBlock]:
    """Takes out of the cells of one row the rows of tables in them, which would not read alone on its line.

    ``hold_tables`` tells of each cell whether a table of several rows and columns lies in it: a smaller one stays on the line of the row.
    Where that leaves nothing in the row but what stands over those tables, it only arranges them, and all of it is taken out in its order.
    """
    inner = [[block for block in blocks if block.kind in _OF_TABLES] for blocks in cells]
    tables = [blocks if holds else [] for blocks, holds in zip(inner, hold_tables, strict=True)]
    filled = [place for place, blocks in enumerate(cells) if any(block.raw.strip() for block in blocks)]
    arranges = any(tables) and all(inner[place] for place in filled)
    taken = [block for blocks in (cells if arranges else tables) for block in blocks]
    gone = set(taken)
    for blocks in cells:
        blocks[:] = [block for block in blocks if block not in gone]
    return taken


def table_blocks(table: Table) -> list[DraftBlock]:
    """The caption, if any, and one block a row, each with the footnotes called in it; the last with those of headings too."""
    blocks = [DraftBlock(BlockKind.CAPTION, table.caption)] if any(piece.text.strip() for piece in table.caption) else []
    caption = blocks[0] if blocks else None
    placed = grid_of(table.rows)
    whole: list[list[Cell | None]] = [[*row] for row in table.rows] if placed is None else placed
    above = titles(whole)
    for number, row in enumerate(whole[:above]):
        blocks.append(DraftBlock(BlockKind.TABLE_ROW, _row_pieces(row, [], [], _page(row)), lead=caption))
        blocks.extend(table.below.get(number, []))
    whole = whole[above:]
    grid = without_empty_columns(whole)
    has_header = None if above and table.has_header else table.has_header  # what is said of the first row is said of the title
    has_header = False if placed is None else has_header
    count = header_rows(grid, has_header=has_header) or header_rows(whole, has_header=has_header)
    whole_part = [TablePart([], list(range(len(grid))))]
    for part in whole_part if has_header is False else parts_of(grid, count if count < len(grid) else 0):
        blocks.extend(_part_blocks(table, grid, part, above, caption))
    of_rows = {mark for block in blocks for mark in block.marks}
    if blocks:
        blocks[-1].marks = [*blocks[-1].marks, *(mark for row in table.rows for cell in row for mark in cell.marks if mark not in of_rows)]
    return blocks


def _part_blocks(table: Table, grid: list[list[Cell | None]], part: TablePart, above: int, caption: DraftBlock | None) -> list[DraftBlock]:
    """The rows under the same headings. Where some of these stand over nothing, as in a form to be filled in, they are a row themselves."""
    headers = headers_of([grid[number] for number in part.heads])
    of_figures = columns_of_figures([grid[number] for number in part.rows])
    blocks = [block for number in part.heads for block in table.below.get(above + number, [])]
    before: list[Cell | None] = []
    shown: set[int] = set()
    lead = caption
    for number in part.rows:
        row = _without_bullet(grid[number], headers)
        own = without_heading_of_label(row, headers, of_figures)
        pieces = [] if _says_nothing_new(row, before) else _row_pieces(row, before, own, _page(row))
        around = DraftBlock(BlockKind.TABLE_ROW, pieces, lead=caption if spans_all(row) else lead) if pieces else None
        if around:
            around.marks = _marks_in(row, before, table.below.get(above + number, []))
        before = row
        lead = around if around and heads_rows(row) else lead
        shown |= {*map(id, row), *_shown_headings(row, own)} if around else set()
        blocks.extend([around] if around else [])
        for block in table.below.get(above + number, []):
            block.lead = block.lead or (around if block.kind is BlockKind.TABLE_ROW else None)
            blocks.append(block)
    heads = [number for number in part.heads if any(cell and cell.flat and id(cell) not in shown for cell in grid[number])]
    bare = [_row_pieces(grid[number], [], [], _page(grid[number])) for number in heads]
    return [*(DraftBlock(BlockKind.TABLE_ROW, pieces, lead=caption) for pieces in bare if pieces), *blocks]


def _shown_headings(row: list[Cell | None], headers: list[list[Cell]]) -> set[int]:
    """The headings that stand before the cells of a row, by their ids."""
    columns = [] if spans_all(row) else [column for column, cell in enumerate(row) if cell is not None and cell.flat]
    return {id(heading) for column in columns for heading in headings_of(row, column, headers)}


def _marks_in(row: Sequence[Cell | None], above: Sequence[Cell | None], below: Sequence[DraftBlock]) -> list[str]:
    """The footnotes called in a row itself: not in cells that reach down from the row above, nor in what stands ``below`` it by itself."""
    before = {id(cell) for cell in above}
    elsewhere = {mark for block in below for mark in block.marks}
    cells = {id(cell): cell for cell in row if cell is not None and id(cell) not in before}
    return [mark for cell in cells.values() for mark in cell.marks if mark not in elsewhere]


def _says_nothing_new(row: Sequence[Cell | None], above: Sequence[Cell | None]) -> bool:
    """Whether a row has nothing but cells that reach down from the row above."""
    filled = [cell for cell in row if cell is not None and cell.flat]
    return bool(filled) and all(any(cell is other for other in above) for cell in filled)


def _without_bullet(row: list[Cell | None], headers: Sequence[Sequence[Cell]]) -> list[Cell | None]:
    """A row without its first text, where that is nothing but the bullet of the text beside it, and no mark under a heading."""
    filled = [column for column, cell in enumerate(row) if cell is not None and cell.flat]
    first = row[filled[0]] if len(filled) > 1 else None
    if first is None or not is_bullet(first.flat) or (filled[0] < len(headers) and headers[filled[0]]):
        return row
    return [None if cell is first else cell for cell in row]


def _page(row: list[Cell | None]) -> int | None:
    return next((piece.page for cell in row if cell for piece in cell.pieces if piece.page is not None), None)


def _row_pieces(row: list[Cell | None], above: list[Cell | None], headers: list[list[Cell]], page: int | None) -> list[Piece]:
    shown: set[int] = set()
    before = {id(cell) for cell in above if cell is not None}
    pieces: list[Piece] = []
    is_whole = spans_all(row)
    has_labels = not headers and len(row) > 1 and not is_whole
    latest: Cell | None = None
    for column, cell in enumerate(row):
        if cell is None or not cell.flat or id(cell) in shown:
            continue
        if cell.rows > 1 and id(cell) in before and len(cell.flat) > _REPEATABLE_CHARACTERS:
            continue
        shown.add(id(cell))
        heading = [] if is_whole else headings_of(row, column, headers)
        if pieces and (heading or not cell.flat.startswith(":")):  # a colon of its own, or before its text, joins it to the cell before
            is_named = has_labels and latest is not None and latest.heading and not cell.heading
            pieces.append(Piece(_glue(pieces, ": " if is_named else "; "), page))
        latest = cell
        for number, header in enumerate(heading):
            if number:
                pieces.append(Piece(" – ", page))
            pieces.extend(replace(piece, page=page) for piece in _trimmed(header.pieces))
        if heading:
            pieces.append(Piece(_glue(pieces, ": "), page))
        pieces.extend(_trimmed(cell.pieces))
    return pieces


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
