"""Letters that a page of a PDF file shows and the file does not name: a font of the file says which letters most of its signs are, not all.

PDFium passes over such signs. What is left of "90 % agreed" is a gap before "agreed", and a quote would lack a figure without saying
so. Gaps say where to look. What decides is the page itself: where it shows ink in the gap, signs stand for the letters.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray

from ingest.parsers.page_view import PageView, Rectangle
from ingest.parsers.pdf_character import Character
from ingest.parsers.pdf_drawings import Drawings
from ingest.parsers.pdf_text import Glyph

__all__ = ["UNNAMED", "with_unnamed_letters"]

UNNAMED = "\ufffd"
"""What stands for a letter that the file does not name."""
_NARROWEST = 0.3  # sizes of a gap within a word
_NARROWEST_SPACED = 0.9  # sizes of a gap that PDFium takes for a space
_WIDEST = 6.0  # sizes; what stands further apart are labels of a drawing, or columns
_USUAL_WIDTH = 0.6  # sizes of a letter
_SAME_LINE = 0.1  # sizes between two baselines
_LOWEST, _HIGHEST = 0.04, 0.72  # sizes above the baseline, between which letters and figures have most of their ink
_SPACE = 0.2  # sizes between two words, at least
_EDGE = 0.06  # sizes at both ends of a gap that the letters beside it may reach into
_LEAST_HIGH, _LEAST_WIDE = 0.38, 0.15  # sizes: dashes and dots are lower, and strokes narrower
_LEAST_INK, _MOST_INK = 0.08, 0.75  # share of the gap
_CONTRAST = 70  # levels of grey of 255
_RULED = 0.9  # share of the gap's width that a line through it fills
_PIXELS_PER_POINT = 3.0
_MOST_PIXELS = 8_000_000
_FEWEST_PIXELS = 3  # in a gap, each way

_Gap = tuple[int, Rectangle, Character]


def with_unnamed_letters(page: Any, view: PageView, glyphs: Sequence[Glyph], drawings: Drawings) -> list[Glyph]:  # noqa: ANN401  # pypdfium2
    """The glyphs of an open page, with ``UNNAMED`` for each letter that it shows in a gap of a line, as far as its width tells how many."""
    known = _Known(glyphs, drawings)
    gaps = [gap for gap in _gaps(glyphs) if known.is_free(gap[1])]
    if not gaps:
        return list(glyphs)
    # Most often a font says of such signs that they are spaces, of which PDFium keeps one. Where a page has a gap with letters, its spaces
    # are looked at as well.
    scale = min(_PIXELS_PER_POINT, math.sqrt(_MOST_PIXELS / max(view.size.width * view.size.height, 1.0)))
    try:
        bitmap = page.render(scale=scale, grayscale=True)
    except pdfium.PdfiumError:
        return list(glyphs)
    picture: NDArray[np.uint8] = np.array(bitmap.to_numpy()).reshape(bitmap.height, bitmap.width, -1)[:, :, 0]
    bitmap.close()
    shown = dict[int, list[Glyph]]()
    replaced = set[int]()
    for place, box, beside in gaps:
        if (inked := _inked(box, beside, picture, view, scale)) is not None:
            start = inked[0] if not beside.text.strip() else box[0]  # behind a space
            shown[place] = list(_letters(inked, (start, box[2]), beside))
    for place, box, beside in _spaces(glyphs) if shown else ():
        if known.is_free(box) and (inked := _inked(box, beside, picture, view, scale)) is not None:
            shown[place] = [*shown.get(place, []), *_letters(inked, _room(place, beside, glyphs, shown), beside)]
            replaced.add(place)
    found: list[Glyph] = []
    for place, glyph in enumerate(glyphs):
        found += shown.get(place, [])
        if place not in replaced:
            found.append(glyph)
    return found


def _spaces(glyphs: Sequence[Glyph]) -> Iterator[_Gap]:
    """The spaces that a font names so."""
    for place, (character, address) in enumerate(glyphs):
        if character is not None and address and character.text == " " and not character.style.turn:
            size = character.style.size
            box = character.left, character.baseline + _LOWEST * size, character.right, character.baseline + _HIGHEST * size
            yield place, box, character


def _gaps(glyphs: Sequence[Glyph]) -> Iterator[_Gap]:
    """The gaps between characters that follow one another in a line: before which glyph, where, and the character before."""
    known = [(place, character) for place, (character, _) in enumerate(glyphs) if character is not None]
    word: Character | None = None  # the last character with ink: signs before all words of a line are icons, say
    for (place, before), (following, after) in pairwise(known):
        size = before.style.size
        word = before if before.text.strip() else word
        if word is None or word.baseline != before.baseline:
            continue
        if before.style.turn or after.style.turn or abs(before.baseline - after.baseline) > _SAME_LINE * size or size != after.style.size:
            continue
        is_spaced = following > place + 1
        if (_NARROWEST_SPACED if is_spaced else _NARROWEST) * size <= after.left - before.right <= _WIDEST * size:
            box = before.right, before.baseline + _LOWEST * size, after.left, before.baseline + _HIGHEST * size
            yield (following - 1 if is_spaced else following), box, before


class _Known:
    """What stands on a page where: the middles of its characters, and its pictures and drawings."""

    def __init__(self, glyphs: Sequence[Glyph], drawings: Drawings) -> None:
        inked = [character for character, _ in glyphs if character is not None and character.text.strip()]
        self._across = np.array([(character.left + character.right) / 2 for character in inked], float)
        self._up = np.array([(character.bottom + character.top) / 2 for character in inked], float)
        self._areas = [area.box for area in drawings.areas if area.colour is not None]
        pictures = [area.box for area in drawings.areas if area.colour is None]
        self._others = [*drawings.shapes, *pictures, *(box for box, _ in drawings.small_pictures)]

    def is_free(self, box: Rectangle) -> bool:
        """Whether nothing that is known stands in a gap: no other text, no picture, no small shape and no part of a drawing."""
        left, bottom, right, top = box
        if ((left < self._across) & (self._across < right) & (bottom < self._up) & (self._up < top)).any():
            return False
        others = [*self._others, *(area for area in self._areas if not _holds(area, box))]  # what holds all of it is its ground
        return not any(one[0] < right and left < one[2] and one[1] < top and bottom < one[3] for one in others)


def _holds(outer: Rectangle, inner: Rectangle) -> bool:
    return outer[0] <= inner[0] and outer[1] <= inner[1] and inner[2] <= outer[2] and inner[3] <= outer[3]


def _inked(box: Rectangle, beside: Character, picture: NDArray[np.uint8], view: PageView, scale: float) -> tuple[float, float] | None:
    """From where to where there is ink in a gap, as high as letters are; None where there is none, or only a line that runs through it."""
    size = beside.style.size
    left, bottom, right, top = box[0] + _EDGE * size, box[1], box[2] - _EDGE * size, box[3]
    part = _part(picture, view, (left, bottom, right, top), scale)
    above = _part(picture, view, (left, top + 0.2 * size, right, top + 0.4 * size), scale)
    below = _part(picture, view, (left, bottom - 0.45 * size, right, bottom - 0.3 * size), scale)
    if min(part.shape) < _FEWEST_PIXELS or not above.size or not below.size:
        return None
    ground = np.median(np.concatenate([part.ravel(), above.ravel()])).astype(np.int16)
    ink = np.abs(part.astype(np.int16) - ground) > _CONTRAST
    wide = min(part.shape[1], above.shape[1], below.shape[1])
    upright = [(np.abs(strip[:, :wide].astype(np.int16) - ground) > _CONTRAST).any(axis=0) for strip in (above, below)]
    ink[:, :wide] &= ~(upright[0] & upright[1])
    ink[ink.mean(axis=1) > _RULED] = False
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if not rows.size or not _LEAST_INK <= ink.mean() <= _MOST_INK:
        return None
    if rows[-1] - rows[0] < _LEAST_HIGH * size * scale or columns[-1] - columns[0] < _LEAST_WIDE * size * scale:
        return None
    return left + columns[0] / scale, left + (columns[-1] + 1) / scale


def _part(picture: NDArray[np.uint8], view: PageView, box: Rectangle, scale: float) -> NDArray[np.uint8]:
    left, top, right, bottom = (view.places([(box[0], box[2], box[1], box[3])], 1)[0, 1:5] * scale).round().astype(int)
    return picture[max(top, 0) : max(bottom, 0), max(left, 0) : max(right, 0)]


def _room(place: int, own: Character, glyphs: Sequence[Glyph], shown: Mapping[int, Sequence[Glyph]]) -> tuple[float, float]:
    """From the character before a space to the one behind it, or to the letters that stand there."""
    before = next((glyph for glyph, _ in reversed(glyphs[max(place - 2, 0) : place]) if glyph is not None), None)
    behind = next((glyph for glyph, _ in glyphs[place + 1 : place + 3] if glyph is not None), None)
    is_met = any(other in shown for other in (place + 1, place + 2))
    start = own.left if before is None or before.baseline != own.baseline or not before.text.strip() else before.right
    end = own.right if behind is None or behind.baseline != own.baseline or is_met else behind.left
    return start, end


def _letters(inked: tuple[float, float], room: tuple[float, float], beside: Character) -> Iterator[Glyph]:
    """As many signs as there is room for letters, with spaces where the ink leaves room for one."""
    left, right = inked
    size = beside.style.size
    if left - room[0] > _SPACE * size:
        yield None, 0
    count = max(round((right - left) / (_USUAL_WIDTH * size)), 1)
    step = (right - left) / count
    for number in range(count):
        yield beside._replace(text=UNNAMED, left=left + number * step, right=left + (number + 1) * step), 0
    if room[1] - right > _SPACE * size:
        yield None, 0
