"""Headings of a Word or OpenDocument text that no style tells, for they are only bold, and headings by their style that are none."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from copro_qa.document import BlockKind
from ingest.draft import DraftBlock
from ingest.enumerators import follows
from ingest.parsers.text import is_heading_shape

__all__ = ["FAKE_HEADING_LEVEL", "rank_bold", "settle_headings", "settle_underlined"]

FAKE_HEADING_LEVEL = 7
"""The rank of a bold line, below every heading style."""
_MANY_HEADINGS = 20
_NUMBER = re.compile(r"(?:\d{1,2}(?:\.\d{1,2}){0,3}|[A-Z]|[IVX]{1,5})[.:]?")


def settle_headings(blocks: Sequence[DraftBlock], bold: Collection[DraftBlock], *, may_be_form: bool = False) -> None:
    """Makes headings of bold numbered lines that stand over text. ``bold`` holds the bold blocks.

    In what ``may_be_form``, and is set all in styles for headings, it makes text of those that are none.
    """
    _number_headings(blocks, bold)
    if may_be_form:
        _distrust_styles(blocks, bold)
    rank_bold(blocks)


def rank_bold(blocks: Sequence[DraftBlock]) -> None:
    """Gives bold lines the highest ranks where no style tells any heading."""
    if not any(block.kind is BlockKind.HEADING and block.level < FAKE_HEADING_LEVEL for block in blocks):
        for block in blocks:
            if block.kind is BlockKind.HEADING:
                block.level -= FAKE_HEADING_LEVEL - 1


def settle_underlined(blocks: Sequence[DraftBlock], underlined: Collection[DraftBlock]) -> None:
    """Makes text of underlined lines that head nothing: what stands under them is another one, or a heading, or nothing.

    Where other headings are bold, they rank below those.
    """
    has_bold = any(block.kind is BlockKind.HEADING and block.level == FAKE_HEADING_LEVEL and block not in underlined for block in blocks)
    for block, after in zip(blocks, [*blocks[1:], None], strict=False):
        if block in underlined:
            heads = after is not None and after.kind is not BlockKind.HEADING
            block.kind, block.level = (BlockKind.HEADING, FAKE_HEADING_LEVEL + has_bold) if heads else (BlockKind.PARAGRAPH, 0)


def _number_headings(blocks: Sequence[DraftBlock], bold: Collection[DraftBlock]) -> None:
    """A bold line with a number is a heading where it stands alone over text, and an item where others of its list stand beside it."""
    found = []
    for position, block in enumerate(blocks):
        may_be = block.kind is BlockKind.LIST_ITEM and block in bold and bool(_NUMBER.fullmatch(block.label))
        if not may_be or not is_heading_shape(block.flat) or position + 1 == len(blocks):
            continue
        before = blocks[position - 1] if position else None
        if not (_are_items(before, block) or _are_items(block, blocks[position + 1])):
            found.append(block)
    for block in found:
        block.kind, block.level, block.indent = BlockKind.HEADING, FAKE_HEADING_LEVEL + _depth(block), None


def _are_items(before: DraftBlock | None, block: DraftBlock) -> bool:
    """Whether two blocks are items of one list, one after the other."""
    are_both = before is not None and before.kind is block.kind is BlockKind.LIST_ITEM and _depth(before) == _depth(block)
    return are_both and before is not None and follows(before.label, block.label)


def _depth(block: DraftBlock) -> int:
    return max(block.level - 1, block.label.rstrip(".:").count("."))


def _heads_something(block: DraftBlock, after: DraftBlock | None, of_style: Collection[DraftBlock]) -> bool:
    """Whether a line in a heading style looks like a heading, and text or a heading of lower rank stands under it."""
    return is_heading_shape(block.flat) and after is not None and (after not in of_style or after.level > block.level)


def _distrust_styles(blocks: Sequence[DraftBlock], bold: Collection[DraftBlock]) -> None:
    """In a form set all in heading styles, only short bold lines are headings."""
    styled = [block for block in blocks if block.kind is BlockKind.HEADING and block.level < FAKE_HEADING_LEVEL]
    if len(styled) < _MANY_HEADINGS or len(styled) < len(blocks) / 2:
        return
    of_style = set(styled)
    following = dict(zip(blocks, [*blocks[1:], None], strict=True))
    if sum(_heads_something(block, following[block], of_style) for block in styled) > len(styled) / 2:
        return  # questions and answers have as many headings as answers
    for block in styled:
        if block not in bold or not is_heading_shape(block.flat):
            block.kind, block.level = (BlockKind.LIST_ITEM, 1) if block.label else (BlockKind.PARAGRAPH, 0)
