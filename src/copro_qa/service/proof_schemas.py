"""The shapes of checks, as /openapi.json describes them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from copro_qa.service.request_schemas import MOST_EARLIER_QUESTIONS, MOST_QUOTES, EarlierQuestion, FilterRequest, LongText, QuestionText
from copro_qa.service.schemas import AnswerBody, CitationBody

__all__ = ["CheckBody", "FeedbackBody", "FeedbackRequest", "KeptBody", "ShareRequest", "SharedBody"]

_LONGEST_MS = 10**9


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class FindingBody(_Body):
    """A field that does not say what the document says."""

    field: Annotated[str, Field(examples=["citation.page"])]
    given: Any
    found: Any


class PlaceNowBody(_Body):
    """Where the words stand now, or the passage nearest to them."""

    id: str
    text: str
    citation: CitationBody
    link: str


class CheckedQuoteBody(_Body):
    """What came of one quote. ``text`` is what was given; null for a citation without its words."""

    outcome: Literal["identical", "moved", "altered", "gone"]
    verified: Annotated[bool, Field(description="Whether nothing at all differs, be it only a title.")]
    title: str | None
    path: str | None
    text: str | None
    findings: list[FindingBody]
    now: PlaceNowBody | None
    also: list[CheckedQuoteBody]


class CheckBody(_Body):
    """What came of a check. ``verified`` is true only when nothing differs."""

    verified: bool
    against: Annotated[str, Field(description="The generation of the index that was looked into.")]
    identical: int
    moved: Annotated[int, Field(description="The same words elsewhere, or in another version of the document.")]
    altered: Annotated[int, Field(description="Not what the document says; `now` is the nearest passage.")]
    gone: int
    findings: Annotated[list[FindingBody], Field(description="About the answer as a whole.")]
    quotes: list[CheckedQuoteBody]


class KeptBody(_Body):
    """Where a shared answer is."""

    id: Annotated[str, Field(examples=["Qm9hcmRzIG11c3QgcGxhbg"])]
    link: Annotated[str, Field(description="The page for people.", examples=["/a/Qm9hcmRzIG11c3QgcGxhbg"])]
    shared: Annotated[str, Field(examples=["2026-01-02T03:04:05+00:00"])]
    generation: str


class SharedBody(KeptBody):
    """A shared answer as it was given, and what has become of its quotes since."""

    answer: AnswerBody
    check: CheckBody


class ShareRequest(AnswerBody):
    """An answer as POST /ask gave it, with what it was asked with. The question is asked again, and what comes of that is kept."""

    question: QuestionText
    took_ms: Annotated[int, Field(ge=0, le=_LONGEST_MS)]
    history: Annotated[
        list[EarlierQuestion],
        Field(default_factory=list, max_length=MOST_EARLIER_QUESTIONS, description="As it was sent to /ask; so are limit and filter."),
    ]
    limit: Annotated[int, Field(ge=1, le=MOST_QUOTES)] = 5
    filter: FilterRequest = FilterRequest()


class FeedbackRequest(BaseModel):
    """What a person says of the answer to a question."""

    model_config = ConfigDict(extra="forbid")

    question: QuestionText
    history: Annotated[list[EarlierQuestion], Field(max_length=MOST_EARLIER_QUESTIONS)] = []
    filter: FilterRequest = FilterRequest()
    verdict: Annotated[Literal["right", "wrong", "missing"], Field(description="missing: the documents do answer, and nothing was found.")]
    comment: LongText = ""


class FeedbackBody(_Body):
    """It is kept, with the answer from this generation."""

    kept: bool
    generation: str
