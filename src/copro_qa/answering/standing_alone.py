"""From a sentence that answers to a quote that stands on its own."""

from __future__ import annotations

import re
from dataclasses import replace

from copro_qa.answer import Quote
from copro_qa.answering.extraction import Candidate
from copro_qa.answering.figure_words import NUMBER_WORDS
from copro_qa.document import Block, BlockKind, Document, Span
from copro_qa.sentences import sentence_spans

__all__ = ["quote_around"]

_OWN_DOCUMENT = r"(?:chapter|document|framework|guidance|guide|leaflet|paper|publication|report|resource|section|statement)"
_NOTHING_IS_MEANT = (
    r"(?! (?:is|was|will be|would be|may be|remains) (?:(?:also|not|now|often|still|\w+ly) )?"
    r"(?:(?:clear|crucial|critical|difficult|essential|important|necessary|possible|vital|worth)\b"
    r"|(?:estimated|expected|intended|likely|recognised|recommended) that\b))"
)
_DOES = r"(?:is|are|was|were|has|have|had|will|can|may|must)\b"
_ORDINAL = r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|final)"
_LEANING = re.compile(
    rf"(?:This(?! {_OWN_DOCUMENT}\b)|These|Those|That|It{_NOTHING_IS_MEANT}|Its|They|Their|He|She|His|Her|Such|Instead"
    r"|The (?:former|latter)"
    rf"|(?:Both|Neither|One|Each|The (?:{_ORDINAL}|same|others?))(?: sides?)? {_DOES}"
    rf"|The {_ORDINAL} (?:item|of (?:these|those|them)|followed|came|began|covered|covers|concerned|concerns|runs?|ran|lasted)\b"
    rf"|There (?:is|are|was|were)(?: only| just)? (?:{NUMBER_WORDS}|\d+)(?=[.!;:,]? *$|[.!;,:]| in (?:all|total)| altogether)"
    r"|Both sides|(?:[A-Z]\w+|More than one|At least one) of (?:these|those|them)"
    r"(?= \w+)(?! (?:who|whom|whose|which|that|with|without|in|aged)\b)"
    rf"|(?:But|And|So|However|Moreover|Nevertheless|Even so|Therefore|Thus|Similarly|Equally|Then|Here),? (?:this(?! {_OWN_DOCUMENT}\b)"
    rf"|these|those|they|it{_NOTHING_IS_MEANT}|its|their)"
    rf"|(?:In|At|For|Within|Across) (?:the )?[A-Z][^,.;:()]{{1,40}}?,? (?:this|these|they|it{_NOTHING_IS_MEANT})"
    rf"(?= {_DOES})"
    r"|(?:As|In|For|To (?:\w+)|By (?:\w+)|Because of|Alongside|Through|With|From|Under|On|At) (?:this|these|those|that|it|them|so)"
    r"(?! (?:end of|is\b))|In (?:so )?doing(?: so)?)\b"
)
"""A sentence that begins so points back to the one before it, as "In Fife this is" and "The second was" do. "This report" is the document,
which is named with every quote, and in "It is important that" nothing is pointed to."""
_MAY_BE_ITSELF = re.compile(r"This (plan|policy|strategy)\b", re.IGNORECASE)
"""What a sentence may point back to, or mean its own document by. Its title tells."""
_COMPARES = re.compile(r"\b(?:go(?:es)? (?:further|beyond (?:this|that))|(?:in|by) (?:contrast|comparison)|differs?)\b", re.IGNORECASE)
_OF_THIS_KIND = re.compile(r"\bof (?:this|that|these|those) (?:kind|nature|sort|type)s?\b")
_SHORTEST_COMPARISON = 9
"""Words. A sentence of fewer that compares says to what only in the one before it: "Co-production goes further."."""
_LONGEST_OF_A_KIND = 15
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
_ENDS_SENTENCE = re.compile(r"[.!?][”’\"')\]]*\d{0,3}$")


