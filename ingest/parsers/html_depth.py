"""How deep the elements of a web page lie in one another: the time to parse a page grows with the square of it."""

from __future__ import annotations

import re

__all__ = ["is_too_deep"]

_DEEPEST = 50_000  # half a minute; browsers stop at 512
# Elements that may hold themselves. Those that need not be closed (p, li, td) would seem to lie in one another.
_TAG = re.compile(
    r"<(/?)(?:div|section|article|span|blockquote|ul|ol|dl|table|form|fieldset|font|b|i|em|strong|small|big|a)\b", re.IGNORECASE
)


def is_too_deep(text: str) -> bool:
    """Whether a page is nested so deeply that nobody can have meant it."""
    if text.count("<") <= _DEEPEST:
        return False
    depth = deepest = 0
    for tag in _TAG.finditer(text):
        depth = max(0, depth - 1) if tag[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest > _DEEPEST
