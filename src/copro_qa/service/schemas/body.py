"""What the shapes share."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

__all__ = ["EXAMPLE_ID", "EXAMPLE_SHA256", "Body"]

EXAMPLE_ID = "3f9a2c51d07be846"
"""Of a document, or of a generation."""
EXAMPLE_SHA256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


class Body(BaseModel):
    """Something that is given out."""

    # Strict, so that the tests, which check every payload against these, see a wrong type.
    model_config = ConfigDict(extra="forbid", strict=True)
