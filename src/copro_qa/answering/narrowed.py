"""Marks that are wide, made narrow: of what tells, the phrases that carry the answer most."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from math import ceil

from copro_qa.answering.clauses import words_of
from copro_qa.answering.likely_words import Likely, figures_of
from copro_qa.answering.phrases import phrases
from copro_qa.answering.runs import best_ranges, with_denials
from copro_qa.answering.telling_words import Range
from copro_qa.answering.weighed import Weighed
from copro_qa.document import Span
from copro_qa.store.lexical import terms

__all__ = ["Told", "in_full", "is_narrow", "narrowed"]

_FEW = 8
"""Words. A quote of no more may be marked whole."""
_MOST = 0.5
"""Share of a longer quote's words that may be marked; a phrase is not torn apart for a word or two."""
_ALWAYS = 7
"""Words that may be marked in any quote."""
_LEAST = 3
"""Words that there is room for in each sentence; in an item of a list one more."""
_LONGEST = 60
"""Words of a sentence or a cell, however long it is."""
_UNEVEN = 0.3
"""Share of the likeliest word's figure under which a sentence goes in favour of another, where it has no more of the question's words."""
_SUBORDINATE = frozenset("if when while although though unless until whether once".split())
"""What begins a phrase, or a clause, that mostly says when something holds, not what; its words count half."""


@dataclass(frozen=True)
class _Counts:
    """What words count, times how rare they are. docs/quality.md says what other figures gave."""

    given: float
    """A word that the question has."""
    unseen: float
    """A new word in which a reader sees nothing; 1 more counts the one that it sees most in."""
    near: float = 0.5
    """How much more each counts in the clause that has most of the question's words."""


_SHORT = _Counts(given=0.02, unseen=0.2)
_LONG = _Counts(given=0.4, unseen=0.5)
"""Where more is asked for than a name or a figure, a reader's figures for those say less."""


@dataclass(frozen=True)
class Told:
    """A sentence, an item or a row, and what of it tells. ``is_item`` and ``is_row``: it is one of several that answer together."""

    span: Span
    ranges: Sequence[Range]
    is_item: bool = False
    is_row: bool = False

    @property
    def spans(self) -> list[Span]:
        """The marks."""
        return [self.span.document.span(self.span.start + start, self.span.start + end) for start, end in self.ranges]

    @property
    def words(self) -> int:
        """How many words are marked."""
        return sum(len(words_of(self.span.text[start:end])) for start, end in self.ranges)


def is_narrow(marked: int, words: int) -> bool:
    """Whether marks on ``marked`` of a quote's ``words`` lead the eye to a part of it."""
    return marked <= max(_ALWAYS, _MOST * words)


def in_full(parts: Sequence[Told]) -> tuple[Span, ...]:
    """The marks as they are, with the denials that hold for them and what is excepted."""
    return tuple(mark for part in parts for mark in Told(part.span, with_denials(part.span.text, part.ranges)).spans)


def narrowed(
    parts: Sequence[Told],
    words: int,
    asked: AbstractSet[str],
    likely: Sequence[Likely],
    weight: Callable[[str], float],
    *,
    short: bool,
) -> tuple[Span, ...]:
    """The marks of a quote of so many ``words``; where they are wide, of each part the phrases that carry the answer most.

    ``asked`` are the question's terms, ``likely`` says where a reader sees a short answer, ``weight`` how rare a term is, and ``short``
    whether the question asks for a name, a place, a time or a figure.
    """
    if words <= _FEW or is_narrow(sum(part.words for part in parts), words):
        return in_full(parts)
    parts = _most_likely(parts, asked, likely)
    share = max(_ALWAYS, _MOST * words) / max(1, sum(part.words for part in parts))
    found: list[Span] = []
    for part in parts:
        ranges = with_denials(part.span.text, part.ranges)
        if share < 1:
            # A long sentence may have a word more, so that a phrase fits in.
            room = max(min(_LEAST + part.is_item, part.words), ceil(share * part.words) + (part.words > 2 * _ALWAYS))
            room = min(room, _LONGEST)
            ranges = best_ranges(_weighed(part, asked, likely, weight, short=short), room) or ranges
        found += Told(part.span, ranges).spans
    return tuple(found)


def _most_likely(parts: Sequence[Told], asked: AbstractSet[str], likely: Sequence[Likely]) -> Sequence[Told]:
    """Without the sentences in which a reader sees far less than in another, and which have no more of the question's words."""
    seen = [(max(figures_of(part.span, asked, likely).values(), default=0.0), len(asked & set(terms(part.span.text)))) for part in parts]
    most, shared = max(seen, default=(0.0, 0))
    return [
        part
        for part, (figure, has) in zip(parts, seen, strict=True)
        if part.is_item or part.is_row or figure == most or figure >= _UNEVEN * most or has > shared
    ]


def _weighed(part: Told, asked: AbstractSet[str], likely: Sequence[Likely], weight: Callable[[str], float], *, short: bool) -> Weighed:
    """The phrases of what tells, and what each of their words counts."""
    of = _SHORT if short else _LONG
    told = [
        phrase._replace(words=words)
        for phrase in phrases(part.span.text)
        if (words := tuple(word for word in phrase.words if any(start <= word.start < end for start, end in part.ranges)))
    ]
    figures = figures_of(part.span, asked, likely)
    best = max(figures.values(), default=0.0)
    shared = max((len(phrase.clause.terms & asked) for phrase in told), default=0)
    counts = {}
    for phrase in told:
        more = 1 + of.near * (len(phrase.clause.terms & asked) / shared if shared else 0.0)
        if not short and {phrase.words[0].plain, phrase.clause.words[0].plain} & _SUBORDINATE:
            more = 0.5
        for word in phrase.words:
            # However rare an address is, it says nothing.
            rare = 0.0 if "://" in word.plain else max(map(weight, word.terms), default=0.0)
            if not short and not any(map(str.isalpha, word.plain)):
                # Numbers are rare; where none is asked for they say less than words.
                rare /= 2
            seen = figures.get(word, 0.0) / best if best else 0.0
            counts[word] = more * rare * (of.unseen + seen if word.terms - asked else of.given)
    return Weighed(part.span.text, told, counts, is_item=part.is_item, short=short)
