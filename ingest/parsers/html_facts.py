"""What a web page says of itself: meta elements, JSON-LD, and the page's own language and address."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from selectolax.lexbor import LexborHTMLParser

from ingest.facts import date_from_text, language_tag, people, sensible_title
from ingest.parsed import FileFacts
from ingest.parsers.html_linked_data import LinkedData, linked_data
from ingest.parsers.html_titles import told_apart, without_site
from ingest.sections import letters_of

__all__ = ["page_facts"]

_IN_STYLE_OF_TITLES = re.compile(r"\b(?:Mso)?title\b", re.IGNORECASE)
_LONGEST_TITLE = 250  # characters; what is longer is text


def page_facts(tree: LexborHTMLParser) -> FileFacts:
    """The facts of a page. The date is one that the page gives as its date of publication, never one found in its text."""
    meta = _meta(tree)
    linked = linked_data(tree)

    def first(*values: str | None) -> str | None:
        return next((" ".join(value.split()) for value in values if value and value.strip()), None)

    def named(*names: str) -> str | None:
        return first(*(value for name in names for value in meta.get(name, ())))

    element, html = tree.css_first("title"), tree.css_first("html")
    title, shared = first(element.text() if element else None), named("og:title")
    site = named("og:site_name", "application-name")
    heading = _heading_of_office(tree, title) or _heading(tree, [shared, title], site)
    if heading:
        times = sum(1 for node in tree.css("h1") if letters_of(node.text()) == letters_of(heading))
        heading = told_apart(heading, title, shared, is_repeated=times > 1)
    canonical, licence = tree.css_first("link[rel=canonical]"), tree.css_first("link[rel=license], a[rel=license]")
    address = first(canonical.attributes.get("href") if canonical else None, named("og:url"))
    publisher = named("dc.publisher", "dcterms.publisher", "citation_publisher", "publisher") or linked.publisher
    return FileFacts(
        title=sensible_title(
            first(
                named("dc.title", "dcterms.title", "citation_title"),
                linked.name if heading and letters_of(linked.name or "") == letters_of(heading) else None,
                without_site(linked.headline, heading),
                heading,
                shared,
                title,
            ),
        ),
        authors=_authors(meta, linked, [publisher or "", named("og:site_name") or ""]),
        publisher=publisher or named("og:site_name"),
        published=date_from_text(
            named(
                "article:published_time",
                "dcterms.issued",
                "dcterms.date",
                "dc.date",
                "dc.date.issued",
                "citation_publication_date",
                "date",
                "published",
            )
            or linked.published,
        ),
        url=address if address and address.startswith(("http://", "https://")) else None,
        licence=first(
            named("dcterms.license", "dc.rights", "dcterms.rights", "licence", "license"),
            licence.attributes.get("href") if licence else None,
            linked.licence,
        ),
        language=next(
            filter(
                None,
                map(
                    language_tag,
                    (html.attributes.get("lang") if html else None, named("dc.language", "content-language"), linked.language),
                ),
            ),
            None,
        ),
        unofficial_summary=(named("unofficial_summary") or "").lower() in ("true", "yes", "1"),
    )


def _heading_of_office(tree: LexborHTMLParser, title: str | None) -> str | None:
    """The title that a page of an office program sets above its headings, as a paragraph of its own: there h1 are the heads of chapters."""
    if not title or not letters_of(title) or tree.css_first("main, [role=main], article") is not None:
        return None
    has_chapters = len(tree.css("h1")) > 1
    for node in tree.css("h1, p"):
        if node.tag == "h1":
            return None
        if letters_of(text := node.text()) == letters_of(title) and (
            has_chapters or _IN_STYLE_OF_TITLES.search(node.attributes.get("class") or "")
        ):
            return " ".join(text.split())
    return None


def _heading(tree: LexborHTMLParser, titles: Sequence[str | None], site: str | None) -> str | None:
    """What the page sets over its text. Where it sets several such headings, the first may be the name of the site.

    The one that the page's ``titles`` give is taken, or else the one over its main part, or the first.
    """
    headings = [(" ".join(node.text().split()), node) for node in tree.css("h1")]
    others = [(text, node) for text, node in headings if 0 < len(text) <= _LONGEST_TITLE and letters_of(text) != letters_of(site or "")]
    given = [letters_of(title) for title in titles if title]
    if not given:
        return next((text for text, _ in [*others, *headings] if text), None)
    for text, _ in others if len(headings) > 1 else ():
        if any(letters_of(text) == title for title in given):
            return text
    main = tree.css_first("main, [role=main], article")
    within = {node.mem_id for node in main.css("h1")} if main is not None else set()
    first = headings[0][0] if headings and headings[0] in others else None  # a picture, or the name of the site, is no title
    return next((text for text, node in others if node.mem_id in within), first)


def _authors(meta: Mapping[str, Sequence[str]], linked: LinkedData, publishers: Sequence[str]) -> tuple[str, ...]:
    """The authors by the one source that tells most of them.

    A page names the same person in several places, each in its own way ("Ann Bain", "Dr A. Bain"), so what they say is not put together.
    The first that names others than the publisher has the word; where none does, the first that names anybody.
    """
    sources = [
        people(meta.get("citation_author", ()), one_each=True),
        people([*meta.get("dc.creator", ()), *meta.get("dcterms.creator", ())]),
        people(linked.people, one_each=True),
        people(meta.get("author", ())),
        people(linked.bodies, one_each=True),
    ]
    known = {letters_of(name) for name in publishers}
    own = [tuple(name for name in names if letters_of(name) not in known) for names in sources]
    return next(filter(None, [*own, *sources]), ())


def _meta(tree: LexborHTMLParser) -> dict[str, list[str]]:
    values: dict[str, list[str]] = defaultdict(list)
    for node in tree.css("meta"):
        name = node.attributes.get("name") or node.attributes.get("property") or node.attributes.get("http-equiv") or ""
        content = node.attributes.get("content") or ""
        if name and content.strip() and not (name.lower() == "author" and content.startswith("http")):
            values[name.lower()].append(content)
    return values
