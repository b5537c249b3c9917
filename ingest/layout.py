"""What the pieces of a draft mean together, whatever the format of the file.

Running headers go, a sentence that a page end or a footnote cut in two is one again, footnotes stand behind the block
that calls them, reference and contents lists are known for what they are, and list items know what introduces them.
"""

from __future__ import annotations

import re
from collections import defaultdict

from copro_qa.document import BlockKind
from ingest.draft import Draft, DraftBlock, Piece
from ingest.file_kind import FileKind
from ingest.footnotes import place_footnotes, take_out_footnotes
from ingest.leads import find_leads
from ingest.left_out import Reason
from ingest.numbered_notes import find_numbered_notes
from ingest.sections import is_caption, letters_of, name_sections
from ingest.unfinished import breaks_off, leads_on

__all__ = ["settle"]

_URL = re.compile(r"<?(?:https?://|www\.)", re.IGNORECASE)
_FIGURE_NOTE = re.compile(r"(?:sources?|base|notes?|n|key)\s*[:=]", re.IGNORECASE)
_WITH_HEADERS_APART = (FileKind.DOCX.media_type, FileKind.ODT.media_type)
_CUT_CHARACTERS = 40  # a shorter line that does not end like a sentence is a label, not half a sentence


def settle(draft: Draft) -> Draft:
    """The same draft, its blocks in their final order and kinds."""
    if not draft.has_whole_paragraphs:
        _drop_running_headings(draft)
    find_numbered_notes(draft)
    footnotes = take_out_footnotes(draft)
    if not draft.has_whole_paragraphs:
        _join_cut_sentences(draft)
    name_sections(draft)
    find_leads(draft.blocks)
    place_footnotes(draft, footnotes)
    return draft


def _drop_running_headings(draft: Draft) -> None:
    """Leaves out a heading that comes again and again, and at least once between the halves of something.

    Most times in files that keep the text at the head of pages apart, as Word does: there it only comes of pages that were scanned.
    """
    least = 0.5 if draft.media_type in _WITH_HEADERS_APART else 0.0
    places: dict[str, list[int]] = defaultdict(list)
    for position, block in enumerate(draft.blocks):
        if block.kind is BlockKind.HEADING:
            places[letters_of(block.flat)].append(position)
    dropped = set()
    for positions in places.values():
        cuts = sum(_cuts(draft.blocks, position) for position in positions)
        if len(positions) > 2 and cuts > least * len(positions):  # noqa: PLR2004  # twice may be meant
            dropped.update(positions)
    for position in sorted(dropped):
        draft.left_out.add(Reason.RUNNING_HEADER, draft.blocks[position].flat)
        if position + 1 < len(draft.blocks):
            draft.blocks[position + 1].after_break = True
    if dropped:
        draft.blocks = [block for position, block in enumerate(draft.blocks) if position not in dropped]


def _cuts(blocks: list[DraftBlock], position: int) -> bool:
    """Whether what stands before the heading goes on after it."""
    if position == 0 or position + 1 == len(blocks):
        return False
    before, after = blocks[position - 1], blocks[position + 1]
    if before.kind is BlockKind.HEADING or after.kind is BlockKind.HEADING:
        return False
    introduces = leads_on(before.flat) and after.kind is BlockKind.LIST_ITEM
    return introduces or (not before.ends_sentence and after.begins_within_sentence)


def _join_cut_sentences(draft: Draft) -> None:
    joined: list[DraftBlock] = []
    for block in draft.blocks:
        may_be_half = block.kind is BlockKind.PARAGRAPH and block.begins_within_sentence
        before = _before_pictures(joined) if may_be_half else None
        if before is not None and _is_cut(before, block):
            before.pieces += [Piece("\n", before.pieces[-1].page), *block.pieces]
            before.marks += block.marks
        else:
            joined.append(block)
    draft.blocks = joined


def _before_pictures(blocks: list[DraftBlock]) -> DraftBlock | None:
    """The last block but for captions and rows of tables, which have to stand within a word, or captions where a sentence breaks off."""
    passed_caption = passed_table = False
    for block in reversed(blocks):
        if block.kind is BlockKind.TABLE_ROW:
            passed_table = True
        elif block.kind is BlockKind.CAPTION or is_caption(block):
            passed_caption = True
        elif block.flat.endswith("-") or not (passed_caption or passed_table):
            return block
        else:
            return block if breaks_off(block.flat) and not passed_table else None
    return None


def _is_cut(before: DraftBlock, after: DraftBlock) -> bool:
    if after.kind is not BlockKind.PARAGRAPH or before.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
        return False
    if before.ends_sentence or not after.begins_within_sentence or _URL.match(after.flat) or _FIGURE_NOTE.match(after.flat):
        return False
    return after.after_break or len(before.flat) >= _CUT_CHARACTERS
