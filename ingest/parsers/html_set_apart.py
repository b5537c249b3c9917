"""Words of a web page that its styles set apart on the screen, though nothing stands between them in its source.

A link that is drawn as a block begins a line of its own, and so do the words behind it. Boxes side by side have room between them.
"""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.parsers.html_displays import displays
from ingest.parsers.html_styles import PageStyles

__all__ = ["ON_LINE", "begins_apart", "ends_apart", "keep_set_apart"]

_MARK = "data-set-apart"
ON_LINE = "line"
"""An element that stands on lines of its own."""
IN_BOX = "box"
"""An element that is a box in a row or grid of others."""
_FEWEST_LETTERS = 2
_BLOCKS = frozenset({"block", "flow-root", "list-item", "table", "flex", "grid", "block flow", "block flex", "block grid"})
_HOLDERS = frozenset({"flex", "grid", "inline-flex", "inline-grid", "block flex", "block grid", "inline flex", "inline grid"})
_INLINE = frozenset("a abbr b bdi bdo cite code data dfn em font i ins kbd label mark q samp small span strong time u var".split())
"""What runs on in its line where no style says otherwise. Raised and lowered signs belong to the word before."""


def keep_set_apart(tree: LexborHTMLParser, styles: PageStyles) -> None:
    """Writes into each element that would run on in its line whether the styles of the page set it apart."""
    for node in tree.css(f"[{_MARK}]"):  # nobody else's word counts
        del node.attrs[_MARK]
    for node, display in displays(tree, styles, lambda told: bool(told & (_BLOCKS | _HOLDERS))):
        if display in _HOLDERS:
            for child in node.iter():
                if _runs_on(child) and not child.attributes.get(_MARK):
                    child.attrs[_MARK] = IN_BOX
        if display in _BLOCKS and _runs_on(node):
            node.attrs[_MARK] = ON_LINE


def begins_apart(node: LexborNode) -> str:
    """How an element stands apart from what is before it: on a line of its own, in a box of its own, or not at all ("")."""
    mark, before = _mark_of(node), node.prev
    if mark != IN_BOX:
        return mark
    return IN_BOX if before is not None and _are_words(_said(before), node.text()) else ""


def ends_apart(node: LexborNode) -> str:
    """The same of what stands behind an element. Of two boxes it is the second that begins apart; bare text cannot say it itself."""
    mark, after = _mark_of(node), node.next
    if mark != IN_BOX:
        return mark if after is not None else ""
    return IN_BOX if after is not None and after.tag == "-text" and _are_words(node.text(), _said(after)) else ""


def _mark_of(node: LexborNode) -> str:
    return (node.attributes.get(_MARK) or "") if _runs_on(node) else ""


def _said(node: LexborNode) -> str:
    return (node.text_content or "") if node.tag == "-text" else node.text()


def _are_words(before: str, after: str) -> bool:
    """Whether two texts that touch end and begin with letters of words: a sign beside a sum, or the letters of one word, are no boxes."""
    one, other = before[-_FEWEST_LETTERS:], after[:_FEWEST_LETTERS]
    return len(one) == len(other) == _FEWEST_LETTERS and one.isalpha() and other.isalpha()


def _runs_on(node: LexborNode) -> bool:
    return node.tag in _INLINE or "-" in (node.tag or "-").lstrip("-")  # elements of a page's own making have a dash in their name
