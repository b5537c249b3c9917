"""Asking the questions that something is fitted on. What the reader said is kept, so that asking them again is quick."""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TextIO

from benchmarks.quality.sets import SETS, EvaluationSet, Part, read_set, sample
from copro_qa.answer import Stage
from copro_qa.answering.assistant import Assistant
from copro_qa.answering.finding import Finder, Found, leave_it, tell_nobody
from copro_qa.document import Document
from copro_qa.evaluation.questions import LabelledQuestion
from copro_qa.models.reader import Passage, Reader, Reading
from copro_qa.retrieval.filter import Filter
from copro_qa.settings import Settings
from copro_qa.wiring import open_assistant

__all__ = ["KeptReader", "ReadsFirst", "add_question_options", "opened_for_collecting", "questions_to_ask"]


def add_question_options(parser: argparse.ArgumentParser) -> None:
    """The options that :func:`questions_to_ask` and :func:`opened_for_collecting` read, and ``--out``."""
    parser.add_argument("--index", type=Path, required=True)
    parser.add_argument("--questions", type=Path, required=True)
    parser.add_argument("--set", required=True, help="the set's name; another than those of benchmarks.quality is taken whole")
    parser.add_argument("--part", type=Part, choices=list(Part), default=Part.CHOOSE)
    parser.add_argument("--limit", type=int, default=400, help="the most questions to ask")
    parser.add_argument("--readings", type=Path, help="keep what the reader says in this file, and take from it what it has said")
    parser.add_argument("--out", type=Path, required=True)


def questions_to_ask(options: argparse.Namespace) -> list[LabelledQuestion]:
    """The questions of the part, without those that need a conversation."""
    known = {evaluation_set.name: evaluation_set for evaluation_set in SETS}
    evaluation_set = known.get(options.set, EvaluationSet(options.set, "."))
    part = options.part if options.set in known else Part.ALL
    questions = sample(read_set(evaluation_set, options.questions, part), options.limit).questions
    return [question for question in questions if not question.history]


@contextmanager
def opened_for_collecting(index: Path, readings: Path | None) -> Iterator[Assistant]:
    """The assistant as the settings have it, with a reader that remembers in the file ``readings``."""
    assistant = open_assistant(replace(Settings.from_environment(), index=index))
    if readings is None:
        yield assistant
        return
    with readings.open("a+", encoding="utf-8") as file:
        assistant.finder.reader = KeptReader(assistant.finder.reader, file)
        yield assistant


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
