"""What the declarations of a style say on whether its element is seen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

__all__ = ["GROUND", "WHITE_WORDS", "Declared", "declared_of"]

WHITE_WORDS, GROUND = "white words", "ground"
"""Two things that a style says besides how it hides: that words are white, and that something other than white may lie behind them."""

_FAR = re.compile(r"\A-(?:\d{4,}(?:\.\d+)?(?:px|pt)?|\d{3,}(?:\.\d+)?(?:em|rem|ch|ex|vw|vh))\Z")
_SMALL = re.compile(r"[01](?:\.0*)?(?:px|pt)?\Z")  # a width or height
_CLEAR = re.compile(r"(?:rgb|hsl)a?\((?:[^()\s,/]+[\s,]+){2}[^()\s,/]+\s*[,/]\s*0*\.?0+%?\s*\)|#[0-9a-f]{3}0|#[0-9a-f]{6}00")
_WHITE = re.compile(r"white|#f{3,4}|#(?:f[a-f]){3}(?:f[a-f])?|rgba?\(\s*25[0-5][\s,]+25[0-5][\s,]+25[0-5](?:[\s,/]+1(?:\.0*)?)?\s*\)")
"""Or so nearly white that nobody sees it on white."""
_NO_GROUND = frozenset({"none", "transparent", "inherit", "initial", "unset", "static"})
_CUT_OFF = frozenset({"hidden", "clip"})
_HIDING = {
    "display": re.compile(r"none\Z"),
    "visibility": re.compile(r"(?:hidden|collapse)\Z"),
    "content-visibility": re.compile(r"hidden\Z"),
    "font-size": re.compile(r"\A(?:0*\.?0+(?:px|pt|em|rem|%)?|(?:0?\.\d+|1(?:\.0*)?)(?:px|pt))\Z"),  # too small to be read
    "opacity": re.compile(r"\A(?:0*\.?0+%?|0?\.0[0-2]\d*|[0-2](?:\.\d+)?%)\Z"),  # too clear to be seen
    "transform": re.compile(r"\bscale[xy3d]{0,2}\(\s*0+(?:\.0+)?\s*(?:,\s*0+(?:\.0+)?\s*)*\)"),
    "filter": re.compile(r"\bopacity\(\s*0+(?:\.0+)?%?\s*\)"),
    "clip": re.compile(r"\Arect\(\s*[01](?:px|pt)?(?:[\s,]+(?:[01](?:px|pt)?|auto)){3}\s*\)\Z"),
    "clip-path": re.compile(r"\A(?:inset\(\s*(?:50|100)%|(?:circle|ellipse)\(\s*0(?:px|%)?[\s)])"),
} | dict.fromkeys(("text-indent", "left", "top", "right", "margin-left"), _FAR)
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
        found = _hides(name, value, values)
        if found is not None:
            yield Declared(name, found, is_important)
        if name == "color" and value not in ("inherit", "currentcolor", "initial"):
            yield Declared(WHITE_WORDS, bool(_WHITE.fullmatch(value)), is_important)
        elif name in ("background", "background-color", "background-image", "position"):
            yield Declared(GROUND, value not in _NO_GROUND and not _WHITE.fullmatch(value), is_important)


def _hides(name: str, value: str, values: Mapping[str, tuple[str, bool]]) -> bool | None:
    """Whether a declaration hides, or shows what another may hide; None for one that has no say."""
    if name == "overflow":
        is_small = all(_SMALL.match(values.get(side, ("", False))[0]) for side in ("width", "height"))
        return is_small and value in _CUT_OFF
    if name == "color" and value not in ("inherit", "currentcolor", "initial"):
        behind = values.get("background-color", values.get("background", ("", False)))[0]
        return value in {"transparent", behind} or bool(_CLEAR.fullmatch(value))
    return bool(_HIDING[name].search(value)) if name in _HIDING else None
