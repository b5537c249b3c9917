"""Vectors in FAISS. The only file that imports faiss.

Flat search over half-precision vectors (``IndexScalarQuantizer``, QT_fp16): every vector is compared, at half the memory of
float32. Ids are kept by ``IndexIDMap2``, which is right over a flat index; over IVF it returns wrong ids after a removal, so it
must not be used there.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Self

import faiss
import numpy as np
from numpy.typing import NDArray

from copro_qa.store.vectors import Hits, check_query, check_shapes, no_hits

__all__ = ["FaissVectors"]

_FILE = "vectors.faiss"
_NOT_FOUND = -1
_MORE = 16
"""Hits fetched beyond those asked for."""
# Two threads were slower than one for a single query on a shared two-core machine (9 ms against 40 ms over 100,000 vectors).
faiss.omp_set_num_threads(1)


class FaissVectors:
    """A VectorStore over FAISS, exact but for the rounding of vectors to half precision."""

    def __init__(self, dimension: int, *, index: Any = None) -> None:  # noqa: ANN401 faiss has no types
        flat = faiss.IndexScalarQuantizer(dimension, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
        self._index: Any = faiss.IndexIDMap2(flat) if index is None else index

    def __len__(self) -> int:
        """How many vectors it holds."""
        return int(self._index.ntotal)

    def add(self, ids: NDArray[np.int64], vectors: NDArray[np.float32]) -> None:
        """See VectorStore.add."""
        check_shapes(ids, vectors, self._index.d)
        if len(self) and np.isin(ids, faiss.vector_to_array(self._index.id_map)).any():
            raise ValueError("an id is there already")
        if len(ids):
            self._index.add_with_ids(np.ascontiguousarray(vectors, np.float32), np.ascontiguousarray(ids, np.int64))

    def remove(self, ids: NDArray[np.int64]) -> None:
        """See VectorStore.remove."""
        self._index.remove_ids(np.ascontiguousarray(ids, np.int64))

    def search(self, query: NDArray[np.float32], limit: int, allowed: NDArray[np.int64] | None = None) -> Hits:
        """See VectorStore.search."""
        check_query(query, self._index.d)
        if not len(self) or limit < 1 or (allowed is not None and not len(allowed)):
            return no_hits()
        parameters: Any = None
        if allowed is not None:
            selector: Any = faiss.IDSelectorBatch(np.ascontiguousarray(allowed, np.int64))
            parameters = faiss.SearchParameters()
            parameters.sel = selector
        batch = np.ascontiguousarray(query, np.float32)[np.newaxis]
        wanted = limit + _MORE
        while True:
            (scores,), (ids,) = self._index.search(batch, min(wanted, len(self)), params=parameters)
            # Of many equal scores FAISS returns any. All that equal the last one asked for are fetched, so that ids decide.
            if wanted >= len(self) or ids[-1] == _NOT_FOUND or scores[-1] < scores[limit - 1]:
                break
            wanted *= 4
        found = ids != _NOT_FOUND
        order = np.lexsort((ids[found], -scores[found]))[:limit]
        return Hits(ids[found][order], scores[found][order])

    def save(self, folder: Path) -> None:
        """See VectorStore.save."""
        faiss.write_index(self._index, str(folder / _FILE))

    @classmethod
    def open(cls, folder: Path) -> Self:
        """See VectorStore.open."""
        index = faiss.read_index(str(folder / _FILE))
        return cls(index.d, index=index)
