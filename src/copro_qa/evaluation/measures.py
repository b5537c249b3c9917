"""The figures of a run: which measures are reported, over which questions, and with which interval."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

import numpy as np
from numpy.typing import ArrayLike, NDArray

from copro_qa.evaluation.metrics import (
    area_under_risk_coverage,
    auroc,
    expected_calibration_error,
    ndcg_at,
    recall_at,
    reciprocal_rank,
)
from copro_qa.evaluation.outcome import Outcome
from copro_qa.evaluation.significance import Interval, bootstrap_interval, bootstrap_mean

__all__ = ["NAMES", "PER_QUESTION", "Group", "Measure", "PerQuestion", "judged", "measures_by_kind", "measures_of"]


class Group(StrEnum):
    """What a measure is about."""

    RETRIEVAL = "retrieval"
    QUOTES = "quotes"
    ABSTENTION = "abstention"


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure. ``of`` is over how many questions it is taken, ``count`` how many of them for a share, else None."""

    name: str
    label: str
    group: Group
    value: float
    of: int
    count: int | None = None
    interval: Interval | None = None


@dataclass(frozen=True, slots=True)
class PerQuestion:
    """A measure that is the mean of a value of each question. ``value`` gives None for a question that it does not concern."""

    name: str
    label: str
    group: Group
    value: Callable[[Outcome], float | None]
    is_share: bool = False
    lower_is_better: bool = False


def _recall(ranks: str, k: int) -> Callable[[Outcome], float | None]:
    return lambda outcome: recall_at(found, k) if (found := getattr(outcome, ranks)) else None


def _ndcg(outcome: Outcome) -> float | None:
    return ndcg_at(outcome.document_ranks, 10) if outcome.document_ranks else None


def _reciprocal(ranks: str) -> Callable[[Outcome], float | None]:
    return lambda outcome: reciprocal_rank(found) if (found := getattr(outcome, ranks)) else None


def _overlap(field: str, part: str) -> Callable[[Outcome], float | None]:
    return lambda outcome: None if (found := getattr(outcome, field)) is None else getattr(found, part)


def _answered_when(*, answerable: bool, answered: bool) -> Callable[[Outcome], float | None]:
    return lambda outcome: float(outcome.answered is answered) if outcome.answerable is answerable else None


def _retrieval(what: str, ranks: str) -> tuple[PerQuestion, ...]:
    recalls = (PerQuestion(f"{what}_recall_at_{k}", f"{what} recall@{k}", Group.RETRIEVAL, _recall(ranks, k)) for k in (1, 5, 10))
    return (*recalls, PerQuestion(f"{what}_mrr", f"{what} MRR", Group.RETRIEVAL, _reciprocal(ranks)))


PER_QUESTION: tuple[PerQuestion, ...] = (
    *_retrieval("document", "document_ranks"),
    PerQuestion("document_ndcg_at_10", "document nDCG@10", Group.RETRIEVAL, _ndcg),
    *_retrieval("passage", "passage_ranks"),
    *_retrieval("page", "page_ranks"),
    PerQuestion("first_right", "first quote right", Group.QUOTES, lambda outcome: outcome.first_right, is_share=True),
    PerQuestion("right_within", "right within those shown", Group.QUOTES, lambda outcome: outcome.right_within, is_share=True),
    PerQuestion("parts_found", "parts of the answer found", Group.QUOTES, lambda outcome: outcome.parts_found),
    PerQuestion("sentence_f1", "evidence-sentence F1", Group.QUOTES, _overlap("sentences", "f1")),
    PerQuestion("word_precision", "word precision", Group.QUOTES, _overlap("words", "precision")),
    PerQuestion("word_recall", "word recall", Group.QUOTES, _overlap("words", "recall")),
    PerQuestion("word_f1", "word F1", Group.QUOTES, _overlap("words", "f1")),
    PerQuestion(
        "refused", "refused of the unanswerable", Group.ABSTENTION, _answered_when(answerable=False, answered=False), is_share=True
    ),
    PerQuestion(
        "false_refusals",
        "false refusals of the answerable",
        Group.ABSTENTION,
        _answered_when(answerable=True, answered=False),
        is_share=True,
        lower_is_better=True,
    ),
)
"""Measures that are means over questions, and so can be compared question by question between two runs."""

