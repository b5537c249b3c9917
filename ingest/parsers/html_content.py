"""Which part of a web page is its content, and what around it is furniture: menus, banners, sharing buttons."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.left_out import Reason

__all__ = ["content_of", "is_contents_list", "is_furniture", "is_page_number", "is_struck", "is_unread", "said_outside", "unread_reason"]

_UNSEEN_TAGS = frozenset(
    "script style noscript template svg canvas iframe object embed video audio map head button select textarea input datalist dialog"
    " applet img rt rp noframes".split(),
)
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
    r"visually-?hidden|back-to-top)(?:$|[\s_-])|"
    + "".join(rf"(?<!\b{name}[_-])" for name in _SHARED.split())
    + r"(?:share|sharing)(?:[_-]?(?:buttons?|links?|bar|tools?|icons?|list|page|this|widget))?(?:$|\s))",
    re.IGNORECASE,
)
_DISCUSSIONS = frozenset({"comments", "respond", "comment", "discussion"})
_ANSWERS = re.compile(r"(?:reply|answer|report|flag|like)\b.{0,20}\Z|(?:add|post|leave) (?:a|your) (?:comment|reply)")
_MUCH_LINK_TEXT = 0.3  # a larger share of the text in links means menus and teasers, which trafilatura tells from the content
_LEAST_KEPT = 0.3  # of what is not in links: where less is taken for the content, it was not found
_STRUCK_TAGS = frozenset({"del", "s", "strike"})
_STRUCK = re.compile(r"text-decoration(?:-line)?\s*:[^;:]*line-through", re.IGNORECASE)
_FEWEST_ENTRIES = 3  # fewer links do not make a contents list
_MOST_OF_NUMBER = 2  # words
_FARTHEST = 60  # elements around one that are looked at
_FEWEST_WORDS = 50  # fewer are not the content of a page


def content_of(tree: LexborHTMLParser) -> LexborNode | None:
    """The element that holds the content: what the page calls its main part, or what is not menus in a page that does not say."""
    body = tree.body
    if body is None:
        return tree.root
    for selector in ("main", "[role=main]", "article"):
        found = tree.css(selector)
        if found:
            held = max(found, key=lambda node: len(node.text())) if selector != "article" or len(found) == 1 else _common(found)
            if held is not None and _holds_most(held, body):
                return held
    links = sum(len(link.text().strip()) for link in body.css("a") if link.attributes.get("href"))
    if links > _MUCH_LINK_TEXT * max(1, len(body.text().strip())):
        import trafilatura

        extracted = trafilatura.extract(
            tree.html or "", output_format="html", include_tables=True, include_comments=False, include_links=False
        )
        kept = LexborHTMLParser(extracted).body if extracted else None
        unlinked = len(body.text().strip()) - links
        if kept is not None and len(kept.text().split()) > _FEWEST_WORDS and len(kept.text()) > _LEAST_KEPT * unlinked:
            return kept
    return body


def said_outside(content: LexborNode, tree: LexborHTMLParser) -> Iterator[str]:
    """What a page says outside the element that holds its content, element by element."""
    node: LexborNode | None = content
    while node is not None and node.tag != "body" and node.parent is not None:
        for beside in node.parent.iter(include_text=True):
            if beside.mem_id != node.mem_id and beside.tag not in _UNSEEN_TAGS and (said := _text(beside)):
                yield said
        node = node.parent
    body = tree.body
    if node is not None and body is not None and node.tag == "body" and node.mem_id != body.mem_id:  # the content was taken out of the page
        yield from _said_beyond(body, "".join(content.text().split()))


def _said_beyond(body: LexborNode, kept: str) -> Iterator[str]:
    """What of a page is not among what was kept of it, given without spaces: stretch by stretch."""
    stretch: list[str] = []
    for node in body.traverse(include_text=True):
        said = _text(node) if node.tag == "-text" and (node.parent is None or node.parent.tag not in _UNSEEN_TAGS) else ""
        if not said:
            continue
        if "".join(said.split()) not in kept:
            stretch.append(said)
        elif stretch:
            yield " ".join(stretch)
            stretch = []
    if stretch:
        yield " ".join(stretch)


def is_unread(node: LexborNode) -> bool:
    """Whether the text of an element is not read: it is none, or stands in a control, such as a button that does not head a part."""
    if node.tag != "button":
        return node.tag in _UNSEEN_TAGS
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


def _holds_most(content: LexborNode, body: LexborNode) -> bool:
    """Whether an element holds most of the text of its page that is no furniture: a teaser for another page is an article too."""
    outside = sum(len(said) for said in _outside_furniture(content, body))
    return len(_text(content)) >= outside


def _outside_furniture(content: LexborNode, body: LexborNode) -> Iterator[str]:
    node: LexborNode | None = content
    while node is not None and node.mem_id != body.mem_id and node.parent is not None:
        for beside in node.parent.iter(include_text=True):
            if beside.mem_id != node.mem_id and beside.tag not in _UNSEEN_TAGS and not is_furniture(beside):
                links = sum(len(_text(link)) for link in beside.css("a"))
                said = _text(beside)
                if links <= _MUCH_LINK_TEXT * len(said):
                    yield said
        node = node.parent


def _text(node: LexborNode) -> str:
    return " ".join(node.text(separator=" ").split())


def _common(articles: list[LexborNode]) -> LexborNode | None:
    """For a page of several articles, the element that holds them all."""
    parent = articles[0].parent
    while parent is not None and parent.tag != "body" and len(parent.css("article")) < len(articles):
        parent = parent.parent
    return parent or articles[0]


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
