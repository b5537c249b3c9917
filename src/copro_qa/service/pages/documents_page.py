"""The list of all documents, by title, a hundred at a time; those can be looked for whose title, publisher or file name has some words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlencode

from starlette.responses import Response

from copro_qa.document import Source
from copro_qa.service.pages.finding import LONGEST_FIND
from copro_qa.service.pages.rendering import render
from copro_qa.store.generation import Generation
from copro_qa.store.manifest import Entry
from copro_qa.texts import texts

__all__ = ["MOST_LISTED", "Wanted", "documents_page"]

MOST_LISTED = 100
"""Documents on one page: ten thousand would take an old telephone a minute to show."""
_PAGE_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which documents are to be listed: those with ``find``, and of these page number ``page``."""

    find: str = ""
    page: int = 1

    @classmethod
    def named_in(cls, query: Mapping[str, str]) -> Self:
        """As an address says it. What it says wrongly is left out."""
        page = query.get("page", "")
        number = int(page) if page.isascii() and page.isdecimal() and len(page) <= _PAGE_DIGITS else 1
        return cls(query.get("find", "").strip()[:LONGEST_FIND], max(1, number))

    def address(self, page: int) -> str:
        """The address of another page of the same list."""
        given = {"find": self.find, "page": str(page) if page > 1 else ""}
        fields = urlencode({name: value for name, value in given.items() if value})
        return f"/documents?{fields}" if fields else "/documents"


def documents_page(generation: Generation, wanted: Wanted, headers: Mapping[str, str]) -> Response:
    """The documents that are searched; a page after the last shows the last."""
    say, manifest = texts(), generation.manifest
    words = wanted.find.casefold().split()
    found = sorted((entry for entry in generation.entries if _has(entry.source, words)), key=_by_title)
    pages = max(1, -(-len(found) // MOST_LISTED))
    page = min(wanted.page, pages)
    return render(
        "documents.html",
        headers=headers,
        count=len(generation.entries),
        documents=[_listed(entry) for entry in found[(page - 1) * MOST_LISTED : page * MOST_LISTED]],
        found=len(found),
        wanted=wanted,
        can_be_found=len(generation.entries) > MOST_LISTED or bool(words),
        longest_find=LONGEST_FIND,
        page=page,
        pages=pages,
        previous=wanted.address(page - 1) if page > 1 else None,
        next=wanted.address(page + 1) if page < pages else None,
        failed=manifest.failed[:MOST_LISTED] if page == 1 and not words else (),
        failed_count=len(manifest.failed),
        built=say.day_of(manifest.built),
    )


def _has(source: Source, words: Sequence[str]) -> bool:
    told = f"{source.title} {source.publisher or ''} {source.path}".casefold() if words else ""
    return all(word in told for word in words)


def _by_title(entry: Entry) -> tuple[str, str]:
    return entry.source.title.casefold(), entry.source.path


def _listed(entry: Entry) -> Mapping[str, object]:
    source = entry.source
    return {
        "title": source.title,
        "address": f"/documents/{entry.document_id}",
        "facts": [fact for fact in (source.publisher, texts().date(source.published or "")) if fact],
        "words": entry.words,
        "flags": _flags(source),
    }


def _flags(source: Source) -> Sequence[str]:
    say = texts()
    flags = {"superseded": bool(source.superseded_by), "unofficial_summary": source.unofficial_summary}
    return [say(f"flags.{name}") for name, holds in flags.items() if holds]
