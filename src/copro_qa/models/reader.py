"""What answering needs of a reader: a model that looks at question and passage together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

__all__ = ["KeyRange", "Passage", "Reader", "Reading"]


class Passage(NamedTuple):
    """A passage to be read: its text, the ranges of its sentences in that text, and its title, headings and lead-in."""

    text: str
    sentences: tuple[tuple[int, int], ...]
    context: str = ""


class KeyRange(NamedTuple):
    """A stretch of a passage's text that may carry the answer itself, and how likely its likeliest token is to (0 to 1)."""

    start: int
    end: int
    score: float


class Reading(NamedTuple):
    """What a reader made of one passage. All figures lie between 0 and 1.

    ``answers`` says how likely the passage answers the question at all; ``sentences`` how likely each sentence is part of the answer.
    ``keys`` are the stretches most likely to be the answer itself (a name, a date, an amount), in order; often there are none, and many
    readers do not look for them. They matter in sentences that answer: they say where a short answer would be, not whether there is one.
    ``likely`` says of every part of a word, in order, how likely it belongs to such an answer, however little that is.
    """

    answers: float
    sentences: tuple[float, ...]
    keys: tuple[KeyRange, ...] = ()
    likely: tuple[KeyRange, ...] = ()


class Reader(Protocol):
    """Reads question and passage together.

    Contract: one reading per passage, in order, with one figure per sentence; the same input gives the same reading, alone or among
    others, to within 1e-3; a passage longer than the model's window is read in parts, never cut; no passages give no readings.
    """

    def read(self, question: str, passages: Sequence[Passage]) -> list[Reading]:
        """Reads every passage with the question."""
