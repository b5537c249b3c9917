"""One character of a PDF page, and how it is set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

__all__ = ["Character", "Style"]


@dataclass(frozen=True, slots=True)
class Style:
    """How a run of characters is set. ``size`` is in points on the page; ``turn`` counts quarter turns to the left."""

    size: float
    bold: bool
    italic: bool
    font: str
    turn: int


class Character(NamedTuple):  # there are millions of them, and a tuple is quickly made
    """One character, in the coordinates of a page turned so that its text runs left to right."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    baseline: float
    style: Style
