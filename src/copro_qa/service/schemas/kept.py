"""The shapes of what people leave: answers that they share, and what they say of answers."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from copro_qa.service.request_schemas import MOST_EARLIER_QUESTIONS, MOST_QUOTES, EarlierQuestion, FilterRequest, LongText, QuestionText
from copro_qa.service.schemas.answers import AnswerBody
from copro_qa.service.schemas.body import Body
from copro_qa.service.schemas.checks import CheckBody

__all__ = ["FeedbackBody", "FeedbackRequest", "KeptBody", "ShareRequest", "SharedBody"]

_LONGEST_MS = 10**9


class KeptBody(Body):
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


class FeedbackBody(Body):
    """It is kept, with the answer from this generation."""

    kept: bool
    generation: str
