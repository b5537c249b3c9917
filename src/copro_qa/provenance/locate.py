"""Words looked up in a document as it is now: at their place, elsewhere, changed, or not there any more."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from copro_qa.answer import quote_ids
from copro_qa.document import Document, Span
from copro_qa.provenance.effort import UNLIMITED, Effort
from copro_qa.sentences import sentence_spans

__all__ = ["Found", "Outcome", "aligned_passage", "find_again", "find_words", "nearest_passage", "places_of"]

_STILL_THE_SAME_PASSAGE = 0.5
"""Half of the words: a passage that keeps fewer of them is another one, and the quoted one is gone. By definition, not by measurement."""
_MOST_WORDS_ALIGNED = 1_500
"""Longer texts than any quote are compared by their beginning, so that one request cannot keep the processor for long."""
_TOKEN = re.compile(r"\S+")
_LETTERS = re.compile(r"\w+")


class Outcome(StrEnum):
    """What has become of quoted words."""

    IDENTICAL = "identical"
    MOVED = "moved"
    ALTERED = "altered"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Found:
    """What has become of words, and where they stand now: for altered ones the passage nearest to them, None for those that are gone."""

    outcome: Outcome
    span: Span | None


def find_again(
    words: str, document: Document, *, start: int | None = None, quote_id: str | None = None, effort: Effort = UNLIMITED
) -> Found:
    """Looks ``words`` up in ``document``: word for word, as ``find_words`` does, or else the passage nearest to them."""
    found = find_words(words, document, start=start, quote_id=quote_id, effort=effort)
    if found is not None:
        return found
    near = nearest_passage(words, document, effort=effort)
    return Found(Outcome.GONE, None) if near is None else Found(Outcome.ALTERED, near)


def find_words(
    words: str, document: Document, *, start: int | None = None, quote_id: str | None = None, effort: Effort = UNLIMITED
) -> Found | None:
    """``words``, character for character, in ``document``, where they once stood at ``start``; None when they are not there.

    Of several places with the same words it is the one whose quote has the id ``quote_id``, else the one nearest to ``start``.
    """
    if start is not None and words and document.text.startswith(words, start) and start >= 0:
        return Found(Outcome.IDENTICAL, document.span(start, start + len(words)))
    effort.search(len(document.text))
    places = []
    for place in places_of(words, document):
        effort.tell_apart(1)
        places.append(place)
    if not places:
        return None
    same = [] if quote_id is None else [span for span, known in zip(places, quote_ids(places), strict=True) if known == quote_id]
    return Found(Outcome.MOVED, min(same or places, key=lambda span: abs(span.start - (start or 0))))


def places_of(words: str, document: Document) -> Iterator[Span]:
    """Every place with exactly these characters, in order."""
    start = document.text.find(words) if words else -1
    while start >= 0:
        yield document.span(start, start + len(words))
        start = document.text.find(words, start + 1)


def nearest_passage(words: str, document: Document, *, effort: Effort = UNLIMITED) -> Span | None:
    """The whole sentences around the stretch that is most like ``words``; None when less than half of the words is left."""
    aligned = aligned_passage(words, document, effort=effort)
    if aligned is None:
        return None
    blocks = aligned.blocks
    first, last = (blocks[0].start, blocks[-1].end) if blocks else (aligned.start, aligned.end)
    around = document.span(min(first, aligned.start), max(last, aligned.end))
    touched = [sentence for sentence in sentence_spans(around) if sentence.overlaps(aligned)]
    edges = [aligned, *touched]
    return document.span(min(span.start for span in edges), max(span.end for span in edges))


def aligned_passage(words: str, document: Document, *, effort: Effort = UNLIMITED) -> Span | None:
    """The passage that needs the fewest words inserted, left out or replaced to become ``words``; None when less than half is left.

    Approximate matching by edit distance over whole words, a word being its letters in lower case. Source: P. H. Sellers (1980), "The
    theory and computation of evolutionary distances: pattern recognition", Journal of Algorithms 1(4), 359-373.
    """
    wanted = [_letters(token.group()) for token in _TOKEN.finditer(words)][:_MOST_WORDS_ALIGNED]
    effort.align(len(document.text), len(wanted))
    tokens = list(_TOKEN.finditer(document.text))
    if not any(wanted) or not tokens:
        return None
    numbers = {word: number for number, word in enumerate(dict.fromkeys(wanted))}
    pattern = [numbers[word] for word in wanted]
    text = np.array([numbers.get(_letters(token.group()), -1) for token in tokens], np.int32)
    costs = _distances(pattern, text, anywhere=True)
    end = int(costs.argmin())
    if costs[end] > (1 - _STILL_THE_SAME_PASSAGE) * len(pattern):
        return None
    # The beginning: the same alignment from the end backwards. It cannot be longer than this, or it would cost more.
    window = text[max(0, end - 2 * len(pattern) - 1) : end][::-1]
    length = int(_distances(pattern[::-1], window, anywhere=False)[1:].argmin()) + 1
    return document.span(tokens[end - length].start(), tokens[end - 1].end())


def _distances(pattern: Sequence[int], text: NDArray[np.int32], *, anywhere: bool) -> NDArray[np.int64]:
    """Per number of words of ``text``, the least edit distance of ``pattern`` to words that end there.

    They begin anywhere, or at the beginning of the text. One row of the table at a time; the running minimum stands for insertions.
    """
    places = np.arange(len(text) + 1)
    row = np.zeros_like(places) if anywhere else places.copy()
    for number, word in enumerate(pattern, 1):
        changed = np.empty_like(row)
        changed[0] = number
        np.minimum(row[1:] + 1, row[:-1] + (text != word), out=changed[1:])
        row = np.minimum.accumulate(changed - places) + places
    return row


def _letters(token: str) -> str:
    return "".join(_LETTERS.findall(token)).casefold()
