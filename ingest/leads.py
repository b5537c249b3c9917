"""What introduces a list or a table, so that an item quoted alone can be shown with it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile

from copro_qa.answering.figure_words import FEW, few
from copro_qa.document import BlockKind
from copro_qa.sentences import last_sentence
from ingest.draft import DraftBlock
from ingest.enumerators import follows, parse_enumerator
from ingest.unfinished import leads_on

__all__ = ["find_leads"]

_SAME_INDENT = 9.0  # points by which items of one depth may begin apart
_CLAUSE = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3})*\.?")
_LEAD_CHARACTERS = 160  # a longer heading is no lead-in
_TO_FILL_IN = re.compile(r"«[^«»]*»|<<[^<>]*>>|\{\{?[^{}]*\}\}?|\[[^][]*\]|_{3,}")  # what a form leaves open, such as a merge field
_LETTER = re.compile(r"[^\W\d_]")
_SO_MANY = re.compile(
    rf"\b(?P<number>{FEW})(?: [\w’'-]+){{0,3}}?"
    r" (?!(?:years|months|weeks|days|hours|minutes|times)\b)[\w’'-]+s\b",
    re.IGNORECASE,
)
_POINTER = re.compile(
    r"\((?:(?:agenda )?(?:items?|papers?|pages?|sections?|paragraphs?|appendi\w+|annex\w*) (?:\d|[A-Z]\b)|see\b|cont(?:inued|d)?\b)[^()]*\)"
    r"|(?:(?:unweighted |weighted |sample )?base|sources?): .*",
    re.IGNORECASE,
)  # "(Item 5)", "Base: all who answered (657)"
_FOLLOWS = re.compile(r"\b(?:the following|as follows|(?:listed|set out|given|named|shown) below)\b", re.IGNORECASE)


def find_leads(blocks: list[DraftBlock]) -> None:
    """Points items to the sentence that introduces their list or to their parent item, and rows to what stands over their table."""
    _level_by_indent(blocks)
    _level_items(blocks)
    open_items: list[DraftBlock] = []
    before: DraftBlock | None = None
    for place, block in enumerate(blocks):
        if block.kind is BlockKind.LIST_ITEM:
            while open_items and open_items[-1].level > block.level:
                open_items.pop()
            if open_items and open_items[-1].level == block.level:
                sibling = open_items.pop()
                block.lead = _lead_beside(sibling, blocks, place)
            elif open_items:
                block.lead = open_items[-1]
            else:
                block.lead = _introduction(before, block) or _announcement(blocks, place)
            open_items.append(block)
        elif block.kind is BlockKind.TABLE_ROW:
            if block.lead is None and before is not None:
                block.lead = _over_table(before) if before.kind is BlockKind.TABLE_ROW else _introduction(before, block)
        elif block.kind in (BlockKind.HEADING, BlockKind.TITLE):
            open_items = []
        before = block


def _over_table(row: DraftBlock) -> DraftBlock | None:
    """What stands over the table of a row; the row may be one of a table in a cell of it, which is led by the row of that cell."""
    lead = row.lead
    while lead is not None and lead.kind is BlockKind.TABLE_ROW:
        lead = lead.lead
    return lead


def _lead_beside(sibling: DraftBlock, blocks: Sequence[DraftBlock], place: int) -> DraftBlock | None:
    """What introduces the item ``blocks[place]``, which lies as deep as an earlier one."""
    before, block = blocks[place - 1] if place else None, blocks[place]
    announcement = _announcement(blocks, place)
    if before is not None and before.kind is BlockKind.LIST_ITEM and not sibling.label and _CLAUSE.fullmatch(block.label):
        return None  # a list of clauses right behind one of bullets is another one
    if before is not None and (before.kind is BlockKind.LIST_ITEM or (_carries_on(sibling, block, before) and not announcement)):
        return sibling.lead
    return _introduction(before, block) or announcement


def _level_by_indent(blocks: list[DraftBlock]) -> None:
    """Corrects the depth of items of lists that the file keeps apart, each at its outermost depth, though one is set further in."""
    indents: dict[int, list[float]] = {}  # by the depth that the file gives: those of the lists that are open there
    for block in blocks:
        if block.kind is not BlockKind.LIST_ITEM or block.indent is None:
            indents = {}
            continue
        depth = block.level
        indents = {other: found for other, found in indents.items() if other <= depth}
        own = indents.setdefault(depth, [])
        while own and block.indent < own[-1] - _SAME_INDENT:
            own.pop()
        if not own or block.indent > own[-1] + _SAME_INDENT:
            own.append(block.indent)
        block.level += sum(len(found) - 1 for found in indents.values())


def _level_items(blocks: list[DraftBlock]) -> None:
    """Corrects the depth of items where the indents of the page say less than the numbers and colons do."""
    inner_from: int | None = None  # the depth at which bullets lie below a numbered item that leads them
    further = 1  # by how much deeper they lie
    within: int | None = None  # the depth that the file gives to items which lie below a numbered one
    labels: dict[int, str] = {}  # the last number at each depth of the list
    for before, block in pairwise(blocks):
        if before.kind is not BlockKind.LIST_ITEM or block.kind is not BlockKind.LIST_ITEM:
            inner_from, within, labels = None, None, {}
            continue
        labels = {depth: label for depth, label in labels.items() if depth < before.level} | {before.level: before.label}
        if within is not None and (block.level < within or (block.label and follows(labels.get(within, ""), block.label))):
            within = None
        block.level += within is not None
        if block.label:
            inner_from = None
            carries_on = block.level < before.level and follows(labels.get(block.level, ""), block.label)  # 1. (1.) 2.
            if follows(before.label, block.label) and not carries_on:
                block.level = before.level
            elif block.level == before.level and _leads_clauses(before) and _begins_list_within(before.label, block.label):
                within = block.level
                block.level += 1
        elif _leads_bullets(before, block, labels):
            inner_from, further = block.level, before.level - block.level + 1
        if inner_from is not None and block.level >= inner_from:
            block.level += further


def _leads_clauses(block: DraftBlock) -> bool:
    """Whether a text leads on to clauses: behind a colon, or behind a dash, as Acts have it."""
    return leads_on(block.flat) or block.flat.endswith(("—", "–"))


def _leads_bullets(before: DraftBlock, bullet: DraftBlock, labels: dict[int, str]) -> bool:
    """Whether a bullet behind a numbered item lies within it, though its list may be kept apart and begin at an outer depth."""
    if not before.label or bullet.level > before.level or (bullet.level < before.level and labels.get(bullet.level) == ""):
        return False
    is_further_in = before.indent is not None and bullet.indent is not None and bullet.indent > before.indent + _SAME_INDENT
    return leads_on(before.flat) or (bullet.level < before.level and is_further_in)


def _begins_list_within(outer: str, label: str) -> bool:
    """Whether a number is the first of a list that is counted in another way than the item before it: "1." and "a."."""
    inner = [one.style for one in parse_enumerator(label) if one.value == 1]
    return bool(outer and inner) and not any(one.style in inner for one in parse_enumerator(outer))


def _introduction(before: DraftBlock | None, block: DraftBlock) -> DraftBlock | None:
    if before is None or before.kind not in (
        BlockKind.PARAGRAPH,
        BlockKind.HEADING,
        BlockKind.CAPTION,
        BlockKind.FOOTNOTE,
        BlockKind.TITLE,
    ):
        return None
    text = before.flat
    if not _LETTER.search(_TO_FILL_IN.sub("", text)) or _POINTER.fullmatch(text):
        return None
    if before.kind in (BlockKind.HEADING, BlockKind.TITLE) and block.is_long:
        return None  # numbered paragraphs under a heading
    if leads_on(text):
        return before
    may_be_long = before.kind is BlockKind.PARAGRAPH and block.kind is BlockKind.LIST_ITEM  # half a sentence, which the items end
    return before if not before.ends_sentence and (may_be_long or len(text) <= _LEAD_CHARACTERS) else None


def _announcement(blocks: Sequence[DraftBlock], place: int) -> DraftBlock | None:
    """The paragraph before the list at ``place`` that ends with a sentence about it: that there are so many things, or that they follow."""
    before = blocks[place - 1] if place else None
    if before is None or before.kind is not BlockKind.PARAGRAPH:
        return None
    last = last_sentence(before.flat)
    if _FOLLOWS.search(last):
        return before
    said = set(map(few, _SO_MANY.findall(last)))
    return before if said and _count_beside(blocks, place) in said else None


def _count_beside(blocks: Sequence[DraftBlock], place: int) -> int:
    """How many items of the list that begins at ``place`` lie as deep as the first."""
    level = blocks[place].level
    items = takewhile(
        lambda block: block.kind is BlockKind.LIST_ITEM and block.level >= level, (blocks[i] for i in range(place, len(blocks)))
    )
    return sum(item.level == level for item in items)


def _carries_on(sibling: DraftBlock, item: DraftBlock, between: DraftBlock) -> bool:
    """Whether an item goes on with the list of an earlier one though paragraphs stand between the two."""
    if leads_on(between.flat):
        return False
    if item.label:
        return bool(sibling.label) and follows(sibling.label, item.label)
    return not sibling.label and _introduction(between, item) is None and sibling.is_long and item.is_long
