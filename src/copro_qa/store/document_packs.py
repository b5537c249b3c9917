"""The documents of a generation and where their texts are printed, read from their packs when first asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Self, TypeVar

from copro_qa.boxes import TextBoxes
from copro_qa.document import Document
from copro_qa.errors import IndexDamaged
from copro_qa.store.manifest import Entry
from copro_qa.store.pack import Pack
from copro_qa.store.records import document_from_bytes, report_from_bytes

__all__ = ["BOXES", "DOCUMENTS", "DocumentPacks"]

DOCUMENTS = "documents"
BOXES = "boxes"

_DOCUMENTS_KEPT_IN_MEMORY = 2_000
_BOXES_KEPT_IN_MEMORY = 16  # about twice the size of their texts, and asked for page by page

_Read = TypeVar("_Read")


class DocumentPacks:
    """Documents by their place among ``entries``. ``document`` and ``boxes`` keep in memory what was asked for last.

    All methods raise IndexDamaged when a record is not what was written.
    """

    def __init__(self, documents: Pack, boxes: Pack, entries: Sequence[Entry]) -> None:
        self._documents = documents
        self._boxes = boxes
        self._entries = entries
        self.document = lru_cache(maxsize=_DOCUMENTS_KEPT_IN_MEMORY)(self._read_document)
        self.boxes = lru_cache(maxsize=_BOXES_KEPT_IN_MEMORY)(self._read_boxes)

    @classmethod
    def open(cls, folder: Path, entries: Sequence[Entry]) -> Self:
        """Of a generation's folder. Raises OSError or ValueError when they are not of these entries."""
        documents, boxes = Pack.open(folder, DOCUMENTS), Pack.open(folder, BOXES)
        if not len(documents) == len(boxes) == len(entries):
            raise ValueError(f"{folder} does not hold {len(entries)} documents")
        return cls(documents, boxes, entries)

    def record(self, place: int) -> bytes:
        """A document as it was written; see ``records``."""
        return self._documents.record(place)

    def boxes_record(self, place: int) -> bytes:
        """Where a document's text is printed, as it was written; empty for one without printed pages."""
        return self._boxes.record(place)

    def report(self, place: int) -> dict[str, Any]:
        """A document's extraction report."""
        return self._of_record(place, report_from_bytes)

    def _read_document(self, place: int) -> Document:
        entry = self._entries[place]
        return self._of_record(place, lambda record: document_from_bytes(record, entry.document_id, entry.source))

    def _read_boxes(self, place: int) -> TextBoxes | None:
        content = self.boxes_record(place)
        try:
            return TextBoxes.from_bytes(content) if content else None
        except ValueError as error:
            raise IndexDamaged.at(self._boxes.file) from error

    def _of_record(self, place: int, read: Callable[[bytes], _Read]) -> _Read:
        try:
            return read(self.record(place))
        except (ValueError, KeyError) as error:
            raise IndexDamaged.at(self._documents.file) from error
