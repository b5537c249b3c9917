"""What a heading "Contents" is followed by: a contents list with parts that have headings of their own, or something else."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import takewhile

from copro_qa.document import BlockKind
from ingest.draft import DraftBlock
from ingest.led_pages import LARGEST, led_number

__all__ = ["bare_letters", "heads_contents", "heads_part_of_contents", "lists_headings"]

_ENTRY_KINDS = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.TABLE_ROW, BlockKind.CONTENTS})
_ENTRIES = 0.4  # of what follows: entries of two lines count twice, and some parts have no page
_NUMBERED = 0.6  # of the entries of a part; the first line of one of two lines has no number
_LOOKED_AT = 60  # blocks
_PLAIN_ENTRIES = 8  # without page numbers, that are looked at
_FEWEST_PLAIN = 3  # of these, that come again as headings
_LED = re.compile(r"\w.*?(?:\.{3,}|(?:\. ){3,}|…)\s*\d{1,3}\Z")


def bare_letters(text: str) -> str:
    """The letters of a text alone, without numbers, to find the heading that an entry names."""
    return "".join(filter(str.isalpha, text.casefold()))


def heads_contents(blocks: Sequence[DraftBlock], place: int, headings: frozenset[str]) -> bool:
    """Whether the heading "Contents" of a file with pages stands over such a list.

    Reports for a stock exchange have a link of that name at the head of pages, the cover among them. ``headings`` holds the letters of
    all headings: entries without a page name one.
    """
    under = [*takewhile(lambda block: not block.is_long, _under(blocks, place))]
    return not under or sum(_leads_on(block, headings) for block in under) >= _ENTRIES * len(under)


def heads_part_of_contents(blocks: Sequence[DraftBlock], place: int, last: int) -> bool:
    """Whether a heading in a contents list belongs to it: it leads to a page itself, or parts the list ("Part II").

    Under such a part short lines lead to pages, none before that of the entry above, which is ``last``.
    """
    if _LED.search(blocks[place].flat):
        return True
    under = _under(blocks, place)
    numbers = [led_number(block.flat) for block in under]
    known = [number for number in numbers if number is not None]
    if not known or numbers[-1] is None or len(known) < _NUMBERED * len(numbers) or any(block.is_long for block in under):
        return False
    return last <= known[0] and known == sorted(known) and known[-1] <= LARGEST


def lists_headings(blocks: Sequence[DraftBlock], place: int, again: Mapping[str, int]) -> bool:
    """Whether short lines without page numbers follow, most of which come again as headings. ``again`` tells the last place of each."""
    entries = [block for block in blocks[place + 1 : place + 1 + _PLAIN_ENTRIES] if not block.is_long]
    last = place + _PLAIN_ENTRIES
    known = [block for block in entries if led_number(block.flat) is None and again.get(bare_letters(block.flat), 0) > last]
    return len(known) >= _FEWEST_PLAIN and sum(block.kind is BlockKind.HEADING for block in known) > 0


def _under(blocks: Sequence[DraftBlock], place: int) -> list[DraftBlock]:
    following = blocks[place + 1 : place + 1 + _LOOKED_AT]
    return [*takewhile(lambda block: block.kind in _ENTRY_KINDS, following)]


def _leads_on(block: DraftBlock, headings: frozenset[str]) -> bool:
    number = led_number(block.flat)
    return (number is not None and number <= LARGEST) or bare_letters(block.flat) in headings
