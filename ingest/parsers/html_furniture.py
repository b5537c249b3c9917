"""Which elements of a web page are no text of it: menus, banners, sharing buttons, what readers wrote below, controls, struck-out words."""

from __future__ import annotations

import re
from collections.abc import Collection

from selectolax.lexbor import LexborNode

from ingest.left_out import Reason

__all__ = ["UNSEEN_TAGS", "is_contents_list", "is_furniture", "is_page_number", "is_struck", "is_unread", "unread_reason"]

UNSEEN_TAGS = frozenset(
    "script style noscript template svg canvas iframe object embed video audio map head button select textarea input datalist dialog"
    " applet img rt rp noframes".split(),
)
"""Elements without text of the page."""
_UNREAD = {
    "svg": Reason.PICTURE, "canvas": Reason.PICTURE, "img": Reason.PICTURE, "video": Reason.RECORDING, "audio": Reason.RECORDING,
    "iframe": Reason.EMBEDDED_OBJECT, "object": Reason.EMBEDDED_OBJECT, "embed": Reason.EMBEDDED_OBJECT,
    "button": Reason.FORM_CONTROL, "select": Reason.FORM_CONTROL, "textarea": Reason.FORM_CONTROL,
}  # fmt: skip
_WITH_TEXT = frozenset("svg canvas button select textarea".split())  # of these only those that say something
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6 dt summary".split())
_FURNITURE_TAGS = frozenset("nav aside".split())
_FURNITURE_ROLES = frozenset("navigation banner contentinfo complementary search dialog".split())
_FURNITURE_IDS = frozenset({"breadcrumb", "breadcrumbs", "breadcrumb-section"})
_PARTS, _MAIN = ("main", "article", "section"), ("main", "article")
_SHARED = "bike car care cost data fair file home house information job knowledge power profit revenue ride risk room skill time work"
"""What else is shared than pages: a part of a page about job-share is text."""
_FURNITURE_CLASSES = re.compile(
    r"(?:^|[\s_-])(?:(?:breadcrumbs?|cookies?|pagination|skip-?links?|social-media|navbox|mw-editsection|noprint|sr-only|"
    r"mw-jump-link|mw-cite-backlink|catlinks|printfooter|commentlist|"
    r"comments?-(?:list|area|section|form|respond|thread|wrapper|reply)|disqus(?:_thread)?|related-(?:navigation|links|articles|posts|stories)|"
    r"visually-?hidden|accordion__section-toggle|back-to-top)(?:$|[\s_-])|"
    + "".join(rf"(?<!\b{name}[_-])" for name in _SHARED.split())
    + r"(?:share|sharing)(?:[_-]?(?:buttons?|links?|bar|tools?|icons?|list|page|this|widget))?(?:$|\s))",
    re.IGNORECASE,
)
_DISCUSSIONS = frozenset({"comments", "respond", "comment", "discussion"})
_ANSWERS = re.compile(r"(?:reply|answer|report|flag|like)\b.{0,20}\Z|(?:add|post|leave) (?:a|your) (?:comment|reply)")
_STRUCK_TAGS = frozenset({"del", "s", "strike"})
_STRUCK = re.compile(r"text-decoration(?:-line)?\s*:[^;:]*line-through", re.IGNORECASE)
_FEWEST_ENTRIES = 3  # fewer links do not make a contents list
_MOST_OF_NUMBER = 2  # words
_FARTHEST = 60  # elements around one that are looked at


def is_unread(node: LexborNode) -> bool:
    """Whether the text of an element is not read: it is none, or stands in a control, such as a button that does not head a part."""
    if node.tag != "button":
        return node.tag in UNSEEN_TAGS
    parent = node.parent
    return not any(one is not None and one.tag in _HEADINGS for one in (parent, parent.parent if parent is not None else None))


def is_struck(node: LexborNode) -> bool:
    """Whether the words of an element are crossed out: quoted without the stroke, they would say what no longer holds."""
    style = node.attributes.get("style") or ""
    return node.tag in _STRUCK_TAGS or ("line-through" in style and bool(_STRUCK.search(style)))


def is_page_number(node: LexborNode) -> bool:
    """Whether an element of a book stands where a page of its printed edition begins, and says no more than its number."""
    said = " ".join((node.attributes.get(name) or "") for name in ("epub:type", "role"))
    return "pagebreak" in said and len(node.text().split()) <= _MOST_OF_NUMBER


def unread_reason(node: LexborNode) -> str:
    """For what is seen on the page and not read: what it is; an empty text for what is not seen."""
    reason = _UNREAD.get(node.tag or "", "")
    return reason if reason and (node.tag not in _WITH_TEXT or node.text().strip()) else ""


def is_furniture(node: LexborNode) -> bool:
    """Whether an element belongs to the site and not to the text of the page."""
    attributes = node.attributes
    role = (attributes.get("role") or "").lower()
    return (
        node.tag in _FURNITURE_TAGS
        or (node.tag == "header" and not _heads_part(node))
        or (node.tag == "footer" and not _lies_in(node, ("blockquote",)))  # there it names who is quoted
        or (node.tag == "div" and attributes.get("title") in ("header", "footer"))  # as LibreOffice writes those of the pages
        or role in _FURNITURE_ROLES
        or (attributes.get("id") or "") in _FURNITURE_IDS
        or (role == "alert" and not _lies_in(node, _MAIN))
        or _is_discussion(node)
        or bool(_FURNITURE_CLASSES.search(attributes.get("class") or "") and not node.css_first("h1"))
    )


def _is_discussion(node: LexborNode) -> bool:
    """Whether an element holds what readers wrote below a page: it is called so, and asks for more, or answers."""
    attributes = node.attributes
    if node.tag == "td":  # of Confluence
        return attributes.get("class") == "comment" and node.css_first('a[name^="comment"]') is not None
    named = {*(attributes.get("class") or "").lower().split(), (attributes.get("id") or "").lower()}
    if node.tag not in ("div", "section", "ol", "ul") or not named & _DISCUSSIONS:
        return False
    said = (link.text().strip().lower() for link in node.css("a, button"))
    return node.css_first("textarea") is not None or any(_ANSWERS.match(one) for one in said)


def _heads_part(header: LexborNode) -> bool:
    """Whether a header holds the heading of the page, or of a part of its text."""
    if _lies_in(header, ("header",)):
        return True  # it was asked of the outer one
    return header.css_first("h1") is not None or (header.css_first("h2, h3, h4") is not None and _lies_in(header, _PARTS))


def _lies_in(node: LexborNode, tags: Collection[str]) -> bool:
    parent = node.parent
    for _ in range(_FARTHEST):
        if parent is None or parent.tag in tags:
            break
        parent = parent.parent
    return parent is not None and parent.tag in tags


def is_contents_list(node: LexborNode) -> bool:
    """Whether a list holds nothing but links to places in the same page."""
    links = node.css("li a")
    if len(links) < _FEWEST_ENTRIES or not all((link.attributes.get("href") or "").startswith("#") for link in links):
        return False
    return len("".join(node.text().split())) - sum(len("".join(link.text().split())) for link in links) <= 4 * len(links)  # numbers, dots
