"""The page of one document, open at a quotation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlencode

from starlette.responses import Response

from copro_qa.answer import Citation, Flag, Quote
from copro_qa.document import BlockKind, Document, Page, Span
from copro_qa.errors import DocumentNotFound
from copro_qa.service.document_payload import parse_quote
from copro_qa.service.flag_texts import flag_texts
from copro_qa.service.pages.document_view import document_parts
from copro_qa.service.pages.finding import LONGEST_FIND, around, find_words
from copro_qa.service.pages.original import original_address
from copro_qa.service.pages.page_sheet import Sheet, page_sheet
from copro_qa.service.pages.quote_walk import read_walk
from copro_qa.service.pages.rendering import render
from copro_qa.service.problems import Problem
from copro_qa.store.generation import Generation
from copro_qa.texts import texts

__all__ = ["Opened", "document_page"]

_DEEPEST_SHOWN = 4
_LONGEST_WALK = 2_000
"""Characters: ten quotations of long documents stay below it."""
_PAGE_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Opened:
    """How a document was opened: at a quotation, on the way through those of an answer, looking for words, on a page, or as text."""

    quote: str | None = None
    quotes: str = ""
    find: str = ""
    page: int | None = None
    as_text: bool = False

    @classmethod
    def named_in(cls, query: Mapping[str, str]) -> Self:
        """As an address says it. What it says wrongly is left out, but for the quotation."""
        page = query.get("page", "")
        return cls(
            query.get("quote"),
            query.get("quotes", "")[:_LONGEST_WALK],
            query.get("find", "").strip()[:LONGEST_FIND],
            int(page) if page.isascii() and page.isdecimal() and len(page) <= _PAGE_DIGITS else None,
            query.get("view") == "text",
        )

    def query(self) -> dict[str, str]:
        """What goes along from one address of the document to another."""
        given = {"quote": self.quote or "", "quotes": self.quotes, "find": self.find}
        return {name: value for name, value in given.items() if value}


@dataclass(frozen=True, slots=True)
class _Link:
    """A document that another page leads to; without an address when it is not in the index."""

    title: str
    address: str | None


@dataclass(frozen=True, slots=True)
class _Heading:
    """An entry of the contents list; ``level`` 1 is the outermost."""

    text: str
    level: int
    address: str
    page: str


@dataclass(frozen=True, slots=True)
class _Hit:
    """A place with the words that were looked for, in what stands around it."""

    address: str
    before: str
    words: str
    after: str
    page: str


def document_page(generation: Generation, name: str, opened: Opened, headers: Mapping[str, str]) -> Response:
    """One document, given by id or path, with the quotation highlighted; one that cannot be used is said, not fatal.

    Raises DocumentNotFound.
    """
    document = generation.document(name)
    span, trouble, status = _quoted(document, opened.quote)
    found = find_words(document, opened.find)
    boxes = None if opened.as_text else generation.boxes(document.id)
    sheet = page_sheet(document, boxes, opened.page, span, found, opened.query()) if boxes else None
    shown = sheet.page if sheet else None
    return render(
        "document.html",
        status=status,
        headers=headers,
        document=document,
        opened=opened,
        facts=_facts(document),
        warnings=generation.report(document.id).get("warnings", []),
        original=original_address(document.source, span),
        superseded_by=[_link(generation, path) for path in document.source.superseded_by],
        supersedes=[_link(generation, path) for path in document.source.supersedes],
        parts=document_parts(document, span, found, shown),
        sheet=sheet,
        views=_views(document, opened, printed=generation.boxes(document.id) is not None),
        outline=_outline(document, sheet, opened),
        walk=read_walk(opened.quotes, span, is_there=lambda name: generation.find(name) is not None),
        hits=[_hit(document, place, number, sheet, opened) for number, place in enumerate(found, 1)],
        longest_find=LONGEST_FIND,
        quote_flags=_quote_flags(span) if span else [],
        has_quote=span is not None and (shown is None or (span.start < shown.end and span.end > shown.start)),
        span=span,
        trouble=trouble,
    )


def _quoted(document: Document, quote: str | None) -> tuple[Span | None, str | None, int]:
    """The span, or what is wrong with it; and the status of the page."""
    if quote is None:
        return None, None, 200
    try:
        return parse_quote(document, quote), None, 200
    except Problem as problem:
        in_form = all(part.isdecimal() for part in quote.split(":")) and quote.count(":") == 1
        return None, texts()("document.quote_range" if in_form else "document.quote_form", quote=quote[:60]), problem.status


def _views(document: Document, opened: Opened, *, printed: bool) -> list[tuple[str, str, bool]]:
    """The ways of showing the document, each with its address, and which one is shown; none when there is only one."""
    if not printed:
        return []
    say, address = texts(), f"/documents/{document.id}"
    printed_page = {**opened.query(), **({"page": str(opened.page)} if opened.page else {})}
    anchor = "#quote" if opened.quote else ""
    return [
        (say("document.view_page"), f"{address}?{urlencode(printed_page, safe=':,')}{anchor}", not opened.as_text),
        (say("document.view_text"), f"{address}?{urlencode({**opened.query(), 'view': 'text'}, safe=':,')}{anchor}", opened.as_text),
    ]


def _outline(document: Document, sheet: Sheet | None, opened: Opened) -> list[_Heading]:
    """The headings, each with the address at which it is shown."""
    headings = [block for block in document.blocks if block.kind is BlockKind.HEADING]
    return [
        _Heading(
            document.text[block.start : block.end],
            min(block.level, _DEEPEST_SHOWN),
            _address(document, document.page_at(block.start), sheet, opened, f"section-{block.start}"),
            _label(document, block.start),
        )
        for block in headings
    ]


def _hit(document: Document, place: Span, number: int, sheet: Sheet | None, opened: Opened) -> _Hit:
    before, words, after = around(place)
    address = _address(document, place.page, sheet, opened, f"found-{number}")
    return _Hit(address, before, words, after, _label(document, place.start))


def _address(document: Document, page: Page | None, sheet: Sheet | None, opened: Opened, anchor: str) -> str:
    """A place of the document: on the page that is open, or on another one."""
    if sheet is None or page is None or page == sheet.page:
        return f"#{anchor}"
    return f"/documents/{document.id}?{urlencode({**opened.query(), 'page': str(page.number)}, safe=':,')}#{anchor}"


def _label(document: Document, offset: int) -> str:
    page = document.page_at(offset)
    return page.label if page else ""


def _facts(document: Document) -> list[tuple[str, str]]:
    say, source = texts(), document.source
    facts = [
        ("publisher", source.publisher),
        ("authors", ", ".join(source.authors)),
        ("published", say.date(source.published or "")),
        ("licence", source.licence),
        ("collection", source.collection),
        ("file", source.path),
        ("pages", str(len(document.pages) or "")),
        ("file_sha256", source.file_sha256),
        ("text_sha256", document.text_sha256),
    ]
    return [(say(f"document.{name}"), value) for name, value in facts if value]


def _quote_flags(span: Span) -> Sequence[str]:
    """What to know of the words that are marked, beside what is said of the whole document."""
    citation = Citation(1, Quote(span, 0.0), span)
    return flag_texts([flag for flag in citation.flags if flag is Flag.OCR], citation.ocr_confidence)


def _link(generation: Generation, path: str) -> _Link:
    try:
        entry = generation.entries[generation.place_of(path)]
    except DocumentNotFound:
        return _Link(path, None)
    return _Link(entry.source.title, f"/documents/{entry.document_id}")
