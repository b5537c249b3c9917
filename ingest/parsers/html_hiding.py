"""What the declarations of a style say on whether its element is seen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ingest.parsers.html_clipping import clips_all

__all__ = [
    "CUT_OFF",
    "FLAT",
    "GROUND",
    "INHERITED",
    "MADE_SEEN",
    "MOVES_IN",
    "NO_HIDING",
    "PRESSED_OPEN",
    "TALL",
    "WHITE_WORDS",
    "Declared",
    "declared_of",
]

WHITE_WORDS, GROUND = "white words", "ground"
"""Two things that a style says besides how it hides: that words are white, and that something other than white may lie behind them."""
MOVES_IN = "moves in"
"""One more: that the element changes its place or clearness by and by."""
CUT_OFF, TALL = "cut off", "min-height"
"""Two more: that what reaches out of the element is not shown, and that it has a least height all the same."""
FLAT = ("height", "max-height", "width")
"""The measures that leave no room for words where they are nothing and what reaches out is cut off."""
MADE_SEEN = {
    "visibility": "made visible",
    "font-size": "size of its own",
    "text-indent": "text-indent of its own",
    "color": "colour of its own",
}
"""For each way to hide that what lies in an element takes over: what says that a part of it is seen all the same."""
INHERITED = frozenset(MADE_SEEN)
NO_HIDING = frozenset({WHITE_WORDS, GROUND, MOVES_IN, CUT_OFF, TALL, *FLAT, *MADE_SEEN.values()})
"""What is said besides the ways that hide by themselves."""
PRESSED_OPEN = frozenset({"display", "visibility", "content-visibility", "opacity", CUT_OFF})
"""The ways in which what opens at one press is hidden before. The others keep words from readers for good."""

_FAR = re.compile(r"\A-(?:\d{4,}(?:\.\d+)?(?:px|pt)?|\d{3,}(?:\.\d+)?(?:em|rem|ch|ex|vw|vh))\Z")
_FAR_TO_EITHER_SIDE = re.compile(_FAR.pattern + r"|\A(?:9999|\d{5,})px\Z")  # nobody scrolls so far
_MOVED_FAR = re.compile(r"\btranslate(?:x|y|3d)?\([^)]*-(?:\d{4,}(?:\.\d+)?(?:px|pt)|\d{3,}(?:\.\d+)?(?:em|rem|vw|vh))\s*[,)]")
_NOTHING = r"0*\.?0+(?:px|pt|em|rem|%|vh|vw)?"
_SMALL = re.compile(rf"(?:{_NOTHING}|1(?:\.0*)?(?:px|pt)?)\Z")  # a width or height
_CLEAR = re.compile(r"(?:rgb|hsl)a?\((?:[^()\s,/]+[\s,]+){2}[^()\s,/]+\s*[,/]\s*0*\.?0+%?\s*\)|#[0-9a-f]{3}0|#[0-9a-f]{6}00")
_WHITE = re.compile(r"white|#f{3,4}|#(?:f[a-f]){3}(?:f[a-f])?|rgba?\(\s*25[0-5][\s,]+25[0-5][\s,]+25[0-5](?:[\s,/]+1(?:\.0*)?)?\s*\)")
"""Or so nearly white that nobody sees it on white."""
_NO_GROUND = frozenset({"none", "transparent", "inherit", "initial", "unset", "static"})
_CUT = frozenset({"hidden", "clip"})
_OF_PARENT = re.compile(r"(?:em|ex|ch|%)\Z|\A(?:inherit|unset|revert|smaller|larger|currentcolor|initial)\Z")
"""A size or colour that is told by that of what lies around."""
_MOVING = frozenset(f"{before}{name}" for before in ("", "-webkit-") for name in ("transition", "animation", "transform", "will-change"))
_SIZE_OF_FONT = re.compile(r"(?:\A|\s)(\d*\.?\d+[a-z%]*)(?:\s*/\s*\S+)?\s+[\"'a-z]")
_SIDES = frozenset({"padding", "padding-top", "padding-bottom"})
_HIDING = {
    "display": re.compile(r"none\Z"),
    "visibility": re.compile(r"(?:hidden|collapse)\Z"),
    "content-visibility": re.compile(r"hidden\Z"),
    "font-size": re.compile(r"\A(?:0*\.?0+(?:px|pt|em|rem|%)?|(?:0?\.\d+|1(?:\.0*)?)(?:px|pt))\Z"),  # too small to be read
    "opacity": re.compile(r"\A(?:0*\.?0+%?|0?\.0[0-2]\d*|[0-2](?:\.\d+)?%)\Z"),  # too clear to be seen
    "scale": re.compile(r"\A0+(?:\.0+)?(?:\s+0+(?:\.0+)?)*\Z"),
    "transform": re.compile(rf"\bscale[xy3d]{{0,2}}\(\s*0+(?:\.0+)?\s*(?:,\s*0+(?:\.0+)?\s*)*\)|{_MOVED_FAR.pattern}"),
    "filter": re.compile(r"\bopacity\(\s*0+(?:\.0+)?%?\s*\)"),
    "clip": re.compile(r"\Arect\(\s*[01](?:px|pt)?(?:[\s,]+(?:[01](?:px|pt)?|auto)){3}\s*\)\Z"),
    "left": _FAR_TO_EITHER_SIDE, "right": _FAR_TO_EITHER_SIDE, "margin-left": _FAR_TO_EITHER_SIDE,
} | dict.fromkeys(("text-indent", "top", "bottom", "margin-top"), _FAR)  # fmt: skip
"""What hides, for each of the ways that one declaration alone tells."""


@dataclass(frozen=True, slots=True)
class Declared:
    """What one rule says on one of the ways to hide: ``hides`` or shows, and whether it is important."""

    way: str
    hides: bool
    is_important: bool


def declared_of(values: Mapping[str, tuple[str, bool]]) -> Iterator[Declared]:
    """What the declarations of one rule, or of one ``style`` attribute, say on hiding."""
    for name, (value, is_important) in values.items():
        size = _SIZE_OF_FONT.search(value) if name == "font" else None
        if size is not None:
            yield from declared_of({"font-size": (size[1], is_important)})
        found = _hides(name, value, values)
        if found is not None:
            yield Declared(name.removeprefix("-webkit-"), found, is_important)
        if name in MADE_SEEN and value != "inherit":
            yield Declared(MADE_SEEN[name], not found and not _OF_PARENT.search(value), is_important)
        if name in ("overflow", "overflow-x", "overflow-y"):
            yield Declared(CUT_OFF, not _CUT.isdisjoint(value.split()), is_important)
        elif name in _MOVING:
            yield Declared(MOVES_IN, value not in ("none", "auto", "all 0s", "0s"), is_important)
        elif name == TALL:
            yield Declared(TALL, not _SMALL.match(value), is_important)
        elif name == "color" and value not in ("inherit", "currentcolor", "initial"):
            yield Declared(WHITE_WORDS, bool(_WHITE.fullmatch(value)), is_important)
        elif name in ("background", "background-color", "background-image", "position"):
            yield Declared(GROUND, value not in _NO_GROUND and not _WHITE.fullmatch(value), is_important)


def _hides(name: str, value: str, values: Mapping[str, tuple[str, bool]]) -> bool | None:
    """Whether a declaration hides, or shows what another may hide; None for one that has no say."""
    if name in FLAT:
        return bool(_SMALL.match(value)) and not (name != "width" and _has_room(values))
    if name in ("clip-path", "-webkit-clip-path"):
        return clips_all(value)
    if name == "color" and value not in ("inherit", "currentcolor", "initial"):
        behind = values.get("background-color", values.get("background", ("", False)))[0]
        return value in {"transparent", behind} or bool(_CLEAR.fullmatch(value))
    return bool(_HIDING[name].search(value)) if name in _HIDING else None


def _has_room(values: Mapping[str, tuple[str, bool]]) -> bool:
    """Whether there is room above and below the words of an element without height, in which they are seen."""
    for name in _SIDES & values.keys():
        parts = values[name][0].split()
        if not all(_SMALL.match(part) for part in (parts[::2] if name == "padding" else parts)):
            return True
    return False
