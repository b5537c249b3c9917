"""Texts are embedded in a thread of its own, while the next documents are read.

Reading keeps one core busy (in the child process that parses) and embedding all of them, but embedding lets the interpreter go while it
computes. So that nothing else has to be safe between threads, what embedding tells of its progress is passed on by the thread that reads.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from queue import Empty, SimpleQueue
from threading import Event

import numpy as np
from numpy.typing import NDArray

__all__ = ["BackgroundEmbedding", "Embed"]

_SECONDS_BETWEEN_LOOKS = 0.2

Vectors = NDArray[np.float32]
Embed = Callable[[Sequence[str], Callable[[int], None]], Vectors]
"""Gives the vectors of texts. Tells after each step how many more have theirs; what that raises ends it."""


class _Stopped(Exception):
    """Nobody waits for the vectors any more."""


class BackgroundEmbedding:
    """One portion of texts at a time: ``begin``, then ``finish``.

    ``embed`` runs in the thread, and only there. ``embedded`` is called in the thread that calls these methods.
    """

    def __init__(self, embed: Embed, embedded: Callable[[int], None]) -> None:
        self._embed = embed
        self._embedded = embedded
        self._told: SimpleQueue[int] = SimpleQueue()
        self._stopped = Event()
        self._thread = ThreadPoolExecutor(1, "embedding-portions")
        self._begun: Future[Vectors] | None = None

    @property
    def is_busy(self) -> bool:
        """Whether something was begun and not finished."""
        return self._begun is not None

    @property
    def keeps_waiting(self) -> bool:
        """Whether ``finish`` would wait: something was begun, and is not embedded yet."""
        return self._begun is not None and not self._begun.done()

    def begin(self, texts: Sequence[str]) -> None:
        """Begins with a portion. Raises ValueError while another is not finished."""
        if self._begun is not None:
            raise ValueError("finish the portion before")
        self._begun = self._thread.submit(self._embed, texts, self._tell)

    def finish(self) -> Vectors:
        """Waits for the portion that was begun, and gives its vectors. Raises what embedding raised, or ValueError when none was begun."""
        if self._begun is None:
            raise ValueError("begin with a portion first")
        while not wait([self._begun], timeout=_SECONDS_BETWEEN_LOOKS).done:
            self.pass_on()
        self.pass_on()
        begun, self._begun = self._begun, None
        return begun.result()

    def pass_on(self) -> None:
        """Tells what has been embedded since the last time."""
        try:
            while True:
                self._embedded(self._told.get_nowait())
        except Empty:
            return

    def close(self) -> None:
        """Ends the thread, after the step that it is at."""
        self._stopped.set()
        self._thread.shutdown(cancel_futures=True)

    def _tell(self, count: int) -> None:
        if self._stopped.is_set():
            raise _Stopped
        self._told.put(count)
