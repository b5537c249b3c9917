"""What people add to the pages of a PDF file so that it is seen on them: entries in the fields of forms, typed notes, stamps."""

from __future__ import annotations

import ctypes
from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Collection, Sequence
from io import BytesIO
from typing import Any
from weakref import WeakKeyDictionary

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from ingest.parsers.pdf_blanks import with_filled_blanks
from ingest.parsers.pdf_layers import may_have_layers
from ingest.printed.page import Line, Shape

__all__ = ["in_rows", "page_as_seen"]

_PRINTED = frozenset({pdfium_c.FPDF_ANNOT_FREETEXT, pdfium_c.FPDF_ANNOT_STAMP, pdfium_c.FPDF_ANNOT_WIDGET})
_MOST_LOOKED_AT = 5000  # of a page
_LARGEST_COPY = 100 * 2**20  # bytes
_COPIES: WeakKeyDictionary[Any, Any] = WeakKeyDictionary()  # of open files whose pages have layers and things that were added
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
    other, place = _copy_with_layers(file, number) if may_have_layers(page) else _copy_of_page(file, number)
    page.close()
    copy = other[place]
    _drop_unseen(copy)
    if pdfium_c.FPDFPage_Flatten(copy, pdfium_c.FLAT_NORMALDISPLAY) != pdfium_c.FLATTEN_SUCCESS:
        copy.close()
        return file[number - 1], []
    copy.close()
    return other[place], places  # the page keeps its document open


def _copy_of_page(file: Any, number: int) -> tuple[Any, int]:  # noqa: ANN401  # pypdfium2
    """A document of one page, and the place of that. It knows nothing of layers."""
    alone = pdfium.PdfDocument.new()
    alone.import_pages(file, [number - 1])
    return alone, 0


def _copy_with_layers(file: Any, number: int) -> tuple[Any, int]:  # noqa: ANN401  # pypdfium2
    """A copy of the whole file, which knows which layers are switched off, and the place of the page; it is made once."""
    if file not in _COPIES:
        whole = BytesIO()
        file.save(whole, flags=pdfium_c.FPDF_REMOVE_SECURITY)
        if whole.tell() > _LARGEST_COPY:
            return _copy_of_page(file, number)
        _COPIES[file] = pdfium.PdfDocument(whole.getvalue())
        _COPIES[file].init_forms()
    return _COPIES[file], number - 1


def _printed(page: Any) -> list[Shape]:  # noqa: ANN401  # pypdfium2
    """Left, bottom, right and top of each thing that was added."""
    found = []
    for place in range(min(pdfium_c.FPDFPage_GetAnnotCount(page), _MOST_LOOKED_AT)):
        annotation = pdfium_c.FPDFPage_GetAnnot(page, place)
        if annotation:
            box = pdfium_c.FS_RECTF()
            is_printed = pdfium_c.FPDFAnnot_GetSubtype(annotation) in _PRINTED and not _is_unseen(annotation)
            if is_printed and pdfium_c.FPDFAnnot_GetRect(annotation, ctypes.byref(box)):
                found.append((box.left, box.bottom, box.right, box.top))
            pdfium_c.FPDFPage_CloseAnnot(annotation)
    return found


def _is_unseen(annotation: Any) -> bool:  # noqa: ANN401  # pypdfium2
    """Whether something is only shown in print; PDFium passes over what is hidden by itself."""
    return bool(pdfium_c.FPDFAnnot_GetFlags(annotation) & pdfium_c.FPDF_ANNOT_FLAG_NOVIEW)


def _drop_unseen(page: Any) -> None:  # noqa: ANN401  # pypdfium2
    for place in reversed(range(pdfium_c.FPDFPage_GetAnnotCount(page))):
        annotation = pdfium_c.FPDFPage_GetAnnot(page, place)
        if annotation:
            is_unseen = _is_unseen(annotation)
            pdfium_c.FPDFPage_CloseAnnot(annotation)
            if is_unseen:
                pdfium_c.FPDFPage_RemoveAnnot(page, place)


def in_rows(lines: Sequence[Line], places: Sequence[Shape]) -> list[Line]:
    """The lines in the order in which they are drawn, but with what was added behind what it stands beside, its label for the most part.

    Words that the page holds where they were added too come once, and what stands upon a blank of a line is put into that line.
    """
    lines = with_filled_blanks(lines, _inside(lines, places))
    inside = _inside(lines, places)
    added = [line for line in lines if id(line) in inside]
    ordered = [line for line in lines if id(line) not in inside]
    known = sorted(ordered, key=_baseline)
    behind: dict[int, list[Line]] = defaultdict(list)
    for line in _once(sorted(added, key=lambda line: (-line.baseline, line.left))):
        reach = _SAME_ROW * line.size
        near = known[bisect_right(known, line.baseline - reach, key=_baseline) : bisect_left(known, line.baseline + reach, key=_baseline)]
        label = max((other for other in near if other.left < line.left), key=lambda other: other.left, default=None)
        if label is None:
            ordered.append(line)
        else:
            behind[id(label)].append(line)
        insort(known, line, key=_baseline)
    found = []
    waiting = ordered[::-1]
    while waiting:
        found.append(waiting.pop())
        waiting.extend(behind[id(found[-1])])  # the last of them comes first
    return found


def _baseline(line: Line) -> float:
    return line.baseline


def _inside(lines: Sequence[Line], places: Sequence[Shape]) -> set[int]:
    """The ids of the lines whose middle lies in one of the places."""
    upwards = sorted(lines, key=_middle)
    found = set()
    for left, bottom, right, top in places:
        for line in upwards[bisect_left(upwards, bottom, key=_middle) : bisect_right(upwards, top, key=_middle)]:
            if left <= line.middle[0] <= right:
                found.add(id(line))
    return found


def _middle(line: Line) -> float:
    return line.middle[1]


def _once(lines: Collection[Line]) -> list[Line]:
    """The lines, which are given from the head of the page down, without those that say again what another says at the same place."""
    kept = []
    said: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        alike = said[line.flat]
        for other in reversed(alike):
            if other.baseline - line.baseline >= _SAME_ROW * line.size:
                kept.append(line)
                break
            if abs(other.left - line.left) < _SAME_ROW * line.size:
                break
        else:
            kept.append(line)
        alike.append(line)
    return kept
