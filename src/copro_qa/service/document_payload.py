"""Documents as JSON, and the range of text that a link names."""

from __future__ import annotations

import re

from copro_qa.boxes import TextBoxes
from copro_qa.document import BlockKind, Document, Page, Span
from copro_qa.errors import SpanOutOfRange
from copro_qa.service.problems import Problem, Slip
from copro_qa.store.generation import Generation
from copro_qa.store.manifest import Entry
from copro_qa.texts import texts

__all__ = ["box_payloads", "document_payload", "documents_payload", "parse_quote"]

_RANGE = re.compile(r"([0-9]{1,12}):([0-9]{1,12})")


def parse_quote(document: Document, written: str) -> Span:
    """The span that ``"120:180"`` names. Raises Problem (422) when it names none."""
    match = _RANGE.fullmatch(written)
    if match is None:
        raise _unusable("quote_form")
    try:
        return document.span(int(match[1]), int(match[2]))
    except SpanOutOfRange:
        raise _unusable("quote_range", characters=len(document.text)) from None


def documents_payload(generation: Generation) -> dict[str, object]:
    """Every document of a generation, with the files that could not be read."""
    manifest = generation.manifest
    return {
        "generation": manifest.generation,
        "built": manifest.built,
        "documents": [_summary(entry) for entry in manifest.entries],
        "failed": [{"path": path, "reason": reason} for path, reason in manifest.failed],
    }


def document_payload(generation: Generation, document: Document, quote: Span | None) -> dict[str, object]:
    """One document with its headings and pages, and the text of ``quote``."""
    boxes = generation.boxes(document.id)
    headings = [block for block in document.blocks if block.kind is BlockKind.HEADING]
    return {
        **_summary(generation.entries[generation.place_of(document.id)]),
        "characters": len(document.text),
        "text_sha256": document.text_sha256,
        "headings": [
            {"text": document.text[block.start : block.end], "level": block.level, "start": block.start, "end": block.end}
            for block in headings
        ],
        "pages": [_page(document, page, boxes) for page in document.pages],
        "quote": _quote(quote, boxes) if quote else None,
    }


def _summary(entry: Entry) -> dict[str, object]:
    source = entry.source
    return {
        "id": entry.document_id,
        "path": source.path,
        "title": source.title,
        "authors": list(source.authors),
        "publisher": source.publisher,
        "published": source.published,
        "url": source.url,
        "licence": source.licence,
        "collection": source.collection,
        "language": source.language,
        "media_type": source.media_type,
        "unofficial_summary": source.unofficial_summary,
        "supersedes": list(source.supersedes),
        "superseded_by": list(source.superseded_by),
        "file_sha256": source.file_sha256,
        "words": entry.words,
        "chunks": entry.chunks,
        "link": f"/documents/{entry.document_id}",
    }


def _page(document: Document, page: Page, boxes: TextBoxes | None) -> dict[str, object]:
    size = boxes.pages.get(page.number) if boxes else None
    return {
        "number": page.number,
        "label": page.label,
        "start": page.start,
        "end": page.end,
        "width": round(size.width, 2) if size else None,
        "height": round(size.height, 2) if size else None,
        "image": f"/documents/{document.id}/pages/{page.number}.png" if size else None,
    }


def box_payloads(boxes: TextBoxes | None, span: Span) -> list[dict[str, object]]:
    """Where a span is printed: a rectangle for each line of it, in shares of its page's width and height from the top left corner."""
    found: list[dict[str, object]] = []
    for box in boxes.boxes(span.start, span.end) if boxes else ():
        size = boxes.pages[box.page] if boxes else None
        if size is not None:
            left, top = box.left / size.width, box.top / size.height
            wide, high = (box.right - box.left) / size.width, (box.bottom - box.top) / size.height
            found.append(
                {"page": box.page, "left": round(left, 5), "top": round(top, 5), "width": round(wide, 5), "height": round(high, 5)}
            )
    return found


def _quote(quote: Span, boxes: TextBoxes | None) -> dict[str, object]:
    page = quote.page
    return {
        "start": quote.start,
        "end": quote.end,
        "text": quote.text,
        "quote_sha256": quote.sha256,
        "section": list(quote.section),
        "page": page.number if page else None,
        "page_label": page.label if page else None,
        "boxes": box_payloads(boxes, quote),
    }


def _unusable(kind: str, **values: int) -> Problem:
    say = texts()
    slip = Slip(say(f"slips.{kind}.what", **values), "query.quote", say(f"slips.{kind}.what_to_do", **values))
    return Problem(422, "invalid_input", errors=[slip])
