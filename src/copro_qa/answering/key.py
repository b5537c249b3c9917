"""Which words of a quote carry the answer, so that a page can set them off."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from copro_qa.answer import Quote
from copro_qa.answering.clauses import VERBS, clauses
from copro_qa.answering.expected_kind import asks_for_several, expected_of
from copro_qa.answering.likely_words import Likely, whole_names
from copro_qa.answering.named_people import people, people_in_post
from copro_qa.answering.named_sources import ranges_outside_named_sources
from copro_qa.answering.stated_kinds import Kind, figures
from copro_qa.answering.telling import NEARLY_ALL, telling
from copro_qa.answering.telling_words import closed
from copro_qa.document import Span
from copro_qa.store.lexical import terms

__all__ = ["with_key"]

_MOST_OF_WORD = 0.5
_SHORT = re.compile(
    r"\b(?:who|whom|whose|when|where|which|how (?:many|much|long|old|often|far|big|large|high))\b"
    # "What gene …", but not "what is …" nor "what helps …".
    rf"|\bwhat (?!(?:{'|'.join(VERBS)}|about|else)\b)\w+(?<![^s]s)(?<!ed)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(rf"\?|\b(?:what|why|how|meaning|means?|definition)\b|^\W*(?:{'|'.join(VERBS)})\b", re.IGNORECASE)
"""Without any of these it is a few words to search for, "year plan signed": a reader that is sure of something short is believed."""
_WHOLE_WORD = re.compile(r"[£$€]?\w(?:\S*[\w%])?")
"""What stands between white space, without the marks around it."""


def with_key(quote: Quote, question: str, read: Sequence[Span] = (), likely: Sequence[Likely] = ()) -> Quote:
    """The quote with the words marked that carry the answer; none where that is nearly all of it, but for the names in a list.

    ``read`` is what a reader takes for short answers, wherever it found them. Where the question asks for something short, it decides, but
    for words that the question has already. Else figures are marked where the question asks for one, and a name where it asks who. Where
    none of this leaves anything unmarked, then in each sentence, item or row that answers what the question does not say already
    (``telling_words``), or of a short answer the stretches in which the reader sees it rather than elsewhere (``likely``).
    """
    stated = tuple(_figures(quote, question))
    ways = (_short(quote, question, read, stated), stated, tuple(_person(quote, question)))
    decided = next((key for key in ways if key and _is_set_off(key, quote)), ())
    return replace(quote, key=decided or telling(quote, question, likely, short=_asks_for_something_short(question)))


def _short(quote: Quote, question: str, read: Sequence[Span], stated: Sequence[Span]) -> tuple[Span, ...]:
    """What the reader marks, and of several sentences that answer the figure of each.

    Nothing where it marks several things in one sentence, since then it is not sure of any, or none of the figures ``stated``.
    """
    is_short = _asks_for_something_short(question) or not _ASKS.search(question)
    marks = _by_reader(quote, question, read) if is_short else ()
    unsure = any(sum(sentence.overlaps(mark) for mark in marks) > 1 for sentence in quote.key or (quote.span,))
    if unsure or (stated and not any(mark.overlaps(figure) for mark in marks for figure in stated)):
        return ()
    without = [sentence for sentence in quote.key if not any(sentence.overlaps(mark) for mark in marks)] if marks else []
    besides = (figure for figure in stated if any(sentence.contains(figure) for sentence in without))
    return tuple(sorted((*marks, *besides), key=lambda mark: mark.start))


def _asks_for_something_short(question: str) -> bool:
    """A name, place, time or figure, and one of them.

    A few words of what answers "what does it mean" or "why" would lead the eye to the wrong place.
    """
    expected = expected_of(question)
    if asks_for_several(question) or (expected is not None and expected.kind is Kind.LIST):
        return False
    return bool(_SHORT.search(question)) or expected is not None


def _is_set_off(key: Sequence[Span], quote: Quote) -> bool:
    """Whether the words stand out from the quote: marks on nearly all of it lead the eye nowhere."""
    return sum(part.end - part.start for part in key) < NEARLY_ALL * (quote.span.end - quote.span.start)


def _by_reader(quote: Quote, question: str, read: Sequence[Span]) -> tuple[Span, ...]:
    span = quote.span
    here = [(mark.start - span.start, mark.end - span.start) for mark in read if mark.document.id == span.document.id]
    words = [match.span() for match in _WHOLE_WORD.finditer(span.text)]
    whole = _joined(filter(None, (_in_whole_words(words, start, end) for start, end in here)))
    # Of a figure all is marked: "£11 million" where the reader took "£11".
    places = [(figure.start - span.start, figure.end - span.start) for figure in _figures(quote, question) if _touches(figure, whole, span)]
    # A reader that takes the last letter of a word has not found it.
    found = [place for place in whole if sum(_common(place, mark) for mark in here) >= _MOST_OF_WORD * (place[1] - place[0])]
    asked = set(terms(question))
    # Words that the question already has are not what it asks for.
    own = ranges_outside_named_sources(_joined([*found, *places]), span.text)
    told = [(start, end) for start, end in own if not set(terms(span.text[start:end])) <= asked]
    named = whole_names(span.text, told)
    ranges = _joined(closed(span.text, start, end) for start, end in named)
    return tuple(span.document.span(span.start + start, span.start + end) for start, end in ranges)


def _common(one: tuple[int, int], other: tuple[int, int]) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def _in_whole_words(words: Sequence[tuple[int, int]], start: int, end: int) -> tuple[int, int] | None:
    """The range from the first to the last of ``words`` that shares a character with ``start`` to ``end``; None when none does."""
    touched = [word for word in words if word[0] < end and start < word[1]]
    return (touched[0][0], touched[-1][1]) if touched else None


def _touches(figure: Span, ranges: Iterable[tuple[int, int]], within: Span) -> bool:
    return any(_common((figure.start - within.start, figure.end - within.start), each) for each in ranges)


def _joined(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The ranges in order, those that share a character made one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _person(quote: Quote, question: str) -> Iterator[Span]:
    """The name of the one person whom a quote names, beside a post or a title, where a person is asked for.

    Of several it is not known which is meant, and what stands beside no post may be a place or a body.
    """
    expected = expected_of(question)
    if expected is None or expected.kind not in {Kind.PERSON, Kind.POST}:
        return
    text = quote.span.text
    if len({text[start:end] for start, end in people(text, expected.asked)}) == 1:
        for start, end in people_in_post(text, expected.asked):
            yield quote.span.document.span(quote.span.start + start, quote.span.start + end)


def _figures(quote: Quote, question: str) -> Iterator[Span]:
    """The figures of the kind that the question asks for, in the sentences that answer.

    Of several in a sentence, those in the parts that have most of the question's words.
    """
    expected = expected_of(question)
    if expected is None:
        return
    asked = frozenset(terms(question))
    for sentence in quote.key or (quote.span,):
        places = list(figures(sentence.text, expected.kind))
        shared = _words_shared(sentence.text, places, asked)
        for (start, end), words in zip(places, shared, strict=True):
            if words == max(shared):
                yield quote.span.document.span(sentence.start + start, sentence.start + end)


def _words_shared(text: str, places: Sequence[tuple[int, int]], asked: AbstractSet[str]) -> list[int]:
    """How many terms of the question the clause of each of ``places`` has; the same for all where there is but one."""
    parts = clauses(text) if len(places) > 1 else []
    return [max((len(part.terms & asked) for part in parts if part.start < end and start < part.end), default=0) for start, end in places]
