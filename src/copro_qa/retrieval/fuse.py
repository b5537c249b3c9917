"""Joining ranked lists."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

__all__ = ["reciprocal_rank_fusion"]

_SMOOTHING = 60


def reciprocal_rank_fusion(rankings: Iterable[tuple[float, Sequence[int]]], *, smoothing: int = _SMOOTHING) -> list[tuple[int, float]]:
    """Joins ``(weight, ids best first)`` lists into ``(id, score)``, best first, equal scores in order of id.

    Each list gives an id ``weight / (smoothing + rank)``. Cormack, Clarke and Büttcher (2009), "Reciprocal rank fusion outperforms
    Condorcet and individual rank learning methods", whose constant 60 is the default.
    """
    scores: dict[int, float] = {}
    for weight, ids in rankings:
        for rank, identifier in enumerate(ids, smoothing + 1):
            scores[identifier] = scores.get(identifier, 0.0) + weight / rank
    # Pairs sort by their own order faster than by a key.
    ordered = sorted([(-score, identifier) for identifier, score in scores.items()])
    return [(identifier, -score) for score, identifier in ordered]
