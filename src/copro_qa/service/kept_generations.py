"""The generations that the index still holds, for seeing what has changed between two."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from threading import Lock

from copro_qa.errors import IndexMismatch, IndexUnavailable, NotFound
from copro_qa.service.live_assistant import AnswersQuestions
from copro_qa.service.problems import Problem
from copro_qa.store.generation import Generation
from copro_qa.store.history import kept_generations, named_generation
from copro_qa.store.index_folder import generations_by_age
from copro_qa.texts import texts

__all__ = ["AssistantOver", "KeptGenerations"]

_MOST_OPEN = 2
"""Beside the one that answers. They are files mapped into memory, and for questions an assistant each."""

AssistantOver = Callable[[Generation], AnswersQuestions]
"""Makes an assistant over a generation. Raises CoproQaError."""


class KeptGenerations:
    """Opens kept generations by name, and asks them. Those that were compared last stay open."""

    def __init__(self, index: Path, over: AssistantOver) -> None:
        self._index = index
        self._over = over
        self._open: OrderedDict[str, Generation] = OrderedDict()
        self._assistants: OrderedDict[str, AnswersQuestions] = OrderedDict()
        self._lock = Lock()

    def listed(self, serving: Generation) -> dict[str, object]:
        """The generations, the newest first. Files are not compared with their checksums; that is done when one is opened."""
        return {
            "generations": [
                {
                    "generation": kept.id,
                    "answers": kept.id == serving.id,
                    "built": kept.manifest.built,
                    "documents": kept.manifest.documents,
                    "chunks": kept.manifest.chunks,
                }
                for kept in kept_generations(self._index, compare_files=False)
                if kept.manifest is not None
            ]
        }

    def two(self, before: str | None, after: str | None, serving: Generation) -> tuple[Generation, Generation]:
        """The two generations of these names; left out, the one that answers and the newest that was built before the later one.

        Raises Problem: 404 for one that there is not, 409 for one that is damaged or gone by now.
        """
        later = serving if after is None else self.generation(after, serving)
        return self.generation(self._one_before(later) if before is None else before, serving), later

    def generation(self, name: str, serving: Generation) -> Generation:
        """The generation with this id, or with the only id that begins so. Raises Problem (404, 409)."""
        if name == serving.id:
            return serving
        try:
            folder = named_generation(self._index, name)
        except NotFound:  # whose message names a folder of this machine
            raise Problem(404, "not_found", texts()("generations.unknown", name=name)) from None
        if folder.name == serving.id:
            return serving
        with self._lock:
            found = self._open.pop(folder.name, None)
            self._open[folder.name] = found = found or _opened(folder)
            while len(self._open) > _MOST_OPEN:
                self._open.popitem(last=False)
        return found

    def assistant(self, generation: Generation, serving: AnswersQuestions) -> AnswersQuestions:
        """An assistant over a generation. Raises ModelUnavailable, or Problem (409) for one whose vectors are of another model."""
        if generation.id == serving.generation.id:
            return serving
        with self._lock:
            found = self._assistants.pop(generation.id, None)
            self._assistants[generation.id] = found = found or self._made(generation)
            while len(self._assistants) > _MOST_OPEN:
                self._assistants.popitem(last=False)
        return found

    def _made(self, generation: Generation) -> AnswersQuestions:
        try:
            return self._over(generation)
        except IndexMismatch:
            raise Problem(409, "generation_of_another_model") from None

    def _one_before(self, later: Generation) -> str:
        names = [folder.name for folder in generations_by_age(self._index)]
        earlier = names[names.index(later.id) + 1 :] if later.id in names else []
        if not earlier:
            raise Problem(404, "not_found", texts()("generations.none_before"))
        return earlier[0]


def _opened(folder: Path) -> Generation:
    try:
        return Generation.open(folder)
    except IndexUnavailable:
        raise Problem(409, "generation_unusable") from None
