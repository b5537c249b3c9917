"""From a sentence that answers to a quote that stands on its own."""

from __future__ import annotations

import re
from dataclasses import replace

from copro_qa.answer import Quote
from copro_qa.answering.extraction import Candidate
from copro_qa.answering.leaning import begins_leaning, points_back
from copro_qa.answering.questions_in_text import is_only_yes_or_no
from copro_qa.answering.quoted_speech import announced, whole_speech
from copro_qa.answering.taken_back import with_what_takes_it_back
from copro_qa.document import Block, BlockKind, Document, Span
from copro_qa.sentences import sentence_spans

__all__ = ["quote_around"]

_IN_THE_SECTION = frozenset({BlockKind.TITLE, BlockKind.HEADING})
"""Kinds of lead-in that are not quoted again, because title and section are named with every quote."""
_MOST_ITEMS = 14
_MOST_LIST_CHARACTERS = 1_600
_LONGEST_LEAD = 1_000
"""Characters. Only so many are looked at for the sentence that a quote leans on, however long its paragraph is."""
_LONGEST_TWO = 400
"""Characters. A sentence that a quote leans on and that itself leans on another brings that one too, if the two are no longer."""
_LONGEST_TERM = 3
"""Words."""
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3})*[.)]?\s")
_ENDS_SENTENCE = re.compile(r"[.!?][”’\"')\]]*\d{0,3}$")


def quote_around(candidate: Candidate) -> Quote:
    """The quote for one sentence, or for several that stand side by side: the words with what is needed to understand them.

    A list item brings its lead-in; a lead-in brings its list; a sentence that points back ("This", "It") brings the one before it. Entries
    of a bibliography and short rows of a table are quoted whole.
    """
    span = candidate.sentence
    document = span.document
    position = document.block_position_at(span.start)
    if position is None:
        return Quote(span, candidate.score, key=candidate.key)
    block = document.blocks[position]
    if span != document.span_of(block) and span.end <= block.end and _is_of_one_piece(block):
        return quote_around(replace(candidate, sentence=document.span_of(block)))
    if span.end <= block.end and (speech := whole_speech(span, block)) != span:
        return quote_around(replace(candidate, sentence=speech))
    if span.end < block.end and (whole := with_what_takes_it_back(span, block)) != span:
        return quote_around(replace(candidate, sentence=whole, key=candidate.key or (span,)))
    if span.end < block.end and is_only_yes_or_no(span.text):
        reason = sentence_spans(document.span(span.end, min(block.end, span.end + _LONGEST_LEAD)))[0]
        return quote_around(replace(candidate, sentence=document.span(span.start, reason.end)))
    if span.end <= block.end and (opening := _opening(span, position)) and (items := _items_led_by(document, position)):
        whole = document.span(items[0].start, items[-1].end)
        return Quote(whole, candidate.score, lead=opening)
    if following := announced(span, position):
        return Quote(following, candidate.score, lead=span)
    if span.start == block.start and block.lead == position - 1 and _is_term(document, position - 1):
        return quote_around(replace(candidate, sentence=document.span(document.blocks[position - 1].start, span.end)))
    return Quote(span, candidate.score, lead=_lead_of(span, position), key=candidate.key)


def _is_of_one_piece(block: Block) -> bool:
    """Whether a part of the block says nothing without the rest: "Question: Who pays?" of a row, "Edinburgh." of an entry."""
    return block.kind is BlockKind.REFERENCE or (block.kind is BlockKind.TABLE_ROW and block.end - block.start <= _LONGEST_TWO)


def _opening(span: Span, position: int) -> Span | None:
    """The words that lead into the list after the block at ``position``, with what they lean on; None where ``span`` is none of them.

    "The board has three duties. It must:" leads into a list as a whole.
    """
    document = span.document
    block = document.blocks[position]
    if not _leads_in(span, position):
        rest = document.text[span.end : block.end].strip()
        is_lead_in = rest.endswith(":") and begins_leaning(rest) and len(sentence_spans(document.span(span.end, block.end))) == 1
        return document.span(span.start, block.end) if is_lead_in and block.end - span.start <= _LONGEST_TWO else None
    leaned_on = _leaned_on(document, block, span.end)
    return leaned_on if leaned_on and leaned_on.start < span.start and leaned_on.end == span.end else span


def _is_term(document: Document, position: int) -> bool:
    """Whether the block is an item of a word or two with one item nested in it: a term and its meaning, which belong together."""
    block, *after = document.blocks[position : position + 3]
    nested = sum(other.lead == position for other in after)
    return block.kind is BlockKind.LIST_ITEM and nested == 1 and len(document.text[block.start : block.end].split()) <= _LONGEST_TERM


