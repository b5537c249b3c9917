"""Which words of a quote carry the answer, so that a page can set them off."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from copro_qa.answer import Quote
from copro_qa.answering.expected_kind import asks_for_several, expected_of
from copro_qa.answering.named_people import people, people_in_post
from copro_qa.answering.named_sources import ranges_outside_named_sources
from copro_qa.answering.stated_kinds import Kind, figures
from copro_qa.document import Span
from copro_qa.store.lexical import terms

__all__ = ["with_key"]

_NEARLY_ALL = 0.8
_SHORT = re.compile(r"\b(?:who|whom|whose|when|where|which|how (?:many|much|long|old|often|far|big|large|high))\b", re.IGNORECASE)
_WHOLE_WORD = re.compile(r"[£$€]?\w(?:\S*[\w%])?")
"""What stands between white space, without the marks around it."""


def with_key(quote: Quote, question: str, read: Sequence[Span] = ()) -> Quote:
    """The quote with the words marked that carry the answer; with none where nothing but the whole of it could be marked.

    ``read`` is what a reader takes for short answers, wherever it found them. Where the question asks for something short, it decides, but
    for words that the question has already. Else figures are marked where the question asks for one, a name where it asks who, and in a
    quote of several sentences those that answer.
    """
    short = _by_reader(quote, question, read) if _asks_for_something_short(question) else ()
    if short:
        # Of several sentences that answer, each has its figure.
        without = [sentence for sentence in quote.key if not any(sentence.overlaps(mark) for mark in short)]
        figures_there = (mark for mark in _figures(quote, question) if any(sentence.contains(mark) for sentence in without))
        short = tuple(sorted((*short, *figures_there), key=lambda mark: mark.start))
    ways = (short, tuple(_figures(quote, question)), tuple(_person(quote, question)), quote.key)
    return replace(quote, key=next((key for key in ways if key and _is_set_off(key, quote)), ()))


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
    return sum(part.end - part.start for part in key) < _NEARLY_ALL * (quote.span.end - quote.span.start)


def _by_reader(quote: Quote, question: str, read: Sequence[Span]) -> tuple[Span, ...]:
    span = quote.span
    here = (mark for mark in read if mark.document.id == span.document.id)
    words = [match.span() for match in _WHOLE_WORD.finditer(span.text)]
    whole = [_in_whole_words(words, mark.start - span.start, mark.end - span.start) for mark in here]
    # Of a figure all is marked: "£11 million" where the reader took "£11".
    whole += [(figure.start - span.start, figure.end - span.start) for figure in _figures(quote, question) if _touches(figure, whole, span)]
    asked = set(terms(question))
    # Words that the question already has are not what it asks for.
    own = ranges_outside_named_sources(_joined(filter(None, whole)), span.text)
    told = ((start, end) for start, end in own if not set(terms(span.text[start:end])) <= asked)
    return tuple(span.document.span(span.start + start, span.start + end) for start, end in told)


def _in_whole_words(words: Sequence[tuple[int, int]], start: int, end: int) -> tuple[int, int] | None:
    """The range from the first to the last of ``words`` that shares a character with ``start`` to ``end``; None when none does."""
    touched = [word for word in words if word[0] < end and start < word[1]]
    return (touched[0][0], touched[-1][1]) if touched else None


def _touches(figure: Span, ranges: Iterable[tuple[int, int] | None], within: Span) -> bool:
    start, end = figure.start - within.start, figure.end - within.start
    return any(each is not None and each[0] < end and start < each[1] for each in ranges)


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
    """The figures of the kind that the question asks for, in the sentences that answer."""
    expected = expected_of(question)
    if expected is None:
        return
    for sentence in quote.key or (quote.span,):
        for start, end in figures(sentence.text, expected.kind):
            yield quote.span.document.span(sentence.start + start, sentence.start + end)
