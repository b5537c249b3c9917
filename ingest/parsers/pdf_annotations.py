"""What people add to the pages of a PDF file so that it is seen on them: entries in the fields of forms, typed notes, stamps."""

from __future__ import annotations

from typing import Any

import pypdfium2.raw as pdfium_c

__all__ = ["page_as_seen"]

_PRINTED = frozenset({pdfium_c.FPDF_ANNOT_FREETEXT, pdfium_c.FPDF_ANNOT_STAMP, pdfium_c.FPDF_ANNOT_WIDGET})
_MOST_LOOKED_AT = 5000  # of a page


def page_as_seen(file: Any, number: int) -> Any:  # noqa: ANN401  # pypdfium2
    """Page ``number``, counted from 1, with what was added to it as part of its content. Raises PdfiumError for one that is damaged.

    The file itself stays as it is: the page is changed in memory only.
    """
    page = file[number - 1]
    if not _has_printed(page):
        return page
    changed = pdfium_c.FPDFPage_Flatten(page, pdfium_c.FLAT_NORMALDISPLAY) == pdfium_c.FLATTEN_SUCCESS
    if not changed:
        return page
    page.close()
    return file[number - 1]


def _has_printed(page: Any) -> bool:  # noqa: ANN401  # pypdfium2
    for place in range(min(pdfium_c.FPDFPage_GetAnnotCount(page), _MOST_LOOKED_AT)):
        annotation = pdfium_c.FPDFPage_GetAnnot(page, place)
        if annotation:
            kind = pdfium_c.FPDFAnnot_GetSubtype(annotation)
            pdfium_c.FPDFPage_CloseAnnot(annotation)
            if kind in _PRINTED:
                return True
    return False
