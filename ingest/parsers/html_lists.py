"""Lists of a web page: how they number their items, and the items whose text has not begun."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from ingest.enumerators import list_label
from ingest.parsers.html_docs import DEPTH, MARK
from ingest.parsers.html_styles import PageStyles, specificity
from ingest.stated_numbers import stated_number

__all__ = ["Lists", "keep_list_styles"]

_LIST_STYLES = {"a": "a", "A": "A", "i": "i", "I": "I"} | {
    f"{case}-{form}": sign
    for case, signs in (("lower", "aai"), ("upper", "AAI"))
    for form, sign in zip(("alpha", "latin", "roman"), signs, strict=True)
}
_STYLE_OF_LIST = re.compile(
    r"list-style(?:-type)?\s*:\s*(?:[^\s;]{1,300}\s+)?(lower-alpha|upper-alpha|lower-roman|upper-roman|lower-latin|upper-latin|none)"
)


class Lists:
    """The lists that are open at a place of the page. Told of each list and item as it begins and ends."""

    def __init__(self) -> None:
        self._open: list[tuple[str, int, int]] = []  # how each writes its numbers ("" for not at all), the next number, the step
        self.item: tuple[int, str] | None = None
        """Depth and number of the item that has begun, until its text is taken."""

    def __bool__(self) -> bool:
        """Whether a list is open."""
        return bool(self._open)

    @property
    def depth(self) -> int:
        """How many lists are open."""
        return len(self._open)

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
            style, number, step = self._open[-1]
            given = stated_number(node.attributes.get("value"))
            if style and given is not None:
                number = given
            label = node.attributes.get(MARK) or (list_label(style, number) if style else "")
            depth = stated_number(node.attributes.get(DEPTH)) or depth
            self._open[-1] = (style, number + step, step)
        self.item = (depth, label)

    def end_item(self) -> None:
        """An item ends."""
        self.item = None


def keep_list_styles(styles: PageStyles) -> None:
    """Writes into each list how the rules of the page number it, where its own ``style`` does not say.

    Where rules count by themselves, a list that they say has no numbers may have them all the same, so nothing is written then.
    """
    weighed: dict[int, tuple[tuple[bool, tuple[int, int, int], int], LexborNode, str]] = {}
    may_count = any("counter(" in sheet or "counters(" in sheet for sheet in styles.sheets)
    for order, rule in enumerate(styles.rules):
        value, is_important = rule.values.get("list-style-type") or rule.values.get("list-style") or ("", False)
        style = _STYLE_OF_LIST.search(f"list-style:{value}") if value else None
        if style is None or (style[1] == "none" and may_count):
            continue
        for node in styles.matching(rule.selector):
            weight = (is_important, specificity(rule.selector), order)
            if node.tag == "ol" and (node.mem_id not in weighed or weighed[node.mem_id][0] <= weight):
                weighed[node.mem_id] = weight, node, style[1]
    for _, node, value in weighed.values():
        node.attrs["style"] = f"{node.attributes.get('style') or ''};list-style-type:{value}"


def _numbering(node: LexborNode) -> tuple[str, int, int]:
    """How a list numbers its items ("" for not at all), where it begins, and by how much it counts on."""
    if node.tag != "ol":
        return "", 0, 1
    is_reversed = "reversed" in node.attributes
    first = sum(1 for child in node.iter() if child.tag == "li") if is_reversed else 1
    start = stated_number(node.attributes.get("start"))
    style = _STYLE_OF_LIST.search(node.attributes.get("style") or "")
    if style and style[1] == "none":
        return "", 0, 1
    named = style[1] if style else (node.attributes.get("type") or "1")
    return _LIST_STYLES.get(named, "1"), first if start is None else start, -1 if is_reversed else 1