def quote_around(candidate: Candidate) -> Quote:
    """The quote for one sentence, or for several that stand side by side: the words with what is needed to understand them.

    A list item brings its lead-in; a lead-in brings its list; a sentence that points back ("This", "It") brings the one before it.
    """
    span = candidate.sentence
    document = span.document
    position = document.block_position_at(span.start)
    if position is None:
        return Quote(span, candidate.score, key=candidate.key)
    block = document.blocks[position]
    if span.end <= block.end and (opening := _opening(span, block)) and (items := _items_led_by(document, position)):
        whole = document.span(items[0].start, items[-1].end)
        return Quote(whole, candidate.score, lead=opening)
    if span.start == block.start and block.lead == position - 1 and _is_term(document, position - 1):
        return quote_around(replace(candidate, sentence=document.span(document.blocks[position - 1].start, span.end)))
    return Quote(span, candidate.score, lead=_lead_of(span, position), key=candidate.key)


def _opening(span: Span, block: Block) -> Span | None:
    """The words that lead into the list after ``block``, with what they lean on, where ``span`` is any of them; None where it is not.

    "The board has three duties. It must:" leads into a list as a whole.
    """
    document = span.document
    if not _leads_in(span, block):
        rest = document.text[span.end : block.end].strip()
        is_lead_in = rest.endswith(":") and _LEANING.match(rest) and len(sentence_spans(document.span(span.end, block.end))) == 1
        return document.span(span.start, block.end) if is_lead_in and block.end - span.start <= _LONGEST_TWO else None
    leaned_on = _leaned_on(document, block, span.end)
    return leaned_on if leaned_on and leaned_on.start < span.start and leaned_on.end == span.end else span


def _is_term(document: Document, position: int) -> bool:
    """Whether the block is an item of a word or two with one item nested in it: a term and its meaning, which belong together."""
    block, *after = document.blocks[position : position + 3]
    nested = sum(other.lead == position for other in after)
    return block.kind is BlockKind.LIST_ITEM and nested == 1 and len(document.text[block.start : block.end].split()) <= _LONGEST_TERM


def _leads_in(span: Span, block: Block) -> bool:
    """Whether the words end their block and leave their sentence open, as the words before a list do."""
    return span.text.endswith(":") or (span.end == block.end and not _ENDS_SENTENCE.search(span.text))


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
    points_back = _points_back(span, block)
    if points_back and (before := _leaned_on(document, block, span.start)):
        return before
    if block.lead is not None and block.lead != position and document.blocks[block.lead].kind not in _IN_THE_SECTION:
        introduction = document.blocks[block.lead]
        lead = _leaned_on(document, introduction, introduction.end)
        return lead if lead and not lead.overlaps(span) else None
    if points_back and block.kind is BlockKind.PARAGRAPH and (paragraph := _paragraph_before(document, position)):
        return _leaned_on(document, paragraph, paragraph.end)
    return _list_before(document, position) if points_back and block.kind is BlockKind.PARAGRAPH else None


def _points_back(span: Span, block: Block) -> bool:
    """Whether the words lean on the sentence before them. An item keeps its lead-in, which may say that it does not hold."""
    text = span.text
    if (named := _MAY_BE_ITSELF.match(text)) and named[1].casefold() in span.document.source.title.casefold():
        return False
    if _LEANING.match(text):
        return True
    if block.kind is not BlockKind.PARAGRAPH or block.lead is not None:
        return False
    words = len(text.split())
    # In a longer one the thing may stand before it: "A board, or a body of this kind, …".
    return (words < _SHORTEST_COMPARISON and bool(_COMPARES.search(text))) or (
        words < _LONGEST_OF_A_KIND and bool(_OF_THIS_KIND.search(text))
    )


def _paragraph_before(document: Document, position: int) -> Block | None:
    """The paragraph right before the block at ``position``, under the same heading."""
    place = _place_before(document, position)
    before = document.blocks[place] if place >= 0 else None
    return (
        before if before and before.kind is BlockKind.PARAGRAPH and _ENDS_SENTENCE.search(document.text, before.start, before.end) else None
    )


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
    if nearest is None or not _LEANING.match(nearest.text):
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
