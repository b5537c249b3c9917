"""From read passages to quotes: whole sentences or list items that stand on their own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from copro_qa.answer import Quote
from copro_qa.document import Block, BlockKind, Document, Span
from copro_qa.sentences import sentence_spans

__all__ = ["Candidate", "fold_repeats", "merge_neighbours", "quote_around", "successors_first"]

_LEANING = re.compile(
    r"(?:This|These|Those|That|It|Its|They|Their|He|She|His|Her|Such|However|But|And|Also|Therefore|Instead|Here|There|Both|Each"
    r"|The (?:plan|report|Act|Bill|strategy|paper|former|latter))\b"
)
_JOINED_OF_BEST = 0.9
"""A sentence is joined to a better one beside it when its score is at least this share of the better one's."""
_IN_THE_SECTION = frozenset({BlockKind.TITLE, BlockKind.HEADING})
"""Kinds of lead-in that are not quoted again, because title and section are named with every quote."""
_WIDEST_GAP = 10
"""Characters of white space between two sentences that stand side by side."""
_MOST_ITEMS = 14
_MOST_LIST_CHARACTERS = 1_600
_LONGEST_LEAD = 1_000
"""Characters. Only so many are looked at for the sentence that a quote leans on, however long its paragraph is."""
_SAME_WORDS = 0.85
"""Share of common words (Jaccard) from which two quotes say the same."""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer: where it is and how likely it answers, 0 to 1."""

    sentence: Span
    score: float
    key: tuple[Span, ...] = ()
    """The sentences of ``sentence`` that carry the answer, when it holds several."""


def merge_neighbours(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Joins sentences that stand side by side in one block and answer about as well: best first in, best first out."""
    merged: list[Candidate] = []
    for candidate in candidates:
        place = next((place for place, other in enumerate(merged) if _side_by_side(candidate, other)), None)
        if place is None:
            merged.append(Candidate(candidate.sentence, candidate.score, (candidate.sentence,)))
            continue
        other = merged[place]
        start, end = min(other.sentence.start, candidate.sentence.start), max(other.sentence.end, candidate.sentence.end)
        key = tuple(sorted((*other.key, candidate.sentence), key=lambda span: span.start))
        merged[place] = Candidate(candidate.sentence.document.span(start, end), other.score, key)
    return merged


def _side_by_side(candidate: Candidate, other: Candidate) -> bool:
    if candidate.sentence.document != other.sentence.document or candidate.score < _JOINED_OF_BEST * other.score:
        return False
    first, second = sorted((candidate.sentence, other.sentence), key=lambda span: span.start)
    # The cheap question first: most pairs are far apart.
    if not 0 <= second.start - first.end <= _WIDEST_GAP:
        return False
    return first.blocks == second.blocks and not candidate.sentence.document.text[first.end : second.start].strip()


def quote_around(candidate: Candidate) -> Quote:
    """The quote for one sentence: the sentence with what it needs to be understood.

    A list item brings its lead-in; a lead-in brings its list; a sentence that points back ("This", "It") brings the one before it.
    """
    span = candidate.sentence
    document = span.document
    position = document.block_position_at(span.start)
    if position is None:
        return Quote(span, candidate.score, key=candidate.key)
    block = document.blocks[position]
    if span.text.endswith(":") and (items := _items_led_by(document, position)):
        whole = document.span(items[0].start, items[-1].end)
        return Quote(whole, candidate.score, lead=span)
    if block.lead is not None and block.lead != position and document.blocks[block.lead].kind not in _IN_THE_SECTION:
        return Quote(span, candidate.score, lead=_last_sentence(document, document.blocks[block.lead]), key=candidate.key)
    return Quote(span, candidate.score, lead=_leaned_on(span, block), key=candidate.key)


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


def _last_sentence(document: Document, block: Block) -> Span | None:
    return _sentence_before(document, block, block.end)


def _leaned_on(span: Span, block: Block) -> Span | None:
    """The sentence before, in the same block, when this one points back to it."""
    return _sentence_before(span.document, block, span.start) if _LEANING.match(span.text) else None


def _sentence_before(document: Document, block: Block, end: int) -> Span | None:
    """The sentence of ``block`` that ends last before ``end``; None when there is none, or it is too long to be shown beside a quote."""
    start = max(block.start, end - _LONGEST_LEAD)
    sentences = sentence_spans(document.span(start, end)) if start < end else []
    if not sentences or (sentences[-1].start == start > block.start):
        return None
    return sentences[-1]


def fold_repeats(quotes: Iterable[Quote]) -> list[Quote]:
    """Drops quotes that lie in a better one, and folds those that say the same elsewhere into ``also`` of the better one."""
    kept: list[Quote] = []
    words_of_kept: list[frozenset[str]] = []
    for quote in quotes:
        words = _words(quote.span)
        twin = next(
            (place for place, other in enumerate(kept) if _same_place(quote, other) or _same_words(words, words_of_kept[place])), None
        )
        if twin is None:
            kept.append(quote)
            words_of_kept.append(words)
        elif not _same_place(quote, kept[twin]):
            other = kept[twin]
            kept[twin] = Quote(other.span, other.score, other.lead, other.key, (*other.also, quote.span))
    return kept


def successors_first(quotes: Sequence[Quote]) -> list[Quote]:
    """The quotes in their order, but one from a superseded document stands after those from the documents that supersede it."""
    ordered: list[Quote] = []
    for quote in quotes:
        path = quote.span.document.source.path
        later = [place for place, other in enumerate(ordered) if path in other.span.document.source.superseded_by]
        ordered.insert(min(later, default=len(ordered)), quote)
    return ordered


def _same_place(quote: Quote, other: Quote) -> bool:
    return quote.span.overlaps(other.span) or (other.lead is not None and quote.span.overlaps(other.lead))


def _same_words(left: frozenset[str], right: frozenset[str]) -> bool:
    fewer, more = sorted((len(left), len(right)))
    if not fewer or fewer < _SAME_WORDS * more:
        return False
    common = len(left & right)
    return common >= _SAME_WORDS * (len(left) + len(right) - common)


def _words(span: Span) -> frozenset[str]:
    return frozenset(match.group().casefold() for match in _WORD.finditer(span.text))
