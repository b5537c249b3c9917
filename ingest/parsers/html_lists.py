"""Lists of a web page: how they number their items, and the items whose text has not begun."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from ingest.enumerators import list_label

__all__ = ["Lists"]

_LIST_STYLES = {"a": "a", "A": "A", "i": "i", "I": "I"} | {
    f"{case}-{form}": sign
    for case, signs in (("lower", "aai"), ("upper", "AAI"))
    for form, sign in zip(("alpha", "latin", "roman"), signs, strict=True)
}
_STYLE_OF_LIST = re.compile(
    r"list-style(?:-type)?\s*:\s*(?:\S+\s+)?(lower-alpha|upper-alpha|lower-roman|upper-roman|lower-latin|upper-latin|none)"
)


class Lists:
    """The lists that are open at a place of the page. Told of each list and item as it begins and ends."""

    def __init__(self) -> None:
        self._open: list[tuple[str, int]] = []  # how each writes its numbers ("" for not at all), and the next number
        self.item: tuple[int, str] | None = None
        """Depth and number of the item that has begun, until its text is taken."""

    def __bool__(self) -> bool:
        """Whether a list is open."""
        return bool(self._open)

    def begin(self, node: LexborNode) -> None:
        """A list begins."""
        self._open.append(_numbering(node))

    def end(self) -> None:
        """The innermost list ends."""
        self._open.pop()

    def begin_item(self, node: LexborNode) -> None:
        """An item begins: a ``li``, ``dt`` or ``dd``."""
        depth = max(1, len(self._open)) + (1 if node.tag == "dd" else 0)
        label = ""
        if self._open:
            style, number = self._open[-1]
            given = node.attributes.get("value") or ""
            if style and given.isdigit():
                number = int(given)
            label = list_label(style, number) if style else ""
            self._open[-1] = (style, number + 1)
        self.item = (depth, label)

    def end_item(self) -> None:
        """An item ends."""
        self.item = None


def _numbering(node: LexborNode) -> tuple[str, int]:
    """How a list numbers its items ("" for not at all) and where it begins."""
    if node.tag != "ol":
        return "", 0
    start = node.attributes.get("start") or "1"
    style = _STYLE_OF_LIST.search(node.attributes.get("style") or "")
    if style and style[1] == "none":
        return "", 0
    named = style[1] if style else (node.attributes.get("type") or "1")
    return _LIST_STYLES.get(named, "1"), int(start) if start.lstrip("-").isdigit() and len(start) < 7 else 1  # noqa: PLR2004  # digits of a sane number
