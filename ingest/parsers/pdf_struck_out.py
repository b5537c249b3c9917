"""Which text of a PDF page is struck out: by a line drawn through it, or by a mark that a reviewer put on it. It does not hold any more.

Where a line lies says which texts to suspect. What decides is the page itself: the line has to be seen on it from end to end.
"""

from __future__ import annotations

import ctypes
import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray

from ingest.parsers.page_view import PageView
from ingest.parsers.pdf_character import Character
from ingest.parsers.pdf_text import Glyph
from ingest.printed.page import Rule, Shape

__all__ = ["struck_out"]

_LOWEST, _HIGHEST = (
    0.15,
    0.45,
)  # sizes above the baseline between which a line goes through small letters: underlines lie below, rules of tables above
_THICKEST = 0.15  # sizes: thicker it is a bar behind the text
_BEYOND = 0.6  # sizes by which the line may reach beyond the words, as over the space behind them; the lines of charts reach further
_FEWEST = 2  # letters and figures
_PIXELS_PER_POINT = 2.0
_MOST_PIXELS = 4_000_000
_DARK = 170  # of 255: what is lighter on a page may be a tint or nothing at all
_SEEN = 0.97  # share of the line that is dark
_MOST_MARKS = 5_000  # of a page


def struck_out(page: Any, view: PageView, glyphs: Sequence[Glyph], rules: Sequence[Rule]) -> set[int]:  # noqa: ANN401  # pypdfium2
    """The places, among the ``glyphs`` of an open page, of those that are struck out, with the spaces between them.

    Text that does not run from left to right in the file's own coordinates is left aside.
    """
    known = [(place, character) for place, (character, _) in enumerate(glyphs) if character is not None and character.style.turn == 0]
    level = [rule for rule in rules if not rule.is_upright]
    found = set[int]()
    if level:
        picture: NDArray[np.uint8] | None = None
        upwards = sorted((each for each in known if each[1].text.strip()), key=_baseline)
        heights = [character.baseline for _, character in upwards]
        largest = max((character.style.size for _, character in upwards), default=0.0)
        for rule in level:
            near = upwards[bisect_left(heights, rule.bottom - _HIGHEST * largest) : bisect_right(heights, rule.top)]
            through = [each for each in near if _goes_through(rule, each[1])]
            if not _fits(rule, [character for _, character in through]):
                continue
            if picture is None:
                picture = _drawn(page, view)
            if _is_seen(rule, picture, view):
                found.update(place for place, _ in through)
    for left, bottom, right, top in _marks(page):
        for place, character in known:
            across, up = (character.left + character.right) / 2, (character.bottom + character.top) / 2
            if left <= across <= right and bottom <= up <= top:
                found.add(place)
    return found | set(_between(found, glyphs))


def _baseline(each: tuple[int, Character]) -> float:
    return each[1].baseline


def _goes_through(rule: Rule, character: Character) -> bool:
    size = character.style.size
    is_level = character.baseline + _LOWEST * size < rule.bottom and rule.top < character.baseline + _HIGHEST * size
    return is_level and rule.left <= (character.left + character.right) / 2 <= rule.right and rule.top - rule.bottom <= _THICKEST * size


def _fits(rule: Rule, characters: Sequence[Character]) -> bool:
    """Whether a line begins and ends with the words that it goes through."""
    if sum(character.text.isalnum() for character in characters) < _FEWEST:
        return False
    reach = _BEYOND * max(character.style.size for character in characters)
    left, right = min(character.left for character in characters), max(character.right for character in characters)
    return abs(left - rule.left) <= reach and abs(rule.right - right) <= reach


def _drawn(page: Any, view: PageView) -> NDArray[np.uint8]:  # noqa: ANN401  # pypdfium2
    scale = min(_PIXELS_PER_POINT, math.sqrt(_MOST_PIXELS / max(view.size.width * view.size.height, 1.0)))
    bitmap = page.render(scale=scale, grayscale=True)
    pixels: NDArray[np.uint8] = np.array(bitmap.to_numpy()).reshape(bitmap.height, bitmap.width, -1)[:, :, 0]
    bitmap.close()
    return pixels


def _is_seen(rule: Rule, picture: NDArray[np.uint8], view: PageView) -> bool:
    """Whether a line is dark from end to end on the ``picture`` of the page."""
    scale = picture.shape[1] / view.size.width
    left, top, right, bottom = view.places([(rule.left, rule.right, rule.bottom, rule.top)], 1)[0, 1:5] * scale
    part = picture[max(int(top) - 1, 0) : int(bottom) + 2, max(int(left) + 1, 0) : max(int(right), 0)]
    return bool(part.size) and float((part < _DARK).mean(axis=1).max()) >= _SEEN


def _marks(page: Any) -> Iterator[Shape]:  # noqa: ANN401  # pypdfium2
    """Left, bottom, right and top of what reviewers marked as struck out."""
    for place in range(min(pdfium_c.FPDFPage_GetAnnotCount(page), _MOST_MARKS)):
        annotation = pdfium_c.FPDFPage_GetAnnot(page, place)
        if not annotation:
            continue
        is_hidden = pdfium_c.FPDFAnnot_GetFlags(annotation) & (pdfium_c.FPDF_ANNOT_FLAG_HIDDEN | pdfium_c.FPDF_ANNOT_FLAG_NOVIEW)
        if pdfium_c.FPDFAnnot_GetSubtype(annotation) == pdfium_c.FPDF_ANNOT_STRIKEOUT and not is_hidden:
            corners = pdfium_c.FS_QUADPOINTSF()
            for number in range(min(pdfium_c.FPDFAnnot_CountAttachmentPoints(annotation), _MOST_MARKS)):
                if pdfium_c.FPDFAnnot_GetAttachmentPoints(annotation, number, ctypes.byref(corners)):
                    across = corners.x1, corners.x2, corners.x3, corners.x4
                    up = corners.y1, corners.y2, corners.y3, corners.y4
                    yield min(across), min(up), max(across), max(up)
        pdfium_c.FPDFPage_CloseAnnot(annotation)


def _between(struck: set[int], glyphs: Sequence[Glyph]) -> Iterator[int]:
    """The places of the spaces between two characters that are struck out."""
    for place in sorted(struck):
        end = place + 1
        while end < len(glyphs) and end not in struck and _is_space(glyphs[end]):
            end += 1
        if end in struck:
            yield from range(place + 1, end)


def _is_space(glyph: Glyph) -> bool:
    return glyph[0] is None or not glyph[0].text.strip()
