"""Measures of a whole run, which are no means of values of single questions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from copro_qa.evaluation.measure import NEAR_MISS, OFF_TOPIC, Group, Measure, is_of_kind
from copro_qa.evaluation.metrics import area_under_risk_coverage, auroc, expected_calibration_error, refused_at
from copro_qa.evaluation.outcome import Outcome
from copro_qa.evaluation.significance import Figures, bootstrap_interval

__all__ = ["FALSE_REFUSALS_ALLOWED", "OVER_A_RUN", "OverARun"]

FALSE_REFUSALS_ALLOWED = 0.08
"""Share of the answerable questions that may be refused where systems are compared by what they refuse of the others."""

Formula = Callable[[ArrayLike, ArrayLike], float]


@dataclass(frozen=True, slots=True)
class OverARun:
    """A measure that is made from all questions together.

    ``figures`` gives what it needs of one question, as many figures for each; None for a question that it does not concern. ``value``
    makes the measure of them, one row a question, in any order and with repeats; NaN where these rows have none.
    """

    name: str
    label: str
    group: Group
    figures: Callable[[Outcome], tuple[float, ...] | None]
    value: Callable[[Figures], float]

    def of(self, outcomes: Sequence[Outcome], resamples: int) -> Measure | None:
        """The measure with its interval; None where there is nothing that it can be taken over."""
        concerned = [found for outcome in outcomes if (found := self.figures(outcome)) is not None]
        if not concerned:
            return None
        rows = np.array(concerned, float)
        value = self.value(rows)
        if np.isnan(value):
            return None
        interval = bootstrap_interval(lambda chosen: self.value(rows[chosen]), len(rows), resamples=resamples)
        return Measure(self.name, self.label, self.group, value, len(rows), None, interval)


def _words_shown(outcome: Outcome) -> tuple[float, ...] | None:
    return (outcome.words_shown,) if outcome.answered else None


def _apart(name: str, label: str, formula: Formula, kind: str = "") -> OverARun:
    """A measure of how far confidence tells answerable questions from unanswerable ones, only those of ``kind`` when one is given."""

    def figures(outcome: Outcome) -> tuple[float, ...] | None:
        return (outcome.confidence, outcome.answerable) if outcome.answerable or is_of_kind(outcome, kind) else None

    def value(rows: Figures) -> float:
        answerable = rows[:, 1] > 0
        positive, negative = rows[answerable, 0], rows[~answerable, 0]
        return formula(positive, negative) if len(positive) and len(negative) else float("nan")

    return OverARun(name, label, Group.ABSTENTION, figures, value)


def _against_right(name: str, label: str, formula: Formula) -> OverARun:
    """A measure of confidence against whether the best candidate is right."""

    def figures(outcome: Outcome) -> tuple[float, ...] | None:
        return None if outcome.best_right is None else (outcome.confidence, outcome.best_right)

    return OverARun(name, label, Group.ABSTENTION, figures, lambda rows: formula(rows[:, 0], rows[:, 1]))


def _refused_at(positive: ArrayLike, negative: ArrayLike) -> float:
    return refused_at(positive, negative, allowed=FALSE_REFUSALS_ALLOWED)


def _median(rows: Figures) -> float:
    return float(np.median(rows))


OVER_A_RUN = (
    OverARun("words_shown", "words shown, median", Group.QUOTES, _words_shown, _median),
    _apart("auroc", "AUROC of confidence", auroc),
    _apart("auroc_near", "AUROC against near misses", auroc, NEAR_MISS),
    _apart("auroc_off_topic", "AUROC against off-topic", auroc, OFF_TOPIC),
    _apart("refused_near_at", f"near misses refused at {FALSE_REFUSALS_ALLOWED:.0%} false refusals", _refused_at, NEAR_MISS),
    _apart("refused_off_topic_at", f"off-topic refused at {FALSE_REFUSALS_ALLOWED:.0%} false refusals", _refused_at, OFF_TOPIC),
    _against_right("aurc", "area under risk-coverage", area_under_risk_coverage),
    _against_right("calibration_error", "calibration error", expected_calibration_error),
)
"""Every measure of a whole run."""
