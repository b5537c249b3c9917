"""Headings of a Word document that neither a style nor bold letters tell, but their size, or that they are all in capitals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from copro_qa.document import BlockKind
from ingest.draft import DraftBlock
from ingest.parsers.bold_headings import FAKE_HEADING_LEVEL
from ingest.parsers.text import is_heading_shape
from ingest.written_dates import written_dates

__all__ = ["settle_prominent"]

_LARGER = 1.2  # times the size of most of the text: a size less is how names, addresses and notes are set off
_FEWEST_IN_CAPITALS = 2  # of a document: a single line in capitals may be a warning
_FEWEST_LETTERS = 6  # of a single word: shorter ones are acronyms


def settle_prominent(blocks: Sequence[DraftBlock], sizes: Mapping[DraftBlock, int]) -> None:
    """Makes headings of short lines in larger letters, and of those in capitals that stand over text.

    ``sizes`` holds how large blocks are set, in half points; large headings rank above bold ones that are no larger than the text.
    """
    large, capitals = _found(blocks, sizes)
    if large:
        for block in blocks:
            is_bold_line = block.kind is BlockKind.HEADING and block.level == FAKE_HEADING_LEVEL
            block.level += is_bold_line and sizes.get(block, 0) < min(sizes[one] for one in large)
    for block in large:
        block.kind, block.level = BlockKind.HEADING, FAKE_HEADING_LEVEL
    for block in capitals if len(capitals) >= _FEWEST_IN_CAPITALS else ():
        block.kind, block.level = BlockKind.HEADING, FAKE_HEADING_LEVEL + bool(large)


def _found(blocks: Sequence[DraftBlock], sizes: Mapping[DraftBlock, int]) -> tuple[list[DraftBlock], list[DraftBlock]]:
    """The lines that may be headings by their size, and those by their capitals."""
    said = Counter[int]()
    for block in blocks:
        if block in sizes:
            said[sizes[block]] += len(block.raw)
    large: list[DraftBlock] = []
    capitals: list[DraftBlock] = []
    smallest = _LARGER * max(said, key=lambda size: (said[size], -size), default=0)
    for before, block, after in zip([None, *blocks], blocks, blocks[1:], strict=False):
        if block.kind is not BlockKind.PARAGRAPH or block.label or not is_heading_shape(block.flat) or _is_date(block):
            continue
        if sizes.get(block, 0) >= smallest > 0:
            large.append(block)
        elif _is_in_capitals(block) and _stands_over(before, after):
            capitals.append(block)
    return large, capitals


def _is_date(block: DraftBlock) -> bool:
    """Whether a line says little more than a date, as below the title of a report."""
    dates = written_dates(block.flat)
    return bool(dates) and 2 * sum(date.end - date.start for date in dates) >= len(block.flat)


def _is_in_capitals(block: DraftBlock) -> bool:
    words = [word for word in block.flat.split() if any(map(str.isalpha, word))]
    return block.flat.isupper() and (len(words) > 1 or sum(map(str.isalpha, block.flat)) >= _FEWEST_LETTERS)


def _stands_over(before: DraftBlock | None, after: DraftBlock) -> bool:
    """Whether what comes next is a text of its own in small letters, and what stands before has come to its end."""
    is_text = (
        after.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM) and not after.flat.isupper() and (after.is_long or after.ends_sentence)
    )
    has_ended = before is None or before.ends_sentence or before.kind in (BlockKind.HEADING, BlockKind.TITLE, BlockKind.TABLE_ROW)
    return is_text and has_ended and not after.begins_within_sentence
