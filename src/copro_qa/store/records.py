"""A document as a record: canonical text, blocks and pages, without the facts of its source, which the manifest holds.

In a generation, one line of JSON says what the document is made of, and the text follows as it is, so that it can be read alone and
quickly.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from copro_qa.document import Block, BlockKind, Document, Page, Recognised, Source

__all__ = ["document_bytes", "document_from_bytes", "document_of", "document_record", "report_from_bytes", "text_from_bytes"]


def document_record(document: Document, report: Mapping[str, object]) -> dict[str, object]:
    """``document`` and its extraction report as JSON, without the facts of its source."""
    return {
        "id": document.id,
        "text_sha256": document.text_sha256,
        "text": document.text,
        "blocks": [[block.kind.value, block.start, block.end, block.level, block.lead] for block in document.blocks],
        "pages": [[page.number, page.label, page.start, page.end] for page in document.pages],
        **({"recognised": [[part.start, part.end, part.confidence] for part in document.recognised]} if document.recognised else {}),
        "report": report,
    }


def document_of(record: Mapping[str, Any], source: Source) -> Document:
    """The document that ``document_record`` wrote down. Raises KeyError, TypeError or ValueError when the record is not such a one."""
    return Document(
        id=record["id"],
        text=record["text"],
        blocks=tuple(Block(BlockKind(kind), start, end, level, lead) for kind, start, end, level, lead in record["blocks"]),
        pages=tuple(Page(number, label, start, end) for number, label, start, end in record["pages"]),
        source=source,
        recognised=tuple(Recognised(start, end, confidence) for start, end, confidence in record.get("recognised", ())),
    )


def document_bytes(document: Document, report: Mapping[str, object]) -> bytes:
    """``document`` and its extraction report as a generation keeps them."""
    structure = document_record(document, report)
    del structure["text"]
    # JSON writes no line break of its own, so the first one ends it.
    return f"{json.dumps(structure, ensure_ascii=False, separators=(',', ':'))}\n{document.text}".encode()


def document_from_bytes(content: bytes, document_id: str, source: Source) -> Document:
    """The document that was written. Raises ValueError when it is not this one."""
    structure = _structure(content)
    try:
        document = document_of({**structure, "text": text_from_bytes(content)}, source)
    except (KeyError, TypeError) as error:
        raise ValueError(f"no record of a document: {error}") from error
    if document.id != document_id or document.text_sha256 != structure.get("text_sha256"):
        raise ValueError(f"the record is of document {document.id}, not of {document_id}, or its text is another")
    return document


def text_from_bytes(content: bytes) -> str:
    """The canonical text alone. Raises ValueError."""
    _, separator, text = content.partition(b"\n")
    if not separator:
        raise ValueError("no record of a document")
    return text.decode()


def report_from_bytes(content: bytes) -> dict[str, Any]:
    """The extraction report kept with a document. Raises ValueError."""
    report = _structure(content).get("report")
    if not isinstance(report, dict):
        raise ValueError("the record holds no report")  # noqa: TRY004  # the record is at fault, not a caller
    return report


def _structure(content: bytes) -> dict[str, Any]:
    structure = json.loads(content.partition(b"\n")[0])
    if not isinstance(structure, dict):
        raise ValueError("no record of a document")  # noqa: TRY004  # likewise
    return structure
