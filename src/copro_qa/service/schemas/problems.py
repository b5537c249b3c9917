"""The shape of a problem."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from copro_qa.service.schemas.body import Body

__all__ = ["ProblemBody"]


class SlipBody(Body):
    """One thing to put right."""

    what: Annotated[str, Field(examples=["There is no field of this name."])]
    where: Annotated[str, Field(examples=["body.qestion"])]
    what_to_do: Annotated[str, Field(examples=["Leave it out, or check its spelling. See /openapi.json for the fields."])]


class ProblemBody(Body):
    """A problem, as RFC 9457 has it, with a list of what to put right."""

    type: Annotated[str, Field(examples=["urn:copro-qa:problem:invalid-input"])]
    title: str
    status: int
    detail: str
    errors: list[SlipBody]
