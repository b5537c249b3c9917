"""How Word writes lists into web pages: as paragraphs, with the mark of each item and its depth beside it."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

__all__ = ["depth_in_word", "holds_mark", "mark_in_word"]

_LEVEL = re.compile(r"mso-list:\s*\S+\s+level([1-9])\b", re.IGNORECASE)
_MARK = re.compile(r"mso-list:\s*ignore", re.IGNORECASE)
_FONT_OF_BULLETS = re.compile(r"font-family:\s*[\"']?(?:Symbol|Wingdings|Webdings|Courier)", re.IGNORECASE)


def depth_in_word(node: LexborNode) -> int | None:
    """How deep a paragraph lies in a list, where Word says so."""
    level = _LEVEL.search(node.attributes.get("style") or "")
    return int(level[1]) if level else None


def holds_mark(node: LexborNode) -> bool:
    """Whether an element holds nothing but the bullet or the number of an item."""
    return node.tag == "span" and bool(_MARK.search(node.attributes.get("style") or ""))


def mark_in_word(node: LexborNode, said: str) -> str:
    """The mark of an item as it is read: a number or the words before it ("1", "Step 2:"), or a bullet for a sign of a font of symbols."""
    mark = " ".join(said.split())
    is_sign = len(mark) == 1 and not (mark.isdigit() or (mark.isascii() and mark.isupper()))
    around = (node, node.parent, node.parent.parent if node.parent is not None else None)
    is_in_symbols = any(one is not None and _FONT_OF_BULLETS.search(one.attributes.get("style") or "") for one in around)
    return "• " if is_sign or is_in_symbols or not any(map(str.isalnum, mark)) else f"{mark} "
