"""Rows of a Word document that its author has set with tabs rather than as a table: "Standard 1 → Met"."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from copro_qa.document import BlockKind
from ingest.draft import DraftBlock, cut_out
from ingest.parsers.bold_headings import FAKE_HEADING_LEVEL
from ingest.table_cells import Cell
from ingest.tables import Table, table_blocks

__all__ = ["with_tab_rows"]

_CELL = re.compile(r"[^\t]+")
_FEWEST_ROWS = 3  # two lines with a tab may be a name and an address, or where to sign
_FEWEST_CELLS = 2
_LONGEST_CELL = 80  # characters; a longer stretch is running text with a tab in it


def with_tab_rows(blocks: Sequence[DraftBlock], bold: Collection[DraftBlock]) -> list[DraftBlock]:
    """The blocks, with rows in place of paragraphs one after the other that tabs part into as many cells. ``bold`` holds the bold ones.

    Read as running text, the words of two columns would make one sentence.
    """
    found: list[DraftBlock] = []
    position = 0
    while position < len(blocks):
        cells = _cells(blocks[position])
        end = position + 1
        while cells and end < len(blocks) and len(_cells(blocks[end])) == len(cells) and not _heads(blocks, end, bold):
            end += 1
        run = blocks[position:end]
        if end - position < _FEWEST_ROWS or _are_labelled(run):
            found.append(blocks[position])
            position += 1
            continue
        found += table_blocks(Table([_cells(block) for block in run], has_header=run[0] in bold and run[1] not in bold))
        position = end
    return found


def _cells(block: DraftBlock) -> list[Cell]:
    """The cells that tabs make of a paragraph; none where it is running text, an item, or begins further in."""
    is_line = block.kind is BlockKind.PARAGRAPH or (block.kind is BlockKind.HEADING and block.level == FAKE_HEADING_LEVEL)
    raw = block.raw
    if not is_line or block.label or "\t" not in raw or raw.startswith("\t"):
        return []
    places = [(match.start(), match.end()) for match in _CELL.finditer(raw) if match[0].strip()]
    texts = [raw[start:end] for start, end in places]
    if len(texts) < _FEWEST_CELLS or any(len(text) > _LONGEST_CELL or not any(map(str.isalnum, text)) for text in texts):
        return []
    cells = [Cell(cut_out(block.pieces, start, end)) for start, end in places]
    cells[0].marks = list(block.marks)
    return cells


def _heads(blocks: Sequence[DraftBlock], place: int, bold: Collection[DraftBlock]) -> bool:
    """Whether a bold line below others that are not begins rows of its own."""
    return blocks[place] in bold and blocks[place - 1] not in bold


def _are_labelled(run: Sequence[DraftBlock]) -> bool:
    """Whether each line is a label with its value, "Name: → Ann", which reads well as it is."""
    return all(block.raw.split("\t", 1)[0].rstrip().endswith(":") for block in run)
