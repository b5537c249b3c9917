"""Joining ranked lists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

__all__ = ["reciprocal_rank_fusion"]

_SMOOTHING = 60


def reciprocal_rank_fusion(rankings: Iterable[tuple[float, Sequence[int]]], *, smoothing: int = _SMOOTHING) -> list[tuple[int, float]]:
    """Joins ``(weight, ids best first)`` lists into ``(id, score)``, best first, equal scores in order of id.

    Each list gives an id ``weight / (smoothing + rank)``. Cormack, Clarke and Büttcher (2009), "Reciprocal rank fusion outperforms
    Condorcet and individual rank learning methods", whose constant 60 is the default.
    """
    scores: defaultdict[int, float] = defaultdict(float)
    for weight, ids in rankings:
        for rank, identifier in enumerate(ids, 1):
            scores[identifier] += weight / (smoothing + rank)
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))
