"""Parts of a web page that are shut until a reader opens them: of accordions, of tabs, and what the browser's own search opens."""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

__all__ = ["opened_by_reader"]

_UNTIL_FOUND = "until-found"
_OPENERS = "[aria-controls], [role=tab][href], [data-toggle][href], [data-bs-toggle][href], [data-target], [data-bs-target]"
_NOT_TEXT = frozenset("menu menubar listbox tooltip dialog alertdialog alert status navigation search combobox tree".split())
_NOT_PARTS = frozenset("modal dropdown offcanvas popover tooltip".split())  # what lies over the page
_MOST_LINKS = 0.5  # a larger share of the text in links: what is opened is a menu
_MOST_PARTS = 2000
_FURNITURE = frozenset("nav header footer dialog form".split())


def opened_by_reader(tree: LexborHTMLParser) -> set[int]:
    """The elements with text of the page that one press opens, though they are hidden at first."""
    named = {place for opener in tree.css(_OPENERS) for place in _places(opener)}
    shut = tree.css(f'[hidden="{_UNTIL_FOUND}" i], [role=tabpanel]')
    if named:
        shut += [node for node in tree.css("[id]") if node.attributes.get("id") in named]
    return {node.mem_id for node in shut[:_MOST_PARTS] if _is_text(node)}


def _places(opener: LexborNode) -> Iterator[str]:
    """The ids of what a button, tab or link opens."""
    attributes = opener.attributes
    if (attributes.get("data-toggle") or attributes.get("data-bs-toggle") or "").lower() in _NOT_PARTS:
        return
    yield from (attributes.get("aria-controls") or "").split()
    for name in ("href", "data-target", "data-bs-target"):
        target = attributes.get(name) or ""
        if target.startswith("#"):
            yield target[1:]


def _is_text(node: LexborNode) -> bool:
    if node.tag in _FURNITURE or (node.attributes.get("role") or "").lower() in _NOT_TEXT:
        return False
    said = len("".join(node.text().split()))
    links = sum(len("".join(link.text().split())) for link in node.css("a"))
    return links <= _MOST_LINKS * said
