"""The shapes of answers and of what search finds."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from copro_qa.service.schemas.body import EXAMPLE_ID, EXAMPLE_SHA256, Body

__all__ = ["AnswerBody", "CitationBody", "EventBody", "QuoteBody", "ResultsBody"]


class LeadBody(Body):
    """The lead-in or earlier sentence that a quote leans on: also verbatim, shown before it."""

    text: str
    start: int
    end: int


class CitationBody(Body):
    """Where a quote stands, with what is needed to check it. Offsets count Unicode code points of the document's text."""

    number: Annotated[int, Field(ge=1, examples=[1])]
    document: Annotated[str, Field(description="The document's id.", examples=[EXAMPLE_ID])]
    title: Annotated[str, Field(examples=["The four pillars of public service reform"])]
    authors: list[str]
    publisher: str | None
    published: Annotated[str | None, Field(description="A year, a year and month, or a date.", examples=["2015-06"])]
    path: Annotated[str, Field(description="Relative to the corpus folder.", examples=["reform/four-pillars.docx"])]
    url: str | None
    licence: str | None
    collection: str | None
    page: Annotated[int | None, Field(description="Counted from 1; null where the document has no pages.", examples=[4])]
    page_label: Annotated[str | None, Field(description="What is printed on the page.", examples=["iv"])]
    section: Annotated[list[str], Field(description="The headings above the quote, outermost first.")]
    start: int
    end: int
    file_sha256: Annotated[str, Field(examples=[EXAMPLE_SHA256])]
    text_sha256: Annotated[str, Field(examples=[EXAMPLE_SHA256])]
    quote_sha256: Annotated[str, Field(examples=[EXAMPLE_SHA256])]
    flags: list[Literal["ocr", "hidden_text", "superseded", "reference_list", "table", "speaker_notes", "unofficial_summary"]]
    ocr_confidence: Annotated[
        float | None,
        Field(description="How sure the text recognition is of the words, for a quote from a scanned page.", ge=0, le=1, examples=[0.94]),
    ] = None
    # An answer that was given out before there was this field is still good.


class QuoteBody(Body):
    """Verbatim words of one document: exactly ``document_text[start:end]``."""

    id: Annotated[str, Field(description="Content-addressed: the same after edits elsewhere in the document.")]
    text: str
    lead: LeadBody | None
    key: Annotated[list[list[int]], Field(description="Ranges inside text, as [start, end], that carry the answer.", examples=[[[12, 57]]])]
    score: Annotated[float, Field(ge=0, le=1)]
    citation: CitationBody
    also: Annotated[list[CitationBody], Field(description="Other places that say the same.")]
    link: Annotated[str, Field(description="Opens the document at the quote.", examples=[f"/documents/{EXAMPLE_ID}?quote=120:180"])]
    evidence_sha256: Annotated[str, Field(description="Hash of the other fields of this quote.", examples=[EXAMPLE_SHA256])]


class SearchedBody(Body):
    """What was searched."""

    documents: int
    chunks: int
    generation: str
    built: Annotated[str, Field(examples=["2026-01-02T03:04:05+00:00"])]


class AnswerBody(Body):
    """Quotes with their citations, best first; or none, with the reason. ``quotes`` is empty exactly when ``answered`` is false."""

    question: str
    interpreted_as: Annotated[str | None, Field(description="What was searched for, when history or a glossary changed the question.")]
    answered: bool
    confidence: Annotated[float, Field(ge=0, le=1, description="Calibrated probability that the best candidate answers.")]
    reason: Literal["not_found", "off_topic", "unclear", "filtered_out", "empty_index"] | None
    unanswered: Annotated[list[str], Field(description="For a question in several parts: the parts that none of the quotes answers.")]
    quotes: list[QuoteBody]
    related: Annotated[list[QuoteBody], Field(description="Up to three nearest passages when not answered. They are not an answer.")]
    searched: SearchedBody
    took_ms: int
    answer_sha256: Annotated[str, Field(description="Hash of the other fields of this answer.", examples=[EXAMPLE_SHA256])]


class EventBody(Body):
    """One server-sent event. ``data`` is JSON."""

    event: Literal["stage", "quote", "done", "problem"]
    data: str


class ResultBody(Body):
    """A passage that search found."""

    document: str
    path: str
    page: int | None
    section: list[str]
    start: int
    end: int
    score: Annotated[float, Field(description="Orders the results of one search; means nothing across searches.")]
    text: str


class ResultsBody(Body):
    """Passages, best first."""

    results: list[ResultBody]
