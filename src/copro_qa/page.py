"""Where a document's text comes from: the pages of its file, and what was read from their pictures. Standard library only."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Page", "Recognised"]


@dataclass(frozen=True, slots=True)
class Page:
    """A page: ``number`` counts from 1, ``label`` is what is printed on it (``"iv"``), text from ``start`` to ``end``."""

    number: int
    label: str
    start: int
    end: int

    def __post_init__(self) -> None:
        if self.number < 1 or not 0 <= self.start <= self.end:
            raise ValueError(f"not a page: number={self.number}, start={self.start}, end={self.end}")


@dataclass(frozen=True, slots=True)
class Recognised:
    """Text from ``start`` to ``end`` that a text recognition program (OCR) read from the picture of a scanned page.

    ``confidence`` is how sure that program is of its words, 0 to 1; None where it does not say.
    """

    start: int
    end: int
    confidence: float | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"what was recognised must hold text: start={self.start}, end={self.end}")
        if self.confidence is not None and not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"a confidence lies between 0 and 1, not {self.confidence}")
