"""A run as JSON, and back, so that two runs can be compared later."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from copro_qa.errors import InvalidInput
from copro_qa.evaluation.advice import COST_OF_WRONG, advice
from copro_qa.evaluation.measure import Measure, judged
from copro_qa.evaluation.measures import measures_by_kind, measures_of
from copro_qa.evaluation.metrics import Overlap, risk_coverage
from copro_qa.evaluation.outcome import Evaluation, Outcome
from copro_qa.evaluation.questions import Problem
from copro_qa.evaluation.thresholds import LineOutcome, at_line, best_line, line_can_be_judged, lines

__all__ = ["outcome_record", "payload", "read_evaluation", "read_outcome"]

_FACTS = ("generation", "documents", "chunks", "limit", "depth", "line", "seconds")
_LISTS = ("document_ranks", "passage_ranks", "page_ranks", "quotes_right")


def payload(evaluation: Evaluation, *, cost_of_wrong: float = COST_OF_WRONG) -> dict[str, Any]:
    """Everything about a run: its measures with intervals, each possible line, the advice, and what became of each question.

    ``cost_of_wrong`` is what a wrong answer costs, a missed one costing 1. ``cheapest_line`` is None where no line can be judged.
    """
    outcomes = evaluation.outcomes
    known = judged(outcomes)
    curve = risk_coverage([outcome.confidence for outcome in known], [bool(outcome.best_right) for outcome in known]) if known else []
    return {
        **{fact: getattr(evaluation, fact) for fact in _FACTS},
        "questions": len(outcomes),
        "answerable": sum(outcome.answerable for outcome in outcomes),
        "measures": _measures(measures_of(outcomes)),
        "by_kind": {kind: _measures(found) for kind, found in measures_by_kind(outcomes).items()},
        "cost_of_wrong": cost_of_wrong,
        "lines": [_line(found, cost_of_wrong) for found in lines(outcomes)],
        "line_in_use": _line(at_line(outcomes, evaluation.line), cost_of_wrong),
        "cheapest_line": _line(best_line(outcomes, cost_of_wrong=cost_of_wrong), cost_of_wrong) if line_can_be_judged(outcomes) else None,
        "risk_coverage": [point._asdict() for point in curve],
        "advice": advice(evaluation, cost_of_wrong=cost_of_wrong),
        "problems": [asdict(problem) for problem in evaluation.problems],
        "outcomes": [outcome_record(outcome) for outcome in outcomes],
    }


def read_evaluation(file: Path) -> Evaluation:
    """A run from the JSON that ``payload`` made. Raises InvalidInput when the file is not that."""
    try:
        record = json.loads(file.read_text(encoding="utf-8"))
        return Evaluation(
            outcomes=tuple(read_outcome(entry) for entry in record["outcomes"]),
            problems=tuple(Problem(**problem) for problem in record["problems"]),
            **{fact: record[fact] for fact in _FACTS},
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InvalidInput(
            f"{file} is not a run that can be compared. Make one with: copro-qa eval questions.jsonl --json > run.json"
        ) from error


def _line(found: LineOutcome, cost_of_wrong: float) -> dict[str, Any]:
    return {**asdict(found), "cost": found.cost(cost_of_wrong)}


def _measures(measures: Iterable[Measure]) -> dict[str, dict[str, Any]]:
    return {
        measure.name: {
            "value": measure.value,
            "count": measure.count,
            "of": measure.of,
            "low": measure.interval.low if measure.interval else None,
            "high": measure.interval.high if measure.interval else None,
        }
        for measure in measures
    }


def outcome_record(outcome: Outcome) -> dict[str, Any]:
    """What became of one question, ready for JSON."""
    record = asdict(outcome)
    for field in ("sentences", "words"):
        record[field] = found._asdict() if (found := getattr(outcome, field)) else None
    return record


def read_outcome(record: dict[str, Any]) -> Outcome:
    """The outcome that ``outcome_record`` gave. Raises KeyError or TypeError when it is not that."""
    overlaps = {field: Overlap(**record[field]) if record[field] else None for field in ("sentences", "words")}
    lists = {field: None if record[field] is None else tuple(record[field]) for field in _LISTS}
    return Outcome(**{**record, **overlaps, **lists})
