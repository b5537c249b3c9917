"""Text that a web page keeps from those who listen to it (``aria-hidden``), and that those who look at it see all the same.

Most of it is decoration, or says again what else is said for listeners. But all of a page is kept from them while a dialog lies over it,
and so are the parts of carousels and whole paragraphs by mistake.
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

__all__ = ["is_seen_all_the_same", "lies_over_page"]

_RUNNING = "p, li, td, dd, dt, blockquote, h2, h3, h4, h5, h6, pre"
_WHOLE = "main, article, h1"
_FEWEST_WORDS = 6  # fewer are a label or a mark
_MOST_LINKS = 0.5  # a larger share of the text in links: a menu
_FARTHEST = 12  # elements around one that are looked at
_OVER_THE_PAGE = re.compile(
    r"(?:^|[\s_-])(?:modals?|pop-?ups?|pop-?overs?|overlays?|dialogs?|light-?box|tool-?tips?|drop-?downs?|menus?|mega-?menu|nav(?:bar|igation)?|"
    r"off-?canvas|drawers?|fly-?outs?|cookies?|consent|toasts?|alerts?|search|login|loading|spinner|placeholder|template)(?:$|[\s_-])",
    re.IGNORECASE,
)
_NOT_TEXT = frozenset("nav header footer dialog form aside svg button label".split())
_ROLES = frozenset(
    "menu menubar listbox tooltip dialog alertdialog alert status navigation search combobox tree banner contentinfo img".split()
)


def is_seen_all_the_same(node: LexborNode) -> bool:
    """Whether an element with ``aria-hidden`` is running text of the page."""
    if node.tag in _WHOLE.split(", ") or node.tag == "body" or node.css_first(_WHOLE) is not None:
        return not lies_over_page(node)
    if node.css_first("input, select, textarea") is not None or _is_apart(node):
        return False
    running = [node] if node.tag in _RUNNING.split(", ") else node.css(_RUNNING)
    said = " ".join(part.text(separator=" ") for part in running)
    links = sum(len("".join(link.text().split())) for link in node.css("a"))
    return len(said.split()) >= _FEWEST_WORDS and links <= _MOST_LINKS * len("".join(said.split()))


def _is_apart(node: LexborNode) -> bool:
    """Whether an element, or one around it, is no text of the page, or lies over it until it is asked for."""
    current: LexborNode | None = node
    for _ in range(_FARTHEST):
        if current is None or current.tag in ("main", "body"):
            return False
        if current.tag in _NOT_TEXT or lies_over_page(current):
            return True
        current = current.parent
    return False


def lies_over_page(node: LexborNode) -> bool:
    """Whether an element is called one that lies over the page until it is asked for, such as a menu or a dialog."""
    attributes = node.attributes
    role = (attributes.get("role") or "").lower()
    named = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    return role in _ROLES or bool(_OVER_THE_PAGE.search(named))
