"""Where on its pages each character of a document's text is printed. Standard library only.

A page is measured as a reader sees it: turned and cropped as the file says, in points (1/72 inch) from its top left corner.
"""

from __future__ import annotations

import struct
import sys
from array import array
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Self

__all__ = ["Box", "PageSize", "PrintedLines", "TextBoxes"]

_MARK = b"CQBX"
_HEAD = struct.Struct("<4sBdIII")  # mark, version, steps per point, and how many pages, lines and edges follow
_VERSION = 1
_PAGE = struct.Struct("<Idd")


@dataclass(frozen=True, slots=True)
class PageSize:
    """Width and height of a page as it is shown, in points."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in points from the top left corner of the page as it is shown. ``page`` counts from 1."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True, eq=False)
class PrintedLines:
    """Stretches of text that are printed on one line each, in columns: the n-th entry of each array is of the n-th stretch.

    Places are in steps, so many to a point. A line runs across the page, or along its height (``upright``). ``near`` and
    ``far`` are what all characters of a line have in common: its top and bottom, or its left and right when it is upright.
    ``edges`` holds for each line one more place than it has characters: where each begins, and where the last one ends.
    """

    starts: array[int]
    counts: array[int]
    pages: array[int]
    upright: array[int]
    near: array[int]
    far: array[int]
    edges: array[int]

    def __post_init__(self) -> None:
        lengths = {len(column) for column in (self.starts, self.counts, self.pages, self.upright, self.near, self.far)}
        if len(lengths) != 1 or len(self.edges) != sum(self.counts) + len(self.counts):
            raise ValueError(f"columns of {sorted(lengths)} lines with {len(self.edges)} edges do not belong together")


_COLUMNS = (("starts", "I"), ("counts", "H"), ("pages", "H"), ("upright", "B"), ("near", "H"), ("far", "H"), ("edges", "H"))


class TextBoxes:
    """The printed lines of a document, and the sizes of its pages."""

    def __init__(self, pages: Mapping[int, PageSize], lines: PrintedLines, *, steps_per_point: float) -> None:
        if steps_per_point <= 0:
            raise ValueError(f"steps_per_point must be above zero: {steps_per_point}")
        self.pages = dict(pages)
        self._lines = lines
        self._steps_per_point = steps_per_point

    @cached_property
    def _first_edges(self) -> list[int]:
        return list(accumulate((count + 1 for count in self._lines.counts), initial=0))

    def boxes(self, start: int, end: int) -> tuple[Box, ...]:
        """The rectangles that hold the printed characters of ``text[start:end]``, one for each line that they stand on, in reading order.

        Characters that are not printed, such as the blank line between two paragraphs, have none.
        """
        lines, found = self._lines, []
        for line in range(max(bisect_right(lines.starts, start) - 1, 0), len(lines.starts)):
            begins = lines.starts[line]
            if begins >= end:
                break
            first, after = max(start - begins, 0), min(end - begins, lines.counts[line])
            if first < after:
                edge = self._first_edges[line]
                found.append(self._box(line, lines.edges[edge + first : edge + after + 1]))
        return tuple(found)

    def _box(self, line: int, edges: array[int]) -> Box:
        lines, step = self._lines, 1 / self._steps_per_point
        low, high = min(edges) * step, max(edges) * step
        near, far = lines.near[line] * step, lines.far[line] * step
        page = lines.pages[line]
        return Box(page, near, low, far, high) if lines.upright[line] else Box(page, low, near, high, far)

    def to_bytes(self) -> bytes:
        """All of it, as :meth:`from_bytes` reads it."""
        lines = self._lines
        head = _HEAD.pack(_MARK, _VERSION, self._steps_per_point, len(self.pages), len(lines.starts), len(lines.edges))
        pages = b"".join(_PAGE.pack(number, size.width, size.height) for number, size in sorted(self.pages.items()))
        return head + pages + b"".join(_little_endian(getattr(lines, name)).tobytes() for name, _ in _COLUMNS)

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Reads what :meth:`to_bytes` wrote. Raises ValueError for anything else."""
        if len(data) < _HEAD.size:
            raise ValueError("not the boxes of a text: there is too little of it")
        mark, version, steps_per_point, page_count, line_count, edge_count = _HEAD.unpack_from(data)
        if mark != _MARK or version != _VERSION:
            raise ValueError("not the boxes of a text, or of another version")
        lengths = {name: (edge_count if name == "edges" else line_count) * array(kind).itemsize for name, kind in _COLUMNS}
        place = _HEAD.size + page_count * _PAGE.size
        if len(data) != place + sum(lengths.values()):
            raise ValueError("the boxes of a text were cut short")
        pages = {number: PageSize(width, height) for number, width, height in _PAGE.iter_unpack(data[_HEAD.size : place])}
        columns = {}
        for name, kind in _COLUMNS:
            column = array(kind)
            column.frombytes(data[place : place + lengths[name]])
            columns[name] = _little_endian(column)
            place += lengths[name]
        return cls(pages, PrintedLines(**columns), steps_per_point=steps_per_point)


def _little_endian(column: array[int]) -> array[int]:
    if sys.byteorder == "little":
        return column
    turned = array(column.typecode, column)
    turned.byteswap()
    return turned
