"""The shapes of requests, as /openapi.json describes them."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from copro_qa.retrieval.filter import Filter
from copro_qa.service.validation import unusable_text

__all__ = ["LONGEST_QUESTION", "AskRequest", "FilterRequest", "SearchRequest"]

LONGEST_QUESTION = 1_000
MOST_EARLIER_QUESTIONS = 20
MOST_QUOTES = 10
_LONGEST_NARROWED = 6_000
"""Characters: a hundred documents and a hundred collections of short names. The page's script knows it too (``ask.js``)."""
_DATE = r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"


def _usable(text: str) -> str:
    if unusable_text(text):
        raise PydanticCustomError("unusable_characters", "control characters")
    return text


def _date(text: str) -> str:
    if not re.fullmatch(_DATE, text):
        raise PydanticCustomError("date", "not a date")
    return text


QuestionText = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_QUESTION, strict=True),
    AfterValidator(_usable),
    Field(json_schema_extra={"pattern": r"\S"}),
]
LongText = Annotated[str, StringConstraints(max_length=2_000, strict=True), AfterValidator(_usable)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=500, strict=True), AfterValidator(_usable)]
PublicationDate = Annotated[
    str,
    StringConstraints(strict=True),
    AfterValidator(_date),
    Field(examples=["2015-01-01"], json_schema_extra={"pattern": _DATE}),
]


class _Request(BaseModel):
    model_config = ConfigDict(extra="forbid")


class FilterRequest(_Request):
    """Narrows the documents; a field that is left out does not narrow, and all must hold."""

    documents: Annotated[list[Name], Field(max_length=100, description="Ids or paths.")] = []
    collections: Annotated[list[Name], Field(max_length=100)] = []
    published_from: Annotated[PublicationDate | None, Field(description="A year, a month or a day; included.")] = None
    published_to: Annotated[PublicationDate | None, Field(description="A year, a month or a day; included.")] = None

    def narrowed(self) -> Filter:
        """As retrieval knows it. Raises InvalidInput for a day that no calendar has."""
        return Filter(tuple(self.documents), tuple(self.collections), self.published_from, self.published_to)


class EarlierQuestion(_Request):
    """A question that was asked before in this conversation."""

    question: QuestionText
    narrowed: Annotated[
        str,
        StringConstraints(strict=True, max_length=_LONGEST_NARROWED, pattern=r"^[A-Za-z0-9%&=+_.~*:-]*$"),
        Field(description="What it was narrowed to, as the page's form has it. It does not narrow this question; the page carries it."),
    ] = ""


class AskRequest(_Request):
    """A question, with what it is about."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"question": "What are the four pillars of public service reform?"},
                {
                    "question": "And who has to plan it?",
                    "history": [{"question": "What is integrated health and social care?"}],
                    "limit": 3,
                    "filter": {"published_from": "2014"},
                },
            ]
        }
    )

    question: Annotated[QuestionText, Field(description="1 to 1,000 characters after white space around it is dropped.")]
    history: Annotated[
        list[EarlierQuestion],
        Field(max_length=MOST_EARLIER_QUESTIONS, description="The earlier questions of this conversation, oldest first."),
    ] = []
    limit: Annotated[int, Field(ge=1, le=MOST_QUOTES, strict=True, description="The most quotes to give.")] = 5
    filter: FilterRequest = FilterRequest()


class SearchRequest(_Request):
    """A question to rank passages by."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"question": "self-directed support", "limit": 5}]})

    question: Annotated[QuestionText, Field(description="1 to 1,000 characters after white space around it is dropped.")]
    limit: Annotated[int, Field(ge=1, le=MOST_QUOTES, strict=True, description="The most passages to give.")] = MOST_QUOTES
    filter: FilterRequest = FilterRequest()
