"""How a PDF page is shown to its reader: cropped, and turned by quarters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from copro_qa.boxes import PageSize
from ingest.placed_text import COLUMNS, Places

__all__ = ["PageView", "turned"]

_QUARTERS = 4

Rectangle = tuple[float, float, float, float]
"""Left, bottom, right, top, with y upwards."""


def turned(box: Rectangle, turn: int) -> Rectangle:
    """A box in coordinates turned to the right by ``turn`` quarters, so that text turned to the left by as many is upright."""
    left, bottom, right, top = box
    if turn == 1:
        return bottom, -right, top, -left
    if turn == 2:  # noqa: PLR2004  # half a turn
        return -right, -top, -left, -bottom
    return (-top, left, -bottom, right) if turn == 3 else box  # noqa: PLR2004  # three quarters


@dataclass(frozen=True, slots=True)
class PageView:
    """The part of a page that is shown, in the page's own coordinates, and the quarter turns to the right by which it is shown.

    ``text_turn`` says by how many quarters to the right the coordinates are turned in which places are given, and ``is_mirrored``
    whether left and right change places in them then.
    """

    left: float
    bottom: float
    right: float
    top: float
    rotation: int
    text_turn: int = 0
    is_mirrored: bool = False

    @property
    def size(self) -> PageSize:
        """The page as it is shown, in points."""
        wide, high = self.right - self.left, self.top - self.bottom
        return PageSize(high, wide) if self.rotation % 2 else PageSize(wide, high)

    def for_text(self, turn: int, *, is_mirrored: bool = False) -> PageView:
        """The same view, for places in coordinates that are turned to the right by ``turn`` quarters, and mirrored or not."""
        return replace(self, text_turn=turn, is_mirrored=is_mirrored)

    def mirrored(self, box: Rectangle) -> Rectangle:
        """A box in the coordinates of the text with left and right in each other's place."""
        left, _, right, _ = turned((self.left, self.bottom, self.right, self.top), self.text_turn)
        return left + right - box[2], box[1], left + right - box[0], box[3]

    def places(self, boxes: Sequence[tuple[float, float, float, float]], page: int) -> Places:
        """The places on the page as it is shown of boxes given as left, right, bottom, top in the coordinates of the text."""
        found = np.empty((len(boxes), COLUMNS), np.float32)
        found[:, 0], found[:, 5:] = page, 0
        left, right, bottom, top = np.array(boxes, np.float64).reshape(-1, _QUARTERS).T
        sides = (left, bottom, right, top)
        if self.is_mirrored:
            sides = self.mirrored(sides)  # type: ignore[arg-type, assignment]  # arrays are added like numbers
        shown = turned(sides, (self.rotation - self.text_turn) % _QUARTERS)  # type: ignore[arg-type]  # arrays turn like numbers
        corner = turned((self.left, self.bottom, self.right, self.top), self.rotation)
        found[:, 1], found[:, 2] = shown[0] - corner[0], corner[3] - shown[3]
        found[:, 3], found[:, 4] = shown[2] - corner[0], corner[3] - shown[1]
        return found
