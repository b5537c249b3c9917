"""Outcomes on disk as they come, so that a run that was cut off goes on where it stood."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from copro_qa.evaluation.outcome import Outcome
from copro_qa.evaluation.questions import LabelledQuestion
from copro_qa.evaluation.record import outcome_record, read_outcome

__all__ = ["KeptOutcomes"]


class KeptOutcomes:
    """The outcomes of one run, one JSON object a line, in a file named by everything that they depend on.

    ``name`` is for people; ``key`` names index, code and models. An outcome counts only for the question, with all its labels, that it was
    made from. A line that cannot be read, as the last one of a run that was killed, is passed over.
    """

    def __init__(self, folder: Path, name: str, key: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._file = folder / f"{name}.{key}.outcomes.jsonl"

    def known(self, questions: tuple[LabelledQuestion, ...]) -> dict[str, Outcome]:
        """What is there already for these questions, by id."""
        wanted = {_digest(question): question.id for question in questions}
        found: dict[str, Outcome] = {}
        if self._file.is_file():
            for line in self._file.read_text(encoding="utf-8").splitlines():
                try:
                    record = json.loads(line)
                    if (identifier := wanted.get(record["question"])) is not None:
                        found[identifier] = read_outcome(record["outcome"])
                except (ValueError, KeyError, TypeError):
                    continue
        return found

    def add(self, question: LabelledQuestion, outcome: Outcome) -> None:
        """Keeps an outcome at once."""
        record = {"question": _digest(question), "outcome": outcome_record(outcome)}
        with self._file.open("a", encoding="utf-8") as file:
            # A line that was cut off before must not swallow this one.
            file.write(f"\n{json.dumps(record)}" if file.tell() else json.dumps(record))


def _digest(question: LabelledQuestion) -> str:
    return hashlib.sha256(repr(question).encode()).hexdigest()[:16]
