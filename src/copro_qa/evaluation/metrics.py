"""Measures, one formula each. Pure functions of numbers.

A *rank* counts from 1; ``None`` stands for something that should have been found and was not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from math import log2
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = [
    "Overlap",
    "RiskPoint",
    "area_under_risk_coverage",
    "auroc",
    "expected_calibration_error",
    "ndcg_at",
    "overlap",
    "recall_at",
    "reciprocal_rank",
    "refused_at",
    "risk_coverage",
]

CALIBRATION_BINS = 10


class Overlap(NamedTuple):
    """Precision, recall and their harmonic mean, each 0 to 1."""

    precision: float
    recall: float
    f1: float


class RiskPoint(NamedTuple):
    """Answering every question whose confidence is at least ``confidence``: the share answered, and the share of those that are wrong."""

    confidence: float
    coverage: float
    risk: float


def recall_at(ranks: Sequence[int | None], k: int) -> float:
    """Share of what should be found that is among the first ``k``. Manning, Raghavan and Schütze (2008), section 8.3."""
    return sum(rank is not None and rank <= k for rank in ranks) / len(ranks)


def reciprocal_rank(ranks: Sequence[int | None]) -> float:
    """One over the rank of the first found, 0 when nothing is. Voorhees (1999), "The TREC-8 question answering track report"."""
    return max((1 / rank for rank in ranks if rank is not None), default=0.0)


def ndcg_at(ranks: Sequence[int | None], k: int) -> float:
    """Normalised discounted cumulative gain, each of ``ranks`` a gain of 1.

    Of several things at one rank only one counts: one cannot do better than to find them together.

    Järvelin and Kekäläinen (2002), "Cumulated gain-based evaluation of IR techniques", with the discount log2(rank + 1) of trec_eval.
    """
    found = {rank for rank in ranks if rank is not None}
    gain = sum(1 / log2(rank + 1) for rank in found if rank <= k)
    ideal = sum(1 / log2(rank + 1) for rank in range(1, min(len(found) + list(ranks).count(None), k) + 1))
    return gain / ideal


def overlap(predicted: Iterable[str], expected: Iterable[str]) -> Overlap:
    """How two bags of words or sentences overlap, each counted as often as it occurs.

    Rajpurkar et al. (2016), "SQuAD: 100,000+ questions for machine comprehension of text", section 6.1 (macro-averaged F1), but here
    no word is left out.
    """
    # Counter would take the values of a mapping for counts.
    left, right = Counter(list(predicted)), Counter(list(expected))
    common = (left & right).total()
    if not common:
        return Overlap(0.0, 0.0, 0.0)
    precision, recall = common / left.total(), common / right.total()
    return Overlap(precision, recall, 2 * precision * recall / (precision + recall))


def auroc(positive: ArrayLike, negative: ArrayLike) -> float:
    """Probability that a random positive scores above a random negative, equal scores counting half.

    Hanley and McNeil (1982), "The meaning and use of the area under a receiver operating characteristic (ROC) curve".
    """
    high, low = np.asarray(positive, float), np.sort(np.asarray(negative, float))
    below = np.searchsorted(low, high, side="left")
    below_or_equal = np.searchsorted(low, high, side="right")
    return float((below + below_or_equal).sum() / (2 * len(high) * len(low)))


def refused_at(positive: ArrayLike, negative: ArrayLike, *, allowed: float) -> float:
    """Share of the negatives that are refused by the highest line that refuses at most ``allowed`` of the positives.

    A true negative rate at a fixed false negative rate: one point of the curve of which ``auroc`` is the area. The line is read off the
    questions themselves, so it shows what the ranking of confidences could give, and not what a line that was set before would.
    """
    high, low = np.sort(np.asarray(positive, float)), np.asarray(negative, float)
    # A small allowance for products such as .08 × 25, which must come out as 2.
    line = high[min(int(allowed * len(high) + 1e-9), len(high) - 1)]
    return float((low < line).mean())


def risk_coverage(confidence: ArrayLike, right: ArrayLike) -> list[RiskPoint]:
    """The risk-coverage curve, from the most confident question down; one point per distinct confidence.

    El-Yaniv and Wiener (2010), "On the foundations of noise-free selective classification". An unanswerable question is never right.
    """
    levels, counts, wrong = _by_level(confidence, right)
    answered, errors = np.cumsum(counts), np.cumsum(wrong)
    total = int(answered[-1])
    return [RiskPoint(float(level), float(n / total), float(error / n)) for level, n, error in zip(levels, answered, errors, strict=True)]


def area_under_risk_coverage(confidence: ArrayLike, right: ArrayLike) -> float:
    """Mean risk over every coverage 1/n, 2/n … 1. Lower is better.

    Geifman, Uziel and El-Yaniv (2019), "Bias-reduced uncertainty estimation for deep neural classifiers" (AURC). Questions of equal
    confidence count as if their errors were spread evenly among them, which is the mean over all their orders.
    """
    _, counts, wrong = _by_level(confidence, right)
    errors = np.cumsum(np.repeat(wrong / counts, counts))
    return float(np.mean(errors / np.arange(1, len(errors) + 1)))


def expected_calibration_error(confidence: ArrayLike, right: ArrayLike, *, bins: int = CALIBRATION_BINS) -> float:
    """Mean gap between confidence and share right, over bins of equal width, weighted by their size.

    Guo et al. (2017), "On calibration of modern neural networks", equation 3. Over few questions it is too high by chance alone.
    """
    scores, truth = np.asarray(confidence, float), np.asarray(right, float)
    places = np.minimum((scores * bins).astype(int), bins - 1)
    gaps = np.bincount(places, weights=truth - scores, minlength=bins)
    return float(np.abs(gaps).sum() / len(scores))


def _by_level(confidence: ArrayLike, right: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.int64], NDArray[np.float64]]:
    """Distinct confidences from high to low, how many questions have each, and how many of those are wrong."""
    scores = np.asarray(confidence, np.float64)
    levels, places, counts = np.unique(-scores, return_inverse=True, return_counts=True)
    wrong = np.bincount(places, weights=1.0 - np.asarray(right, np.float64)).astype(np.float64)
    return -levels, counts.astype(np.int64), wrong
