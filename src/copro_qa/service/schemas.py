"""The shapes of answers, as /openapi.json describes them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

__all__ = [
    "AnswerBody",
    "DocumentBody",
    "DocumentsBody",
    "EventBody",
    "HealthBody",
    "ProblemBody",
    "ReadyBody",
    "ResultsBody",
]

_DOCUMENT_ID = "3f9a2c51d07be846"
_SHA256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


class _Body(BaseModel):
    # Strict, so that the tests, which check every payload against these, see a wrong type.
    model_config = ConfigDict(extra="forbid", strict=True)


class LeadBody(_Body):
    """The lead-in or earlier sentence that a quote leans on: also verbatim, shown before it."""

    text: str
    start: int
    end: int


class CitationBody(_Body):
    """Where a quote stands, with what is needed to check it. Offsets count Unicode code points of the document's text."""

    number: Annotated[int, Field(ge=1, examples=[1])]
    document: Annotated[str, Field(description="The document's id.", examples=[_DOCUMENT_ID])]
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
    file_sha256: Annotated[str, Field(examples=[_SHA256])]
    text_sha256: Annotated[str, Field(examples=[_SHA256])]
    quote_sha256: Annotated[str, Field(examples=[_SHA256])]
    flags: list[Literal["ocr", "hidden_text", "superseded", "reference_list", "table", "speaker_notes", "unofficial_summary"]]
    ocr_confidence: Annotated[
        float | None,
        Field(description="How sure the text recognition is of the words, for a quote from a scanned page.", ge=0, le=1, examples=[0.94]),
    ] = None
    # An answer that was given out before there was this field is still good.


class QuoteBody(_Body):
    """Verbatim words of one document: exactly ``document_text[start:end]``."""

    id: Annotated[str, Field(description="Content-addressed: the same after edits elsewhere in the document.")]
    text: str
    lead: LeadBody | None
    key: Annotated[list[list[int]], Field(description="Ranges inside text, as [start, end], that carry the answer.", examples=[[[12, 57]]])]
    score: Annotated[float, Field(ge=0, le=1)]
    citation: CitationBody
    also: Annotated[list[CitationBody], Field(description="Other places that say the same.")]
    link: Annotated[str, Field(description="Opens the document at the quote.", examples=[f"/documents/{_DOCUMENT_ID}?quote=120:180"])]
    evidence_sha256: Annotated[str, Field(description="Hash of the other fields of this quote.", examples=[_SHA256])]


class SearchedBody(_Body):
    """What was searched."""

    documents: int
    chunks: int
    generation: str
    built: Annotated[str, Field(examples=["2026-01-02T03:04:05+00:00"])]


class AnswerBody(_Body):
    """Quotes with their citations, best first; or none, with the reason. ``quotes`` is empty exactly when ``answered`` is false."""

    question: str
    interpreted_as: Annotated[str | None, Field(description="What was searched for, when history or a glossary changed the question.")]
    answered: bool
    confidence: Annotated[float, Field(ge=0, le=1, description="Calibrated probability that the best candidate answers.")]
    reason: Literal["not_found", "off_topic", "unclear", "filtered_out", "empty_index"] | None
    unanswered: Annotated[list[str], Field(description="For a question in several parts: the parts that nothing answers.")]
    quotes: list[QuoteBody]
    related: Annotated[list[QuoteBody], Field(description="Up to three nearest passages when not answered. They are not an answer.")]
    searched: SearchedBody
    took_ms: int
    answer_sha256: Annotated[str, Field(description="Hash of the other fields of this answer.", examples=[_SHA256])]


class EventBody(_Body):
    """One server-sent event. ``data`` is JSON."""

    event: Literal["stage", "quote", "done", "problem"]
    data: str


class ResultBody(_Body):
    """A passage that search found."""

    document: str
    path: str
    page: int | None
    section: list[str]
    start: int
    end: int
    score: Annotated[float, Field(description="Orders the results of one search; means nothing across searches.")]
    text: str


class ResultsBody(_Body):
    """Passages, best first."""

    results: list[ResultBody]


class DocumentSummary(_Body):
    """What is known of one document."""

    id: Annotated[str, Field(examples=[_DOCUMENT_ID])]
    path: str
    title: str
    authors: list[str]
    publisher: str | None
    published: str | None
    url: str | None
    licence: str | None
    collection: str | None
    language: str | None
    media_type: str
    unofficial_summary: bool
    supersedes: list[str]
    superseded_by: list[str]
    file_sha256: str
    words: int
    chunks: int
    link: Annotated[str, Field(examples=[f"/documents/{_DOCUMENT_ID}"])]


class UnreadFile(_Body):
    """A file that could not be read and is not searched."""

    path: str
    reason: str


class DocumentsBody(_Body):
    """Every document of the index, in order of path."""

    generation: str
    built: str
    documents: list[DocumentSummary]
    failed: list[UnreadFile]


class HeadingBody(_Body):
    """One heading; ``level`` 1 is the outermost."""

    text: str
    level: int
    start: int
    end: int


class PageBody(_Body):
    """One page: its number from 1, what is printed on it, its range of the text, and for PDF its size and its picture."""

    number: int
    label: str
    start: int
    end: int
    width: Annotated[float | None, Field(description="Points (1/72 inch), as the page is shown; null where it cannot be drawn.")]
    height: float | None
    image: Annotated[
        str | None,
        Field(
            description="The page as PNG. ?width= sets its pixels from left to right, ?quote=start:end marks a quote.",
            examples=[f"/documents/{_DOCUMENT_ID}/pages/4.png"],
        ),
    ]


class BoxBody(_Body):
    """A rectangle on a page, in shares of the page's width and height from its top left corner, so that it fits a picture of any size."""

    page: Annotated[int, Field(ge=1)]
    left: float
    top: float
    width: float
    height: float


class DocumentQuoteBody(_Body):
    """The stretch of text that was asked for."""

    start: int
    end: int
    text: str
    quote_sha256: str
    section: list[str]
    page: int | None
    page_label: str | None
    boxes: Annotated[list[BoxBody], Field(description="Where it is printed, line by line in reading order; empty where that is not known.")]


class DocumentBody(DocumentSummary):
    """One document, with its structure. Its text is at ``/documents/{document}/text``."""

    characters: int
    text_sha256: str
    headings: list[HeadingBody]
    pages: list[PageBody]
    quote: DocumentQuoteBody | None


class HealthBody(_Body):
    """The service runs."""

    status: Literal["ok"]


class ReadyBody(_Body):
    """Questions can be answered."""

    status: Literal["ready"]
    generation: str
    documents: int
    chunks: int
    built: str
    warning: str | None
    """What the operator should put right though questions are answered."""


class SlipBody(_Body):
    """One thing to put right."""

    what: Annotated[str, Field(examples=["There is no field of this name."])]
    where: Annotated[str, Field(examples=["body.qestion"])]
    what_to_do: Annotated[str, Field(examples=["Leave it out, or check its spelling. See /openapi.json for the fields."])]


class ProblemBody(_Body):
    """A problem, as RFC 9457 has it, with a list of what to put right."""

    type: Annotated[str, Field(examples=["urn:copro-qa:problem:invalid-input"])]
    title: str
    status: int
    detail: str
    errors: list[SlipBody]
