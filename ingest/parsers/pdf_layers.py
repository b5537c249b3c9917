"""Layers of a PDF file, which may be switched off: what of a page lies in one."""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2.raw as pdfium_c

__all__ = ["is_in_layer", "may_have_layers"]

_LAYER = "OC"  # the mark of optional content
_MOST_LOOKED_AT = 20_000  # objects of a page


def is_in_layer(drawn: Any) -> bool:  # noqa: ANN401  # a handle of PDFium
    """Whether an object of a page is marked as part of a layer."""
    name, length = ctypes.create_string_buffer(16), ctypes.c_ulong()
    for place in range(pdfium_c.FPDFPageObj_CountMarks(drawn)):
        mark = pdfium_c.FPDFPageObj_GetMark(drawn, place)
        unicode = ctypes.cast(name, ctypes.POINTER(pdfium_c.FPDF_WCHAR))
        found = pdfium_c.FPDFPageObjMark_GetName(mark, unicode, len(name), length)
        if found and name.raw[: length.value].decode("utf-16-le", "replace").rstrip("\0") == _LAYER:
            return True
    return False


def may_have_layers(page: Any) -> bool:  # noqa: ANN401  # pypdfium2
    """Whether something of an open page is marked as part of a layer, or is a form, which may be one by itself."""
    for place in range(min(pdfium_c.FPDFPage_CountObjects(page), _MOST_LOOKED_AT)):
        drawn = pdfium_c.FPDFPage_GetObject(page, place)
        if pdfium_c.FPDFPageObj_GetType(drawn) == pdfium_c.FPDF_PAGEOBJ_FORM or is_in_layer(drawn):
            return True
    return False
