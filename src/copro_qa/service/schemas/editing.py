"""The shapes of what editors are told, as /openapi.json describes them."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from copro_qa.service.schemas.body import Body

__all__ = ["AddedBody", "IndexStatusBody", "RemovedBody"]


class FailedFileBody(Body):
    """A file that could not be read, and why."""

    path: str
    reason: str


class BuildResultBody(BaseModel):
    """What a build reported: counts against the generation before it."""

    # A build may report more than is named here.
    model_config = ConfigDict(extra="allow", strict=True)

    generation: Annotated[str | None, Field(description="The generation that the index then had.")]
    documents: int
    chunks: int
    added: int
    changed: int
    removed: int
    kept: int
    ignored: Annotated[int, Field(description="Files of kinds that are not read.")]
    failed: list[FailedFileBody]
    seconds: float


class IndexStatusBody(Body):
    """How far a build of the index is, and what came of the last one."""

    building: bool
    another_follows: Annotated[bool, Field(description="Something changed after this build began, so there will be one more.")]
    seconds: Annotated[float, Field(description="Since this build began; or how long the last one took.")]
    seconds_left: Annotated[float | None, Field(description="A guess; null where there is nothing to guess from.")]
    documents: Annotated[int | None, Field(description="How many there are; null until they are counted.")]
    read: Annotated[int, Field(description="How many of them have been read.")]
    passages: Annotated[int, Field(description="How many have been found; grows while documents are read.")]
    embedded: Annotated[int, Field(description="How many of them have their vectors.")]
    finished: Annotated[str | None, Field(description="When the last build ended, in UTC.")]
    failed: Annotated[bool, Field(description="Whether the last build failed; the service's log says why.")]
    result: BuildResultBody | None
    generation: Annotated[str | None, Field(description="The generation that answers now: a new one is taken up within seconds.")]


class AddedBody(Body):
    """A document that was added."""

    path: Annotated[str, Field(description="Where it lies in the corpus folder: its name in a form that is safe everywhere.")]
    media_type: str
    words: int
    replaced: bool
    index: IndexStatusBody


class RemovedBody(Body):
    """A document that was removed."""

    path: str
    index: IndexStatusBody
