"""Asking the questions that something is fitted on. What the reader said is kept, so that asking them again is quick."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from benchmarks.quality.reading import KeptReader
from benchmarks.quality.sets import SETS, STARTER, EvaluationSet, Part, read_set, sample
from copro_qa.answering.assistant import Assistant
from copro_qa.evaluation.questions import LabelledQuestion
from copro_qa.settings import Settings
from copro_qa.wiring import open_assistant

__all__ = ["add_question_options", "opened_for_collecting", "questions_to_ask"]


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
    known = {evaluation_set.name: evaluation_set for evaluation_set in (STARTER, *SETS)}
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
