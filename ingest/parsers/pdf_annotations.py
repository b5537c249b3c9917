"""What people add to the pages of a PDF file so that it is seen on them: entries in the fields of forms, typed notes, stamps."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from ingest.printed.page import Line, Shape

__all__ = ["in_rows", "page_as_seen"]

_PRINTED = frozenset({pdfium_c.FPDF_ANNOT_FREETEXT, pdfium_c.FPDF_ANNOT_STAMP, pdfium_c.FPDF_ANNOT_WIDGET})
_MOST_LOOKED_AT = 5000  # of a page
_SAME_ROW = 0.6  # sizes between the baselines of a label and of what is typed beside it


def page_as_seen(file: Any, number: int) -> tuple[Any, list[Shape]]:  # noqa: ANN401  # pypdfium2
    """Page ``number``, counted from 1, with what was added to it as part of its content, and the places of that.

    The file itself stays as it is: a copy of the page is changed, which holds all that the page has from others, such as its
    fonts and its size. Raises PdfiumError for a page that is damaged.
    """
    page = file[number - 1]  # which also draws the entries of fields
    places = _printed(page)
    if not places:
        return page, []
    page.close()
    alone = pdfium.PdfDocument.new()
    alone.import_pages(file, [number - 1])
    copy = alone[0]
    if pdfium_c.FPDFPage_Flatten(copy, pdfium_c.FLAT_NORMALDISPLAY) != pdfium_c.FLATTEN_SUCCESS:
        copy.close()
        return file[number - 1], []
    copy.close()
    return alone[0], places  # the page keeps its document open


def _printed(page: Any) -> list[Shape]:  # noqa: ANN401  # pypdfium2
    """Left, bottom, right and top of each thing that was added."""
    found = []
    for place in range(min(pdfium_c.FPDFPage_GetAnnotCount(page), _MOST_LOOKED_AT)):
        annotation = pdfium_c.FPDFPage_GetAnnot(page, place)
        if annotation:
            box = pdfium_c.FS_RECTF()
            if pdfium_c.FPDFAnnot_GetSubtype(annotation) in _PRINTED and pdfium_c.FPDFAnnot_GetRect(annotation, ctypes.byref(box)):
                found.append((box.left, box.bottom, box.right, box.top))
            pdfium_c.FPDFPage_CloseAnnot(annotation)
    return found


def in_rows(lines: Sequence[Line], places: Sequence[Shape]) -> list[Line]:
    """The lines in the order in which they are drawn, but with what was added behind what it stands beside, its label for the most part."""

    def is_added(line: Line) -> bool:
        across, up = line.middle
        return any(left <= across <= right and bottom <= up <= top for left, bottom, right, top in places)

    added = [line for line in lines if places and is_added(line)]
    ordered = [line for line in lines if not any(line is one for one in added)]
    for line in sorted(added, key=lambda line: (-line.baseline, line.left)):
        beside = [other for other in ordered if abs(other.baseline - line.baseline) < _SAME_ROW * line.size and other.left < line.left]
        label = max(beside, key=lambda other: other.left, default=None)
        place = len(ordered) if label is None else next(at for at, other in enumerate(ordered, 1) if other is label)
        ordered.insert(place, line)
    return ordered
