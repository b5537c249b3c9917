"""Through which part of a PDF page a text is shown: charts that were cut out of a wider one keep the words outside."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium_c

from ingest.parsers.page_view import Rectangle

__all__ = ["Clip", "clip_of"]

_MOST_CORNERS = 200  # of one path; the outline of a drawing, of which nothing is said here


@dataclass(frozen=True, slots=True)
class Clip:
    """The box outside of which an object is not painted, in points. ``is_shaped`` says that within it more may be cut off."""

    box: Rectangle
    is_shaped: bool

    def may_hide(self, middle: tuple[float, float]) -> bool:
        """Whether an object with this middle may be cut off."""
        left, bottom, right, top = self.box
        return self.is_shaped or not (left <= middle[0] <= right and bottom <= middle[1] <= top)


def clip_of(drawn: Any, matrix: Any) -> Clip | None:  # noqa: ANN401  # handles of PDFium
    """What an object is cut to, where its container has a ``matrix``; None where nothing cuts it, or too much to look at."""
    held = pdfium_c.FPDFPageObj_GetClipPath(drawn)
    paths = max(pdfium_c.FPDFClipPath_CountPaths(held), 0) if held else 0
    if not paths:
        return None
    boxes, is_shaped = [], False
    for path in range(paths):
        count = pdfium_c.FPDFClipPath_CountPathSegments(held, path)
        if not 0 < count <= _MOST_CORNERS:
            return None
        corners = [matrix.on_point(x, y) for x, y in _corners(held, path, count)]
        across, up = [x for x, _ in corners], [y for _, y in corners]
        box = min(across), min(up), max(across), max(up)
        is_shaped = is_shaped or not _is_box(corners, box)
        boxes.append(box)
    left, bottom, right, top = zip(*boxes, strict=True)
    return Clip((max(left), max(bottom), min(right), min(top)), is_shaped)


def _corners(held: Any, path: int, count: int) -> Iterator[tuple[float, float]]:  # noqa: ANN401  # a handle of PDFium
    x, y = ctypes.c_float(), ctypes.c_float()
    for place in range(count):
        pdfium_c.FPDFPathSegment_GetPoint(pdfium_c.FPDFClipPath_GetPathSegment(held, path, place), x, y)
        yield x.value, y.value


def _is_box(corners: Sequence[tuple[float, float]], box: Rectangle) -> bool:
    """Whether a path runs through all four corners of the box around it, and nowhere else."""
    left, bottom, right, top = box
    met = {min(((x, y) for x in (left, right) for y in (bottom, top)), key=lambda corner: math.dist(corner, one)) for one in corners}
    return len(met) == len({(x, y) for x in (left, right) for y in (bottom, top)}) and all(
        min(abs(x - left), abs(x - right)) < 1 and min(abs(y - bottom), abs(y - top)) < 1 for x, y in corners
    )
