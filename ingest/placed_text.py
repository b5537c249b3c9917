"""Text together with the place of each of its characters on the page."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["COLUMNS", "CONFIDENCE", "GAP_BEFORE", "LEAST_CONFIDENCE", "UNKNOWN_CONFIDENCE", "PlacedText", "Places", "nowhere"]

COLUMNS = 7
"""Page, left, top, right, bottom, whether something that is not in the text stands right before, and how it was recognised."""
GAP_BEFORE = 5
CONFIDENCE = 6
"""The column that holds how sure a text recognition program is of the character's word."""
UNKNOWN_CONFIDENCE = -1.0
LEAST_CONFIDENCE = 0.01

Places = NDArray[np.float32]
"""One row a character: its page, counted from 1; left, top, right and bottom in points from the top left corner of the page
as it is shown; 1 where something that was left out of the text, such as the mark of a footnote, stands right before it, else 0;
and how sure a text recognition program is of its word, from LEAST_CONFIDENCE to 1, or UNKNOWN_CONFIDENCE where it does not say,
or 0 for text that the file itself holds. A row of nan is a character that is not printed."""


def nowhere(characters: int) -> Places:
    """The places of characters that are not printed."""
    return np.full((characters, COLUMNS), np.nan, np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class PlacedText:
    """A text and the places of its characters. It is cut and joined like a text, and the places go along.

    Raises ValueError when there is not one place for each character.
    """

    text: str
    places: Places

    def __post_init__(self) -> None:
        if self.places.shape != (len(self.text), COLUMNS):
            raise ValueError(f"{len(self.text)} characters need places of shape ({len(self.text)}, {COLUMNS}), not {self.places.shape}")

    def __getitem__(self, part: slice) -> PlacedText:
        return PlacedText(self.text[part], self.places[part])

    def __add__(self, other: PlacedText | str) -> PlacedText:
        if isinstance(other, str):
            return PlacedText(self.text + other, np.concatenate([self.places, nowhere(len(other))])) if other else self
        return PlacedText(self.text + other.text, np.concatenate([self.places, other.places]))

    def replaced(self, text: str) -> PlacedText:
        """Other characters, as many, at the same places."""
        return PlacedText(text, self.places)

    def without(self, start: int, end: int) -> PlacedText:
        """Without the characters from ``start`` to ``end``. The next letter knows that they are printed before it."""
        places = self.places.copy()
        following = next((place for place in range(end, len(self.text)) if not self.text[place].isspace()), None)
        if following is not None:
            places[following, GAP_BEFORE] = 1
        return PlacedText(self.text[:start] + self.text[end:], np.delete(places, slice(start, end), axis=0))

    def stripped(self) -> PlacedText:
        """Without white space at either end."""
        start = len(self.text) - len(self.text.lstrip())
        return self[start : max(start, len(self.text.rstrip()))]

    def without_end_space(self) -> PlacedText:
        """Without white space at its end."""
        return self[: len(self.text.rstrip())]
