"""Answers as JSON: the one shape that the API and the command line both give. Standard library only.

Text is sliced here, at the edge. Offsets count Unicode code points of a document's canonical text.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from copro_qa.answer import Answer, Citation, Quote
from copro_qa.document import Span

if TYPE_CHECKING:  # its module imports numpy and FAISS
    from copro_qa.retrieval.search import RankedChunk

__all__ = ["answer_payload", "canonical_json", "citation_payload", "quote_link", "quote_payload", "record_sha256", "search_payload"]


def answer_payload(answer: Answer, *, took_ms: int) -> dict[str, object]:
    """An answer; ``took_ms`` says how long it took, in milliseconds."""
    record: dict[str, object] = {
        "question": answer.question,
        "interpreted_as": answer.interpreted_as,
        "answered": answer.answered,
        "confidence": answer.confidence,
        "reason": answer.reason.value if answer.reason else None,
        "unanswered": list(answer.unanswered),
        "quotes": [quote_payload(quote, number) for number, quote in enumerate(answer.quotes, 1)],
        "related": [quote_payload(quote, number) for number, quote in enumerate(answer.related, 1)],
        "searched": {
            "documents": answer.searched.documents,
            "chunks": answer.searched.chunks,
            "generation": answer.searched.generation,
            "built": answer.searched.built,
        },
        "took_ms": took_ms,
    }
    return {**record, "answer_sha256": record_sha256(record)}


def citation_payload(citation: Citation) -> dict[str, object]:
    """Where a quote stands, with what is needed to find it again and to check that it is still the same."""
    span, source, page = citation.span, citation.source, citation.page
    return {
        "number": citation.number,
        "document": span.document.id,
        "title": source.title,
        "authors": list(source.authors),
        "publisher": source.publisher,
        "published": source.published,
        "path": source.path,
        "url": source.url,
        "licence": source.licence,
        "collection": source.collection,
        "page": page.number if page else None,
        "page_label": page.label if page else None,
        "section": list(citation.section),
        "start": span.start,
        "end": span.end,
        "file_sha256": source.file_sha256,
        "text_sha256": span.document.text_sha256,
        "quote_sha256": span.sha256,
        "flags": [flag.value for flag in citation.flags],
        "ocr_confidence": citation.ocr_confidence,
    }


def quote_payload(quote: Quote, number: int) -> dict[str, object]:
    """A quote with its citation, which has this number."""
    start = quote.span.start
    record: dict[str, object] = {
        "id": quote.id,
        "text": quote.text,
        "lead": {"text": quote.lead.text, "start": quote.lead.start, "end": quote.lead.end} if quote.lead else None,
        "key": [[part.start - start, part.end - start] for part in quote.key],
        "score": quote.score,
        "citation": citation_payload(Citation(number, quote, quote.span)),
        "also": [citation_payload(Citation(number, quote, span)) for span in quote.also],
        "link": quote_link(quote.span),
    }
    return {**record, "evidence_sha256": record_sha256(record)}


def record_sha256(record: Mapping[str, object]) -> str:
    """Hash of everything in a record, so that a slip of any character in it shows, be it in a field that no source can vouch for."""
    return hashlib.sha256(canonical_json(record).encode()).hexdigest()


def canonical_json(value: object) -> str:
    """The one way of writing a value in JSON, whatever program it went through: sorted names, no spaces, 1 for 1.0. After RFC 8785."""
    return json.dumps(_plain_numbers(value), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def search_payload(ranked: Iterable[RankedChunk]) -> dict[str, object]:
    """Ranked chunks, best first, without extraction."""
    return {"results": [_chunk_payload(found) for found in ranked]}


def quote_link(span: Span) -> str:
    """The address, below the service's own, that opens a span's document with the span highlighted."""
    return f"/documents/{span.document.id}?quote={span.start}:{span.end}"


def _plain_numbers(value: object) -> object:
    if isinstance(value, Mapping):
        return {str(name): _plain_numbers(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain_numbers(inner) for inner in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _chunk_payload(found: RankedChunk) -> dict[str, object]:
    span = found.chunk.span
    page = span.page
    return {
        "document": span.document.id,
        "path": span.document.source.path,
        "page": page.number if page else None,
        "section": list(span.section),
        "start": span.start,
        "end": span.end,
        "score": found.score,
        "text": span.text,
    }
