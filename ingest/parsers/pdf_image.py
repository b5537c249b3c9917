"""A page of a PDF file as a picture."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray

from copro_qa.errors import DocumentUnreadable
from ingest.parsers.pdf_annotations import page_as_seen

__all__ = ["PdfPictures"]

_MOST_PIXELS = 16_000_000  # a long strip of a page must not fill the memory


class PdfPictures:
    """An open PDF file whose pages can be drawn."""

    def __init__(self, data: bytes, passwords: Sequence[str]) -> None:
        self._file = self._open(data, passwords)

    @staticmethod
    def _open(data: bytes, passwords: Sequence[str]) -> pdfium.PdfDocument:
        for password in (None, *passwords):
            try:
                file = pdfium.PdfDocument(data, password=password)
            except pdfium.PdfiumError:
                continue
            file.init_forms()  # what is filled in is part of what a reader sees
            return file
        raise DocumentUnreadable("The file cannot be opened as PDF, or its password has changed.")

    def close(self) -> None:
        """Lets go of the file."""
        self._file.close()

    def draw(self, number: int, width: int) -> tuple[NDArray[np.uint8], float]:
        """Page ``number``, counted from 1, as an array of shape (height, width, 3) in red, green, blue; and its pixels per point.

        It is drawn narrower when it would be too large. Raises DocumentUnreadable.
        """
        if not 1 <= number <= len(self._file):
            raise DocumentUnreadable(f"The file has no page {number}.")
        try:
            page, _ = page_as_seen(self._file, number)
            wide, high = page.get_size()
            scale = min(width / wide, math.sqrt(_MOST_PIXELS / (wide * high)))
            bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False)
        except (pdfium.PdfiumError, ZeroDivisionError) as error:
            raise DocumentUnreadable(f"Page {number} is damaged and cannot be drawn.") from error
        drawn = np.array(bitmap.to_numpy()[:, :, :3])
        bitmap.close()
        page.close()
        return drawn, scale