NAMES = (
    *(measure.name for measure in PER_QUESTION if measure.group is Group.RETRIEVAL),
    *(measure.name for measure in PER_QUESTION if measure.group is Group.QUOTES),
    "words_shown",
    *(measure.name for measure in PER_QUESTION if measure.group is Group.ABSTENTION),
    "auroc",
    "aurc",
    "calibration_error",
)
"""Every measure's name, in the order in which they are reported."""

_OF_EACH_KIND = ("document_recall_at_1", "document_recall_at_10", "first_right", "right_within", "refused", "false_refusals")


def judged(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """The outcomes whose best candidate is known to be right or wrong."""
    return [outcome for outcome in outcomes if outcome.best_right is not None]


def measures_of(outcomes: Sequence[Outcome], *, resamples: int = 1_000) -> list[Measure]:
    """Every measure that has at least one question to be taken over, in the order in which they are reported."""
    found = [_mean(measure, outcomes, resamples) for measure in PER_QUESTION]
    found += [_words_shown(outcomes, resamples), _auroc(outcomes, resamples), *_of_confidence(outcomes, resamples)]
    return sorted((measure for measure in found if measure), key=lambda measure: NAMES.index(measure.name))


def measures_by_kind(outcomes: Sequence[Outcome], *, resamples: int = 1_000) -> dict[str, list[Measure]]:
    """The main measures of the questions of each kind; empty when there is only one kind."""
    kinds = sorted({outcome.kind for outcome in outcomes if outcome.kind})
    chosen = [measure for measure in PER_QUESTION if measure.name in _OF_EACH_KIND]
    return {
        kind: [
            found for measure in chosen if (found := _mean(measure, [outcome for outcome in outcomes if outcome.kind == kind], resamples))
        ]
        for kind in kinds
        if len(kinds) > 1
    }


def _mean(measure: PerQuestion, outcomes: Sequence[Outcome], resamples: int) -> Measure | None:
    values = [float(value) for outcome in outcomes if (value := measure.value(outcome)) is not None]
    if not values:
        return None
    count = round(sum(values)) if measure.is_share else None
    interval = bootstrap_mean(values, resamples=resamples)
    return Measure(measure.name, measure.label, measure.group, sum(values) / len(values), len(values), count, interval)


def _words_shown(outcomes: Sequence[Outcome], resamples: int) -> Measure | None:
    shown = np.array([outcome.words_shown for outcome in outcomes if outcome.answered])
    if not len(shown):
        return None
    interval = bootstrap_interval(lambda chosen: float(np.median(shown[chosen])), len(shown), resamples=resamples)
    return Measure("words_shown", "words shown, median", Group.QUOTES, float(median(shown.tolist())), len(shown), None, interval)


def _auroc(outcomes: Sequence[Outcome], resamples: int) -> Measure | None:
    confidence = np.array([outcome.confidence for outcome in outcomes])
    answerable = np.array([outcome.answerable for outcome in outcomes], bool)
    if not answerable.any() or answerable.all():
        return None

    def of(chosen: NDArray[np.int64]) -> float:
        positive, negative = confidence[chosen[answerable[chosen]]], confidence[chosen[~answerable[chosen]]]
        return auroc(positive, negative) if len(positive) and len(negative) else float("nan")

    everything = np.arange(len(confidence))
    interval = bootstrap_interval(of, len(confidence), resamples=resamples)
    return Measure("auroc", "AUROC of confidence", Group.ABSTENTION, of(everything), len(confidence), None, interval)


def _of_confidence(outcomes: Sequence[Outcome], resamples: int) -> list[Measure]:
    """What is measured of confidence against whether the best candidate is right."""
    known = judged(outcomes)
    if not known:
        return []
    confidence = np.array([outcome.confidence for outcome in known])
    right = np.array([outcome.best_right for outcome in known], float)

    def measure(name: str, label: str, formula: Callable[[ArrayLike, ArrayLike], float]) -> Measure:
        interval = bootstrap_interval(lambda chosen: formula(confidence[chosen], right[chosen]), len(known), resamples=resamples)
        return Measure(name, label, Group.ABSTENTION, formula(confidence, right), len(known), None, interval)

    return [
        measure("aurc", "area under risk-coverage", area_under_risk_coverage),
        measure("calibration_error", "calibration error", expected_calibration_error),
    ]
