"""The shapes of whether the service runs, and is ready."""

from __future__ import annotations

from typing import Literal

from copro_qa.service.schemas.body import Body

__all__ = ["HealthBody", "ReadyBody"]


class HealthBody(Body):
    """The service runs."""

    status: Literal["ok"]


class ReadyBody(Body):
    """Questions can be answered."""

    status: Literal["ready"]
    generation: str
    documents: int
    chunks: int
    built: str
    warning: str | None
    """What the operator should put right though questions are answered."""
