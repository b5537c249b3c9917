"""What search needs of a store of vectors, and the exact store that every other one is compared with."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple, Protocol, Self

import numpy as np
from numpy.typing import NDArray

__all__ = ["ExactVectors", "Hits", "VectorForm", "VectorStore", "no_hits"]


class Hits(NamedTuple):
    """What a search found, best first: ``ids`` int64 and ``scores`` float32 of the same length, equal scores in order of id."""

    ids: NDArray[np.int64]
    scores: NDArray[np.float32]


class VectorForm(NamedTuple):
    """How vectors are kept: ``flat``, where every one is compared, or in ``clusters``, of which ``searched`` are.

    ``recall_at_10`` is the share of the ten nearest to vectors of the store itself that is found, measured before the margin for questions.
    """

    kind: str
    clusters: int = 0
    searched: int = 0
    recall_at_10: float = 1.0


class VectorStore(Protocol):
    """Vectors under ids, searched by dot product.

    Contract: an id is added once until it is removed; ``search`` returns at most ``limit`` hits, best first, equal scores in order
    of id, and only ids in ``allowed`` when that is given; what is saved and opened again finds the same. A store that does not compare
    every vector says so by its ``form``.
    """

    form: VectorForm

    def __len__(self) -> int:
        """How many vectors it holds."""

    def add(self, ids: NDArray[np.int64], vectors: NDArray[np.float32]) -> None:
        """Adds ``vectors`` of shape ``(len(ids), dimension)``. Raises ValueError on a wrong shape or an id that is there already."""

    def remove(self, ids: NDArray[np.int64]) -> None:
        """Removes these ids; those that are not there are passed over."""

    def search(self, query: NDArray[np.float32], limit: int, allowed: NDArray[np.int64] | None = None) -> Hits:
        """The ``limit`` nearest to ``query`` of shape ``(dimension,)``. Raises ValueError on a wrong shape."""

    def get(self, ids: NDArray[np.int64]) -> NDArray[np.float32]:
        """The vectors under these ids, of shape ``(len(ids), dimension)``, as they are kept: added again, they stay the same.

        Raises KeyError for an id that is not there.
        """

    def save(self, folder: Path) -> None:
        """Writes the store into ``folder``, which exists."""

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Opens what ``save`` wrote."""


def no_hits() -> Hits:
    """The result of a search that found nothing."""
    return Hits(np.empty(0, np.int64), np.empty(0, np.float32))


def check_shapes(ids: NDArray[np.int64], vectors: NDArray[np.float32], dimension: int) -> None:
    """Raises ValueError unless there is one vector of the right length for each id, and no id twice."""
    if vectors.shape != (len(ids), dimension):
        raise ValueError(f"{len(ids)} ids need vectors of shape ({len(ids)}, {dimension}), not {vectors.shape}")
    if len(np.unique(ids)) != len(ids):
        raise ValueError("the same id was given twice")


def check_query(query: NDArray[np.float32], dimension: int) -> None:
    """Raises ValueError unless this is one vector of the right length."""
    if query.shape != (dimension,):
        raise ValueError(f"a query has the shape ({dimension},), not {query.shape}")


class ExactVectors:
    """Every vector is compared, in float32. The reference for the others; fast enough for some thousands."""

    def __init__(self, dimension: int) -> None:
        self.form = VectorForm("flat")
        self._ids = np.empty(0, np.int64)
        self._vectors = np.empty((0, dimension), np.float32)

    def __len__(self) -> int:
        """How many vectors it holds."""
        return len(self._ids)

    def add(self, ids: NDArray[np.int64], vectors: NDArray[np.float32]) -> None:
        """See VectorStore.add."""
        check_shapes(ids, vectors, self._vectors.shape[1])
        if np.isin(ids, self._ids).any():
            raise ValueError("an id is there already")
        order = np.argsort(np.concatenate([self._ids, ids]), kind="stable")
        self._ids = np.concatenate([self._ids, ids])[order]
        self._vectors = np.concatenate([self._vectors, vectors.astype(np.float32)])[order]

    def remove(self, ids: NDArray[np.int64]) -> None:
        """See VectorStore.remove."""
        kept = ~np.isin(self._ids, ids)
        self._ids, self._vectors = self._ids[kept], self._vectors[kept]

    def search(self, query: NDArray[np.float32], limit: int, allowed: NDArray[np.int64] | None = None) -> Hits:
        """See VectorStore.search."""
        check_query(query, self._vectors.shape[1])
        candidates = np.arange(len(self._ids)) if allowed is None else np.flatnonzero(np.isin(self._ids, allowed))
        scores = self._vectors[candidates] @ query.astype(np.float32)
        # Ids are kept in order, so a stable sort leaves equal scores in order of id.
        best = np.argsort(-scores, kind="stable")[: max(limit, 0)]
        return Hits(self._ids[candidates[best]], scores[best])

    def get(self, ids: NDArray[np.int64]) -> NDArray[np.float32]:
        """See VectorStore.get."""
        places = np.searchsorted(self._ids, ids)
        if not np.isin(ids, self._ids).all():
            raise KeyError("an id is not there")
        return self._vectors[places]

    def save(self, folder: Path) -> None:
        """See VectorStore.save."""
        np.save(folder / "ids.npy", self._ids)
        np.save(folder / "vectors.npy", self._vectors)

    @classmethod
    def open(cls, folder: Path) -> Self:
        """See VectorStore.open."""
        vectors = np.load(folder / "vectors.npy")
        store = cls(vectors.shape[1])
        store._ids, store._vectors = np.load(folder / "ids.npy"), vectors
        return store
