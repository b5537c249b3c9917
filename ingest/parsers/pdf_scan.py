"""Pages of a PDF file that are pictures of text: drawn, and read by a text recognition program."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray

from ingest.parsers.page_view import PageView
from ingest.parsers.pdf_page import PdfPage
from ingest.parsers.recognised import lines_of_picture

__all__ = ["recognise_page"]

_PIXELS_PER_POINT = 300 / 72  # what Tesseract's models were made for; small letters of 10 points are then 20 pixels high
_LONG_SIDE = 3300  # pixels at least: some files give their pages a smaller size than the paper had
_MOST_PIXELS = 20_000_000  # an A3 page; larger ones are drawn coarser
_COARSEST = 1.0  # pixels per point: no scan is as coarse, so what fills the page is made of other pictures
_MUCH_LARGER = 1.4  # times the size that is wanted: such scans are drawn smaller, for time
_FEWEST_LETTERS = 12  # fewer are the lettering of a logo, or specks
_LEAST_CONFIDENCE = 0.5  # pages of less were pictures without text, or could not be read by people either (docs/pdf.md)
_MORE_THAN_STAMP = 3  # times as much text as the file itself holds, or its own is the page's text


def recognise_page(file: Any, page: PdfPage) -> None:  # noqa: ANN401  # pypdfium2
    """Reads the picture that a page is. Where text is found in it, that becomes the page's; else the page stays as it is.

    Raises PdfiumError for a page that cannot be drawn, RecognitionFailed for one that Tesseract breaks down over, and
    RecognitionUnavailable, OSError or MemoryError where another try may succeed.
    """
    from ingest.parsers.tesseract import enlarged, recognise

    number, label = page.printed.number, page.printed.label
    drawn = file[number - 1]
    try:
        wide, high = drawn.get_size()
        if min(wide, high) <= 0:  # nothing can be drawn on it
            return
        wanted = min(max(_PIXELS_PER_POINT, _LONG_SIDE / max(wide, high)), math.sqrt(_MOST_PIXELS / (wide * high)))
        scale = _scale(_scanned_at(drawn), wanted)
        picture = _drawn(drawn, scale)
    finally:
        drawn.close()
    if scale < wanted:
        picture = enlarged(picture, wanted / scale)
        scale = wanted
    found = recognise(picture)
    printed = lines_of_picture(found, number, label, PageView(0.0, 0.0, wide, high, rotation=0), scale)
    letters = sum(len(line.text) for line in printed.lines)
    if found.confidence < _LEAST_CONFIDENCE or letters < max(_FEWEST_LETTERS, _MORE_THAN_STAMP * page.letters):
        return
    page.printed = printed
    page.left_out.clear()
    page.is_read_from_picture = True


def _scale(scanned_at: float | None, wanted: float) -> float:
    """At which to draw a page: as it was scanned, where that is possible, because a picture that is drawn larger gets coarse edges."""
    return scanned_at if scanned_at and scanned_at < _MUCH_LARGER * wanted else wanted


def _scanned_at(page: Any) -> float | None:  # noqa: ANN401  # pypdfium2
    """Pixels per point of the page's largest picture; None where that is not known."""
    largest = 0.0
    found = None
    for picture in page.get_objects(filter=(pdfium_c.FPDF_PAGEOBJ_IMAGE,), max_depth=4):
        left, bottom, right, top = picture.get_bounds()
        size = (right - left) * (top - bottom)
        across, down = picture.get_px_size()
        if size > largest and across and down:
            largest, found = size, math.sqrt(across * down / size)
    return found if found and found > _COARSEST else None


def _drawn(page: Any, scale: float) -> NDArray[np.uint8]:  # noqa: ANN401  # pypdfium2
    bitmap = page.render(scale=scale, grayscale=True)
    picture: NDArray[np.uint8] = np.array(bitmap.to_numpy(), np.uint8).reshape(bitmap.height, bitmap.width, -1)[:, :, 0]
    bitmap.close()
    return picture
