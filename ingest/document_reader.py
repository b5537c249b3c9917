"""One source after the other as a document: from the cache when it was read before, else through the parser."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Protocol

from copro_qa.boxes import TextBoxes
from copro_qa.document import Document, Source
from copro_qa.errors import DocumentUnreadable
from copro_qa.texts import texts
from ingest.corpus_lines import parse_line
from ingest.file_kind import FileKind
from ingest.parse_cache import ParseCache, Scans
from ingest.parsed import ParsedDocument
from ingest.recognition import PagesArePictures, how_to_read_scans, installed_recogniser
from ingest.source_facts import basis_of, source_of
from ingest.source_file import SourceFile
from ingest.worker import LimitReached

__all__ = ["DocumentReader", "OpenParser", "Parser", "as_read", "document_of"]

_UNDECIDED = "undecided"


class Parser(Protocol):
    """Reads a file's canonical text, wherever that is done."""

    def begin(self) -> None:
        """Told that files will be read soon, so that what that needs is made ready meanwhile."""

    def parse(self, path: Path, *, passwords: Sequence[str] = ()) -> ParsedDocument:
        """The file's canonical text. Raises DocumentUnreadable, or LimitReached when another try may succeed."""


OpenParser = Callable[[], AbstractContextManager[Parser]]


class DocumentReader:
    """Makes documents of sources. ``superseded_by`` names, for each path, the documents that say they supersede it."""

    def __init__(self, parser: Parser, cache: ParseCache, superseded_by: Mapping[str, tuple[str, ...]]) -> None:
        self._parser = parser
        self._cache = cache
        self._superseded_by = superseded_by
        self._has_begun = False

    def read(self, file: SourceFile) -> tuple[Document, Mapping[str, Any], TextBoxes | None]:
        """The document with its extraction report, and where its text is printed. Raises DocumentUnreadable."""
        parsed = self._cache.get(file.document_id) or self._parse(file)
        source = source_of(file, parsed, superseded_by=self._superseded_by.get(file.path, ()))
        return document_of(file, parsed, source), asdict(parsed.report), parsed.boxes

    def begin(self, files: Iterable[SourceFile]) -> None:
        """Told which documents will be read, so that the parser is made ready meanwhile if one of them has to be opened."""
        if not self._has_begun and any(file.text is None and not self._cache.has(file.document_id) for file in files):
            self._has_begun = True
            self._parser.begin()

    def as_read(self, file: SourceFile) -> SourceFile:
        """The file with the name of the program that reads its scanned pages; see :func:`as_read`."""
        return as_read(file, self._cache)

    def source(self, file: SourceFile) -> Source | None:
        """What is known of a document that was read before, from the cache; None when it is not there."""
        parsed = self._cache.get(file.document_id)
        return None if parsed is None else source_of(file, parsed, superseded_by=self._superseded_by.get(file.path, ()))

    def basis(self, file: SourceFile) -> str:
        """What the document's source depends on beside the file; see ``source_facts.basis_of``."""
        return basis_of(file, self._superseded_by.get(file.path, ()))

    def is_worth_another_try(self, file: SourceFile) -> bool:
        """Whether a file that could not be read may be readable now though it is the same."""
        return not self._cache.is_unreadable(file.document_id) or self._advises_what_is_done(file)

    def reason(self, file: SourceFile) -> str | None:
        """Why a file could not be read when it was last tried; None where that is not known."""
        return self._cache.reason_unreadable(file.document_id)

    def _advises_what_is_done(self, file: SourceFile) -> bool:
        """Whether a scan was left unread for want of a program, and what was advised then is not what is needed now."""
        if file.kind is not FileKind.PDF or installed_recogniser():  # with the program such a file has another id
            return False
        reason = self.reason(file)
        is_unread = reason is not None and self._cache.scans(file.file_id, program="") is Scans.UNREAD
        return is_unread and how_to_read_scans() not in (reason or "")

    def _parse(self, file: SourceFile) -> ParsedDocument:
        if file.text is not None:
            return parse_line(file)
        password = file.entry.password if file.entry else None
        # With a password, which may be another one than before, it is tried again.
        if not password and (reason := self.reason(file)) and not self._advises_what_is_done(file):
            raise DocumentUnreadable(reason)
        try:
            parsed = self._parser.parse(file.location, passwords=[password] if password else [])
        except DocumentUnreadable as error:
            if not file.is_unchanged():  # gone or replaced meanwhile: nothing is known of what was hashed
                raise
            reason = "" if password else error.reason
            if isinstance(error, PagesArePictures):
                known = Scans.FAILED if error.broke_down else Scans.NONE if installed_recogniser() else Scans.UNREAD
                self._cache.note_scans(file.file_id, known, program=installed_recogniser())
                self._cache.note_unreadable(file.file_id, is_certain=True, reason=reason)
                raise
            self._cache.note_unreadable(file.document_id, is_certain=not isinstance(error, LimitReached), reason=reason)
            raise
        if not file.is_unchanged():
            raise LimitReached(texts()("unreadable.changed_meanwhile"))
        if file.kind is FileKind.PDF:  # no other kind has scanned pages, and to ask Tesseract for its name takes time
            self._cache.note_scans(file.file_id, _scans_of(parsed), program=installed_recogniser())
        self._cache.add(recognised(file, parsed).document_id, parsed)
        return parsed


def as_read(file: SourceFile, cache: ParseCache) -> SourceFile:
    """The file as it is read here: its id depends on the text recognition program if that has read scanned pages in it.

    Where it is not known yet whether that program finds text in them, the id is one that no document has, so that the file is read.
    """
    if file.kind is not FileKind.PDF or not installed_recogniser():
        return file
    scans = cache.scans(file.file_id, program=installed_recogniser())
    if scans in (Scans.NONE, Scans.FAILED):
        return file
    return replace(file, recognised_with=installed_recogniser() if scans is Scans.READ else _UNDECIDED)


def recognised(file: SourceFile, parsed: ParsedDocument) -> SourceFile:
    """The file with the name of the program that has read the scanned pages of ``parsed``, if any has."""
    return replace(file, recognised_with=installed_recogniser() if parsed.report.recognised_pages else "")


def document_of(file: SourceFile, parsed: ParsedDocument, source: Source) -> Document:
    """The document that a file was read as."""
    return Document(recognised(file, parsed).document_id, parsed.text, parsed.blocks, parsed.pages, source, parsed.recognised)


def _scans_of(parsed: ParsedDocument) -> Scans:
    if parsed.report.recognised_pages:
        return Scans.READ
    if parsed.report.pages_not_recognised:
        return Scans.FAILED
    return Scans.UNREAD if parsed.report.pages_of_pictures else Scans.NONE
