"""The vectors of an index, and how many of the nearest of them a store finds."""

from __future__ import annotations

import gc

import numpy as np
from numpy.typing import NDArray

from copro_qa.store.generation import Generation
from copro_qa.store.vectors import VectorStore

__all__ = ["Vectors", "recall_of", "vectors_of"]

_NEAREST = 10
_COMPARED_AT_ONCE = 50_000

Vectors = NDArray[np.float32]


def vectors_of(generation: Generation) -> Vectors:
    """Those of all its chunks, in order: a row each."""
    return generation.vectors.get(np.arange(len(generation), dtype=np.int64))


def recall_of(store: VectorStore, questions: Vectors) -> float:
    """Share of the ten nearest, by comparing every vector as it is kept, that the store finds."""
    scores = np.full((len(questions), _NEAREST), -np.inf, np.float32)
    nearest = np.full((len(questions), _NEAREST), -1, np.int64)
    for first in range(0, len(store), _COMPARED_AT_ONCE):
        ids = np.arange(first, min(first + _COMPARED_AT_ONCE, len(store)), dtype=np.int64)
        both = np.concatenate([scores, questions @ store.get(ids).T], axis=1)
        names = np.concatenate([nearest, np.broadcast_to(ids, (len(questions), len(ids)))], axis=1)
        best = np.argsort(-both, axis=1, kind="stable")[:, :_NEAREST]
        scores, nearest = np.take_along_axis(both, best, axis=1), np.take_along_axis(names, best, axis=1)
        gc.collect()
    found = [store.search(question, _NEAREST).ids for question in questions]
    return float(np.mean([len(np.intersect1d(row, exact)) / _NEAREST for row, exact in zip(found, nearest, strict=True)]))
