"""What of a slide's text a viewer does not see: text beside the slide, too small to see, or in the colour of what is behind it.

In doubt text counts as seen: where a picture, a gradient or another shape is behind it, the colour of its ground is not known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ingest.left_out import Reason
from ingest.parsers.pptx_bullets import a, p
from ingest.stated_numbers import stated_number

__all__ = ["UNKNOWN", "Frame", "Scale", "Sight"]

_SMALLEST_HUNDREDTHS = 150  # of a point
_ALIKE = 6  # steps of 255 by which two colours differ that look the same
_CHAIN = 2  # a placeholder's layout, and its master
_NAMED = {"white": "FFFFFF", "black": "000000"}
_FILLS = frozenset(a(name) for name in ("noFill", "solidFill", "gradFill", "blipFill", "pattFill", "grpFill"))
_PLAIN_GROUND = "1001"  # the first background of a theme, which is one colour
UNKNOWN = "?"
"""The colour of a ground that is not one colour, or is not known."""


class Frame(NamedTuple):
    """Where a shape is, in the units of the slide."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Frame) -> bool:
        """Whether the two share more than an edge."""
        return self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom


class Scale(NamedTuple):
    """From the units inside a group to those of the slide."""

    across: float = 1.0
    down: float = 1.0
    left: float = 0.0
    top: float = 0.0


@dataclass
class Sight:
    """Looks at the shapes of one slide in the order in which they are drawn.

    ``colours`` gives the theme's by their names on this slide ("bg1", "tx1", "accent1"), as six hexadecimal digits.
    """

    slide: Any
    page: Frame
    colours: Mapping[str, str]
    _ground: str = field(init=False)
    _behind: list[Frame] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        layout = self.slide.slide_layout
        above = [self.slide.element, layout.element, layout.slide_master.element]
        self._ground = next((self._ground_of(node) for root in above for node in root.iter(p("bg"))), "FFFFFF")
        for root in above[1:]:  # what layout and master draw lies behind everything
            tree = root.find(f"{p('cSld')}/{p('spTree')}")
            for node in () if tree is None else tree:
                if next(node.iter(p("ph")), None) is None and self._covers(node):
                    self._behind.append(_frame(node) or self.page)

    def inside(self, group: Any, scale: Scale = Scale()) -> Scale:  # noqa: ANN401, B008  # lxml; a frozen value
        """The scale of the shapes of a group that lies itself in ``scale``."""
        transform = group.find(f"{p('grpSpPr')}/{a('xfrm')}")
        outer, inner = _corner_and_size(transform, "off", "ext"), _corner_and_size(transform, "chOff", "chExt")
        if outer is None or inner is None or not inner[2] or not inner[3]:
            return scale
        across, down = outer[2] / inner[2], outer[3] / inner[3]
        return Scale(
            scale.across * across,
            scale.down * down,
            scale.left + (outer[0] - inner[0] * across) * scale.across,
            scale.top + (outer[1] - inner[1] * down) * scale.down,
        )

    def unseen_shape(self, shape: Any, scale: Scale = Scale()) -> str:  # noqa: ANN401, B008  # python-pptx; a frozen value
        """Why nothing of a shape is seen, in plain words; "" when it is."""
        frame = self._frame(shape, scale)
        return "" if frame is None or frame.meets(self.page) else Reason.OFF_PAGE

    def unseen_run(self, run: Any, ground: str) -> str:  # noqa: ANN401  # lxml
        """Why a run of text is not seen, in plain words; "" when it is. ``ground`` is that of its shape."""
        properties = run.find(a("rPr"))
        if properties is None:
            return ""
        if (properties.get("strike") or "noStrike") != "noStrike":
            return Reason.STRUCK_OUT
        size = stated_number(properties.get("sz"))
        if size is not None and size < _SMALLEST_HUNDREDTHS:
            return Reason.TOO_SMALL
        has_effect = any(len(effects) for effects in properties.iterchildren(a("effectLst"), a("effectDag")))  # a shadow, a glow
        if properties.find(a("noFill")) is not None and properties.find(a("ln")) is None and not has_effect:
            return Reason.INVISIBLE
        highlight = properties.find(a("highlight"))
        if highlight is not None:
            ground = self._colour(highlight) or UNKNOWN
        if not _look_alike(self._colour(properties.find(a("solidFill"))), ground):
            return ""
        return "" if has_effect or self._is_outlined(properties, ground) else Reason.SAME_COLOUR

    def ground_of(self, shape: Any, scale: Scale = Scale()) -> str:  # noqa: ANN401, B008  # python-pptx; a frozen value
        """The colour behind a shape's text, which may be unknown; and the shape counts as drawn."""
        frame = self._frame(shape, scale)
        own = self._fill(shape)
        is_bare = own is None and (frame is None or not any(frame.meets(other) for other in self._behind))
        if own is not None:
            self._behind.append(frame or self.page)
        return (self._ground if is_bare and frame is not None else UNKNOWN) if own is None else own

    def frame_of(self, shape: Any) -> Frame | None:  # noqa: ANN401  # python-pptx
        """Where a shape lies, in the units of the slide or of the group that it lies in; None where the file does not say."""
        if shape.element.tag == p("grpSp"):
            found = _corner_and_size(shape.element.find(f"{p('grpSpPr')}/{a('xfrm')}"), "off", "ext")
            return None if found is None else Frame(found[0], found[1], found[0] + found[2], found[1] + found[3])
        return self._frame(shape, Scale())

    def _frame(self, shape: Any, scale: Scale) -> Frame | None:  # noqa: ANN401  # python-pptx
        frame = next((found for element in _with_bases(shape) if (found := _frame(element))), None)
        if frame is None:
            return None
        return Frame(
            frame.left * scale.across + scale.left,
            frame.top * scale.down + scale.top,
            frame.right * scale.across + scale.left,
            frame.bottom * scale.down + scale.top,
        )

    def _is_outlined(self, properties: Any, ground: str) -> bool:  # noqa: ANN401  # lxml
        """Whether letters have a line around them that stands out from the ground."""
        fills = (node for line in properties.iterchildren(a("ln")) for node in line if node.tag in _FILLS)
        fill = next(fills, None)
        return fill is not None and fill.tag != a("noFill") and not _look_alike(self._colour(fill), ground)

    def _fill(self, shape: Any) -> str | None:  # noqa: ANN401  # python-pptx
        """The colour that a shape is filled with; None for none, and unknown where it is not one colour."""
        if shape.element.tag != p("sp"):  # the fill of a picture, which may be none, is behind the picture
            return UNKNOWN
        for element in _with_bases(shape):
            properties = element.find(p("spPr"))
            fill = next((node for node in properties if node.tag in _FILLS), None) if properties is not None else None
            if fill is not None:
                return None if fill.tag == a("noFill") else self._colour(fill) or UNKNOWN
            style = element.find(f"{p('style')}/{a('fillRef')}")
            if style is not None and style.get("idx") != "0":
                return UNKNOWN
        return None

    def _covers(self, node: Any) -> bool:  # noqa: ANN401  # lxml
        """Whether a shape of layout or master may hide what is behind it. A line or a bare text does not."""
        if node.tag in (p("pic"), p("graphicFrame"), p("grpSp")):
            return True
        properties, style = node.find(p("spPr")), node.find(f"{p('style')}/{a('fillRef')}")
        fill = next((child for child in properties if child.tag in _FILLS), None) if properties is not None else None
        is_filled = style is not None and style.get("idx") != "0" if fill is None else fill.tag != a("noFill")
        return node.tag == p("sp") and is_filled

    def _ground_of(self, background: Any) -> str:  # noqa: ANN401  # lxml
        own, named = background.find(p("bgPr")), background.find(p("bgRef"))
        if own is not None:
            return self._colour(own.find(a("solidFill"))) or UNKNOWN
        return (self._colour(named) if named is not None and named.get("idx") == _PLAIN_GROUND else None) or UNKNOWN

    def _colour(self, holder: Any | None) -> str | None:  # noqa: ANN401  # lxml
        """The colour that an element holds; None where it is none, shaded or partly transparent."""
        node = holder[0] if holder is not None and len(holder) else None
        if node is None or len(node):
            return None
        value = node.get("val") or ""
        if node.tag == a("schemeClr"):
            return self.colours.get(value)
        if node.tag == a("sysClr"):
            return (node.get("lastClr") or "").upper() or None
        return _NAMED.get(value) if node.tag == a("prstClr") else value.upper() if node.tag == a("srgbClr") else None


