"""What the styles of an OpenDocument text make of its paragraphs, words and lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from odfdo import Element
from odfdo.xmlpart import XmlPart

from copro_qa.document import BlockKind

__all__ = ["UNKNOWN", "ListLevel", "Style", "Styles"]

UNKNOWN = "unknown"
"""The colour behind the text of a table, a shape, or a ground that is not of one colour: it may be any."""
_AUTOMATIC = "automatic"  # a colour that the program chooses so that it is seen on its ground
_STROKES = ("style:text-line-through-style", "style:text-line-through-type")  # as LibreOffice and as Word write it
_WEIGHT = "fo:font-weight"
_FONTS = ("fo:font-family", "style:font-name")
_COUNTED = re.compile(r"(?<=[a-z])\d+\Z")  # of several faces of one font: "Symbol1"
_ATTRIBUTES = (
    "fo:break-before", "text:display", "fo:color", "fo:font-size", "fo:background-color", "draw:fill", *_STROKES, _WEIGHT, *_FONTS,
)  # fmt: skip
_PLAIN_FILLS = ("none", "solid")
_LENGTH = re.compile(r"(\d+(?:\.\d+)?)(pt|mm|cm|in)")
_POINTS_OF = {"pt": 1.0, "mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0}
_BOLD = ("bold", "600", "700", "800", "900")
_HEADING = re.compile(r"Heading(?:_20_| )([1-9])", re.IGNORECASE)
_TABLE_HEADING = re.compile(r"table.*head|column.*head|head.*table", re.IGNORECASE)
_SMALLEST_POINTS = 1.5
_PAPER = "#ffffff"
_CHAIN = 12  # styles based on one another; longer chains are loops
_KINDS = {
    "title": BlockKind.TITLE,
    "caption": BlockKind.CAPTION,
    "illustration": BlockKind.CAPTION,
    "figure": BlockKind.CAPTION,
    "drawing": BlockKind.CAPTION,
    "bibliography_20_1": BlockKind.REFERENCE,
}


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph is by its style."""

    kind: BlockKind = BlockKind.PARAGRAPH
    breaks_before: bool = False
    """Whether a new page begins before it."""
    is_hidden: bool = False
    is_numbered: bool = True
    """Whether its headings take part in the numbering of headings, where there is one."""
    colour: str = ""
    """Of its text ("#ffffff"); empty where the style does not say."""
    is_tiny: bool | None = None
    """Whether nobody can read letters of its size; None where the style does not say, or gives a part of the size around it."""
    is_struck: bool | None = None
    """Whether its words are crossed out; None where the style does not say."""
    is_bold: bool | None = None
    """Whether its words are bold; None where the style does not say."""
    ground: str = ""
    """The colour that it puts behind its text; empty for none, UNKNOWN for a gradient or a picture."""
    font: str = ""
    """The font of its text; empty where the style does not say."""
    rank: int = 0
    """Of a paragraph in a heading style or one that is based on it, as Google Docs writes headings; 0 for others."""


@dataclass(frozen=True, slots=True)
class ListLevel:
    """How one level of a list is numbered. ``form`` is "" for bullets."""

    form: str = ""
    prefix: str = ""
    suffix: str = ""
    start: int = 1
    shown: int = 1
    indent: float | None = None
    """How far in its text begins, in points, where the style says so."""
    pattern: str = ""
    """How LibreOffice writes the whole number, "%1%(%2%)" for "31(1)"; where it does not say, points part the levels."""


