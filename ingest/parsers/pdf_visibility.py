"""Which text of a PDF page a reader does not see: too small, off the page, cut off, switched off, in the colour of its ground, or covered.

Cheap signs say which texts to suspect. What decides is the page itself: it is drawn with and without them, and a text that
changes nothing on it is not seen.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray

from ingest.left_out import Reason
from ingest.parsers.page_view import PageView
from ingest.parsers.pdf_drawings import Drawings, fill_colour
from ingest.parsers.pdf_text import Glyph

__all__ = ["Unseen", "unseen"]

_TINY = 1.5  # points: nobody reads letters as small
_LIGHT = 200  # a text all of whose channels are above may be white on white
_ALIKE = 48  # colours this close may not be told apart
_CHANGE = 12  # levels of grey of 255 by which a seen letter changes the page at least
_PIXELS_PER_POINT = 1.5
_MOST_PIXELS = 4_000_000
_MOST_SUSPECTS = 4_000
_SCAN = 0.6  # share of the page that a scan fills at least
_BEHIND_SCAN = 0.8  # share of the page's letters that lie behind it then

_NOT_DRAWN = (pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium_c.FPDF_TEXTRENDERMODE_CLIP)


@dataclass(slots=True)
class Unseen:
    """Why the glyphs at some places of the page are not seen."""

    reasons: dict[int, str] = field(default_factory=dict)
    is_recognised: bool = False
    """Whether the page is a scan with a text layer, which counts as seen."""

    @property
    def counted(self) -> Counter[str]:
        """How many stretches of text are not seen, by reason."""
        return Counter(reason for place, reason in self.reasons.items() if self.reasons.get(place - 1) != reason)


@dataclass(slots=True)
class _Text:
    """One text object: the places of its glyphs, and the box around them in the page's coordinates."""

    places: list[int]
    left: float
    bottom: float
    right: float
    top: float
    reason: str = ""

    @property
    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2


def unseen(page: Any, view: PageView, glyphs: Sequence[Glyph], drawings: Drawings) -> Unseen:  # noqa: ANN401  # pypdfium2
    """What of the text of an open page is not seen."""
    found = Unseen()
    texts = {}
    for address, text in _texts(glyphs).items():
        if _is_outside(text, view):
            found.reasons.update(dict.fromkeys(text.places, Reason.OFF_PAGE))
        elif _is_tiny(text, glyphs):
            found.reasons.update(dict.fromkeys(text.places, Reason.TOO_SMALL))
        else:
            texts[address] = text
    suspects = _suspects(texts, drawings)
    if suspects and len(suspects) <= _MOST_SUSPECTS:
        hidden = _without_effect(page, view, suspects)
        if _is_scan(view, drawings, hidden, len(glyphs)):
            found.is_recognised = True
        else:
            for text in hidden:
                found.reasons.update(dict.fromkeys(text.places, text.reason))
    return found


def _texts(glyphs: Sequence[Glyph]) -> dict[int, _Text]:
    texts: dict[int, _Text] = {}
    for place, (character, address) in enumerate(glyphs):
        if character is None or not address:
            continue
        text = texts.get(address)
        if text is None:
            texts[address] = _Text([place], character.left, character.bottom, character.right, character.top)
            continue
        text.places.append(place)
        text.left, text.right = min(text.left, character.left), max(text.right, character.right)
        text.bottom, text.top = min(text.bottom, character.bottom), max(text.top, character.top)
    return texts


def _is_outside(text: _Text, view: PageView) -> bool:
    return text.right <= view.left or text.left >= view.right or text.top <= view.bottom or text.bottom >= view.top


def _is_tiny(text: _Text, glyphs: Sequence[Glyph]) -> bool:
    first, _ = glyphs[text.places[0]]
    return first is not None and first.style.size < _TINY and min(text.right - text.left, text.top - text.bottom) < _TINY


