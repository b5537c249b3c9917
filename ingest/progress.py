"""How far a build is: bars on a terminal, nothing in a pipe. The only file beside the command line that imports rich."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Protocol, Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, ProgressColumn, Task, TaskID, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bars
from rich.text import Text

__all__ = ["Progress", "SilentProgress", "TerminalProgress", "progress_for_terminal"]


_LONGEST_DETAIL = 24
"""Characters of a path that fit beside the bars on a narrow terminal."""


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


class TerminalProgress:
    """Two bars on standard error: documents read, passages embedded, each with its rate and the time left."""

    def __init__(self, console: Console | None = None) -> None:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), _Rate(), TimeRemainingColumn(compact=True))
        self._bars = Bars(*columns, TextColumn("{task.fields[detail]}", markup=False), console=console or Console(stderr=True))
        self._documents: TaskID | None = None
        self._passages: TaskID | None = None
        self._found = 0

    def __enter__(self) -> Self:
        """See Progress."""
        self._bars.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """See Progress."""
        self._bars.stop()

    def begin(self, documents: int) -> None:
        """See Progress."""
        self._documents = self._bars.add_task("Reading documents ", total=documents, detail="")

    def document_read(self, path: str) -> None:
        """See Progress."""
        if self._documents is not None:
            self._bars.update(self._documents, advance=1, detail=path[-_LONGEST_DETAIL:])

    def passages_found(self, count: int) -> None:
        """See Progress."""
        self._found += count
        if self._passages is None:
            self._passages = self._bars.add_task("Embedding passages", total=self._found, detail="")
        self._bars.update(self._passages, total=self._found)

    def passages_embedded(self, count: int) -> None:
        """See Progress."""
        if self._passages is not None:
            self._bars.update(self._passages, advance=count)


class _Rate(ProgressColumn):
    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text(f"{speed:,.0f}/s" if speed else "", style="progress.data.speed")


def progress_for_terminal(*, quiet: bool = False) -> Progress:
    """Bars when standard error is a terminal and ``quiet`` is not asked for; else silence."""
    return TerminalProgress() if sys.stderr.isatty() and not quiet else SilentProgress()
