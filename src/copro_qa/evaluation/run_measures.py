"""Measures of a whole run, which are no means of values of single questions: each gives None where it has nothing to be taken over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from statistics import median

import numpy as np
from numpy.typing import ArrayLike, NDArray

from copro_qa.evaluation.measure import NEAR_MISS, OFF_TOPIC, Group, Measure, is_of_kind, judged
from copro_qa.evaluation.metrics import area_under_risk_coverage, auroc, expected_calibration_error, refused_at
from copro_qa.evaluation.outcome import Outcome
from copro_qa.evaluation.significance import bootstrap_interval

__all__ = ["FALSE_REFUSALS_ALLOWED", "OVER_A_RUN"]

FALSE_REFUSALS_ALLOWED = 0.08
"""Share of the answerable questions that may be refused where systems are compared by what they refuse of the others."""


def _words_shown(outcomes: Sequence[Outcome], resamples: int) -> Measure | None:
    shown = np.array([outcome.words_shown for outcome in outcomes if outcome.answered])
    if not len(shown):
        return None
    interval = bootstrap_interval(lambda chosen: float(np.median(shown[chosen])), len(shown), resamples=resamples)
    return Measure("words_shown", "words shown, median", Group.QUOTES, float(median(shown.tolist())), len(shown), None, interval)


def _apart(
    name: str, label: str, formula: Callable[[ArrayLike, ArrayLike], float], kind: str = ""
) -> Callable[[Sequence[Outcome], int], Measure | None]:
    """A measure of how far confidence tells answerable questions from unanswerable ones, only those of ``kind`` when one is given."""

    def measure(outcomes: Sequence[Outcome], resamples: int) -> Measure | None:
        taken = [outcome for outcome in outcomes if outcome.answerable or is_of_kind(outcome, kind)]
        confidence = np.array([outcome.confidence for outcome in taken])
        answerable = np.array([outcome.answerable for outcome in taken], bool)
        if not answerable.any() or answerable.all():
            return None

        def of(chosen: NDArray[np.int64]) -> float:
            positive, negative = confidence[chosen[answerable[chosen]]], confidence[chosen[~answerable[chosen]]]
            return formula(positive, negative) if len(positive) and len(negative) else float("nan")

        interval = bootstrap_interval(of, len(taken), resamples=resamples)
        return Measure(name, label, Group.ABSTENTION, of(np.arange(len(taken))), len(taken), None, interval)

    return measure


def _against_right(
    name: str, label: str, formula: Callable[[ArrayLike, ArrayLike], float]
) -> Callable[[Sequence[Outcome], int], Measure | None]:
    """A measure of confidence against whether the best candidate is right."""

    def measure(outcomes: Sequence[Outcome], resamples: int) -> Measure | None:
        known = judged(outcomes)
        if not known:
            return None
        confidence = np.array([outcome.confidence for outcome in known])
        right = np.array([outcome.best_right for outcome in known], float)
        interval = bootstrap_interval(lambda chosen: formula(confidence[chosen], right[chosen]), len(known), resamples=resamples)
        return Measure(name, label, Group.ABSTENTION, formula(confidence, right), len(known), None, interval)

    return measure


def _refused_at(positive: ArrayLike, negative: ArrayLike) -> float:
    return refused_at(positive, negative, allowed=FALSE_REFUSALS_ALLOWED)


OVER_A_RUN = (
    _words_shown,
    _apart("auroc", "AUROC of confidence", auroc),
    _apart("auroc_near", "AUROC against near misses", auroc, NEAR_MISS),
    _apart("auroc_off_topic", "AUROC against off-topic", auroc, OFF_TOPIC),
    _apart("refused_near_at", f"near misses refused at {FALSE_REFUSALS_ALLOWED:.0%} false refusals", _refused_at, NEAR_MISS),
    _apart("refused_off_topic_at", f"off-topic refused at {FALSE_REFUSALS_ALLOWED:.0%} false refusals", _refused_at, OFF_TOPIC),
    _against_right("aurc", "area under risk-coverage", area_under_risk_coverage),
    _against_right("calibration_error", "calibration error", expected_calibration_error),
)
"""Every measure of a whole run, to be called with outcomes and the number of resamples."""
