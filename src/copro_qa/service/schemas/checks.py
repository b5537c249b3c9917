"""The shapes of checks."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from copro_qa.service.schemas.answers import CitationBody
from copro_qa.service.schemas.body import Body

__all__ = ["CheckBody"]


class FindingBody(Body):
    """A field that does not say what the document says."""

    field: Annotated[str, Field(examples=["citation.page"])]
    given: Any
    found: Any


class PlaceNowBody(Body):
    """Where the words stand now, or the passage nearest to them."""

    id: str
    text: str
    citation: CitationBody
    link: str


class CheckedQuoteBody(Body):
    """What came of one quote. ``text`` is what was given; null for a citation without its words."""

    outcome: Literal["identical", "moved", "altered", "gone"]
    verified: Annotated[bool, Field(description="Whether nothing at all differs, be it only a title.")]
    title: str | None
    path: str | None
    text: str | None
    findings: list[FindingBody]
    now: PlaceNowBody | None
    also: list[CheckedQuoteBody]


class CheckBody(Body):
    """What came of a check. ``verified`` is true only when nothing differs."""

    verified: bool
    against: Annotated[str, Field(description="The generation of the index that was looked into.")]
    identical: int
    moved: Annotated[int, Field(description="The same words elsewhere, or in another version of the document.")]
    altered: Annotated[int, Field(description="Not what the document says; `now` is the nearest passage.")]
    gone: int
    findings: Annotated[list[FindingBody], Field(description="About the answer as a whole.")]
    quotes: list[CheckedQuoteBody]
