"""How Word writes lists into web pages: as paragraphs, with the mark of each item and its depth beside it."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from ingest.enumerators import item_mark

__all__ = ["depth_in_word", "holds_mark", "mark_in_word"]

_LEVEL = re.compile(r"mso-list:\s*\S+\s+level([1-9])\b", re.IGNORECASE)
_MARK = re.compile(r"mso-list:\s*ignore", re.IGNORECASE)


def depth_in_word(node: LexborNode) -> int | None:
    """How deep a paragraph lies in a list, where Word says so."""
    level = _LEVEL.search(node.attributes.get("style") or "")
    return int(level[1]) if level else None


def holds_mark(node: LexborNode) -> bool:
    """Whether an element holds nothing but the bullet or the number of an item."""
    return node.tag == "span" and bool(_MARK.search(node.attributes.get("style") or ""))


def mark_in_word(said: str) -> str:
    """The mark of an item as it is read: a number, or a bullet for whatever sign of a font of symbols it is."""
    return f"{said.strip()} " if item_mark(f"{said.strip()} x") else "• "
