"""What is known of the file that a document came from. Standard library only."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Source"]


@dataclass(frozen=True, slots=True)
class Source:
    """What is known of a file. Missing facts are ``None`` or empty, never invented."""

    path: str
    """Relative to the corpus folder, with forward slashes."""
    file_sha256: str
    media_type: str
    title: str
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    published: str | None = None
    """A year, a year and month, or a date: ``2015``, ``2015-06``, ``2015-06-24``."""
    url: str | None = None
    licence: str | None = None
    collection: str | None = None
    language: str | None = None
    supersedes: tuple[str, ...] = ()
    superseded_by: tuple[str, ...] = ()
    unofficial_summary: bool = False
