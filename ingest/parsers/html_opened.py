"""Parts of a web page that are shut until a reader opens them: of accordions, of tabs, and what the browser's own search opens."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.parsers.html_unheard import lies_over_page

__all__ = ["is_behind_opener", "opened_by_reader"]

_UNTIL_FOUND = "until-found"
_OPENERS = (
    "[aria-controls], [role=tab][href], [data-toggle][href], [data-bs-toggle][href], [data-target], [data-bs-target],"
    '[class*="tab" i] > li > a[href^="#"], [class*="accordion" i] a[href^="#"]'
)
_OPENING = re.compile(
    r"(?:^|[\s_-])(?:accordions?|collaps(?:e|ed|ible)|expand(?:er|able)?|toggle[rs]?|faqs?|questions?|disclosures?|reveal|"
    r"(?:show|read)-?more)(?:$|[\s_-])",
    re.IGNORECASE,
)
"""How pages call what opens a part of their text."""
_OPENED = re.compile(
    r"(?:^|[\s_-])(?:accordion|collaps(?:e|ible)|faq|tabs?|toggle|expand(?:er|able)?)[\s_-]*(?:content|panel|body|pane|answer|text|inner)",
    re.IGNORECASE,
)
_MAY_OPEN = frozenset("button a h2 h3 h4 h5 h6 dt p div span label summary".split())
_LONGEST_OPENER = 300  # characters
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


def is_behind_opener(node: LexborNode) -> bool:
    """Whether what stands right before a hidden element with text of the page opens it at a press, though nothing names the element."""
    opener = node.prev
    while opener is not None and opener.tag == "-text" and not (opener.text_content or "").strip():
        opener = opener.prev
    if opener is None or opener.tag not in _MAY_OPEN or not _is_text(node) or lies_over_page(node):
        return False
    if not opener.text().strip() or len(opener.text()) > _LONGEST_OPENER:
        return False
    if opener.tag == "label":
        return _is_of_box(opener)
    named = " ".join(opener.attributes.get(name) or "" for name in ("class", "id"))
    presses = opener.tag == "button" or (opener.attributes.get("role") or "").lower() == "button"
    says_so = "aria-expanded" in opener.attributes or opener.css_first("[aria-expanded]") is not None
    return (
        says_so
        or bool((presses or opener.tag != "p") and _OPENING.search(named))
        or bool(_OPENED.search(node.attributes.get("class") or ""))
    )


def _is_of_box(label: LexborNode) -> bool:
    """Whether a label belongs to a box before it that can be ticked: so pages open a part without a script."""
    box = label.prev
    while box is not None and box.tag == "-text":
        box = box.prev
    return box is not None and box.tag == "input" and (box.attributes.get("type") or "").lower() in ("checkbox", "radio")


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
