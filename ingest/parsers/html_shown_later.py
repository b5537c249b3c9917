"""Parts of a web page that are hidden only until its scripts or sheets have come, or a reader scrolls to them."""

from __future__ import annotations

import re
from collections.abc import Collection

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.parsers.html_hiding import MOVES_IN
from ingest.parsers.html_unheard import is_seen_all_the_same, lies_over_page

__all__ = ["ShownLater"]

_FADES = frozenset({"opacity", "visibility"})
_WITH_DISPLAY = _FADES | {"display"}
_WHOLE = "main, article, [role=main], h1"
_PROGRAMS = re.compile(r"data-(?:w-id|aos|anim|framer|motion|reveal|sal|scroll|sr-id|wow)")
_CALLED = re.compile(r"(?:^|[\s_-])(?:animated?|aos|appear|fade-?(?:in|up)|(?:scroll-?)?reveal|wow)(?:$|[\s_-])", re.IGNORECASE)
_MOST = 0.5  # of the words of a page: nobody writes them to be hidden
_MOST_LINKS = 0.5  # a larger share of the text in links: a menu


class ShownLater:
    """What of one page will be shown later."""

    def __init__(self, tree: LexborHTMLParser) -> None:
        self._letters = _letters(tree.body) if tree.body is not None else 0
        self._has_means = tree.css_first("script, link[rel~=stylesheet i]") is not None

    def __call__(self, node: LexborNode, ways: Collection[str], said: Collection[str]) -> bool:
        """Whether an element that is hidden in ``ways`` will be: it holds most of the page, or is text that moves in when it is reached.

        ``said`` is all that styles say of it.
        """
        if not (self._has_means and ways and _WITH_DISPLAY.issuperset(ways)):
            return False
        if _FADES.issuperset(ways) and (MOVES_IN in said or _is_called_so(node)) and is_seen_all_the_same(node):
            return True
        letters = _letters(node)
        if letters <= _MOST * self._letters or lies_over_page(node):
            return False
        links = sum(_letters(link) for link in node.css("a"))
        return links <= _MOST_LINKS * letters and (_FADES.issuperset(ways) or node.css_first(_WHOLE) is not None)


def _is_called_so(node: LexborNode) -> bool:
    """Whether an element names what moves it in, in the words of the programs that do so."""
    attributes = node.attributes
    return any(map(_PROGRAMS.match, attributes)) or bool(_CALLED.search(attributes.get("class") or ""))


def _letters(node: LexborNode) -> int:
    return len("".join(node.text().split()))
