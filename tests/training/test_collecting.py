"""Signals are collected with what they speak of: the best that was found once everything was read."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from copro_qa.answering import finding
from copro_qa.answering.assistant import Assistant
from copro_qa.answering.calibration import Calibration
from copro_qa.evaluation.questions import LabelledQuestion
from copro_qa.models.reader import Passage, Reading
from copro_qa.retrieval.search import Retriever
from tests.fakes import HashingEmbedder, generation
from training import confidence

EARLY, BETTER = "Unpaid carers are offered a break.", "Carers choose homes."
TEXTS = {"carers.md": EARLY, "others.md": f"Boards plan a break for staff.\n\nCarers of every age count.\n\n{BETTER}"}


class Reader:
    """Finds the sentence that answers best in the last of the passages only."""

    def read(self, question: str, passages: Sequence[Passage]) -> list[Reading]:
        figures = {EARLY: 0.8, BETTER: 0.9}
        of_passages = [tuple(figures.get(passage.text[start:end], 0.1) for start, end in passage.sentences) for passage in passages]
        return [Reading(max(of_passage), of_passage) for of_passage in of_passages]


def test_what_is_collected_is_judged_as_found_once_everything_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index = generation(tmp_path / "index", TEXTS)
    assistant = Assistant(index, Retriever(index, HashingEmbedder()), Reader(), Calibration(-10.0, {"sentence": 20.0}, 0.5, 0.5))
    question = LabelledQuestion("1", "Are unpaid carers offered a break?", answerable=True, evidence=(BETTER,))

    @contextmanager
    def opened(_index: Path, _readings: Path | None) -> Iterator[Assistant]:
        yield assistant

    monkeypatch.setattr(confidence, "opened_for_collecting", opened)
    monkeypatch.setattr(confidence, "questions_to_ask", lambda _: [question])
    # There are few passages here: the first look is after two, so that something is left to read.
    monkeypatch.setattr(finding, "_READ_FIRST", 2)
    # As it is asked by somebody, the first quote that was sure stays the first.
    assert [quote.text for quote in assistant.ask(question.question).quotes] == [EARLY, BETTER]
    confidence.collect(argparse.Namespace(index=tmp_path, readings=None, out=tmp_path / "signals.jsonl"))
    (collected,) = map(json.loads, (tmp_path / "signals.jsonl").read_text(encoding="utf-8").splitlines())
    assert collected["right"]
    assert collected["sentence"] == 0.9
