"""Reading for measurements: what the reader said is kept, and everything is read before anything is decided."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from typing import TextIO

from copro_qa.answer import Stage
from copro_qa.answering.finding import Finder, Found, leave_it, tell_nobody
from copro_qa.document import Document
from copro_qa.models.reader import Passage, Reader, Reading
from copro_qa.retrieval.filter import Filter

__all__ = ["KeptReader", "ReadsFirst"]


class KeptReader:
    """A Reader that writes down what another one says, but for its keys."""

    def __init__(self, reader: Reader, file: TextIO) -> None:
        self._reader = reader
        self._file = file
        file.seek(0)
        self._said = {record["of"]: Reading(record["answers"], tuple(record["sentences"])) for record in map(json.loads, file)}

    def read(self, question: str, passages: Sequence[Passage]) -> list[Reading]:
        """See Reader.read."""
        readings = []
        for passage in passages:
            key = hashlib.sha256(json.dumps([question, passage]).encode()).hexdigest()
            if key not in self._said:
                (reading,) = self._reader.read(question, [passage])
                self._said[key] = reading
                self._file.write(json.dumps({"of": key, "answers": reading.answers, "sentences": reading.sentences}) + "\n")
            readings.append(self._said[key])
        return readings


class ReadsFirst(Finder):
    """Finds what another Finder finds, and tells nobody before the end: nothing is decided before everything is read."""

    def __init__(self, finder: Finder) -> None:
        self.__dict__.update(finder.__dict__)

    def find(
        self,
        question: str,
        only: Filter,
        tell: Callable[[Stage], None] = tell_nobody,
        *,
        searched: str | None = None,
        adds: AbstractSet[str] = frozenset(),
        early: Callable[[Found, Sequence[Document]], None] = leave_it,  # noqa: ARG002  told to nobody
    ) -> Found | None:
        """See Finder.find."""
        return super().find(question, only, tell, searched=searched, adds=adds)
