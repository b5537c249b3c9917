"""How far a build is, for another program: one JSON object a line."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from types import TracebackType
from typing import Self, TextIO

__all__ = ["ProgressLines"]

_SECONDS_BETWEEN = 0.2
"""So that ten thousand small documents are not ten thousand lines."""


class ProgressLines:
    """Writes ``{"progress": {"documents", "read", "passages", "embedded"}}``: how many there are, and how many of them are done.

    Satisfies ``ingest.progress.Progress``. ``documents`` is null until they are counted; ``passages`` grows while documents are read.
    """

    def __init__(self, stream: TextIO, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream = stream
        self._clock = clock
        self._documents: int | None = None
        self._read = self._passages = self._embedded = 0
        self._told: float | None = None

    def __enter__(self) -> Self:
        """See Progress."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """See Progress."""
        self._tell(at_once=True)

    def begin(self, documents: int) -> None:
        """See Progress."""
        self._documents = documents
        self._tell(at_once=True)

    def document_read(self, path: str) -> None:  # noqa: ARG002  the shape of Progress
        """See Progress."""
        self._read += 1
        self._tell()

    def passages_found(self, count: int) -> None:
        """See Progress."""
        self._passages += count
        self._tell()

    def passages_embedded(self, count: int) -> None:
        """See Progress."""
        self._embedded += count
        self._tell()

    def _tell(self, *, at_once: bool = False) -> None:
        now = self._clock()
        if not at_once and self._told is not None and now - self._told < _SECONDS_BETWEEN:
            return
        self._told = now
        counts = {"documents": self._documents, "read": self._read, "passages": self._passages, "embedded": self._embedded}
        print(json.dumps({"progress": counts}), file=self._stream, flush=True)