def _suspects(texts: Mapping[int, _Text], drawings: Drawings) -> dict[int, _Text]:
    """The texts that may not be seen, each with the reason."""
    colours = []
    for address, text in texts.items():
        handle = ctypes.cast(address, pdfium_c.FPDF_PAGEOBJECT)
        colour = fill_colour(handle)
        if pdfium_c.FPDFTextObj_GetTextRenderMode(handle) in _NOT_DRAWN or (colour is not None and colour[3] < _ALIKE):
            text.reason = Reason.INVISIBLE
        elif address in drawings.layered:
            text.reason = Reason.SWITCHED_OFF
        elif address in drawings.clips and drawings.clips[address].may_hide(text.middle):
            text.reason = Reason.INVISIBLE
        elif colour is not None and min(colour[:3]) > _LIGHT:
            text.reason = Reason.SAME_COLOUR
        colours.append((math.nan,) * 3 if colour is None else colour[:3])
    if texts and drawings.areas:
        _suspect_by_areas(texts, np.array(colours, float), drawings)
    return {address: text for address, text in texts.items() if text.reason}


def _suspect_by_areas(texts: Mapping[int, _Text], colours: NDArray[np.float64], drawings: Drawings) -> None:
    """Suspects the texts over whose middle something is painted later, or which stand on an area of nearly their own colour."""
    left, bottom, right, top = np.array([area.box for area in drawings.areas], float).T
    grounds = np.array([area.colour or (math.nan,) * 3 for area in drawings.areas], float)
    orders = np.array([area.order for area in drawings.areas])
    x, y = np.array([text.middle for text in texts.values()], float).T[:, :, None]
    own = np.array([drawings.text_orders.get(address, -1) for address in texts])
    text_places, area_places = np.nonzero((left <= x) & (x <= right) & (bottom <= y) & (y <= top))
    covered, alike = np.zeros(len(texts), bool), np.zeros(len(texts), bool)
    covered[text_places[orders[area_places] > own[text_places]]] = True
    # A colour that is not known is nan, and nan is like nothing.
    alike[text_places[np.abs(colours[text_places] - grounds[area_places]).max(axis=1) < _ALIKE]] = True
    for text, is_covered, is_alike in zip(texts.values(), covered, alike, strict=True):
        if text.reason not in (Reason.INVISIBLE, Reason.SWITCHED_OFF) and is_covered:
            text.reason = Reason.COVERED
        elif not text.reason and is_alike:
            text.reason = Reason.SAME_COLOUR


def _without_effect(page: Any, view: PageView, suspects: Mapping[int, _Text]) -> list[_Text]:  # noqa: ANN401  # pypdfium2
    """Those of the suspects without which the page looks the same."""
    scale = min(_PIXELS_PER_POINT, math.sqrt(_MOST_PIXELS / max(view.size.width * view.size.height, 1.0)))
    handles = [ctypes.cast(address, pdfium_c.FPDF_PAGEOBJECT) for address in suspects]
    try:
        before = _drawn(page, scale)
        for handle in handles:
            pdfium_c.FPDFPageObj_SetIsActive(handle, False)  # noqa: FBT003  # PDFium's own function
        after = _drawn(page, scale)
    except pdfium.PdfiumError:
        return []
    finally:
        for handle in handles:
            pdfium_c.FPDFPageObj_SetIsActive(handle, True)  # noqa: FBT003  # PDFium's own function
    changed = np.abs(before.astype(np.int16) - after) > _CHANGE
    return [text for text in suspects.values() if not _part(changed, view, text, scale).any()]


def _drawn(page: Any, scale: float) -> NDArray[np.uint8]:  # noqa: ANN401  # pypdfium2
    bitmap = page.render(scale=scale, grayscale=True)
    pixels: NDArray[np.uint8] = np.array(bitmap.to_numpy()).reshape(bitmap.height, bitmap.width, -1)[:, :, 0]
    bitmap.close()
    return pixels


def _part(picture: NDArray[np.bool_], view: PageView, text: _Text, scale: float) -> NDArray[np.bool_]:
    """What a text covers of a picture of the page, and a pixel around it."""
    left, top, right, bottom = view.places([(text.left, text.right, text.bottom, text.top)], 1)[0, 1:5] * scale
    return picture[max(int(top) - 1, 0) : max(int(bottom) + 2, 0), max(int(left) - 1, 0) : max(int(right) + 2, 0)]


def _is_scan(view: PageView, drawings: Drawings, hidden: Sequence[_Text], glyphs: int) -> bool:
    """Whether a picture fills the page and nearly all of the text lies behind it: it is what a program read off the scan."""
    page = (view.right - view.left) * (view.top - view.bottom)
    behind = sum(len(text.places) for text in hidden if text.reason in (Reason.INVISIBLE, Reason.COVERED))
    return drawings.largest_picture > _SCAN * page and behind > _BEHIND_SCAN * glyphs
