"""The words of a quote that tell what the question asks for, sentence by sentence, item by item, row by row."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property

from copro_qa.answer import Quote
from copro_qa.answering.clauses import VERBS, clauses, overlap, words_of
from copro_qa.answering.expected_kind import asks_for_several, expected_of
from copro_qa.answering.lead_ins import denies
from copro_qa.answering.likely_words import Likely, likeliest, stretches
from copro_qa.answering.narrowed import Told, in_full, narrowed
from copro_qa.answering.parts import asked_last
from copro_qa.answering.stated_kinds import Kind
from copro_qa.answering.subjects import comment
from copro_qa.answering.telling_rows import in_row
from copro_qa.answering.telling_words import Range, closed, head_of_item, in_sentence, own_words, time_of
from copro_qa.document import BlockKind, Span
from copro_qa.sentences import sentence_spans
from copro_qa.store.lexical import terms

__all__ = ["telling"]

_NEARLY_ALL = 0.85
"""Share of a sentence's characters from which a mark sets nothing off in it."""
_LONGEST_NAME = 8
"""Words. What an item of a list says in more is no name."""
_MOST_NAMES, _MOST_OF_NAMES = 12, 0.7
"""Words, and share of a quote's words: a sentence that names all that was asked for is marked with all the names."""
_MOST_STRETCHES = 3
"""In a sentence. Where a reader sees answers in more places, it sees none."""
_LEAST_WORDS = 2
"""In a stretch, where the question asks for nothing short."""
_WHEN = re.compile(
    # "When I leave hospital who pays?" asks for no time.
    r"^\W*(?:and )?when(?: (?:is|are|was|were|do|does|did|can|could|should|must|will|would|has|have|had|may|might)\b"
    r"|\b(?![^?]*(?:,|\b(?:who|whom|whose|what|which|how|where|why)\b)))|\b(?:what|which) (?:years?|dates?|months?|days?|decades?)\b",
    re.IGNORECASE,
)
_YES_OR_NO = re.compile(rf"\W*(?:{'|'.join(VERBS)})\b", re.IGNORECASE)


@dataclass(frozen=True)
class _Asked:
    """A question beside the quote that answers it. ``short``: it asks for a name, a place, a time or a figure, and for one."""

    quote: Quote
    question: str
    likely: Sequence[Likely]
    short: bool

    @cached_property
    def terms(self) -> AbstractSet[str]:
        return frozenset(terms(self.question))

    @cached_property
    def known(self) -> AbstractSet[str]:
        """What the text speaks of, by its title, its headings and what leads in."""
        span, lead = self.quote.span, self.quote.lead
        return frozenset(terms(" ".join([span.document.source.title, *span.section, lead.text if lead else ""])))

    @cached_property
    def yes_or_no(self) -> bool:
        """Whether it asks if something is so: then a name or a figure is no answer."""
        return bool(_YES_OR_NO.match(asked_last(self.question)))

    @cached_property
    def when(self) -> bool:
        """Whether it asks for a time; what gives one by a figure is marked before."""
        expected = expected_of(self.question)
        return (expected is not None and expected.kind is Kind.DATE) or bool(_WHEN.search(asked_last(self.question)))

    @cached_property
    def figures(self) -> bool:
        """Whether a figure or a date may be what it asks for."""
        return self.short or self.when or any(character.isdigit() for character in self.question)

    @cached_property
    def is_list(self) -> bool:
        return _is_list(self.quote)

    @cached_property
    def names(self) -> bool:
        """Whether it asks for several things, of which their names are enough."""
        expected = expected_of(self.question)
        return asks_for_several(self.question) or (expected is not None and expected.kind is Kind.LIST)


def telling(quote: Quote, question: str, likely: Sequence[Likely], weight: Callable[[str], float], *, short: bool) -> tuple[Span, ...]:
    """What of each sentence, item or row that answers says what the question does not; where that is most of the quote, the best of it.

    ``likely`` says where a reader sees a short answer, ``weight`` how rare a term is, ``short`` whether the question asks for a name, a
    place, a time or a figure.
    """
    asked = _Asked(quote, question, likely, short)
    parts = []
    for part in _parts(asked):
        start = part.start + own_words(part.text)
        words = part.document.span(start, part.end)
        parts.append(Told(words, _in_part(words, asked), is_item=asked.is_list, is_row=_is_row(words)))
    # The names that were asked for are marked even where a list holds nothing else: they are what to take away.
    if asked.names and asked.is_list and all(len(words_of(mark.text)) <= _LONGEST_NAME for part in parts for mark in part.spans):
        return in_full(parts)
    if asked.names and sum(part.words for part in parts) <= min(_MOST_NAMES, _MOST_OF_NAMES * len(words_of(quote.text))):
        return in_full(parts)
    return narrowed(parts, len(words_of(quote.text)), asked.terms, likely, weight, short=short)


