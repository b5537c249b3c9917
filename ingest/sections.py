"""Which part of a document a block belongs to: its title, its cover pages, its contents list, its references."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby, pairwise, takewhile

from copro_qa.document import BlockKind
from ingest.contents_lists import bare_letters, heads_contents, heads_part_of_contents, lists_headings
from ingest.draft import Draft, DraftBlock, Piece
from ingest.led_pages import lead_to_pages, led_number

__all__ = ["heads_references", "is_caption", "letters_of", "name_sections"]

_REFERENCES = re.compile(
    r"(?:[\d.]+\s+|annex \w+:?\s+|appendix \w+:?\s+)?(?:references?|bibliography|sources|further reading|works cited|"
    r"references and (?:further reading|notes)|list of references|selected bibliography|literature)\s*\Z",
    re.IGNORECASE,
)
_CONTENTS = re.compile(r"(?:table of )?contents\s*\Z|contents page\s*\Z|on this page:?\s*\Z|in this section:?\s*\Z", re.IGNORECASE)
_GENERIC_HEADING = re.compile(
    r"(?:[\d.]+\s|introduction|contents|foreword|preface|summary|executive summary|background|overview|about|"
    r"chapter|part|section|annex|appendix|references)\b",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"(?:figure|fig\.|table|chart|box|map|graph|exhibit|diagram)\s+[A-Z]?\d+(?:\.\d+)*[ᵃᵇᶜᵈᵉ¹²³⁴⁵]?\s*(?:[:.–—-]|(?-i:[A-Z(]))",
    re.IGNORECASE,
)
_CAPTION_CHARACTERS = 250
_URL = re.compile(r"<?(?:https?://|www\.)", re.IGNORECASE)
_SUBTITLE = -1  # marks a second line of the title while titles are sorted out
_FRONT_MATTER_WORDS = 400  # covers, imprint and licence; more is text that comes before the contents list
_WITHOUT_COVERS = ("text/html", "text/markdown", "text/plain")  # there, what stands before a contents list is mostly text
_IMPRINT = re.compile(
    r"©|\b(?:copyright|licen[cs]e[ds]?|ISBN|ISSN|published|printed|all rights reserved|unofficial|disclaimer)\b", re.IGNORECASE
)
_LED_TO_PAGE = re.compile(r".*\w.*?(?:\.{4,}|(?:\. ){4,}|…{2,})\s*(?:\d{1,4}|[ivxl]+)\s*\Z", re.DOTALL)
_SENTENCE_WORDS = 6
_FEWEST_ROWS = 2  # a single row is as often a cover that is laid out by a table
_FEWEST_WORDS = 25  # of sentences under a heading: fewer may be what a cover promises
_FEWEST_LED = 3  # one line with dots and a number may be part of a form
_STATING_WORDS = 3  # that begin with small letters; the names of laws and people have fewer
_CONTENTS_CHARACTERS = 160  # a longer paragraph is no entry of a contents list


def name_sections(draft: Draft) -> None:
    """Gives references, contents lists, captions, the title and cover pages their kinds, and headings their ranks from 1."""
    _name_lists(draft)
    _name_led_entries(draft)
    _name_captions(draft)
    _rank_headings(draft)
    _name_front_matter(draft)


def heads_references(text: str) -> bool:
    """Whether a text is the heading of a list of references."""
    return bool(_REFERENCES.match(text))


def letters_of(text: str) -> str:
    """The letters and digits of a text alone, to compare headings by."""
    return "".join(character for character in text.casefold() if character.isalnum())


def _name_lists(draft: Draft) -> None:
    """Marks the entries of reference lists and contents lists by their kind."""
    section: BlockKind | None = None
    rank = 0
    named: list[DraftBlock] = []
    headings = frozenset(bare_letters(block.flat) for block in draft.blocks if block.kind is BlockKind.HEADING)
    last = 0
    again = {bare_letters(block.flat): place for place, block in enumerate(draft.blocks) if block.kind is BlockKind.HEADING}
    is_plain = False  # whether the entries of a contents list have no page numbers
    for place, block in enumerate(draft.blocks):
        comes_again = is_plain and again.get(bare_letters(block.flat), 0) > place
        is_heading = block.kind is BlockKind.HEADING
        if is_heading and section is BlockKind.CONTENTS and (comes_again or heads_part_of_contents(draft.blocks, place, last)):
            block.kind, block.level, last = BlockKind.CONTENTS, 0, led_number(block.flat) or last
        elif block.kind is BlockKind.HEADING:
            if section is None or block.level <= rank or section is BlockKind.CONTENTS:
                kind = BlockKind.REFERENCE if _REFERENCES.match(block.flat) else BlockKind.CONTENTS if _CONTENTS.match(block.flat) else None
                is_plain = kind is BlockKind.CONTENTS and lists_headings(draft.blocks, place, again)
                is_other = kind is BlockKind.CONTENTS and draft.pages and not is_plain and not heads_contents(draft.blocks, place, headings)
                section, rank, last = None if is_other else kind, block.level, 0
        elif section is BlockKind.REFERENCE and block.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
            block.kind, block.level = BlockKind.REFERENCE, 0
            if (
                named
                and named[-1].kind is BlockKind.REFERENCE
                and (_URL.match(block.flat) or block.begins_within_sentence)
                and not _URL.match(named[-1].flat)
            ):
                named[-1].pieces += [Piece("\n", named[-1].pieces[-1].page), *block.pieces]
                continue
        elif section is BlockKind.CONTENTS and block.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.TABLE_ROW):
            if len(block.flat) > _CONTENTS_CHARACTERS or _is_statement(block):
                section = None
            else:
                block.kind, block.level, last = BlockKind.CONTENTS, 0, led_number(block.flat) or last
        named.append(block)
    draft.blocks = named


def _is_statement(block: DraftBlock) -> bool:
    """Whether a block is a whole sentence that states something, with which the text behind a contents list begins; entries may ask."""
    small = sum(word[0].islower() for word in block.flat.split())
    is_sentence = block.flat.endswith((".", ".”", ".)")) and not block.begins_within_sentence
    return is_sentence and small >= _STATING_WORDS and not _is_led_entry(block)


def _name_led_entries(draft: Draft) -> None:
    """Marks the entries of a contents list without a heading, known by the dots that lead to a page, and the paragraph above them."""
    runs = groupby(enumerate(draft.blocks), key=lambda numbered: _is_led_entry(numbered[1]))
    for places in ([number for number, _ in run] for is_led, run in runs if is_led):
        if len(places) < _FEWEST_LED or not lead_to_pages([led_number(draft.blocks[place].flat) for place in places], len(draft.pages)):
            continue
        before = draft.blocks[places[0] - 1] if places[0] else None
        if before is not None and before.kind is BlockKind.PARAGRAPH and _CONTENTS.match(before.flat):
            places.insert(0, places[0] - 1)
        for place in places:
            draft.blocks[place].kind, draft.blocks[place].level = BlockKind.CONTENTS, 0


def _is_led_entry(block: DraftBlock) -> bool:
    is_text = block.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
    return is_text and len(block.flat) <= _CONTENTS_CHARACTERS and bool(_LED_TO_PAGE.fullmatch(block.flat))


def _name_captions(draft: Draft) -> None:
    """Marks what is written over or under figures and tables."""
    for block in draft.blocks:
        if is_caption(block):
            block.kind, block.level = BlockKind.CAPTION, 0


def is_caption(block: DraftBlock) -> bool:
    """Whether a block reads like what is written over or under figures and tables."""
    may_be = block.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING) or (block.kind is BlockKind.LIST_ITEM and not block.label)
    return may_be and bool(_CAPTION.match(block.flat)) and len(block.flat) <= _CAPTION_CHARACTERS


def _rank_headings(draft: Draft) -> None:
    """Makes the heading that names the document its title, and lets ranks begin at 1 without gaps."""
    _keep_one_title(draft)
    _part_contents_from_text(draft)
    headings = [block for block in draft.blocks if block.kind is BlockKind.HEADING]
    if headings and headings[0] is draft.blocks[0] and not any(block.kind is BlockKind.TITLE for block in draft.blocks):
        first = headings[0]
        alone = all(block.level > first.level for block in headings[1:])
        other = letters_of(draft.facts.title or "")
        named = not other or other in letters_of(first.flat) or letters_of(first.flat) in other
        if alone or (named and not _GENERIC_HEADING.match(first.flat) and all(block.level >= first.level for block in headings[1:])):
            first.kind, first.level = BlockKind.TITLE, 0
            headings = headings[1:]
    ranks = {level: rank for rank, level in enumerate(sorted({block.level for block in headings}), 1)}
    for block in headings:
        block.level = ranks[block.level]


def _part_contents_from_text(draft: Draft) -> None:
    """Lets a contents list head nothing but its entries: the chapters behind it are no parts of it, small as their headings may be."""
    headings = [(place, block) for place, block in enumerate(draft.blocks) if block.kind is BlockKind.HEADING]
    for (place, block), (_, following) in pairwise(headings):
        if _CONTENTS.match(block.flat) and draft.blocks[place + 1].kind is BlockKind.CONTENTS:
            block.level = max(block.level, following.level)


def _keep_one_title(draft: Draft) -> None:
    """A document has one title. What stands right under it in the same style goes with it; later ones head chapters."""
    title: DraftBlock | None = None
    for before, block in pairwise([draft.blocks[0], *draft.blocks] if draft.blocks else []):
        if block.kind is not BlockKind.TITLE:
            continue
        if title is None:
            title = block
        elif before.kind is BlockKind.TITLE or (before.kind is BlockKind.PARAGRAPH and before.level == _SUBTITLE):
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
    if draft.media_type in _WITHOUT_COVERS:
        before = list(takewhile(lambda block: not _is_running_text(block), before))
    else:
        before = [block for part in _headed_parts(before) if not _is_text_before_contents(part) for block in part]
    words = sum(len(block.flat.split()) for block in draft.blocks[:first])
    behind = sum(len(block.flat.split()) for block in draft.blocks[first:] if block.kind is not BlockKind.CONTENTS)
    if words > _FRONT_MATTER_WORDS or behind <= words:  # an index at the end has no cover before it
        return
    for block in before:
        if block.kind is not BlockKind.TITLE:
            block.kind, block.level, block.label = BlockKind.FRONT_MATTER, 0, ""


def _headed_parts(blocks: Sequence[DraftBlock]) -> list[list[DraftBlock]]:
    """The blocks, cut before each heading."""
    parts: list[list[DraftBlock]] = [[]]
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            parts.append([])
        parts[-1].append(block)
    return parts


def _is_text_before_contents(part: Sequence[DraftBlock]) -> bool:
    """Whether a part of the cover pages says what a reader may ask for: a table with owner and dates, a foreword."""
    rows = sum(block.kind is BlockKind.TABLE_ROW for block in part)
    words = sum(len(block.flat.split()) for block in part if _is_running_text(block) and block.kind is not BlockKind.HEADING)
    is_headed = part[:1] and part[0].kind is BlockKind.HEADING
    return rows >= _FEWEST_ROWS or bool(is_headed and words >= _FEWEST_WORDS and not any(_IMPRINT.search(block.flat) for block in part))


def _is_running_text(block: DraftBlock) -> bool:
    """Whether a block is a sentence of the text, or heads one: nothing that a cover says."""
    if block.kind is BlockKind.HEADING or block.kind is BlockKind.TABLE_ROW:
        return True
    is_sentence = block.ends_sentence and len(block.flat.split()) >= _SENTENCE_WORDS
    return block.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM) and is_sentence and not _IMPRINT.search(block.flat)
