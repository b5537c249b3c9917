"""The page of one document, open at a quotation, and the list of all documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.responses import Response

from copro_qa.document import Source
from copro_qa.errors import NotFound
from copro_qa.service.document_payload import parse_quote
from copro_qa.service.pages.document_view import document_parts, outline
from copro_qa.service.pages.rendering import render, web_address
from copro_qa.service.problems import Problem
from copro_qa.service.texts import texts
from copro_qa.store.generation import Generation

__all__ = ["document_page", "documents_page"]


@dataclass(frozen=True, slots=True)
class _Link:
    """A document that another page leads to; without an address when it is not in the index."""

    title: str
    address: str | None


def documents_page(generation: Generation, headers: Mapping[str, str]) -> Response:
    """Every document that is searched, by title."""
    say = texts()
    entries = sorted(generation.entries, key=lambda entry: (entry.source.title.casefold(), entry.source.path))
    documents = [
        {
            "title": entry.source.title,
            "address": f"/documents/{entry.document_id}",
            "facts": [fact for fact in (entry.source.publisher, say.date(entry.source.published or "")) if fact],
            "words": entry.words,
            "flags": _flags(entry.source),
        }
        for entry in entries
    ]
    manifest = generation.manifest
    return render("documents.html", headers=headers, documents=documents, failed=manifest.failed, built=say.day_of(manifest.built))


def document_page(generation: Generation, name: str, quote: str | None, headers: Mapping[str, str]) -> Response:
    """One document, given by id or path, with ``quote`` (start:end) highlighted; a quote that cannot be used is said, not fatal.

    Raises NotFound.
    """
    document = generation.document(name)
    span, trouble, status = None, None, 200
    if quote is not None:
        try:
            span = parse_quote(document, quote)
        except Problem as problem:
            in_form = all(part.isdecimal() for part in quote.split(":")) and quote.count(":") == 1
            trouble = texts()("document.quote_range" if in_form else "document.quote_form", quote=quote[:60])
            status = problem.status
    parts = document_parts(document, span)
    return render(
        "document.html",
        status=status,
        headers=headers,
        document=document,
        facts=_facts(document.source),
        original=web_address(document.source.url),
        superseded_by=[_link(generation, path) for path in document.source.superseded_by],
        supersedes=[_link(generation, path) for path in document.source.supersedes],
        parts=parts,
        outline=outline(parts),
        has_quote=span is not None,
        trouble=trouble,
    )


def _facts(source: Source) -> list[tuple[str, str]]:
    say = texts()
    facts = [
        ("publisher", source.publisher),
        ("authors", ", ".join(source.authors)),
        ("published", say.date(source.published or "")),
        ("licence", source.licence),
        ("collection", source.collection),
        ("file", source.path),
    ]
    return [(say(f"document.{name}"), value) for name, value in facts if value]


def _flags(source: Source) -> list[str]:
    say = texts()
    flags = {"superseded": bool(source.superseded_by), "unofficial_summary": source.unofficial_summary}
    return [say(f"flags.{name}") for name, holds in flags.items() if holds]


def _link(generation: Generation, path: str) -> _Link:
    try:
        entry = generation.entries[generation.place_of(path)]
    except NotFound:
        return _Link(path, None)
    return _Link(entry.source.title, f"/documents/{entry.document_id}")