def _parts(asked: _Asked) -> Iterator[Span]:
    """The sentences, items and rows that answer. Who asks for several things is answered by all items of a list that is quoted whole."""
    span, key = asked.quote.span, asked.quote.key
    for whole in (span,) if asked.names and asked.is_list else key or (span,):
        yield from sentence_spans(whole)


def _is_list(quote: Quote) -> bool:
    blocks = quote.span.blocks
    return len(blocks) > 1 and all(block.kind is BlockKind.LIST_ITEM for block in blocks)


def _is_row(span: Span) -> bool:
    return bool(span.blocks) and span.blocks[0].kind is BlockKind.TABLE_ROW


def _in_part(part: Span, asked: _Asked) -> list[Range]:
    kind = part.blocks[0].kind if part.blocks else BlockKind.PARAGRAPH
    if _is_row(part):
        pointed = likeliest(part, asked.terms, asked.likely)
        if cells := in_row(part.text, asked.terms, pointed, names=asked.names or asked.short, figures=asked.figures):
            return cells
    words = words_of(part.text)
    whole = [closed(part.text, words[0].start, words[-1].end)] if words else []
    ways = _ways(part, asked)
    if kind is BlockKind.LIST_ITEM and len(asked.quote.span.blocks) > 1 and not asked.short:
        if asked.names:
            head = head_of_item(part.text)
            return [head] if head else whole
        # Items answer together: the odd words of each in which a reader sees something make no list.
        pointed = likeliest(part, asked.terms, asked.likely)
        ways = iter([in_sentence(part.text, asked.question, asked.terms, pointed, asked.known)])
    return next((ranges for ranges in ways if 0 < _characters(ranges) < _NEARLY_ALL * len(part.text)), whole)


def _ways(part: Span, asked: _Asked) -> Iterator[list[Range]]:
    """The ranges of a sentence that tell, in several ways, the surest first."""
    if asked.when and (times := time_of(part.text)):
        yield times
    seen = [closed(part.text, start, end) for start, end in stretches(part, asked.terms, asked.likely)]
    if asked.short and len(seen) <= _MOST_STRETCHES:
        yield _without_odd_words(part.text, seen)
    pointed = likeliest(part, asked.terms, asked.likely)
    yield in_sentence(part.text, asked.question, asked.terms, pointed, asked.known)
    # A short sentence is cut where nothing else can go, and by figures that are low.
    pointed = likeliest(part, asked.terms, asked.likely, least=0.0)
    yield in_sentence(part.text, asked.question, asked.terms, pointed, asked.known, long=0)
    if said := comment(clauses(part.text), asked.question, asked.terms):
        yield [closed(part.text, *said)]
    if not asked.yes_or_no and _may_stand_alone(part.text, seen):
        yield seen


def _without_odd_words(text: str, ranges: list[Range]) -> list[Range]:
    """The ranges without those of a single small word, where there are others: they are neither a name nor a figure."""
    longer = [each for each in ranges if len(words_of(text[slice(*each)])) > 1 or not text[each[0]].islower()]
    return longer or ranges


def _may_stand_alone(text: str, ranges: Sequence[Range]) -> bool:
    """Whether the words in these ranges are more than odd ones, and say nothing else than the sentence: not "pay" of "need not pay"."""
    words = words_of(text)
    inside = [[word for word in words if overlap((word.start, word.end), each)] for each in ranges]
    left_out = [word for word in words if not any(word in stretch for stretch in inside)]
    return 0 < len(ranges) <= _MOST_STRETCHES and all(len(stretch) >= _LEAST_WORDS for stretch in inside) and not denies(left_out)


def _characters(ranges: Sequence[Range]) -> int:
    return sum(end - start for start, end in ranges)
