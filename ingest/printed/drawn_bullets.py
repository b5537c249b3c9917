"""Bullets that a file draws as small shapes or pictures: browsers paint the marks of their lists so, and some office programs do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from statistics import median

from ingest.enumerators import item_mark, strip_bullet
from ingest.placed_text import PlacedText, Places
from ingest.printed.page import Line, Shape

__all__ = ["with_drawn_bullets"]

_BULLET = "•"
_SIDES = (0.12, 0.6)  # sizes of the text: how wide and how high a dot or square is
_DASH = (0.25, 0.8)  # ... and how wide a dash is, which is lower than
_PICTURE = (0.12, 1.3)  # ... and a picture, which may be as high as a line
_LOW = 0.2
_ROUND = 1.35  # a dot is about as wide as high
_REACH = (0.1, 1.8)  # sizes between a mark and its text
_MIDDLE = (0.1, 0.62)  # sizes above the baseline at which the middle of a mark lies
_MIDDLE_OF_PICTURE = (0.0, 0.75)
_NEIGHBOUR = 1.2  # sizes: what stands as close before a mark is of the same line
_ALIKE = 0.6  # points by which the marks of one list may differ
_TIGHT = 1.6  # sizes to the next line of a paragraph
_HEADING = 1.2  # a text this much larger than most is a heading with something drawn before it
_MOST_SHAPES = 500  # of one page: more are a chart or a map


def with_drawn_bullets(
    lines: Sequence[Line],
    shapes: Sequence[Shape],
    places_of: Callable[[Shape], Places],
    pictures: Sequence[tuple[Shape, int]] = (),
) -> list[Line]:
    """The lines of a page, with a line that reads "•" before each beside which a mark of a list is drawn.

    ``places_of`` gives the one place of a shape on the page as it is shown. A mark that is alone of its kind counts only where no
    sentence goes on in its line, and a dash never does: it may be part of a formula. Nor does a picture, of which ``pictures`` has the
    place and a number that is the same for the same picture: it may be an icon beside a text.
    """
    pictures = pictures if len(pictures) <= _MOST_SHAPES else ()
    shapes = shapes if len(shapes) <= _MOST_SHAPES else ()
    if not lines or not (shapes or pictures):
        return list(lines)
    usual = median(line.size for line in lines for _ in line.text)
    drawn = [(shape, _text_of(shape, lines)) for shape in shapes]
    found = [(shape, line) for shape, line in drawn if line is not None and line.size < _HEADING * usual]
    marks: dict[int, Shape] = {}
    for shape, line in found:
        like = {id(other_line) for other, other_line in found if other_line is not line and _is_like(shape, other)}
        if like or (not _is_dash(shape, line) and not _goes_on(line, lines)):
            marks.setdefault(id(line), shape)
    for shape, line in _picture_marks(pictures, lines):
        if line.size < _HEADING * usual:
            marks.setdefault(id(line), shape)
    marked: list[Line] = []
    for line in lines:
        if id(line) in marks:
            marked.append(_bullet(marks[id(line)], line, places_of))
        marked.append(line)
    return marked


def _picture_marks(pictures: Sequence[tuple[Shape, int]], lines: Sequence[Line]) -> list[tuple[Shape, Line]]:
    """The pictures that stand as marks before lines, again and again the same one under itself."""
    drawn = [(shape, likeness, _text_of(shape, lines, is_picture=True)) for shape, likeness in pictures]
    found = [(shape, likeness, line) for shape, likeness, line in drawn if line is not None]
    return [
        (shape, line)
        for shape, likeness, line in found
        if any(other is not line and like == likeness and _is_like(shape, there) for there, like, other in found)
    ]


def _text_of(shape: Shape, lines: Sequence[Line], *, is_picture: bool = False) -> Line | None:
    """The line whose mark a shape may be: it stands just to the left of its first letter, half way up, with nothing before it."""
    left, bottom, right, top = shape
    middle = (bottom + top) / 2
    lowest, highest = _MIDDLE_OF_PICTURE if is_picture else _MIDDLE
    beside = [line for line in lines if lowest * line.size < middle - line.baseline < highest * line.size]
    behind = [line for line in beside if _REACH[0] * line.size < line.left - right < _REACH[1] * line.size]
    text = min(behind, key=lambda line: line.left, default=None)
    if text is None or any(line.left < right and left - line.right < _NEIGHBOUR * text.size for line in beside):
        return None
    sides = _PICTURE if is_picture else _SIDES
    is_dot = (
        _is_of(right - left, sides, text) and _is_of(top - bottom, sides, text) and (is_picture or _is_even(right - left, top - bottom))
    )
    if not (is_dot or (not is_picture and _is_dash(shape, text))) or strip_bullet(text.text) is not None or item_mark(text.text):
        return None
    return text if any(map(str.isalnum, text.text)) else None


def _is_dash(shape: Shape, line: Line) -> bool:
    left, bottom, right, top = shape
    return _is_of(right - left, _DASH, line) and top - bottom < _LOW * line.size


def _is_of(side: float, sizes: tuple[float, float], line: Line) -> bool:
    return sizes[0] * line.size <= side <= sizes[1] * line.size


def _is_even(wide: float, high: float) -> bool:
    return max(wide, high) < _ROUND * min(wide, high)


def _is_like(shape: Shape, other: Shape) -> bool:
    """Whether two shapes are as large and begin under one another, as the marks of one list do."""
    wide, high = shape[2] - shape[0], shape[3] - shape[1]
    return abs(shape[0] - other[0]) < _ALIKE and abs(other[2] - other[0] - wide) < _ALIKE and abs(other[3] - other[1] - high) < _ALIKE


def _goes_on(line: Line, lines: Sequence[Line]) -> bool:
    """Whether a sentence of the line above may go on in this one: it stands as tightly, begins in line and ends like no sentence."""
    return any(
        0 < above.baseline - line.baseline < _TIGHT * line.size
        and abs(above.left - line.left) < line.size
        and not above.flat.endswith((".", ":", ";", "!", "?", ","))
        for above in lines
    )


def _bullet(shape: Shape, line: Line, places_of: Callable[[Shape], Places]) -> Line:
    return Line(
        placed=PlacedText(_BULLET, places_of(shape)),
        left=shape[0],
        right=shape[2],
        bottom=line.bottom,
        top=line.top,
        baseline=line.baseline,
        size=line.size,
        page=line.page,
        bold=line.bold,
        italic=line.italic,
        font=line.font,
    )
