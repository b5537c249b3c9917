"""The shapes to which a style clips an element: whether they leave anything of it."""

from __future__ import annotations

import re

__all__ = ["clips_all"]

_SHAPE = re.compile(r"\A(inset|circle|ellipse|polygon|rect|xywh)\(\s*([^()]*?)\s*\)")
_NUMBER = re.compile(r"-?\d*\.?\d+")
_WHOLE = 100.0  # per cent
_PLACES = 2  # of a point


def clips_all(value: str) -> bool:
    """Whether the value of ``clip-path``, in small letters, leaves nothing to be seen."""
    shape = _SHAPE.match(value)
    if shape is None:
        return False
    name, said = shape[1], shape[2].partition(" round ")[0]
    if name in ("circle", "ellipse"):
        radii = said.partition("at ")[0].split()
        return any(_amount(radius)[0] == 0 for radius in radii)
    if name == "polygon":
        points = [point.split() for point in said.removeprefix("evenodd,").removeprefix("nonzero,").split(",")]
        if not all(len(point) == _PLACES for point in points):
            return False
        return len({_amount(point[0]) for point in points}) == 1 or len({_amount(point[1]) for point in points}) == 1
    sides = said.split()
    if name == "xywh":
        return any(_amount(side)[0] == 0 for side in sides[2:4])
    if not 1 <= len(sides) <= 4:  # noqa: PLR2004  # one for each side
        return False
    top, right, bottom, left = _four(sides * 2 if len(sides) == 1 else sides)
    if name == "rect":
        return _amount(top) == _amount(bottom) or _amount(left) == _amount(right)
    return _are_all(top, bottom) or _are_all(left, right)


def _four(sides: list[str]) -> tuple[str, str, str, str]:
    """Top, right, bottom and left, of which the last may be left unsaid."""
    return sides[0], sides[1], sides[2 % len(sides)], sides[3] if len(sides) > 3 else sides[1]  # noqa: PLR2004


def _are_all(one: str, other: str) -> bool:
    """Whether two margins that are cut off, on sides that face each other, are the whole width or height."""
    return sum(_amount(side)[0] for side in (one, other) if _unit(side) == "%") >= _WHOLE


def _amount(length: str) -> tuple[float, str]:
    """A length with its unit; nothing is nothing in any."""
    number = _NUMBER.match(length)
    value = float(number[0]) if number else -1.0
    return value, "" if value == 0 and number else _unit(length)


def _unit(length: str) -> str:
    return _NUMBER.sub("", length, count=1)
