"""What a web page says of itself: meta elements, JSON-LD, and the page's own language and address."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from ingest.facts import date_from_text, language_tag, people, sensible_title
from ingest.parsed import FileFacts

__all__ = ["page_facts"]

_ARTICLES = frozenset(
    "article newsarticle scholarlyarticle techarticle blogposting report legislation book chapter thesis guide howto digitaldocument"
    " textdigitaldocument publicationissue governmentservice creativework".split()
)
_PAGES = frozenset("webpage aboutpage faqpage itempage medicalwebpage".split())


def page_facts(tree: LexborHTMLParser) -> FileFacts:
    """The facts of a page. The date is one that the page gives as its date of publication, never one found in its text."""
    meta = _meta(tree)
    linked = _linked_data(tree)

    def first(*values: str | None) -> str | None:
        return next((" ".join(value.split()) for value in values if value and value.strip()), None)

    def named(*names: str) -> str | None:
        return first(*(value for name in names for value in meta.get(name, ())))

    heading, title, html = tree.css_first("h1"), tree.css_first("title"), tree.css_first("html")
    canonical, licence = tree.css_first("link[rel=canonical]"), tree.css_first("link[rel=license], a[rel=license]")
    address = first(canonical.attributes.get("href") if canonical else None, named("og:url"))
    return FileFacts(
        title=sensible_title(
            first(
                named("dc.title", "dcterms.title", "citation_title"),
                linked.get("headline"),
                heading.text() if heading else None,
                named("og:title"),
                title.text() if title else None,
            ),
        ),
        authors=people(
            [
                *meta.get("citation_author", ()),
                *meta.get("author", ()),
                *meta.get("dc.creator", ()),
                *meta.get("dcterms.creator", ()),
                linked.get("author") or "",
            ]
        ),
        publisher=named("dc.publisher", "dcterms.publisher", "citation_publisher", "publisher")
        or linked.get("publisher")
        or named("og:site_name"),
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
            or linked.get("datePublished"),
        ),
        url=address if address and address.startswith(("http://", "https://")) else None,
        licence=first(
            named("dcterms.license", "dc.rights", "dcterms.rights", "licence", "license"),
            licence.attributes.get("href") if licence else None,
            linked.get("licence"),
        ),
        language=next(
            filter(
                None,
                map(
                    language_tag,
                    (html.attributes.get("lang") if html else None, named("dc.language", "content-language"), linked.get("language")),
                ),
            ),
            None,
        ),
        unofficial_summary=(named("unofficial_summary") or "").lower() in ("true", "yes", "1"),
    )


def _meta(tree: LexborHTMLParser) -> dict[str, list[str]]:
    values: dict[str, list[str]] = defaultdict(list)
    for node in tree.css("meta"):
        name = node.attributes.get("name") or node.attributes.get("property") or node.attributes.get("http-equiv") or ""
        content = node.attributes.get("content") or ""
        if name and content.strip() and not (name.lower() == "author" and content.startswith("http")):
            values[name.lower()].append(content)
    return values


def _linked_data(tree: LexborHTMLParser) -> dict[str, str | None]:
    """Headline, author, publisher, date, licence and language of the article in JSON-LD, and of the page where that says nothing."""
    articles: list[dict[str, Any]] = []
    pages: list[dict[str, Any]] = []
    for script in tree.css('script[type="application/ld+json"]'):
        try:
            data = json.loads(script.text())
        except (ValueError, RecursionError):
            continue
        for entry in _entries(data):
            kinds = _kinds(entry)
            if kinds & _ARTICLES:
                articles.append(entry)
            elif kinds & _PAGES:
                pages.append(entry)

    def first(*names: str) -> str | None:
        return next((said for entry in (*articles[:1], *pages[:1]) for name in names if (said := _name(entry.get(name)))), None)

    return {
        "headline": first("headline", "name"),
        "author": first("author"),
        "publisher": first("publisher"),
        "datePublished": first("datePublished"),
        "licence": first("license", "copyrightNotice"),
        "language": first("inLanguage"),
    }


def _kinds(entry: dict[str, Any]) -> set[str]:
    """What an entry is, in small letters and without the name of the vocabulary ("schema:Report", "https://schema.org/Report")."""
    kind = entry.get("@type")
    return {re.split(r"[:/#]", str(one))[-1].lower() for one in (kind if isinstance(kind, list) else [kind])}


def _entries(data: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401  # whatever JSON holds
    for entry in data if isinstance(data, list) else [data]:
        if isinstance(entry, dict):
            yield entry
            yield from _entries(entry["@graph"]) if isinstance(entry.get("@graph"), list) else ()


def _name(value: Any) -> str | None:  # noqa: ANN401  # whatever JSON holds
    if isinstance(value, list):
        return "; ".join(name for one in value if (name := _name(one))) or None
    if isinstance(value, dict):
        return _name(value.get("name")) or _name(value.get("url"))
    return value if isinstance(value, str) else None
