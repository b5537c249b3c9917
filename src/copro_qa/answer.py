"""Quotes, citations and answers. No field here holds the text of a source: text is sliced from spans. Standard library only."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

from copro_qa.document import BlockKind, Page, Source, Span

__all__ = ["POOR_RECOGNITION", "Answer", "Citation", "Flag", "Quote", "Reason", "Searched", "Stage", "quote_ids"]


class Reason(StrEnum):
    """Why there is no answer."""

    NOT_FOUND = "not_found"
    OFF_TOPIC = "off_topic"
    UNCLEAR = "unclear"
    FILTERED_OUT = "filtered_out"
    EMPTY_INDEX = "empty_index"


class Stage(StrEnum):
    """What is being done for a question, or for one part of it, in this order; for those who show progress."""

    SEARCHING = "searching"
    READING = "reading"
    DECIDING = "deciding"


POOR_RECOGNITION = 0.9
"""A quote from a scan of which the text recognition is less sure than this is marked as poorly read. docs/pdf.md says why."""


class Flag(StrEnum):
    """What a reader should know before relying on a quote."""

    OCR = "ocr"
    HIDDEN_TEXT = "hidden_text"
    SUPERSEDED = "superseded"
    REFERENCE_LIST = "reference_list"
    TABLE = "table"
    SPEAKER_NOTES = "speaker_notes"
    UNOFFICIAL_SUMMARY = "unofficial_summary"


@dataclass(frozen=True, slots=True)
class Quote:
    """Verbatim words of one document.

    ``lead`` is the lead-in or earlier sentence that the quote leans on, ``key`` the parts inside ``span`` that carry the answer,
    ``score`` how well it answers (0 to 1), ``also`` other places that say the same.
    """

    span: Span
    score: float
    lead: Span | None = None
    key: tuple[Span, ...] = ()
    also: tuple[Span, ...] = ()

    def __post_init__(self) -> None:
        if not 0.0 <= self.score <= 1.0:
            raise ValueError(f"a score lies between 0 and 1, not {self.score}")
        if any(not self.span.contains(part) for part in self.key):
            raise ValueError(f"key {self.key} leaves the quote {self.span}")
        if self.lead is not None and (self.lead.document != self.span.document or self.lead.overlaps(self.span)):
            raise ValueError(f"lead {self.lead} belongs to another document or overlaps the quote {self.span}")

    @property
    def text(self) -> str:
        """The quoted words: a slice of the document."""
        return self.span.text

    @property
    def id(self) -> str:
        """Content-addressed: made of the document's path, the headings' letters, the words, and which of equal ones it is there.

        Edits elsewhere do not change it, nor do other numbers before headings. The path keeps equal words of two documents apart.
        """
        headings = _letters_of_headings(self.span)
        occurrence = sum(_letters_of_headings(earlier) == headings for earlier in _earlier(self.span))
        return _quote_id(self.span, headings, occurrence)


def quote_ids(places: Iterable[Span]) -> Iterator[str]:
    """The ``Quote.id`` of each place, given all places of the same words in a document, in order. One pass, however many there are."""
    seen: Counter[tuple[str, ...]] = Counter()
    for span in places:
        headings = _letters_of_headings(span)
        yield _quote_id(span, headings, seen[headings])
        seen[headings] += 1


def _quote_id(span: Span, headings: tuple[str, ...], occurrence: int) -> str:
    content = "\x1f".join([span.document.source.path, *headings, str(occurrence), span.text])
    return hashlib.sha256(content.encode()).hexdigest()[:20]


def _letters_of_headings(span: Span) -> tuple[str, ...]:
    """The headings above a span without their numbers, which change when a section is added elsewhere."""
    return tuple("".join(filter(str.isalpha, heading)) for heading in span.section)


def _earlier(span: Span) -> Iterator[Span]:
    """The places before ``span`` with the same words."""
    document, words = span.document, span.text
    start = document.text.find(words)
    while start < span.start:
        yield document.span(start, start + len(words))
        start = document.text.find(words, start + 1)


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a quote stands: the facts that let anyone find and re-check it."""

    number: int
    quote: Quote
    span: Span

    @property
    def source(self) -> Source:
        """What is known of the document."""
        return self.span.document.source

    @property
    def section(self) -> tuple[str, ...]:
        """Heading path, outermost first."""
        return self.span.section

    @property
    def page(self) -> Page | None:
        """The page on which the quote starts; None where the document has no pages."""
        return self.span.page

    @property
    def flags(self) -> tuple[Flag, ...]:
        """What a reader should know before relying on the quote."""
        kinds = {block.kind for block in self.span.blocks}
        found = {
            Flag.OCR: self.span.is_recognised,
            Flag.SUPERSEDED: bool(self.source.superseded_by),
            Flag.REFERENCE_LIST: BlockKind.REFERENCE in kinds,
            Flag.TABLE: BlockKind.TABLE_ROW in kinds,
            Flag.SPEAKER_NOTES: BlockKind.SPEAKER_NOTE in kinds,
            Flag.UNOFFICIAL_SUMMARY: self.source.unofficial_summary,
        }
        return tuple(flag for flag, holds in found.items() if holds)

    @property
    def ocr_confidence(self) -> float | None:
        """How sure the text recognition is of the words, 0 to 1; None for text that was not read from a scan, or where it is not known."""
        confidence = self.span.recognition_confidence
        return None if confidence is None else round(confidence, 2)

    @property
    def locator(self) -> str:
        """One line for people: title, publisher and year, section, page."""
        return self.locator_with("" if self.page is None else f"page {self.page.label}")

    def locator_with(self, pinpoint: str) -> str:
        """The same line with other words for the page; none where they are empty."""
        publication = ", ".join(part for part in (self.source.publisher, (self.source.published or "")[:4]) if part)
        parts = [f"{self.source.title} ({publication})" if publication else self.source.title]
        if self.section:
            parts.append(" › ".join(self.section))
        return ", ".join([*parts, *([pinpoint] if pinpoint else [])])


@dataclass(frozen=True, slots=True)
class Searched:
    """What was searched: how many documents and chunks, those that a filter left, of which generation, built when (ISO 8601, UTC)."""

    documents: int
    chunks: int
    generation: str
    built: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The quotes that answer, best first; or none, with the reason and the nearest passages.

    ``confidence`` is the probability that the best candidate answers, whether or not it was good enough to show.
    ``interpreted_as`` is what was searched for when that is not the question itself.
    ``unanswered`` lists the parts of a question in several parts that none of the quotes answers.
    """

    question: str
    confidence: float
    searched: Searched
    quotes: tuple[Quote, ...] = ()
    related: tuple[Quote, ...] = ()
    reason: Reason | None = None
    interpreted_as: str | None = None
    unanswered: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if bool(self.quotes) == (self.reason is not None):
            raise ValueError(f"an answer has quotes or a reason for having none: {len(self.quotes)} quotes, reason {self.reason}")
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"a confidence lies between 0 and 1, not {self.confidence}")

    @property
    def answered(self) -> bool:
        """Whether there is at least one quote."""
        return bool(self.quotes)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """One per quote, numbered from 1 in the order of the quotes."""
        return tuple(Citation(number, quote, quote.span) for number, quote in enumerate(self.quotes, 1))

    @property
    def spans(self) -> tuple[Span, ...]:
        """Every span of a source that this answer shows."""
        shown = chain(self.quotes, self.related)
        return tuple(span for quote in shown for span in (quote.span, *((quote.lead,) if quote.lead else ()), *quote.key, *quote.also))
