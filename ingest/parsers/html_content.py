"""Which part of a web page is its content, and what around it is furniture: menus, banners, sharing buttons."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

__all__ = ["UNSEEN_TAGS", "content_of", "is_contents_list", "is_furniture"]

UNSEEN_TAGS = frozenset(
    "script style noscript template svg math canvas iframe object embed video audio map head button select textarea input datalist dialog"
    " applet".split(),
)
_FURNITURE_TAGS = frozenset("nav aside footer".split())
_FURNITURE_ROLES = frozenset("navigation banner contentinfo complementary search dialog alert".split())
_FURNITURE_CLASSES = re.compile(
    r"(?:^|[\s_-])(?:breadcrumbs?|cookies?|pagination|skip-?links?|share|sharing|social-media|navbox|mw-editsection|noprint|sr-only|"
    r"visually-?hidden|back-to-top)(?:$|[\s_-])",
    re.IGNORECASE,
)
_MUCH_LINK_TEXT = 0.3  # a larger share of the text in links means menus and teasers, which trafilatura tells from the content
_FEWEST_ENTRIES = 3  # fewer links do not make a contents list
_FEWEST_WORDS = 50  # fewer are not the content of a page


def content_of(tree: LexborHTMLParser) -> LexborNode | None:
    """The element that holds the content: what the page calls its main part, or what is not menus in a page that does not say."""
    for selector in ("main", "[role=main]", "article"):
        found = tree.css(selector)
        if found:
            return max(found, key=lambda node: len(node.text())) if selector != "article" or len(found) == 1 else _common(found)
    body = tree.body
    if body is None:
        return tree.root
    links = sum(len(link.text().strip()) for link in body.css("a") if link.attributes.get("href"))
    if links > _MUCH_LINK_TEXT * max(1, len(body.text().strip())):
        import trafilatura

        extracted = trafilatura.extract(
            tree.html or "", output_format="html", include_tables=True, include_comments=False, include_links=False
        )
        kept = LexborHTMLParser(extracted).body if extracted else None
        if kept is not None and len(kept.text().split()) > _FEWEST_WORDS:
            return kept
    return body


def _common(articles: list[LexborNode]) -> LexborNode | None:
    """For a page of several articles, the element that holds them all."""
    parent = articles[0].parent
    while parent is not None and parent.tag != "body" and len(parent.css("article")) < len(articles):
        parent = parent.parent
    return parent or articles[0]


def is_furniture(node: LexborNode) -> bool:
    """Whether an element belongs to the site and not to the text of the page."""
    attributes = node.attributes
    return (
        node.tag in _FURNITURE_TAGS
        or (node.tag == "header" and not node.css_first("h1"))
        or (attributes.get("role") or "").lower() in _FURNITURE_ROLES
        or bool(_FURNITURE_CLASSES.search(attributes.get("class") or ""))
    )


def is_contents_list(node: LexborNode) -> bool:
    """Whether a list holds nothing but links to places in the same page."""
    links = node.css("li a")
    if len(links) < _FEWEST_ENTRIES or not all((link.attributes.get("href") or "").startswith("#") for link in links):
        return False
    return len("".join(node.text().split())) - sum(len("".join(link.text().split())) for link in links) <= 4 * len(links)  # numbers, dots
