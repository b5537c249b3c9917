"""How far a build is: what is told of it, and who is told."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Protocol, Self

__all__ = ["Progress", "SilentProgress", "progress_for_terminal"]


class Progress(Protocol):
    """Told by a build what it has done. A context manager around the build."""

    def __enter__(self) -> Self:
        """Begins to show."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Ends showing."""

    def begin(self, documents: int) -> None:
        """So many documents are to be read."""

    def document_read(self, path: str) -> None:
        """One more document has been read, or could not be."""

    def passages_found(self, count: int) -> None:
        """So many more passages are to be embedded."""

    def passages_embedded(self, count: int) -> None:
        """So many more passages have their vectors."""


class SilentProgress:
    """Shows nothing."""

    def __enter__(self) -> Self:
        """See Progress."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """See Progress."""

    def begin(self, documents: int) -> None:
        """See Progress."""

    def document_read(self, path: str) -> None:
        """See Progress."""

    def passages_found(self, count: int) -> None:
        """See Progress."""

    def passages_embedded(self, count: int) -> None:
        """See Progress."""


def progress_for_terminal(*, quiet: bool = False) -> Progress:
    """Bars when standard error is a terminal and ``quiet`` is not asked for; else silence."""
    if quiet or not sys.stderr.isatty():
        return SilentProgress()
    # Imported where it is used: the library that draws them takes some hundredths of a second.
    from ingest.progress_bars import TerminalProgress

    return TerminalProgress()
