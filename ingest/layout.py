"""What the pieces of a draft mean together, whatever the format of the file.

Running headers go, a sentence that a page end or a footnote cut in two is one again, footnotes stand behind the block
that calls them, reference and contents lists are known for what they are, and list items know what introduces them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise

from copro_qa.document import BlockKind
from ingest.draft import Draft, DraftBlock, Piece
from ingest.enumerators import parse_enumerator

__all__ = ["settle"]

_SENTENCE_END = re.compile(r"[.:;!?…][\"'”’)\]*_]*\Z")
_GOES_ON = re.compile(r"[\"'“‘(\[*_]*[a-z]")
_REFERENCES = re.compile(
    r"(?:[\d.]+\s+|annex \w+:?\s+|appendix \w+:?\s+)?(?:references?|bibliography|sources|further reading|works cited|references and (?:further reading|notes)|"
    r"list of references|selected bibliography|literature)\s*\Z",
    re.IGNORECASE,
)
_CONTENTS = re.compile(r"(?:table of )?contents\s*\Z|contents page\s*\Z|on this page:?\s*\Z|in this section:?\s*\Z", re.IGNORECASE)
_GENERIC_HEADING = re.compile(
    r"(?:[\d.]+\s|introduction|contents|foreword|preface|summary|executive summary|background|overview|about|chapter|part|section|annex|appendix|references)\b",
    re.IGNORECASE,
)
_CAPTION = re.compile(r"(?:figure|fig\.|table|chart|box|map|graph|exhibit|diagram)\s+[A-Z]?\d+(?:\.\d+)*\s*(?:[:.–—-]|[A-Z(])", re.IGNORECASE)
_CAPTION_CHARACTERS = 250
_URL = re.compile(r"<?(?:https?://|www\.)", re.IGNORECASE)
_SUBTITLE = -1  # marks a second line of the title while titles are sorted out
_FRONT_MATTER_WORDS = 400  # covers, imprint and licence; more is text that comes before the contents list
_LEAD_CHARACTERS = 160  # a longer paragraph without a colon is text that happens to stand before a list
_PARAGRAPH_LIKE_ITEM = 150  # items of this length are paragraphs, and further paragraphs may stand between them
_CUT_CHARACTERS = 40  # a shorter line that does not end like a sentence is a label, not half a sentence


def settle(draft: Draft) -> Draft:
    """The same draft, its blocks in their final order and kinds."""
    _drop_running_headings(draft)
    groups = _take_out_notes(draft)
    _join_cut_sentences(draft)
    _name_sections(draft)
    _name_captions(draft)
    _rank_headings(draft)
    _name_front_matter(draft)
    _find_leads(draft.blocks)
    _place_notes(draft, groups)
    return draft


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


# ------------------------------------------------------------------------------------------ running headers

def _drop_running_headings(draft: Draft) -> None:
    """Leaves out a heading that comes again and again, and at least once between the halves of something."""
    places: dict[str, list[int]] = defaultdict(list)
    for position, block in enumerate(draft.blocks):
        if block.kind is BlockKind.HEADING:
            places[_letters(block.flat)].append(position)
    dropped = set()
    for positions in places.values():
        if len(positions) > 2 and any(_cuts(draft.blocks, position) for position in positions):  # noqa: PLR2004  # twice may be meant
            dropped.update(positions)
    for position in dropped:
        if position + 1 < len(draft.blocks):
            draft.blocks[position + 1].after_break = True
    if dropped:
        draft.left_out["running header"] += len(dropped)
        draft.blocks = [block for position, block in enumerate(draft.blocks) if position not in dropped]


def _cuts(blocks: list[DraftBlock], position: int) -> bool:
    """Whether what stands before the heading goes on after it."""
    if position == 0 or position + 1 == len(blocks):
        return False
    before, after = blocks[position - 1], blocks[position + 1]
    if before.kind is BlockKind.HEADING or after.kind is BlockKind.HEADING:
        return False
    introduces = before.flat.endswith(":") and after.kind is BlockKind.LIST_ITEM
    return introduces or (not _SENTENCE_END.search(before.flat) and bool(_GOES_ON.match(after.flat)))


# ------------------------------------------------------------------------------------------ sentences cut in two

def _join_cut_sentences(draft: Draft) -> None:
    joined: list[DraftBlock] = []
    for block in draft.blocks:
        if joined and _is_cut(joined[-1], block):
            before = joined[-1]
            before.pieces += [Piece("\n", before.pieces[-1].page), *block.pieces]
            before.marks += block.marks
        else:
            joined.append(block)
    draft.blocks = joined


def _is_cut(before: DraftBlock, after: DraftBlock) -> bool:
    if after.kind is not BlockKind.PARAGRAPH or before.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
        return False
    start, end = after.flat, before.flat
    if _SENTENCE_END.search(end) or not _GOES_ON.match(start) or _URL.match(start):
        return False
    return after.after_break or len(end) >= _CUT_CHARACTERS


# ------------------------------------------------------------------------------------------ footnotes

def _take_out_notes(draft: Draft) -> list[tuple[list[DraftBlock], DraftBlock | None]]:
    """Takes the footnotes out of the text: each with its list, and the block that it stood behind."""
    groups: list[tuple[list[DraftBlock], DraftBlock | None]] = []
    kept: list[DraftBlock] = []
    open_group: list[DraftBlock] | None = None
    for block in draft.blocks:
        if block.kind is BlockKind.FOOTNOTE:
            open_group = [block]
            groups.append((open_group, kept[-1] if kept else None))
        elif open_group and block.kind is BlockKind.LIST_ITEM and (open_group[-1].flat.endswith(":") or open_group[-1].kind is BlockKind.LIST_ITEM):
            block.level = 1 if len(open_group) == 1 or _follows(open_group[-1].label, block.label) else block.level
            open_group.append(block)
        elif (group := _continued(block, groups)) is not None:
            block.level = group[-1].level
            group.append(block)
        else:
            if open_group:
                block.after_break = True
            open_group = None
            kept.append(block)
    draft.blocks = kept
    return groups


def _continued(block: DraftBlock, groups: list[tuple[list[DraftBlock], DraftBlock | None]]) -> list[DraftBlock] | None:
    """The footnote whose numbered list this item carries on, over a page end."""
    if block.kind is not BlockKind.LIST_ITEM or not block.label:
        return None
    return next((group for group, _ in reversed(groups) if len(group) > 1 and _follows(group[-1].label, block.label)), None)


def _follows(label: str, next_label: str) -> bool:
    first, second = parse_enumerator(label), parse_enumerator(next_label)
    return any(a.style == b.style and b.value == a.value + 1 for a in first for b in second)


def _place_notes(draft: Draft, groups: list[tuple[list[DraftBlock], DraftBlock | None]]) -> None:
    """Puts each footnote behind the block that calls it, or behind the list or table that this block is part of."""
    for group, stood_behind in groups:
        note = group[0]
        caller = next((block for block in draft.blocks if note.note and note.note in block.marks and _same_page(block, note)), None)
        note.lead = caller
        for item in group[1:]:
            item.lead = note
        beside = caller or stood_behind
        place = next((position for position, block in enumerate(draft.blocks) if block is beside), -1)
        if caller is not None and _last_page(caller) != note.page and note.page is not None:
            draft.blocks[place:place] = group  # the block runs on over the page, and pages stay in order
            continue
        place += 1
        is_long_item = caller is not None and caller.kind is BlockKind.LIST_ITEM and len(caller.flat) >= _PARAGRAPH_LIKE_ITEM
        while place < len(draft.blocks) and _belongs_together(draft.blocks[place - 1], draft.blocks[place]):
            if is_long_item and draft.blocks[place].kind is BlockKind.LIST_ITEM and draft.blocks[place].lead is not caller:
                break
            place += 1
        draft.blocks[place:place] = group


def _same_page(block: DraftBlock, note: DraftBlock) -> bool:
    return note.page is None or any(piece.page == note.page for piece in block.pieces)


def _last_page(block: DraftBlock) -> int | None:
    return next((piece.page for piece in reversed(block.pieces) if piece.page is not None), None)


def _belongs_together(before: DraftBlock, after: DraftBlock) -> bool:
    """Whether nothing may come between the two: a list and its lead-in, rows of a table, the notes already there."""
    if after.kind is BlockKind.FOOTNOTE or (after.lead is not None and after.lead.kind is BlockKind.FOOTNOTE):
        return after.page is None or after.page == _last_page(before)
    return after.kind in (BlockKind.LIST_ITEM, BlockKind.TABLE_ROW) and (before.kind == after.kind or before.flat.endswith(":"))


# ------------------------------------------------------------------------------------------ sections

def _name_sections(draft: Draft) -> None:
    """Marks the entries of reference lists and contents lists by their kind."""
    section: BlockKind | None = None
    rank = 0
    named: list[DraftBlock] = []
    for block in draft.blocks:
        if block.kind is BlockKind.HEADING:
            if section is None or block.level <= rank or section is BlockKind.CONTENTS:
                kind = BlockKind.REFERENCE if _REFERENCES.match(block.flat) else BlockKind.CONTENTS if _CONTENTS.match(block.flat) else None
                section, rank = kind, block.level
        elif section is BlockKind.REFERENCE and block.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
            block.kind, block.level = BlockKind.REFERENCE, 0
            if named and named[-1].kind is BlockKind.REFERENCE and (_URL.match(block.flat) or _GOES_ON.match(block.flat)) and not _URL.match(named[-1].flat):
                named[-1].pieces += [Piece("\n", named[-1].pieces[-1].page), *block.pieces]
                continue
        elif section is BlockKind.CONTENTS and block.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.TABLE_ROW):
            if len(block.flat) > _LEAD_CHARACTERS:
                section = None
            else:
                block.kind, block.level = BlockKind.CONTENTS, 0
        named.append(block)
    draft.blocks = named


def _name_captions(draft: Draft) -> None:
    """Marks what is written over or under figures and tables."""
    for block in draft.blocks:
        if block.kind is BlockKind.PARAGRAPH and _CAPTION.match(block.flat) and len(block.flat) <= _CAPTION_CHARACTERS:
            block.kind = BlockKind.CAPTION


def _rank_headings(draft: Draft) -> None:
    """Makes the heading that names the document its title, and lets ranks begin at 1 without gaps."""
    _keep_one_title(draft)
    headings = [block for block in draft.blocks if block.kind is BlockKind.HEADING]
    if headings and headings[0] is draft.blocks[0] and not any(block.kind is BlockKind.TITLE for block in draft.blocks):
        first = headings[0]
        alone = all(block.level > first.level for block in headings[1:])
        other = _letters(draft.facts.title or "")
        named = not other or other in _letters(first.flat) or _letters(first.flat) in other
        if alone or (named and not _GENERIC_HEADING.match(first.flat) and all(block.level >= first.level for block in headings[1:])):
            first.kind, first.level = BlockKind.TITLE, 0
            headings = headings[1:]
    ranks = {level: rank for rank, level in enumerate(sorted({block.level for block in headings}), 1)}
    for block in headings:
        block.level = ranks[block.level]


def _keep_one_title(draft: Draft) -> None:
    """A document has one title. What stands right under it in the same style goes with it; later ones head chapters."""
    title: DraftBlock | None = None
    for before, block in pairwise([draft.blocks[0], *draft.blocks] if draft.blocks else []):
        if block.kind is not BlockKind.TITLE:
            continue
        if title is None:
            title = block
        elif before.kind is BlockKind.TITLE or before.kind is BlockKind.PARAGRAPH and before.level == _SUBTITLE:
            block.kind, block.level = BlockKind.PARAGRAPH, _SUBTITLE
        else:
            block.kind, block.level = BlockKind.HEADING, 1
    for block in draft.blocks:
        if block.level == _SUBTITLE:
            block.level = 0


def _name_front_matter(draft: Draft) -> None:
    """Marks what stands on the cover pages, before a contents list near the start."""
    first = next((position for position, block in enumerate(draft.blocks) if block.kind is BlockKind.CONTENTS), None)
    if first is None:
        return
    if first and draft.blocks[first - 1].kind is BlockKind.HEADING:
        first -= 1
    before = draft.blocks[:first]
    if sum(len(block.flat.split()) for block in before) > _FRONT_MATTER_WORDS:
        return
    for block in before:
        if block.kind is not BlockKind.TITLE:
            block.kind, block.level, block.label = BlockKind.FRONT_MATTER, 0, ""


# ------------------------------------------------------------------------------------------ what introduces what

def _find_leads(blocks: list[DraftBlock]) -> None:
    """Points items to the sentence that introduces their list or to their parent item, and rows to what stands over their table."""
    _level_items(blocks)
    open_items: list[DraftBlock] = []
    before: DraftBlock | None = None
    for block in blocks:
        if block.kind is BlockKind.LIST_ITEM:
            while open_items and open_items[-1].level > block.level:
                open_items.pop()
            if open_items and open_items[-1].level == block.level:
                sibling = open_items.pop()
                if before is not None and (before.kind is BlockKind.LIST_ITEM or _carries_on(sibling, block, before)):
                    block.lead = sibling.lead
                else:
                    block.lead = _introduction(before, block)
            elif open_items:
                block.lead = open_items[-1]
            else:
                block.lead = _introduction(before, block)
            open_items.append(block)
        elif block.kind is BlockKind.TABLE_ROW:
            if block.lead is None and before is not None:
                block.lead = before.lead if before.kind is BlockKind.TABLE_ROW else _introduction(before, block)
        elif block.kind in (BlockKind.HEADING, BlockKind.TITLE):
            open_items = []
        before = block


def _level_items(blocks: list[DraftBlock]) -> None:
    """Corrects the depth of items where the indents of the page say less than the numbers and colons do."""
    inner_from: int | None = None  # the depth at which bullets lie below a numbered item that ends with a colon
    for before, block in pairwise(blocks):
        if before.kind is not BlockKind.LIST_ITEM or block.kind is not BlockKind.LIST_ITEM:
            inner_from = None
            continue
        if block.label:
            inner_from = None
            if _follows(before.label, block.label):
                block.level = before.level
        elif before.label and before.flat.endswith(":") and block.level == before.level:
            inner_from = block.level
        if inner_from is not None and block.level >= inner_from:
            block.level += 1


def _introduction(before: DraftBlock | None, block: DraftBlock) -> DraftBlock | None:
    if before is None or before.kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.CAPTION, BlockKind.FOOTNOTE, BlockKind.TITLE):
        return None
    text = before.flat
    if before.kind in (BlockKind.HEADING, BlockKind.TITLE) and len(block.flat) >= _PARAGRAPH_LIKE_ITEM:
        return None  # numbered paragraphs under a heading
    return before if text.endswith(":") or (len(text) <= _LEAD_CHARACTERS and not _SENTENCE_END.search(text)) else None


def _carries_on(sibling: DraftBlock, item: DraftBlock, between: DraftBlock) -> bool:
    """Whether an item goes on with the list of an earlier one though paragraphs stand between the two."""
    if between.flat.endswith(":"):
        return False
    if item.label:
        return bool(sibling.label) and _follows(sibling.label, item.label)
    return not sibling.label and _introduction(between, item) is None and min(len(sibling.flat), len(item.flat)) >= _PARAGRAPH_LIKE_ITEM
