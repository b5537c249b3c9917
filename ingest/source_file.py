"""One document to be: its place, its bytes by their hash, and the ids that follow from them."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from ingest.file_kind import FileKind
from ingest.parsed import PARSING_VERSION
from ingest.source_entries import SourceEntry

__all__ = ["SourceFile", "stamp_of"]

_DOCUMENT_ID_DIGITS = 24


@dataclass(frozen=True)
class SourceFile:
    """One document to be: a file of the corpus folder, or a line of a corpus file, which then carries its ``text``."""

    path: str
    """Relative to the corpus folder, with forward slashes, Unicode NFC."""
    place: str
    """Where it lies on the disk; for a line of a corpus file, that file."""
    file_sha256: str
    kind: FileKind
    """How it is read."""
    entry: SourceEntry | None = None
    text: str | None = field(default=None, repr=False)
    stamp: tuple[int, int] = (0, 0)
    """Size in bytes and time of last change (ns) when it was hashed."""
    recognised_with: str = ""
    """The text recognition program whose work is part of the text; empty for a file without scanned pages that were read."""

    @cached_property
    def location(self) -> Path:
        """``place`` as a Path: made when it is needed, because that takes as long as the rest of looking at a file."""
        return Path(self.place)

    @cached_property
    def file_id(self) -> str:
        """Hash of the file's bytes and of how the text in them is read; the same wherever the file lies.

        The kind is part of it: the same bytes under a name that ends in .md or in .txt may give two texts.
        """
        return _digest(self.file_sha256, PARSING_VERSION, self.kind.media_type)

    @cached_property
    def document_id(self) -> str:
        """The id of the file's text: that of the file, and another one with every program that reads its scanned pages."""
        return _digest(self.file_id, self.recognised_with) if self.recognised_with else self.file_id

    def is_unchanged(self) -> bool:
        """Whether the file still is the one that was hashed, as far as its size and time of change tell."""
        if self.text is not None:
            return True
        try:
            return stamp_of(self.location.stat()) == self.stamp
        except OSError:
            return False


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:_DOCUMENT_ID_DIGITS]


def stamp_of(status: os.stat_result) -> tuple[int, int]:
    """Size in bytes and time of last change (ns)."""
    return status.st_size, status.st_mtime_ns