class Styles:
    """The paragraph, text and list styles of one document. ``parts`` are those that define styles, nearest first."""

    def __init__(self, parts: Sequence[XmlPart]) -> None:
        self._nodes: dict[str, Element] = {}
        self._lists: dict[str, dict[int, ListLevel]] = {}
        self._read: dict[str, Style] = {}
        self.outline: dict[int, ListLevel] = {}
        grounds: set[str] = set()
        for part in parts:
            for node in part.get_elements("//style:page-layout-properties"):
                ground = UNKNOWN if _is_patterned(node) else _colour(node.get_attribute_string("fo:background-color"))
                grounds.add(ground or _PAPER)
            for node in part.get_elements("//style:style"):
                self._nodes.setdefault(node.get_attribute_string("style:name") or "", node)
            for node in part.get_elements("//text:list-style"):
                self._lists.setdefault(node.get_attribute_string("style:name") or "", _levels(node.children))
            for node in part.get_elements("//text:outline-style"):
                self.outline = self.outline or _levels(node.children)

        self.page_ground = _PAPER if not grounds else grounds.pop() if len(grounds) == 1 else "various"
        """The colour of all pages; "various" where they have several."""

    def of(self, name: str | None) -> Style:
        """The style of that name with all that it inherits; plain when there is none."""
        if not name:
            return Style()
        if name not in self._read:
            kind, numbering = BlockKind.PARAGRAPH, None
            found: dict[str, str] = {}  # of each property the value of the nearest style that has it
            current: str | None = name
            for _ in range(_CHAIN):
                kind = _KINDS.get((current or "").lower(), kind) if kind is BlockKind.PARAGRAPH else kind
                node = self._nodes.get(current or "")
                if node is None:
                    break
                for properties in node.children:
                    if properties.get_attribute_string("style:use-window-font-color") == "true":
                        found.setdefault("fo:color", _AUTOMATIC)
                    if _is_patterned(properties):
                        found.setdefault("draw:fill", "pattern")
                    for attribute in _ATTRIBUTES:
                        value = properties.get_attribute_string(attribute)
                        if value:
                            found.setdefault(attribute, value)
                numbering = node.get_attribute_string("style:list-style-name") if numbering is None else numbering
                current = node.get_attribute_string("style:parent-style-name")
            self._read[name] = Style(
                kind,
                found.get("fo:break-before") == "page",
                found.get("text:display") == "none",
                numbering != "",
                colour=_colour(found.get("fo:color")),
                is_tiny=_is_tiny(found.get("fo:font-size", "")),
                is_bold=None if _WEIGHT not in found else found[_WEIGHT] in _BOLD,
                is_struck=_is_struck(found),
                ground=_colour(found.get("fo:background-color")) if found.get("draw:fill", "none") in _PLAIN_FILLS else UNKNOWN,
                rank=self._rank_of(name),
                font=_COUNTED.sub("", next((found[font].strip("'\"") for font in _FONTS if font in found), "")),
            )
        return self._read[name]

    def _rank_of(self, name: str | None) -> int:
        """The rank of the style of headings that this one is, or is based on; 0 for others."""
        for _ in range(_CHAIN):
            if heading := _HEADING.fullmatch(name or ""):
                return int(heading[1])
            node = self._nodes.get(name or "")
            name = None if node is None else node.get_attribute_string("style:parent-style-name")
        return 0

    def is_for_headings(self, name: str | None) -> bool:
        """Whether a style of paragraphs, or one that it is based on, is made for the headings of tables by its name."""
        for _ in range(_CHAIN):
            if _TABLE_HEADING.search(name or ""):
                return True
            node = self._nodes.get(name or "")
            name = None if node is None else node.get_attribute_string("style:parent-style-name")
        return False

    def list_level(self, name: str | None, depth: int) -> ListLevel | None:
        """How the list style of that name numbers its items at a depth; None when it is not known."""
        return self._lists.get(name or "", {}).get(depth)


def _is_struck(found: Mapping[str, str]) -> bool | None:
    said = [found[stroke] != "none" for stroke in _STROKES if stroke in found]
    return any(said) if said else None


def _is_tiny(size: str) -> bool | None:
    """Whether nobody can read letters of that size; None for none, and for one in parts of another ("80%")."""
    points = _points(size)
    return None if points is None else points < _SMALLEST_POINTS


def _is_patterned(properties: Element) -> bool:
    """Whether they put a gradient, a hatching or a picture behind the text."""
    picture = properties.get_element("style:background-image")
    has_picture = picture is not None and bool(picture.get_attribute_string("xlink:href") or picture.children)
    return has_picture or (properties.get_attribute_string("draw:fill") or "none") not in _PLAIN_FILLS


def _colour(value: str | None) -> str:
    return "" if value in (None, "transparent") else value.lower()


def _form(said: str) -> str:
    """How a number is written: "1", "01", "a", "A", "i" or "I"; empty for ways of which nobody here can tell what is printed."""
    return said if said in ("1", "a", "A", "i", "I") else "01" if said.startswith("01") else ""


def _indent(level: Element) -> float | None:
    """The left edge of the text: where its label ends, or where the label begins and how wide it is."""
    properties = level.get_element("style:list-level-properties")
    if properties is None:
        return None
    aligned = properties.get_element("style:list-level-label-alignment")
    if aligned is not None:
        return _points(aligned.get_attribute_string("fo:margin-left"))
    lengths = [_points(properties.get_attribute_string(name)) for name in ("text:space-before", "text:min-label-width")]
    return None if lengths == [None, None] else sum(length or 0.0 for length in lengths)


def _points(length: str | None) -> float | None:
    match = _LENGTH.fullmatch(length or "")
    return None if match is None else float(match[1]) * _POINTS_OF[match[2]]


def _levels(nodes: Iterable[Element]) -> dict[int, ListLevel]:
    levels = {}
    for node in nodes:
        depth = node.get_attribute_integer("text:level") or 1
        is_numbered = node.tag in ("text:list-level-style-number", "text:outline-level-style")
        levels[depth] = ListLevel(
            _form(node.get_attribute_string("style:num-format") or "") if is_numbered else "",
            node.get_attribute_string("style:num-prefix") or "",
            node.get_attribute_string("style:num-suffix") or "",
            node.get_attribute_integer("text:start-value") or 1,
            max(1, node.get_attribute_integer("text:display-levels") or 1),
            _indent(node),
            (node.get_attribute_string("loext:num-list-format") or "") if is_numbered else "",
        )
    return levels
