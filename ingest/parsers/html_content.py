"""Which part of a web page is its content, and what stands around that."""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.parsers.html_furniture import UNSEEN_TAGS, is_furniture

__all__ = ["content_of", "said_outside"]

_MUCH_LINK_TEXT = 0.3  # a larger share of the text in links means menus and teasers, which trafilatura tells from the content
_LEAST_KEPT = 0.3  # of what is not in links: where less is taken for the content, it was not found
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
            if beside.mem_id != node.mem_id and beside.tag not in UNSEEN_TAGS and (said := _text(beside)):
                yield said
        node = node.parent
    body = tree.body
    if node is not None and body is not None and node.tag == "body" and node.mem_id != body.mem_id:  # the content was taken out of the page
        yield from _said_beyond(body, "".join(content.text().split()))


def _said_beyond(body: LexborNode, kept: str) -> Iterator[str]:
    """What of a page is not among what was kept of it, given without spaces: stretch by stretch."""
    stretch: list[str] = []
    for node in body.traverse(include_text=True):
        said = _text(node) if node.tag == "-text" and (node.parent is None or node.parent.tag not in UNSEEN_TAGS) else ""
        if not said:
            continue
        if "".join(said.split()) not in kept:
            stretch.append(said)
        elif stretch:
            yield " ".join(stretch)
            stretch = []
    if stretch:
        yield " ".join(stretch)


def _holds_most(content: LexborNode, body: LexborNode) -> bool:
    """Whether an element holds most of the text of its page that is no furniture: a teaser for another page is an article too."""
    outside = sum(len(said) for said in _outside_furniture(content, body))
    return len(_text(content)) >= outside


def _outside_furniture(content: LexborNode, body: LexborNode) -> Iterator[str]:
    node: LexborNode | None = content
    while node is not None and node.mem_id != body.mem_id and node.parent is not None:
        for beside in node.parent.iter(include_text=True):
            if beside.mem_id != node.mem_id and beside.tag not in UNSEEN_TAGS and not is_furniture(beside):
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