def _with_bases(shape: Any) -> Iterator[Any]:  # noqa: ANN401  # python-pptx
    """A shape's element and, for a placeholder, those of layout and master that it takes its place and its fill from."""
    yield shape.element
    above = shape if getattr(shape, "is_placeholder", False) else None
    for _ in range(_CHAIN):
        above = getattr(above, "_base_placeholder", None)
        if above is None:
            return
        yield above.element


def _frame(element: Any) -> Frame | None:  # noqa: ANN401  # lxml
    """Where an element says that it is; for one that is turned, a square in which it lies however it is turned."""
    transform = next((node for node in (element.find(f"{p('spPr')}/{a('xfrm')}"), element.find(p("xfrm"))) if node is not None), None)
    found = _corner_and_size(transform, "off", "ext")
    if transform is None or found is None:
        return None
    left, top, wide, high = found
    if not wide and not high:  # a box that grows with its text, written down before it grew
        return None
    if transform.get("rot") in (None, "0"):
        return Frame(left, top, left + wide, top + high)
    reach = (wide + high) / 2
    return Frame(left + wide / 2 - reach, top + high / 2 - reach, left + wide / 2 + reach, top + high / 2 + reach)


def _corner_and_size(transform: Any | None, corner: str, size: str) -> tuple[float, float, float, float] | None:  # noqa: ANN401  # lxml
    at, extent = (None, None) if transform is None else (transform.find(a(corner)), transform.find(a(size)))
    if at is None or extent is None:
        return None
    try:
        return float(at.get("x")), float(at.get("y")), float(extent.get("cx")), float(extent.get("cy"))
    except (TypeError, ValueError):
        return None


def _look_alike(one: str | None, other: str) -> bool:
    try:
        pairs = zip(bytes.fromhex(one or ""), bytes.fromhex(other), strict=True)
        return one is not None and all(abs(first - second) <= _ALIKE for first, second in pairs)
    except ValueError:  # one of them is not known
        return False
