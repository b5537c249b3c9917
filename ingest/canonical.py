"""From a parser's draft to the canonical text of a document, with its blocks, pages and places.

Blocks are parted by an empty line, items of a list and rows of a table by a line end. Their texts are normalised in
:mod:`ingest.canonical_text`, and nothing changes them after that.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate

import numpy as np

from copro_qa.boxes import TextBoxes
from copro_qa.document import Block, BlockKind, Page, Recognised
from ingest.canonical_text import CanonicalText, normalise, unknown_signs
from ingest.draft import Draft, DraftBlock
from ingest.hyphenation import WordForms
from ingest.left_out import Reason
from ingest.parsed import ExtractionReport, ParsedDocument
from ingest.placed_text import CONFIDENCE, Places, nowhere
from ingest.printed_lines import text_boxes

__all__ = ["build"]

_SEQUENCES = (BlockKind.LIST_ITEM, BlockKind.TABLE_ROW)


def build(draft: Draft) -> ParsedDocument:
    """The canonical text of a draft whose layout is settled, with its blocks and pages."""
    words = WordForms(block.raw for block in draft.blocks)
    written = [(block, normalise(block.raw, words)) for block in draft.blocks]
    unknown = sum(unknown_signs(block.raw) for block in draft.blocks)
    if unknown:
        draft.left_out[Reason.UNKNOWN_SIGN] += unknown
    written = [(block, canonical) for block, canonical in written if canonical.text]
    positions = {id(block): position for position, (block, _) in enumerate(written)}
    parts: list[str] = []
    blocks: list[Block] = []
    page_starts: list[tuple[int, int]] = []  # offset, page number, rising in both
    placed: list[tuple[int, DraftBlock, CanonicalText]] = []
    offset, before = 0, None
    for block, canonical in written:
        if before is not None:
            parts.append("\n" if before == block.kind and block.kind in _SEQUENCES else "\n\n")
            offset += len(parts[-1])
        before = block.kind
        for start, number in _pages_within(block, canonical):
            if not page_starts or number > page_starts[-1][1]:
                page_starts.append((offset + start, number))
        lead = None if block.lead is None else positions.get(id(block.lead))
        blocks.append(Block(block.kind, offset, offset + len(canonical.text), level=block.level, lead=lead))
        placed.append((offset, block, canonical))
        parts.append(canonical.text)
        offset += len(canonical.text)
    text = "".join(parts)
    recognised = tuple(_recognised(placed))
    report = ExtractionReport(
        media_type=draft.media_type,
        words=len(text.split()),
        pages=len(draft.pages),
        pages_without_text=draft.pages_without_text,
        pages_of_pictures=draft.pages_of_pictures,
        recognised_pages=draft.recognised_pages,
        pages_not_recognised=draft.pages_not_recognised,
        recognition_confidence=_mean_confidence(recognised),
        blocks=dict(Counter(str(block.kind) for block in blocks)),
        left_out={reason: count for reason, count in sorted(draft.left_out.items()) if count},
        left_out_texts=draft.left_out.texts,
        warnings=tuple(dict.fromkeys(draft.warnings)),
    )
    return ParsedDocument(
        text=text,
        blocks=tuple(blocks),
        pages=_pages(draft, page_starts, len(text)),
        facts=draft.facts,
        report=report,
        recognised=recognised,
        boxes=_boxes(draft, placed),
    )


def _boxes(draft: Draft, placed: list[tuple[int, DraftBlock, CanonicalText]]) -> TextBoxes | None:
    """Where the letters of the blocks, each with its offset, are printed; None for a file without pages that can be drawn."""
    sizes = {page.number: page.size for page in draft.pages if page.size is not None}
    offsets, places = [np.empty(0, np.int64)], [nowhere(0)]
    for offset, block, canonical in placed if sizes else ():
        origins = np.array(canonical.origins, np.int64)
        letters = np.array([not character.isspace() for character in canonical.text])
        offsets.append(offset + np.flatnonzero(letters))
        places.append(_places(block)[origins[letters]])
    return text_boxes(np.concatenate(offsets), np.concatenate(places), sizes)


def _recognised(placed: list[tuple[int, DraftBlock, CanonicalText]]) -> Iterator[Recognised]:
    """What was read from pictures: stretches of one confidence each, within one block. A space between two words goes with the first."""
    for offset, block, canonical in placed:
        confidences = np.round(_places(block)[np.array(canonical.origins, np.int64), CONFIDENCE], 2)
        letters = np.flatnonzero(~np.isnan(confidences))
        changes = np.flatnonzero(np.diff(confidences[letters], prepend=0.0) != 0)  # before a text comes text of the file itself
        for place, change in enumerate(changes):
            confidence = float(confidences[letters[change]])
            start = letters[change]
            end = letters[changes[place + 1]] if place + 1 < len(changes) else len(canonical.text)
            if confidence:
                yield Recognised(offset + int(start), offset + int(end), round(confidence, 2) if confidence > 0 else None)


def _mean_confidence(recognised: Sequence[Recognised]) -> float | None:
    known = [(part.end - part.start, part.confidence) for part in recognised if part.confidence is not None]
    return round(sum(length * confidence for length, confidence in known) / sum(length for length, _ in known), 3) if known else None


def _places(block: DraftBlock) -> Places:
    return np.concatenate([nowhere(len(piece.text)) if piece.places is None else piece.places for piece in block.pieces])


def _pages_within(block: DraftBlock, canonical: CanonicalText) -> list[tuple[int, int]]:
    """Where in a block's canonical text a page begins, as offset and page number."""
    numbered = [(0, block.page)] if len({piece.page for piece in block.pieces}) == 1 else []
    if not numbered:
        ends = list(accumulate(len(piece.text) for piece in block.pieces))
        last: int | None = None
        for offset, origin in enumerate(canonical.origins):
            page = block.pieces[bisect_right(ends, origin)].page
            if page is not None and page != last:
                numbered.append((offset, page))
                last = page
    return [(offset, page) for offset, page in numbered if page is not None]


def _pages(draft: Draft, page_starts: list[tuple[int, int]], length: int) -> tuple[Page, ...]:
    """Every page of the file in order, which cover the text but for what may stand before the first; one without text is empty."""
    starts = {number: offset for offset, number in page_starts}
    pages: list[Page] = []
    end = length
    for page in reversed(draft.pages):
        start = starts.get(page.number, end)
        if page is draft.pages[0] and not draft.begins_before_pages:
            start = 0
        pages.append(Page(page.number, page.label, start, end))
        end = start
    return tuple(reversed(pages))
