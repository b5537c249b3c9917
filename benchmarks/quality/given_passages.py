"""Questions with a passage that is given: the text of the document that each is about."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from benchmarks.quality.folders import SetFolder
from benchmarks.quality.sets import EvaluationSet, Part, read_set, sample
from copro_qa.evaluation.matching import find_evidence
from copro_qa.evaluation.questions import LabelledQuestion

__all__ = ["Pair", "pairs_of"]

_FEW = 5
"""Documents: of so few, each is a passage for a question that is about none of them."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A question with a passage. ``answers`` are the ways to answer it, each a list of strings of the passage; none if it does not."""

    question: str
    passage: str
    answers: tuple[tuple[str, ...], ...]


def pairs_of(set_folder: SetFolder, part: Part, limit: int | None) -> Iterator[Pair]:
    """The questions of a set with the text of the document that they are about; those whose evidence is not in it are left out."""
    texts = _texts(set_folder)
    evaluation_set = _asked_of_a_passage(set_folder.evaluation_set)
    for question in sample(read_set(evaluation_set, set_folder.questions, part), limit).questions:
        for passage in _passages(question, texts):
            answers = tuple(answer for answer in _answers(question, evaluation_set) if all(find_evidence(passage, text) for text in answer))
            # An answerable question with another document than its own has no answer there, unless the evidence is in both.
            if answers or not question.answerable:
                yield Pair(question.question, passage, answers)


def _asked_of_a_passage(evaluation_set: EvaluationSet) -> EvaluationSet:
    """The set as it is divided, but with questions that only a given passage does not answer: here the passage is given."""
    if evaluation_set.name != "sharc":
        return evaluation_set

    def adapt(record: dict[str, Any]) -> dict[str, Any]:
        return record | {"question": f"{record.get('scenario') or ''} {record['question']}".strip()}

    return EvaluationSet(evaluation_set.name, evaluation_set.corpus, evaluation_set.part_of, adapt)


def _answers(question: LabelledQuestion, evaluation_set: EvaluationSet) -> list[tuple[str, ...]]:
    # The parts of a full answer belong together; single strings of evidence are alternatives.
    if question.evidence_groups:
        return [tuple(group[0] for group in question.evidence_groups)]
    together = evaluation_set.name == "scifact"
    return [question.evidence] if together and question.evidence else [(text,) for text in question.evidence]


def _texts(set_folder: SetFolder) -> dict[str, str]:
    if set_folder.corpus.is_file():
        records = (json.loads(line) for line in set_folder.corpus.read_text(encoding="utf-8").splitlines() if line.strip())
        return {record["doc"]: record["text"] for record in records}
    return {file.name: file.read_text(encoding="utf-8") for file in sorted(set_folder.corpus.glob("*.txt"))}


def _passages(question: LabelledQuestion, texts: dict[str, str]) -> list[str]:
    if question.document is not None:
        return [texts[question.document]] if question.document in texts else []
    # The seeds' unanswerable questions are about no one document: none of them answers.
    return list(texts.values()) if len(texts) < _FEW else []
