"""The headline of a slide without a title of its own: what is set largest on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ingest.parsers.pptx_bullets import a
from ingest.stated_numbers import stated_number

__all__ = ["headline_of"]

_USUAL = 18.0  # points, where a shape says none
_LARGER = 1.15  # times what comes next
_MOST_WORDS = 15
_FEWEST_LETTERS = 3


def headline_of(shapes: Sequence[Any]) -> Any | None:  # noqa: ANN401  # python-pptx
    """The shape whose first line is set larger than all other text of a slide, and is short; None where nothing stands out so."""
    sized = [(_size(line), -place, line) for place, shape in enumerate(shapes) if (line := _first_line(shape)) is not None]
    if not sized:
        return None
    size, place, line = max(sized, key=lambda one: one[:2])
    others = [other for other, at, _ in sized if at != place]
    text = "".join(node.text or "" for node in line.iter(a("t"))).rstrip()
    is_short = len(text.split()) <= _MOST_WORDS and sum(map(str.isalpha, text)) >= _FEWEST_LETTERS and not text.endswith((".", ":"))
    return shapes[-place] if is_short and size >= _LARGER * max([*others, _USUAL]) else None


def _first_line(shape: Any) -> Any | None:  # noqa: ANN401  # python-pptx, lxml
    """The first paragraph of a shape that says something."""
    if not getattr(shape, "has_text_frame", False):
        return None
    paragraphs = shape.element.iter(a("p"))
    return next((paragraph for paragraph in paragraphs if any((node.text or "").strip() for node in paragraph.iter(a("t")))), None)


def _size(line: Any) -> float:  # noqa: ANN401  # lxml
    """The size of a line as it says itself, in points."""
    sizes = [stated_number(properties.get("sz")) for properties in line.iter(a("rPr"))]
    return max((size / 100 for size in sizes if size), default=_USUAL)
