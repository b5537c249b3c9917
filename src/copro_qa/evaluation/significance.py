"""How far a figure might be off by the luck of the questions, and whether two runs differ by more than that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["Figures", "Interval", "bootstrap_interval", "bootstrap_mean", "paired_permutation", "permuted_runs"]

SEED = 20_110_629
RESAMPLES = 1_000
PERMUTATIONS = 10_000
_RECOMPUTED = 2_000
"""Patterns for which a measure of a whole run is made anew: of 300 questions all such measures take some two seconds."""
_OUTSIDE = 0.05
"""Chance that the truth lies outside an interval."""
_EXACT_UP_TO = 12
"""Differing questions up to which all 2^n sign patterns are tried, which takes no longer than sampling them."""


Figures = NDArray[np.float64]
"""What a measure of a whole run is made from: one row a question."""


class Interval(NamedTuple):
    """From low to high, with 95 % confidence."""

    low: float
    high: float


def bootstrap_interval(statistic: Callable[[NDArray[np.int64]], float], questions: int, *, resamples: int = RESAMPLES) -> Interval:
    """The 95 % percentile interval of a statistic of ``questions`` questions, which it is given as their positions, with repeats.

    Efron and Tibshirani (1993), "An introduction to the bootstrap", chapter 13. A resample without a value (NaN) is left out.
    """
    random = np.random.default_rng(SEED)
    values = np.array([statistic(random.integers(0, questions, questions)) for _ in range(resamples)])
    return _percentiles(values[~np.isnan(values)])


def bootstrap_mean(values: ArrayLike, *, resamples: int = RESAMPLES) -> Interval:
    """``bootstrap_interval`` of the mean of ``values``, which lie between 0 and 1.

    When all are 0 or all are 1 no resample differs, which would claim certainty; then it is the exact interval of Clopper and Pearson
    (1934), "The use of confidence or fiducial limits illustrated in the case of the binomial".
    """
    sample = np.asarray(values, float)
    if sample.min() == sample.max() and sample[0] in {0.0, 1.0}:
        least = float((_OUTSIDE / 2) ** (1 / len(sample)))
        return Interval(least, 1.0) if sample[0] else Interval(0.0, 1.0 - least)
    random = np.random.default_rng(SEED)
    return _percentiles(np.array([sample[random.integers(0, len(sample), len(sample))].mean() for _ in range(resamples)]))


def paired_permutation(a: Sequence[float], b: Sequence[float]) -> float:
    """Two-sided p-value of "the two runs are equally good", from their values for the same questions in the same order.

    Each difference keeps or changes its sign by chance. Smucker, Allan and Carterette (2007), "A comparison of statistical significance
    tests for information retrieval evaluation". Sampled patterns count the observed one too: Phipson and Smyth (2010), "Permutation
    p-values should never be zero". Raises ValueError when the two are not of one length.
    """
    if len(a) != len(b):
        raise ValueError(f"the runs do not pair: {len(a)} values and {len(b)}")
    differences = np.asarray(a, float) - np.asarray(b, float)
    differences = differences[differences != 0]
    if not len(differences):
        return 1.0
    observed = abs(differences.sum()) - 1e-12
    if len(differences) <= _EXACT_UP_TO:
        sums = np.array(list(product((-1, 1), repeat=len(differences)))) @ differences
        return float(np.mean(np.abs(sums) >= observed))
    random = np.random.default_rng(SEED)
    extreme = sum(abs(random.choice((-1.0, 1.0), len(differences)) @ differences) >= observed for _ in range(PERMUTATIONS))
    return float((extreme + 1) / (PERMUTATIONS + 1))


def permuted_runs(a: Figures, b: Figures, statistic: Callable[[Figures], float]) -> float:
    """Two-sided p-value of "the two runs are equally good" in a statistic of a whole run, of two runs over the same questions.

    For each question it is left to chance which run its row comes from, and the statistic of both is made anew. As in
    ``paired_permutation``, of which this is the general form, few differing questions are tried in full, and the observed pattern counts
    among sampled ones. A pattern under which a run has no value (NaN) is left out. Raises ValueError when the two are not of one shape.
    """
    if a.shape != b.shape:
        raise ValueError(f"the runs do not pair: {a.shape} and {b.shape}")
    differing = np.flatnonzero((a != b).any(axis=1))
    if not len(differing):
        return 1.0

    def difference(swapped: NDArray[np.int64]) -> float:
        left, right = a.copy(), b.copy()
        left[swapped], right[swapped] = b[swapped], a[swapped]
        return abs(statistic(left) - statistic(right))

    observed = difference(differing[:0]) - 1e-12
    if 2 ** len(differing) <= _RECOMPUTED:
        patterns = product((False, True), repeat=len(differing))
        found = np.array([difference(differing[np.array(pattern)]) for pattern in patterns])
        return float(np.mean(found[~np.isnan(found)] >= observed))
    random = np.random.default_rng(SEED)
    found = np.array([difference(differing[random.choice((False, True), len(differing))]) for _ in range(_RECOMPUTED)])
    found = found[~np.isnan(found)]
    return float((np.sum(found >= observed) + 1) / (len(found) + 1))


def _percentiles(values: NDArray[np.float64]) -> Interval:
    low, high = np.percentile(values, [100 * _OUTSIDE / 2, 100 * (1 - _OUTSIDE / 2)])
    return Interval(float(low), float(high))
