"""What is drawn on a PDF page beside its text: rules, filled areas and pictures, in the order in which they are painted."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from ingest.parsers.page_view import Rectangle
from ingest.parsers.pdf_clipping import Clip, clip_of
from ingest.parsers.pdf_layers import is_in_layer
from ingest.printed.page import Rule

__all__ = ["Area", "Drawings", "fill_colour", "read_drawings"]

_MAXIMUM_PATH_PARTS = 20_000  # maps and charts have more; no table has
_MAXIMUM_FORM_DEPTH = 4
_CHANNELS = tuple(ctypes.c_uint() for _ in range(4))  # used again and again: making them takes longer than asking
_LARGEST_SHAPE = 20.0  # points: what is larger is no bullet
_SMALLEST_AREA = 3.0  # points: what is narrower hides no letter


@dataclass(frozen=True, slots=True)
class Area:
    """A filled shape or a picture: the box around it, and how many objects are painted before it. ``colour`` is None for pictures."""

    box: Rectangle
    order: int
    colour: tuple[int, int, int] | None

    @property
    def size(self) -> float:
        """In square points."""
        left, bottom, right, top = self.box
        return (right - left) * (top - bottom)


@dataclass(slots=True)
class Drawings:
    """All that was found on one page."""

    rules: list[Rule] = field(default_factory=list)
    areas: list[Area] = field(default_factory=list)
    shapes: list[Rectangle] = field(default_factory=list)
    """The boxes around what is drawn no larger than a letter, such as bullets."""
    small_pictures: list[tuple[Rectangle, int]] = field(default_factory=list)
    """The boxes around pictures no larger than that, each with a number that is the same for the same picture."""
    text_orders: dict[int, int] = field(default_factory=dict)
    """For the address of each text object, how many objects are painted before it."""
    layered: set[int] = field(default_factory=set)
    """The addresses of the text objects that may lie in a layer."""
    clips: dict[int, Clip] = field(default_factory=dict)
    """For the address of each text object that is cut to a part of the page, to which."""

    @property
    def has_picture(self) -> bool:
        """Whether there is a picture among them."""
        return any(area.colour is None for area in self.areas)

    @property
    def largest_picture(self) -> float:
        """The size of the largest picture in square points; 0 where there is none."""
        return max((area.size for area in self.areas if area.colour is None), default=0.0)


def read_drawings(page: Any, *, has_layers: bool = False) -> Drawings:  # noqa: ANN401  # pypdfium2
    """What is drawn on a page. Without rules and areas when there are so many that it is a map or a chart."""
    found, rules, parts = Drawings(), set[Rule](), 0
    for order, (drawn, matrix, depth) in enumerate(_objects(page.raw)):
        kind = pdfium_c.FPDFPageObj_GetType(drawn)
        if kind == pdfium_c.FPDF_PAGEOBJ_TEXT:
            address = ctypes.cast(drawn, ctypes.c_void_p).value or 0
            found.text_orders[address] = order
            if has_layers and (depth or is_in_layer(drawn)):
                found.layered.add(address)
            if (clip := clip_of(drawn, matrix)) is not None:
                found.clips[address] = clip
        elif kind == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            box = _bounds(drawn, matrix)
            found.areas.append(Area(box, order, None))
            if 0 < max(box[2] - box[0], box[3] - box[1]) < _LARGEST_SHAPE:
                found.small_pictures.append((box, _likeness(drawn)))
        elif parts <= _MAXIMUM_PATH_PARTS:
            count = pdfium_c.FPDFPath_CountSegments(drawn)
            parts += max(count, 0)
            rules.update(_path_rules(drawn, count, _matrix_of(drawn).multiply(matrix)))
            found.areas.extend(_filled(drawn, matrix, order))
            found.shapes.extend(_small(drawn, matrix))
    if parts > _MAXIMUM_PATH_PARTS:
        found.areas, found.shapes = [area for area in found.areas if area.colour is None], []
        return found
    found.rules = sorted(rules, key=lambda rule: (rule.bottom, rule.left, rule.top, rule.right))
    return found


def fill_colour(drawn: Any) -> tuple[int, int, int, int] | None:  # noqa: ANN401  # a handle of PDFium
    """Red, green, blue and opacity, from 0 to 255, of what an object is filled with; None where that is not one colour."""
    red, green, blue, opacity = _CHANNELS
    if not pdfium_c.FPDFPageObj_GetFillColor(drawn, red, green, blue, opacity):
        return None
    return red.value, green.value, blue.value, opacity.value


def _filled(path: Any, matrix: Any, order: int) -> Iterator[Area]:  # noqa: ANN401  # handles of PDFium
    mode, stroked = ctypes.c_int(), ctypes.c_int()
    if not pdfium_c.FPDFPath_GetDrawMode(path, mode, stroked) or not mode.value:
        return
    colour = fill_colour(path)
    left, bottom, right, top = box = _bounds(path, matrix)
    if colour is not None and colour[3] and min(right - left, top - bottom) > _SMALLEST_AREA:
        yield Area(box, order, colour[:3])


def _small(path: Any, matrix: Any) -> Iterator[Rectangle]:  # noqa: ANN401  # handles of PDFium
    left, bottom, right, top = box = _bounds(path, matrix)
    mode, stroked = ctypes.c_int(), ctypes.c_int()
    if not 0 < max(right - left, top - bottom) < _LARGEST_SHAPE or not pdfium_c.FPDFPath_GetDrawMode(path, mode, stroked):
        return
    colour = fill_colour(path)
    if stroked.value or (mode.value and (colour is None or colour[3])):
        yield box


def _likeness(picture: Any) -> int:  # noqa: ANN401  # a handle of PDFium
    """A number for a picture, from its size in pixels and in bytes."""
    wide, high = ctypes.c_uint(), ctypes.c_uint()
    pdfium_c.FPDFImageObj_GetImagePixelSize(picture, wide, high)
    return hash((wide.value, high.value, pdfium_c.FPDFImageObj_GetImageDataRaw(picture, None, 0)))


def _bounds(drawn: Any, matrix: Any) -> Rectangle:  # noqa: ANN401  # handles of PDFium
    sides = [ctypes.c_float() for _ in range(4)]
    if not pdfium_c.FPDFPageObj_GetBounds(drawn, *sides):
        return 0.0, 0.0, 0.0, 0.0
    left, bottom, right, top = (side.value for side in sides)
    corners = [matrix.on_point(x, y) for x in (left, right) for y in (bottom, top)]
    across, up = [x for x, _ in corners], [y for _, y in corners]
    return min(across), min(up), max(across), max(up)


def _objects(page: Any) -> Iterator[tuple[Any, Any, int]]:  # noqa: ANN401  # handles of PDFium
    """The texts, paths and pictures of a page as they are painted, each with the matrix of its container, and in how many forms it lies."""
    yield from _within(pdfium_c.FPDFPage_GetObject, page, pdfium_c.FPDFPage_CountObjects(page), pdfium.PdfMatrix(), 0)


def _within(getter: Any, container: Any, count: int, outer: Any, depth: int) -> Iterator[tuple[Any, Any, int]]:  # noqa: ANN401  # handles of PDFium
    wanted = (pdfium_c.FPDF_PAGEOBJ_TEXT, pdfium_c.FPDF_PAGEOBJ_IMAGE, pdfium_c.FPDF_PAGEOBJ_PATH)
    for index in range(count):
        found = getter(container, index)
        kind = pdfium_c.FPDFPageObj_GetType(found)
        if kind in wanted:
            yield found, outer, depth
        elif kind == pdfium_c.FPDF_PAGEOBJ_FORM and depth < _MAXIMUM_FORM_DEPTH:
            inner = _matrix_of(found).multiply(outer)
            yield from _within(pdfium_c.FPDFFormObj_GetObject, found, pdfium_c.FPDFFormObj_CountObjects(found), inner, depth + 1)


def _matrix_of(drawn: Any) -> Any:  # noqa: ANN401  # pypdfium2
    matrix = pdfium_c.FS_MATRIX()
    return pdfium.PdfMatrix.from_raw(matrix) if pdfium_c.FPDFPageObj_GetMatrix(drawn, matrix) else pdfium.PdfMatrix()


def _path_rules(path: Any, count: int, matrix: Any) -> Iterator[Rule]:  # noqa: ANN401  # handles of PDFium
    x, y = ctypes.c_float(), ctypes.c_float()
    start = last = (0.0, 0.0)
    for index in range(count):
        part = pdfium_c.FPDFPath_GetPathSegment(path, index)
        pdfium_c.FPDFPathSegment_GetPoint(part, x, y)
        point = matrix.on_point(x.value, y.value)
        kind = pdfium_c.FPDFPathSegment_GetType(part)
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == pdfium_c.FPDF_SEGMENT_LINETO:
            yield from _rule(last, point)
        if pdfium_c.FPDFPathSegment_GetClose(part):
            yield from _rule(point, start)
        last = point


def _rule(first: tuple[float, float], second: tuple[float, float]) -> Iterator[Rule]:
    wide, high = abs(first[0] - second[0]), abs(first[1] - second[1])
    if min(wide, high) < 1 and max(wide, high) > 5:  # noqa: PLR2004  # shorter than a letter is no rule
        left, bottom = round(min(first[0], second[0]), 1), round(min(first[1], second[1]), 1)
        yield Rule(left, bottom, round(left + wide, 1), round(bottom + high, 1))