def _leads_in(span: Span, position: int) -> bool:
    """Whether the words end their block and leave their sentence open, as the words before a list do, or a list leans on the paragraph."""
    block, *after = span.document.blocks[position : position + 2]
    if span.end != block.end:
        return span.text.endswith(":")
    announces = block.kind is BlockKind.PARAGRAPH and any(item.kind is BlockKind.LIST_ITEM and item.lead == position for item in after)
    return announces or not _ENDS_SENTENCE.search(span.text)


def _items_led_by(document: Document, position: int) -> list[Block]:
    """The list items after the block at ``position`` that lean on it, with what is nested in them, up to a readable length."""
    items: list[Block] = []
    led = {position}
    for place in range(position + 1, len(document.blocks)):
        block = document.blocks[place]
        if block.lead not in led or block.kind is BlockKind.FOOTNOTE:
            break
        led.add(place)
        if len(items) == _MOST_ITEMS or (items and block.end - items[0].start > _MOST_LIST_CHARACTERS):
            break
        items.append(block)
    return items


def _lead_of(span: Span, position: int) -> Span | None:
    """What the words lean on: the sentence before, when they point back to it, else what introduces their list or table."""
    document, block = span.document, span.document.blocks[position]
    leans = points_back(span, block)
    if leans and (before := _leaned_on(document, block, span.start)):
        return before
    if block.lead is not None and block.lead != position and document.blocks[block.lead].kind not in _IN_THE_SECTION:
        introduction = document.blocks[block.lead]
        is_note = block.kind is BlockKind.FOOTNOTE
        lead = _noted(document, introduction) if is_note else _leaned_on(document, introduction, introduction.end)
        return lead if lead and not lead.overlaps(span) else None
    if leans and (paragraph := _paragraph_before(document, position)):
        return _leaned_on(document, paragraph, paragraph.end)
    return _list_before(document, position) if leans and block.kind is BlockKind.PARAGRAPH else None


def _noted(document: Document, block: Block) -> Span | None:
    """What a footnote to ``block`` may be about. Which of its sentences called the note is not known, so all of them or, if long, none."""
    sentences = sentence_spans(document.span_of(block)) if block.end - block.start <= _LONGEST_LEAD else []
    if len(sentences) == 1:
        return sentences[0]
    return document.span_of(block) if sentences and block.end - block.start <= _LONGEST_TWO else None


def _paragraph_before(document: Document, position: int) -> Block | None:
    """The paragraph right before the block at ``position``, under the same heading: of a numbered one the numbered one before."""
    place = _place_before(document, position)
    if place < 0:
        return None
    before, block = document.blocks[place], document.blocks[position]
    are_paragraphs = before.kind is block.kind is BlockKind.PARAGRAPH or (_is_numbered(document, before) and _is_numbered(document, block))
    return before if are_paragraphs and _ENDS_SENTENCE.search(document.text, before.start, before.end) else None


def _is_numbered(document: Document, block: Block) -> bool:
    """Whether a block is a paragraph that a number counts, and no item of a list that something introduces."""
    return block.kind is BlockKind.LIST_ITEM and block.lead is None and bool(_NUMBER.match(document.text, block.start, block.end))


def _place_before(document: Document, position: int) -> int:
    """The position of the block before ``position``, footnotes passed over: the text goes on behind them. It may be -1."""
    place = position - 1
    while place >= 0 and document.blocks[place].kind is BlockKind.FOOTNOTE:
        place -= 1
    return place


def _list_before(document: Document, position: int) -> Span | None:
    """The list right before the block at ``position``, with what leads into it; None where it is too long to be shown beside a quote."""
    place = last = _place_before(document, position)
    if place < 0 or document.blocks[place].kind is not BlockKind.LIST_ITEM:
        return None
    while (lead := document.blocks[place].lead) is not None and lead != place:
        place = lead
    first = document.blocks[place]
    if first.kind is not BlockKind.PARAGRAPH:
        return None
    opening = _leaned_on(document, first, first.end)
    end = document.blocks[last].end
    return document.span(opening.start, end) if opening and end - opening.start <= _LONGEST_TWO else None


def _leaned_on(document: Document, block: Block, end: int) -> Span | None:
    """The sentence of ``block`` before ``end``; two of them when it leans on the one before it and both are short."""
    nearest = _sentence_before(document, block, end)
    if nearest is None or not begins_leaning(nearest.text):
        return nearest
    further = _sentence_before(document, block, nearest.start)
    if further is None or nearest.end - further.start > _LONGEST_TWO:
        return nearest
    return document.span(further.start, nearest.end)


def _sentence_before(document: Document, block: Block, end: int) -> Span | None:
    """The sentence of ``block`` that ends last before ``end``; None when there is none, or it is too long to be shown beside a quote."""
    start = max(block.start, end - _LONGEST_LEAD)
    sentences = sentence_spans(document.span(start, end)) if start < end else []
    if not sentences or (sentences[-1].start == start > block.start):
        return None
    return sentences[-1]
