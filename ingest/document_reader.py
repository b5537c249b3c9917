"""One source after the other as a document: from the cache when it was read before, else through the parser."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict
from pathlib import Path
from typing import Any, Protocol

from copro_qa.boxes import TextBoxes
from copro_qa.document import Document, Source
from copro_qa.errors import DocumentUnreadable
from ingest.corpus_lines import parse_line
from ingest.parse_cache import ParseCache
from ingest.parsed import ParsedDocument
from ingest.source_facts import basis_of, source_of
from ingest.sources import SourceFile
from ingest.worker import LimitReached

__all__ = ["DocumentReader", "OpenParser", "Parser"]


class Parser(Protocol):
    """Reads a file's canonical text, wherever that is done."""

    def parse(self, path: Path, *, passwords: Sequence[str] = ()) -> ParsedDocument:
        """The file's canonical text. Raises DocumentUnreadable, or LimitReached when another try may succeed."""


OpenParser = Callable[[], AbstractContextManager[Parser]]


class DocumentReader:
    """Makes documents of sources. ``superseded_by`` names, for each path, the documents that say they supersede it."""

    def __init__(self, parser: Parser, cache: ParseCache, superseded_by: Mapping[str, tuple[str, ...]]) -> None:
        self._parser = parser
        self._cache = cache
        self._superseded_by = superseded_by

    def read(self, file: SourceFile) -> tuple[Document, Mapping[str, Any], TextBoxes | None]:
        """The document with its extraction report, and where its text is printed. Raises DocumentUnreadable."""
        parsed = self._cache.get(file.document_id) or self._parse(file)
        source = source_of(file, parsed, superseded_by=self._superseded_by.get(file.path, ()))
        return Document(file.document_id, parsed.text, parsed.blocks, parsed.pages, source), asdict(parsed.report), parsed.boxes

    def source(self, file: SourceFile) -> Source | None:
        """What is known of a document that was read before, from the cache; None when it is not there."""
        parsed = self._cache.get(file.document_id)
        return None if parsed is None else source_of(file, parsed, superseded_by=self._superseded_by.get(file.path, ()))

    def basis(self, file: SourceFile) -> str:
        """What the document's source depends on beside the file; see ``sources.basis_of``."""
        return basis_of(file, self._superseded_by.get(file.path, ()))

    def is_worth_another_try(self, file: SourceFile) -> bool:
        """Whether a file that could not be read may be readable now though it is the same."""
        return not self._cache.is_unreadable(file.document_id)

    def _parse(self, file: SourceFile) -> ParsedDocument:
        if file.text is not None:
            return parse_line(file)
        password = file.entry.password if file.entry else None
        # With a password, which may be another one than before, it is tried again.
        if not password and (reason := self._cache.reason_unreadable(file.document_id)):
            raise DocumentUnreadable(reason)
        try:
            parsed = self._parser.parse(file.location, passwords=[password] if password else [])
        except DocumentUnreadable as error:
            reason = "" if password else error.reason
            self._cache.note_unreadable(file.document_id, is_certain=not isinstance(error, LimitReached), reason=reason)
            raise
        if not file.is_unchanged():
            raise LimitReached("The file was changed while it was being read. Index again when it is complete.")
        self._cache.add(file.document_id, parsed)
        return parsed
