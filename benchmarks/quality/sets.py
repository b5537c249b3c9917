"""The sets of labelled questions that quality is measured on, and which part of each may be chosen on and which is reported.

The data are not part of this project. A folder of them is given by ``COPRO_QA_EVALDATA``: one folder a set, with ``questions.jsonl`` and
the corpus. Whatever is chosen (a weight, a line, a model) is chosen on the part ``choose`` and reported on the part ``report``. The
part ``train`` may be trained on (training/), and figures from it say nothing.
"""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from copro_qa.errors import InvalidInput
from copro_qa.evaluation.questions import LabelledQuestion, Problem, QuestionFile, read_question, read_questions

__all__ = ["SETS", "STARTER", "EvaluationSet", "Part", "read_set", "sample"]

Record = dict[str, Any]

_SEED = 2011


class Part(StrEnum):
    """Which questions of a set to ask."""

    TRAIN = "train"
    CHOOSE = "choose"
    REPORT = "report"
    ALL = "all"


def _only_reported(_record: Mapping[str, Any]) -> Part:
    return Part.REPORT


def _by_document(record: Mapping[str, Any]) -> Part:
    """By the first digit of the document's hash: 0 to 9 may be trained on, a and b are chosen on, c to f are reported."""
    digit = _digest(str(record["doc"]))[0]
    return Part.TRAIN if digit.isdecimal() else Part.CHOOSE if digit in "ab" else Part.REPORT


_NUMBERED = frozenset({"policy-open", "starter"})
"""Ids that are one of these and a number. Others have a name of their own before the number, and numbers again for each."""


def _by_number(record: Mapping[str, Any]) -> Part:
    """Even numbers are reported. A question whose id does not end in a number of its own is drawn by the hash of its id."""
    name, _, number = str(record["id"]).rpartition("-")
    number = number if name in _NUMBERED else str(int(_digest(str(record["id"]))[0], 16))
    return Part.REPORT if int(number) % 2 == 0 else Part.CHOOSE


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _as_it_is(record: Record) -> Record:
    return record


def _every_string_is_a_part(record: Record) -> Record:
    """The evidence strings are not alternatives there: a full answer has them all. Its unanswerable questions come near their passage."""
    return _renamed_kind(record) | {"evidence_all": record["evidence"]}


def _renamed_kind(record: Record) -> Record:
    """Questions that were made to come near a passage without being answered by it are what we call near misses."""
    near = record.get("kind") in {"adversarial_unanswerable", "unanswerable_with_similar_passage"}
    return record | {"kind": "near_miss"} if near else record


def _clean_spans_as_evidence(record: Record) -> Record:
    """The evidence there is a passage of several sentences; its spans are what a quote can be expected to hold.

    Where the label is not clean, the gold is often the precondition behind a question back, and only its document means something.
    """
    spans = (record.get("evidence_spans") or record["evidence"]) if record.get("clean") else []
    return record | {"evidence": spans, "evidence_all": spans}


def _without_evidence(record: Record) -> Record:
    """The evidence there is not word for word that of the files: only documents and pages mean something."""
    return record | {"evidence": [], "evidence_all": []}


def _scenario_first(record: Record) -> Record | None:
    """The question alone cannot be understood there ("Can I apply?"): what the person has said of themselves goes before it.

    A question that one given rule does not answer may well be answered by another of the corpus, so those are left out.
    """
    if record.get("scope") == "given_doc":
        return None
    return record | {"question": f"{record.get('scenario') or ''} {record['question']}".strip()}


_EXACT = frozenset({"best_right", "first_right", "right_within", "parts_found", "aurc", "calibration_error"})
"""Measures that need a quote to hold the evidence word for word."""
_REFUSALS = frozenset({"refused", "auroc", "aurc", "calibration_error"})
"""Measures that need questions to be known to be unanswerable from the whole corpus."""


@dataclass(frozen=True, slots=True)
class EvaluationSet:
    """A set: where its corpus is in its folder (``.`` is the folder itself), how its records are read, and how it is divided.

    ``adapt`` gives None for a record that cannot be asked of the whole corpus. ``without`` names measures that mean nothing there.
    ``rows`` are kinds of question that get a row of their own in the table.
    """

    name: str
    corpus: str
    part_of: Callable[[Mapping[str, Any]], Part] = _only_reported
    adapt: Callable[[Record], Record | None] = _as_it_is
    without: frozenset[str] = frozenset()
    rows: tuple[str, ...] = ()


STARTER = EvaluationSet("starter", ".", _by_number)
"""The corpus of this project, with questions that lie beside this file."""
SETS = (
    EvaluationSet("policy_docs", ".", _by_number),
    EvaluationSet("squad2", "corpus.jsonl", _by_document, _renamed_kind),
    # A precondition can be quoted rightly and be no evidence; and of the unanswerable, those of removed documents are noisy.
    EvaluationSet("doc2dial", "corpus.jsonl", adapt=_clean_spans_as_evidence, without=_EXACT, rows=("first", "followup")),
    EvaluationSet("clapnq", "corpus.jsonl", _by_document, _every_string_is_a_part),
    # Unanswerable means there that the cited abstract does not settle the claim; another of the corpus may.
    EvaluationSet("scifact", "corpus.jsonl", _by_document, without=_REFUSALS),
    EvaluationSet("mtrag_govt", "corpus.jsonl", rows=("answerable", "partial", "underspecified", "unanswerable")),
    # The evidence is the whole rule, which no quote holds.
    EvaluationSet("sharc", "corpus.jsonl", adapt=_scenario_first, without=_EXACT),
    EvaluationSet("financebench", "files", adapt=_without_evidence),
    EvaluationSet("uda_pdf", "files", adapt=_without_evidence),
)


def read_set(evaluation_set: EvaluationSet, file: Path, part: Part) -> QuestionFile:
    """The questions of one part of a set, from its questions file. Raises InvalidInput when no line can be used."""
    # Read once by the product's own reader, which says what is wrong with which line.
    problems = read_questions(file).problems
    bad_lines = {problem.where for problem in problems}
    questions: list[LabelledQuestion] = []
    adapted_problems: list[Problem] = list(problems)
    for number, line in enumerate(file.read_text(encoding="utf-8-sig").splitlines(), 1):
        if not line.strip() or f"line {number}" in bad_lines:
            continue
        record = json.loads(line)
        if part is not Part.ALL and evaluation_set.part_of(record) is not part:
            continue
        adapted = evaluation_set.adapt(record)
        if adapted is None:
            continue
        try:
            questions.append(read_question(adapted, default_id=f"line {number}"))
        except InvalidInput as error:
            adapted_problems.append(Problem(f"line {number}", str(error)))
    return QuestionFile(tuple(questions), tuple(adapted_problems))


def sample(questions: QuestionFile, limit: int | None) -> QuestionFile:
    """At most ``limit`` questions drawn with a fixed seed, in their own order."""
    if limit is None or limit >= len(questions.questions):
        return questions
    # A seed for reproducing a draw, not for a secret.
    drawn = sorted(random.Random(_SEED).sample(range(len(questions.questions)), limit))  # noqa: S311
    return QuestionFile(tuple(questions.questions[place] for place in drawn), questions.problems)
