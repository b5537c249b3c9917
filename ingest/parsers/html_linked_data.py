"""What a web page says of itself in JSON-LD: of the article on it, and of the page where the article says nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from selectolax.lexbor import LexborHTMLParser

__all__ = ["LinkedData", "linked_data"]

_ARTICLES = frozenset(
    "article newsarticle scholarlyarticle techarticle blogposting report legislation book chapter thesis guide howto digitaldocument"
    " textdigitaldocument publicationissue governmentservice creativework".split()
)
_PAGES = frozenset("webpage aboutpage faqpage itempage medicalwebpage".split())
_MOST_AUTHORS = 200


@dataclass(frozen=True, slots=True)
class LinkedData:
    """What is said, each ``None`` or empty where nothing is. ``people`` and ``bodies`` are the authors: persons, and organisations."""

    name: str | None = None
    headline: str | None = None
    people: list[str] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)
    publisher: str | None = None
    published: str | None = None
    licence: str | None = None
    language: str | None = None


def linked_data(tree: LexborHTMLParser) -> LinkedData:
    """What the JSON-LD of a page says. Damaged parts are passed over."""
    entries: list[dict[str, Any]] = []
    for script in tree.css('script[type="application/ld+json"]'):
        try:
            entries.extend(_entries(json.loads(script.text())))
        except (ValueError, RecursionError):
            continue
    by_id = {entry["@id"]: entry for entry in entries if isinstance(entry.get("@id"), str)}
    articles = [entry for entry in entries if _kinds(entry) & _ARTICLES]
    pages = [entry for entry in entries if not _kinds(entry) & _ARTICLES and _kinds(entry) & _PAGES]
    told = (*articles[:1], *pages[:1])

    def first(*names: str) -> str | None:
        return next((said for entry in told for name in names if (said := _name(entry.get(name), by_id))), None)

    persons: list[str] = []
    bodies: list[str] = []
    for author in next((found for entry in told if (found := list(_authors(entry, by_id)))), []):
        name = _name(author, by_id)
        if name and not name.startswith(("http://", "https://")):
            is_body = isinstance(author, dict) and any("organization" in kind for kind in _kinds(author))
            (bodies if is_body else persons).append(name)
    return LinkedData(
        first("name"),
        first("headline", "name"),
        persons,
        bodies,
        first("publisher"),
        first("datePublished"),
        first("license", "copyrightNotice"),
        first("inLanguage"),
    )


def _authors(entry: dict[str, Any], by_id: Mapping[str, dict[str, Any]]) -> Iterator[Any]:
    """The authors of an entry one by one, looked up where only their id is given."""
    said = entry.get("author") or entry.get("creator")
    for one in (said if isinstance(said, list) else [said])[:_MOST_AUTHORS]:
        is_reference = isinstance(one, dict) and not one.get("name") and isinstance(one.get("@id"), str)
        yield by_id.get(str(one["@id"]), one) if isinstance(one, dict) and is_reference else one


def _kinds(entry: dict[str, Any]) -> set[str]:
    """What an entry is, in small letters and without the name of the vocabulary ("schema:Report", "https://schema.org/Report")."""
    kind = entry.get("@type")
    return {re.split(r"[:/#]", str(one))[-1].lower() for one in (kind if isinstance(kind, list) else [kind])}


def _entries(data: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401  # whatever JSON holds
    for entry in data if isinstance(data, list) else [data]:
        if isinstance(entry, dict):
            yield entry
            yield from _entries(entry["@graph"]) if isinstance(entry.get("@graph"), list) else ()


def _name(value: Any, by_id: Mapping[str, dict[str, Any]]) -> str | None:  # noqa: ANN401  # whatever JSON holds
    if isinstance(value, list):
        return next((name for one in value if (name := _name(one, by_id))), None)
    if isinstance(value, dict):
        other = by_id.get(value["@id"]) if isinstance(value.get("@id"), str) else None
        own = value.get("name") or (other or {}).get("name") or value.get("url")
        return own if isinstance(own, str) else None
    return value if isinstance(value, str) else None
