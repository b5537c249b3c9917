"""Which words of a quote carry the answer, so that a page can set them off."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from copro_qa.answer import Quote
from copro_qa.answering.act_names import past_names
from copro_qa.answering.clauses import VERBS, words_of
from copro_qa.answering.expected_kind import asks_for_several, expected_of
from copro_qa.answering.likely_words import Likely, stretches, whole_names
from copro_qa.answering.named_sources import ranges_outside_named_sources
from copro_qa.answering.narrowed import is_narrow
from copro_qa.answering.phrases import phrases
from copro_qa.answering.runs import with_denials
from copro_qa.answering.stated_answers import figures_asked_for, full_form, numbered_place, person_asked_for
from copro_qa.answering.stated_kinds import FIGURES, Kind
from copro_qa.answering.telling import telling
from copro_qa.answering.telling_words import closed
from copro_qa.answering.term_weights import TermWeights
from copro_qa.document import Span
from copro_qa.sentences import sentence_spans
from copro_qa.store.lexical import terms

__all__ = ["with_key"]

_MOST_OF_WORD = 0.5
_SHORT = re.compile(
    r"\b(?:who|whom|whose|when|where|which|how (?:many|much|long|old|often|far|big|large|high))\b"
    # "What gene …", but not "what is …" nor "what helps …".
    rf"|\bwhat (?!(?:{'|'.join(VERBS)}|about|else|it|they|he|she|we|you|i|this|these|those|the|to)\b)\w+(?<![^s]s)(?<!ed)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(rf"\?|\b(?:what|why|how|meaning|means?|definition)\b|^\W*(?:{'|'.join(VERBS)})\b", re.IGNORECASE)
"""Without any of these it is a few words to search for, "year plan signed": a reader that is sure of something short is believed."""
_MOST_AROUND = 12
"""Words, that one by itself among them."""
_WHOLE_WORD = re.compile(r"[£$€]?\w(?:\S*[\w%])?")
"""What stands between white space, without the marks around it."""
_JOINED_ON = re.compile(r"(?:\([^()]*\)[,;]?\s+)?(?:and|or|but)\s+", re.IGNORECASE)
"""What a mark does not begin with: it joins the words to what stands before them, "(the Act), and"."""
_EQUAL = TermWeights.equal()


def with_key(
    quote: Quote,
    question: str,
    read: Sequence[Span] = (),
    likely: Sequence[Likely] = (),
    weight: Callable[[str], float] = _EQUAL.weight,
) -> Quote:
    """The quote with the words marked that carry the answer; of more than a few words about half at most, but for names asked for.

    ``read`` is what a reader takes for short answers, wherever it found them. Where the question asks for something short, it decides, but
    for words that the question has already. Else figures are marked where the question asks for one, and a name where it asks who. Where
    none of this leaves anything unmarked, then in each sentence, item or row that answers what the question does not say already
    (``telling_words``), or of a short answer the stretches in which the reader sees it rather than elsewhere (``likely``).
    """
    stated = tuple(figures_asked_for(quote, question))
    ways = (
        tuple(full_form(quote, question)),
        tuple(numbered_place(quote, question)),
        _short(quote, question, read, stated),
        stated,
        tuple(person_asked_for(quote, question)),
    )
    decided = next((key for key in ways if key and is_narrow(_words(key), _words([quote.span]))), ())
    key = _with_denials(decided, quote) or telling(quote, question, likely, weight, short=_asks_for_something_short(question))
    # Small words by themselves say nothing.
    saying = tuple(mark for mark in key if terms(mark.text)) or tuple(mark for mark in [quote.span] if terms(mark.text))
    marks = _apart(_past_names(_widened(saying, quote, question, likely), quote))
    return replace(quote, key=tuple(_from_its_first_word(mark, quote) for mark in marks))


def _from_its_first_word(mark: Span, quote: Quote) -> Span:
    joined = _JOINED_ON.match(mark.text) if mark.start > quote.span.start else None
    return mark.document.span(mark.start + joined.end(), mark.end) if joined and terms(mark.text[joined.end() :]) else mark


def _with_denials(key: Sequence[Span], quote: Quote) -> tuple[Span, ...]:
    """The marks with the denials that hold for them: "does not begin" beside "before 1 May"; without where these would be wide."""
    found: list[Span] = []
    for sentence in sentence_spans(quote.span):
        inside = [(mark.start - sentence.start, mark.end - sentence.start) for mark in key if sentence.contains(mark)]
        ranges = with_denials(sentence.text, inside) if inside else ()
        found += [sentence.document.span(sentence.start + start, sentence.start + end) for start, end in ranges]
    kept = [mark for mark in key if not any(mark.overlaps(other) for other in found)]
    whole = tuple(sorted((*found, *kept), key=lambda mark: mark.start))
    return whole if is_narrow(_words(whole), _words([quote.span])) else tuple(key)


def _past_names(key: tuple[Span, ...], quote: Quote) -> tuple[Span, ...]:
    """The marks with whole names of Acts, where they stay narrow."""
    text, at = quote.text, quote.span.start
    ranges = [past_names(text, mark.start - at, mark.end - at) for mark in key if quote.span.contains(mark)]
    if len(ranges) < len(key):
        return key
    whole = tuple(quote.span.document.span(at + start, at + end) for start, end in ranges)
    return whole if is_narrow(_words(whole), _words([quote.span])) else key


def _apart(key: Sequence[Span]) -> tuple[Span, ...]:
    """The marks in order, those that share a character made one."""
    ranges = _joined((mark.start, mark.end) for mark in key)
    return tuple(key[0].document.span(start, end) for start, end in ranges)


def _words(spans: Sequence[Span]) -> int:
    return sum(len(words_of(span.text)) for span in spans)


def _widened(key: tuple[Span, ...], quote: Quote, question: str, likely: Sequence[Likely]) -> tuple[Span, ...]:
    """A word that is marked alone, and is no figure, with those around it in which a reader sees the answer too."""
    expected = expected_of(question)
    asks_for_figure = expected is not None and expected.kind in FIGURES
    if len(key) != 1 or _words(key) > 1 or asks_for_figure or any(map(str.isdigit, key[0].text)):
        return key
    part = next((part for part in quote.key if part.contains(key[0])), quote.span)
    at = key[0].start - part.start
    around = [range_ for range_ in stretches(part, frozenset(terms(question)), likely) if range_[0] <= at < range_[1]]
    # Of a long stretch the phrase that the word stands in.
    inside = [(phrase.words[0].start, phrase.words[-1].end) for phrase in phrases(part.text) if at in {word.start for word in phrase.words}]
    for start, end in (*around, *((max(one[0], other[0]), min(one[1], other[1])) for one in around for other in inside)):
        first, last = closed(part.text, start, end)
        stretch = part.document.span(part.start + first, part.start + last)
        if stretch.contains(key[0]) and _words([stretch]) <= min(_MOST_AROUND, _words([quote.span]) // 2 + 1):
            ranges = with_denials(part.text, [(first, last)])
            return tuple(part.document.span(part.start + first, part.start + last) for first, last in ranges)
    return key


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


def _by_reader(quote: Quote, question: str, read: Sequence[Span]) -> tuple[Span, ...]:
    span = quote.span
    here = [(mark.start - span.start, mark.end - span.start) for mark in read if mark.document.id == span.document.id]
    words = [match.span() for match in _WHOLE_WORD.finditer(span.text)]
    whole = _joined(filter(None, (_in_whole_words(words, start, end) for start, end in here)))
    # Of a figure all is marked: "£11 million" where the reader took "£11".
    places = [
        (figure.start - span.start, figure.end - span.start)
        for figure in figures_asked_for(quote, question)
        if _touches(figure, whole, span)
    ]
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
