"""How far a build is, as bars on a terminal. The only file that imports rich."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, ProgressColumn, Task, TaskID, TextColumn
from rich.progress import Progress as Bars
from rich.text import Text

__all__ = ["TerminalProgress"]

_LONGEST_DETAIL = 24
"""Characters of a path that fit beside the bars on a narrow terminal."""
_WHOLE = 10
"""A second, from which on the rate is shown without a decimal."""


class TerminalProgress:
    """Two bars on standard error: documents read, passages embedded, each with its rate and the time left."""

    def __init__(self, console: Console | None = None) -> None:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), _Rate(), _TimeLeft())
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
        rate = _rate(task)
        # Large files and busy machines: less than one a second is a rate too.
        shown = "" if not rate else f"{rate:,.0f}/s" if rate >= _WHOLE else f"{rate:.1f}/s"
        return Text(shown, style="progress.data.speed")


class _TimeLeft(ProgressColumn):
    def render(self, task: Task) -> Text:
        rate = _rate(task)
        left = None if not rate or task.remaining is None else round(task.remaining / rate)
        minutes, seconds = divmod(left or 0, 60)
        hours, minutes = divmod(minutes, 60)
        shown = "--:--" if left is None else f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes:02}:{seconds:02}"
        return Text(shown, style="progress.remaining")


def _rate(task: Task) -> float | None:
    """A second: of late, or as long as that is not known since the beginning; None before anything is done."""
    of_late = task.finished_speed or task.speed
    return of_late or (task.completed / task.elapsed if task.completed and task.elapsed else None)
