"""The assistant over the generation in use, loaded in the background and replaced when another one is published."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event, Thread
from typing import Protocol

from copro_qa.answer import Answer, Stage
from copro_qa.errors import CoproQaError, IndexDamaged, IndexMissing
from copro_qa.retrieval.filter import Filter
from copro_qa.retrieval.search import RankedChunk
from copro_qa.service.problems import StillLoading
from copro_qa.store.generation import Generation
from copro_qa.store.index_folder import CURRENT, current_generation_id, generations_by_age

__all__ = ["AnswersQuestions", "AssistantSource", "LiveAssistant"]

_SECONDS_BETWEEN_LOOKS = 2.0
_SECONDS_BEFORE_ANOTHER_TRY = 30.0

_Pointer = tuple[str | None, int]

log = logging.getLogger("copro_qa.service")


class AnswersQuestions(Protocol):
    """What the service needs of an assistant. Its methods may be called from several threads at once."""

    @property
    def generation(self) -> Generation:
        """The generation that it answers from."""

    def ask(
        self,
        question: str,
        *,
        history: Sequence[str] = (),
        limit: int = 5,
        only: Filter = ...,
        tell: Callable[[Stage], None] = ...,
        early: Callable[[Answer], None] = ...,
    ) -> Answer:
        """The answer to one question; ``history`` holds the earlier questions, oldest first.

        ``early`` may be given quotes before the rest is read, each as an answer that ends with it. Raises InvalidInput.
        """

    def search(self, question: str, *, limit: int = 10, only: Filter = ...) -> list[RankedChunk]:
        """The best chunks, best first. Raises InvalidInput."""


AssistantSource = Callable[[], AnswersQuestions]
"""Opens an assistant over the generation in use. Raises CoproQaError."""


class LiveAssistant:
    """Looks at ``index/CURRENT`` every few seconds. A new generation is opened beside the old one, and then one reference is swapped.

    A request that holds the old assistant ends on it. While a new generation cannot be opened, the old one goes on answering.
    """

    def __init__(self, source: AssistantSource, index: Path, *, opened: Callable[[AnswersQuestions], None] = lambda _: None) -> None:
        self._source = source
        self._index = index
        self._opened = opened
        self._assistant: AnswersQuestions | None = None
        self._error: CoproQaError = StillLoading("The index is being opened.")
        self._failed: tuple[_Pointer, float] | None = None
        self._opened_for: _Pointer | None = None
        self._stopping = Event()
        self._thread = Thread(target=self._keep_looking, name="index-watch", daemon=True)

    def start(self) -> None:
        """Begins to look, in a thread of its own."""
        self._thread.start()

    def stop(self) -> None:
        """Stops looking. An assistant that is being opened is not waited for."""
        self._stopping.set()

    @property
    def assistant(self) -> AnswersQuestions:
        """The assistant to answer the next request with. Raises what keeps it from being there."""
        assistant = self._assistant
        if assistant is None:
            raise self._error
        return assistant

    @property
    def generation_id(self) -> str | None:
        """The generation that answers at the moment; None while none does."""
        return None if self._assistant is None else self._assistant.generation.id

    def look(self) -> None:
        """One look: opens the generation in use if it is not the one that is open."""
        pointer = self._pointer()
        if pointer is None:
            if self._assistant is None:
                self._error = IndexMissing(f"There is no index in {self._index} yet.")
            return
        if self._assistant is not None and pointer == self._opened_for:
            return
        if self._failed and self._failed[0] == pointer and time.monotonic() - self._failed[1] < _SECONDS_BEFORE_ANOTHER_TRY:
            return
        try:
            assistant = self._source()
        except CoproQaError as error:
            self._fail(pointer, error)
            return
        self._assistant, self._failed, self._opened_for = assistant, None, pointer
        manifest = assistant.generation.manifest
        log.info("Ready: %s documents, %s passages, built %s.", manifest.documents, manifest.chunks, manifest.built)
        self._opened(assistant)

    def _pointer(self) -> _Pointer | None:
        """What ``CURRENT`` says and when it was written: a damaged generation that was made anew has its name again."""
        try:
            return current_generation_id(self._index), (self._index / CURRENT).stat().st_mtime_ns
        except FileNotFoundError:
            # Where there are generations, one of them stands in for the one that nothing names any more; one that answers goes on.
            return ("", 0) if self._assistant is None and generations_by_age(self._index) else None
        except (OSError, IndexDamaged):
            return "", 0

    def _fail(self, pointer: _Pointer, error: CoproQaError) -> None:
        self._failed = (pointer, time.monotonic())
        self._error = error
        log.error("%s", error)
        if self._assistant is not None:
            log.error("Questions are still answered from generation %s.", self._assistant.generation.id)

    def _keep_looking(self) -> None:
        while not self._stopping.is_set():
            try:
                self.look()
            # Whatever a library raises, the service goes on and tries again.
            except Exception as error:
                log.exception("The index could not be opened.")
                self._failed = None
                if self._assistant is None:
                    self._error = IndexDamaged(str(error))
                self._stopping.wait(_SECONDS_BEFORE_ANOTHER_TRY)
            self._stopping.wait(_SECONDS_BETWEEN_LOOKS)
