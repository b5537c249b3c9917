"""A document as a file: canonical text, blocks and pages, without the facts of its source, which the manifest holds.

Where its text is printed lies in a file beside it, which is read only when a page is to be marked.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from copro_qa.boxes import TextBoxes
from copro_qa.document import Block, BlockKind, Document, Page, Source
from copro_qa.errors import IndexDamaged

__all__ = ["document_of", "document_record", "read_boxes", "read_document", "read_report", "write_boxes", "write_document"]


def write_document(file: Path, document: Document, report: Mapping[str, object]) -> None:
    """Writes ``document`` and its extraction report as one JSON file."""
    record = document_record(document, report)
    file.write_text(json.dumps(record, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def document_record(document: Document, report: Mapping[str, object]) -> dict[str, object]:
    """``document`` and its extraction report as JSON, without the facts of its source."""
    return {
        "id": document.id,
        "text_sha256": document.text_sha256,
        "text": document.text,
        "blocks": [[block.kind.value, block.start, block.end, block.level, block.lead] for block in document.blocks],
        "pages": [[page.number, page.label, page.start, page.end] for page in document.pages],
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
    )


def read_document(file: Path, source: Source) -> Document:
    """Reads what ``write_document`` wrote. Raises IndexDamaged when it is not there, or its text is not what was written."""
    record = _read(file)
    try:
        document = document_of(record, source)
    except (KeyError, TypeError, ValueError) as error:
        raise _damaged(file) from error
    if document.text_sha256 != record.get("text_sha256") or document.id != file.stem:
        raise _damaged(file)
    return document


def read_report(file: Path) -> dict[str, Any]:
    """The extraction report kept with a document. Raises IndexDamaged."""
    report = _read(file).get("report")
    if not isinstance(report, dict):
        raise _damaged(file)
    return report


def write_boxes(file: Path, boxes: TextBoxes) -> None:
    """Writes where a document's text is printed."""
    file.write_bytes(boxes.to_bytes())


def read_boxes(file: Path) -> TextBoxes | None:
    """Reads what ``write_boxes`` wrote; None where nothing was written. Raises IndexDamaged."""
    try:
        return TextBoxes.from_bytes(file.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise _damaged(file) from error


def _read(file: Path) -> dict[str, Any]:
    try:
        record = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise _damaged(file) from error
    if not isinstance(record, dict):
        raise _damaged(file)
    return record


def _damaged(file: Path) -> IndexDamaged:
    return IndexDamaged(f"The index file {file} is missing or damaged. Build the index again with: copro-qa index")
