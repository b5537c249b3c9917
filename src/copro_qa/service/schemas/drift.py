"""The shapes of what has changed between two generations of the index, as /openapi.json describes them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from copro_qa.service.request_schemas import AskRequest, Name
from copro_qa.service.schemas.answers import CitationBody
from copro_qa.service.schemas.body import EXAMPLE_ID, Body
from copro_qa.service.schemas.checks import CheckBody

__all__ = ["AnswersDriftBody", "DriftBody", "DriftRequest", "GenerationsBody"]

MOST_ANSWERS = 10
MOST_QUESTIONS = 10


class KeptGenerationBody(Body):
    """A state of the index that is still there."""

    generation: Annotated[str, Field(examples=[EXAMPLE_ID])]
    answers: Annotated[bool, Field(description="Whether questions are answered from it at the moment.")]
    built: Annotated[str, Field(examples=["2026-01-02T03:04:05+00:00"])]
    documents: int
    chunks: int


class GenerationsBody(Body):
    """The states of the index that are still there, the newest first."""

    generations: list[KeptGenerationBody]


class CountsBody(Body):
    """How many documents came to what."""

    unchanged: int
    added: int
    removed: int
    changed: Annotated[int, Field(description="Their file is another.")]
    renamed: Annotated[int, Field(description="The same file at another path.")]
    described_anew: Annotated[int, Field(description="The same file, of which something else is known: its title, say.")]


class StretchBody(Body):
    """A stretch of a document's text."""

    text: str
    start: int
    end: int
    section: list[str]


class ReplacedBody(Body):
    """Old text and what stands in its place; null for nothing."""

    before: StretchBody | None
    after: StretchBody | None


class FactBody(Body):
    """Something that is known of a document, as it was and as it is."""

    fact: Annotated[str, Field(examples=["title"])]
    before: Any
    after: Any


class DocumentDriftBody(Body):
    """A document that is not the same. ``before`` and ``after`` are its ids; null where it was not there."""

    path: str
    title: str
    change: Literal["added", "removed", "changed", "renamed", "described_anew"]
    was: Annotated[str | None, Field(description="Its earlier path, when it was renamed.")]
    before: str | None
    after: str | None
    facts: list[FactBody]
    texts: Annotated[list[ReplacedBody], Field(description="Only what differs. Of added and removed documents nothing is repeated.")]


class DriftBody(Body):
    """What is different between two generations."""

    before: Annotated[str, Field(examples=[EXAMPLE_ID])]
    after: str
    documents: CountsBody
    changes: list[DocumentDriftBody]
    more: Annotated[int, Field(description="How many changes follow; ask for them with `offset`.")]


class SavedQuestion(AskRequest):
    """A question whose answers are compared."""

    id: Annotated[Name | None, Field(description="Comes back with what became of the answer.")] = None


class DriftRequest(BaseModel):
    """Saved answers, and saved questions, to be held against two generations."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"questions": [{"id": "1", "question": "What are the four pillars of public service reform?"}]}]},
    )

    before: Annotated[Name | None, Field(description="Left out, the generation before the later one.")] = None
    after: Annotated[Name | None, Field(description="Left out, the one that answers at the moment.")] = None
    answers: Annotated[
        list[dict[str, Any]], Field(max_length=MOST_ANSWERS, description="As POST /ask gave them; a quote or a citation alone will do.")
    ] = []
    questions: Annotated[list[SavedQuestion], Field(max_length=MOST_QUESTIONS)] = []


class AnswerNowBody(CheckBody):
    """What has become of a saved answer: of each quote whether it is identical, moved, altered or gone, and where it stands now."""

    question: str | None


class QuotedBody(Body):
    """Quoted words and where they stand."""

    text: str
    citation: CitationBody


class SidesBody(Body):
    """Whether the question was answered, and is."""

    before: bool
    after: bool


class QuestionDriftBody(Body):
    """What has become of the answer to one question."""

    id: str | None
    question: str
    changed: Annotated[bool, Field(description="Whether other words are quoted, or in another order.")]
    answered: SidesBody
    gone: Annotated[list[QuotedBody], Field(description="Quotes that are no longer given.")]
    new: Annotated[list[QuotedBody], Field(description="Quotes that were not given before.")]


class AnswersDriftBody(Body):
    """What has become of saved answers, and of the answers to saved questions, in the order in which they were sent."""

    before: str
    after: str
    answers: list[AnswerNowBody]
    questions: list[QuestionDriftBody]
