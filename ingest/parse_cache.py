"""What came out of parsing a file before, by document id, so that an unchanged file is not opened again.

One JSON file per document, with a checksum. The cache may be deleted at any time; what is lost is time.
"""

from __future__ import annotations

import hashlib
import json
import logging
from base64 import b64decode, b64encode
from collections.abc import Collection
from dataclasses import asdict
from enum import Enum
from pathlib import Path
from typing import Any, Self

from copro_qa.boxes import TextBoxes
from copro_qa.document import Block, BlockKind, Page, Recognised
from copro_qa.store.index_folder import cache_folder
from ingest.parsed import ExtractionReport, FileFacts, ParsedDocument

__all__ = ["ParseCache", "Scans"]

_logger = logging.getLogger(__name__)


class Scans(Enum):
    """What is known of the scanned pages of a file."""

    UNKNOWN = "unknown"
    NONE = "none"
    """None are there, or none in which text could be recognised."""
    UNREAD = "unread"
    """Nobody has looked into the pictures of its pages."""
    READ = "read"
    """Text was recognised in them."""
    FAILED = "failed"
    """The text recognition program broke down over them."""


class ParseCache:
    """Parsed documents on disk."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def of(cls, index: Path) -> Self:
        """The cache of this index."""
        return cls(cache_folder(index) / "parsed")

    def get(self, document_id: str) -> ParsedDocument | None:
        """What was kept under this id; None when there is nothing, or it is not what was written."""
        try:
            checksum, _, content = self._file(document_id).read_bytes().partition(b"\n")
        except OSError:
            return None
        if hashlib.sha256(content).hexdigest().encode() != checksum:
            return None
        try:
            return _from_record(json.loads(content))
        except (ValueError, KeyError, TypeError):
            return None

    def has(self, document_id: str) -> bool:
        """Whether something was kept under this id, be it that the file cannot be read. It may still not be what was written."""
        return self._file(document_id).exists() or self.is_unreadable(document_id)

    def add(self, document_id: str, parsed: ParsedDocument) -> None:
        """Keeps ``parsed``, whole or not at all. A file that cannot be written is a warning."""
        content = json.dumps(_to_record(parsed), ensure_ascii=False, separators=(",", ":")).encode()
        file = self._file(document_id)
        waiting = file.with_suffix(".new")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            waiting.write_bytes(hashlib.sha256(content).hexdigest().encode() + b"\n" + content)
            waiting.replace(file)
        except OSError as error:
            _logger.warning("The cache of parsed documents cannot be written: %s", error)

    def note_unreadable(self, document_id: str, *, is_certain: bool, reason: str = "") -> None:
        """Keeps in mind, or forgets, that it is no use to try this file again as long as nothing changes.

        With a ``reason``, it is not opened again either where other documents have changed.
        """
        mark = self._file(document_id).with_suffix(".unreadable")
        try:
            if is_certain:
                self.folder.mkdir(parents=True, exist_ok=True)
                mark.write_text(reason, encoding="utf-8")
            else:
                mark.unlink(missing_ok=True)
        except OSError as error:
            _logger.warning("The cache of parsed documents cannot be written: %s", error)

    def is_unreadable(self, document_id: str) -> bool:
        """Whether it is known that this file cannot be read, and not for want of time or memory."""
        return self._file(document_id).with_suffix(".unreadable").exists()

    def reason_unreadable(self, document_id: str) -> str | None:
        """Why this file cannot be read, as it was noted; None where nothing is known."""
        try:
            return self._file(document_id).with_suffix(".unreadable").read_text(encoding="utf-8") or None
        except (OSError, UnicodeDecodeError):
            return None

    def note_scans(self, file_id: str, scans: Scans, *, program: str) -> None:
        """Keeps in mind what is known of the scanned pages of a file, given by the id that it has without their text.

        ``program`` is the text recognition program that is installed; empty for none.
        """
        mark = self._file(file_id).with_suffix(".scans")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            if scans is Scans.NONE:
                mark.unlink(missing_ok=True)
            else:
                mark.write_text(f"{scans.value} {program}", encoding="utf-8")
        except OSError as error:
            _logger.warning("The cache of parsed documents cannot be written: %s", error)

    def scans(self, file_id: str, *, program: str) -> Scans:
        """What is known of the scanned pages of a file. Pages that another ``program`` broke down over count as unread."""
        file = self._file(file_id)
        try:
            value, _, tried_by = file.with_suffix(".scans").read_text(encoding="utf-8").partition(" ")
            found = Scans(value)
        except (OSError, ValueError):
            return Scans.NONE if file.exists() or self.is_unreadable(file_id) else Scans.UNKNOWN
        return Scans.UNREAD if found is Scans.FAILED and tried_by != program else found

    def keep_only(self, document_ids: Collection[str]) -> None:
        """Forgets every document but these."""
        try:
            for file in self.folder.iterdir():
                if file.name.partition(".")[0] not in document_ids:
                    file.unlink()
        except OSError as error:
            _logger.warning("The cache of parsed documents cannot be tidied: %s", error)

    def _file(self, document_id: str) -> Path:
        return self.folder / f"{document_id}.json"


def _to_record(parsed: ParsedDocument) -> dict[str, Any]:
    return {
        "text": parsed.text,
        "blocks": [[block.kind.value, block.start, block.end, block.level, block.lead] for block in parsed.blocks],
        "pages": [[page.number, page.label, page.start, page.end] for page in parsed.pages],
        "facts": asdict(parsed.facts),
        "report": asdict(parsed.report),
        "recognised": [[part.start, part.end, part.confidence] for part in parsed.recognised],
        "boxes": None if parsed.boxes is None else b64encode(parsed.boxes.to_bytes()).decode(),
    }


def _from_record(record: dict[str, Any]) -> ParsedDocument:
    return ParsedDocument(
        text=record["text"],
        blocks=tuple(Block(BlockKind(kind), start, end, level, lead) for kind, start, end, level, lead in record["blocks"]),
        pages=tuple(Page(number, label, start, end) for number, label, start, end in record["pages"]),
        facts=FileFacts(**_with_tuples(record["facts"])),
        report=ExtractionReport(**_with_tuples(record["report"])),
        recognised=tuple(Recognised(*part) for part in record["recognised"]),
        boxes=None if record["boxes"] is None else TextBoxes.from_bytes(b64decode(record["boxes"])),
    )


def _with_tuples(record: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in record.items()}
