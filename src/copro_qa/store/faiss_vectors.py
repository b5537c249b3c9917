"""Vectors in FAISS. The only file that imports faiss.

Vectors are kept in half precision, at half the memory of float32. Up to ``FLAT_UP_TO`` of them every one is compared
(``IndexScalarQuantizer``, QT_fp16). A larger store is put into clusters when it is saved, and a search compares those of the nearest
clusters only (``IndexIVFScalarQuantizer``; Sivic and Zisserman, 2003, "Video Google"). How many clusters are searched is chosen by
measuring, on the store's own vectors, how many of the ten nearest are found.

Ids are kept by ``IndexIDMap2`` over the flat index, and by the clustered index itself: over it, ``IndexIDMap2`` returns wrong ids after a
removal.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Self

import faiss
import numpy as np
from numpy.typing import NDArray

from copro_qa.store.half_precision import widened
from copro_qa.store.vectors import Hits, VectorForm, check_query, check_shapes, no_hits

__all__ = ["FLAT_UP_TO", "FaissVectors"]

FLAT_UP_TO = 150_000
"""Vectors of which every one is compared."""

_faiss: Any = faiss  # its type stubs lack much of what it has

_FILE = "vectors.faiss"
_FORM_FILE = "form.json"
_NOT_FOUND = -1
_MORE = 1
"""Hits fetched beyond those asked for: when it scores less than the last of those, nothing that equals that one is missing."""
_SEED = 2011
_TRAINED_ON = 64
"""Vectors a cluster from which its centre is found."""
_ROUNDS = 10
_AT_ONCE = 50_000
"""Vectors that are taken from one form to the other at once: some 80 MB."""
_QUESTIONS = 100
"""Vectors of the store from which the recall of a number of clusters is measured."""
_NEAREST = 10
_LEAST_RECALL = 0.99
_MARGIN = 4
"""A question lies further from the chunks than they lie from each other, so this many times as many clusters are searched for it.
What real questions find then is in docs/speed.md."""
_SPARSE = 16
"""Ids up to this many times the number of vectors are chosen by a bitmap, which is quick to make; larger ones by a set."""
# Two threads were slower than one for a single query on a shared two-core machine (9 ms against 40 ms over 100,000 vectors).
_faiss.omp_set_num_threads(1)


class FaissVectors:
    """A VectorStore over FAISS: exact but for the rounding to half precision; in clusters, as near to exact as ``form`` says."""

    def __init__(self, dimension: int, *, flat_up_to: int = FLAT_UP_TO) -> None:
        flat = _faiss.IndexScalarQuantizer(dimension, _faiss.ScalarQuantizer.QT_fp16, _faiss.METRIC_INNER_PRODUCT)
        self.form = VectorForm("flat")
        self._index: Any = _faiss.IndexIDMap2(flat)
        self._flat_up_to = flat_up_to
        self._mapped: Path | None = None
        self._places: tuple[NDArray[np.int64], NDArray[np.int64]] | None = None
        self._in_order = False
        self._kept: NDArray[np.float16] | None = None
        self._cluster_sizes: NDArray[np.int64] | None = None

    def __len__(self) -> int:
        """How many vectors it holds."""
        return int(self._index.ntotal)

    def add(self, ids: NDArray[np.int64], vectors: NDArray[np.float32]) -> None:
        """See VectorStore.add."""
        check_shapes(ids, vectors, self._index.d)
        if len(self) and np.isin(ids, self._ids()).any():
            raise ValueError("an id is there already")
        if len(ids):
            self._make_writable()
            self._index.add_with_ids(np.ascontiguousarray(vectors, np.float32), np.ascontiguousarray(ids, np.int64))

    def remove(self, ids: NDArray[np.int64]) -> None:
        """See VectorStore.remove."""
        self._make_writable()
        self._index.remove_ids(np.ascontiguousarray(ids, np.int64))

    def search(self, query: NDArray[np.float32], limit: int, allowed: NDArray[np.int64] | None = None) -> Hits:
        """See VectorStore.search."""
        check_query(query, self._index.d)
        held = len(self)
        if not held or limit < 1 or (allowed is not None and not len(allowed)):
            return no_hits()
        selector = None if allowed is None else self._selector(allowed)
        there = held if allowed is None else min(len(allowed), held)
        # Where few are allowed, they are spread over more clusters than the nearest.
        clusters = min(self.form.clusters, -(-self.form.searched * held // there))
        batch = np.ascontiguousarray(query, np.float32)[np.newaxis]
        wanted = limit + _MORE
        while True:
            (scores,), (ids,) = self._index.search(batch, min(wanted, held), params=self._parameters(selector, clusters))
            # Where fewer are found, FAISS fills up the end.
            found = len(ids) if ids[-1] != _NOT_FOUND else int((ids != _NOT_FOUND).sum())
            if clusters < self.form.clusters and found < min(limit, there):
                clusters = min(self.form.clusters, 4 * clusters)
                continue
            # Of many equal scores FAISS returns any. All that equal the last one asked for are fetched, so that ids decide.
            if wanted >= held or found < len(ids) or scores[-1] < scores[limit - 1]:
                break
            wanted *= 4
        scores, ids = scores[:found], ids[:found]
        # They come best first, so only equal scores have to be put in order.
        if not (scores[1:] < scores[:-1]).all():
            order = np.lexsort((ids, -scores))
            scores, ids = scores[order], ids[order]
        return Hits(ids[:limit], scores[:limit])

    def get(self, ids: NDArray[np.int64]) -> NDArray[np.float32]:
        """See VectorStore.get. Half precision stays as it is when it is rounded to half precision again."""
        if not len(ids):
            return np.empty((0, self._index.d), np.float32)
        if self._places is None:
            # Where each id stands among the vectors as they are kept, so that a block of them can be read by id. The last is that of none.
            kept = self._ids()
            order = np.argsort(kept, kind="stable")
            self._places = np.append(kept[order], _NOT_FOUND), order
            self._in_order = bool((kept == np.arange(len(kept))).all())
        known, order = self._places
        # Below 0, an id is larger than any other when it is taken to have no sign.
        if self._in_order and ids.view(np.uint64).max() < len(order):
            return self._kept_at(ids)
        at = np.searchsorted(known[:-1], ids)
        if (known[at] != ids).any():
            raise KeyError("an id is not there")
        return self._kept_at(order[at])

    def save(self, folder: Path) -> None:
        """See VectorStore.save. A large store is put into clusters first."""
        if len(self) > self._flat_up_to:
            self.cluster()
        _faiss.write_index(self._index, str(folder / _FILE))
        (folder / _FORM_FILE).write_text(json.dumps(self.form._asdict()) + "\n", encoding="utf-8")

    @classmethod
    def open(cls, folder: Path) -> Self:
        """See VectorStore.open. The file is mapped into memory, and read where it is searched."""
        file = folder / _FILE
        index = _faiss.read_index(str(file), _faiss.IO_FLAG_MMAP_IFC)
        store = cls(index.d)
        store._index, store._mapped = index, file
        # Generations from before there were clusters do not say that they are flat.
        if (folder / _FORM_FILE).is_file():
            store.form = VectorForm(**json.loads((folder / _FORM_FILE).read_text(encoding="utf-8")))
        return store

    def cluster(self) -> None:
        """Puts the vectors into clusters, if they are not, and measures how many of those have to be searched."""
        if self.form.clusters or not len(self):
            return
        # Twice the square root: as many comparisons with centres as a search makes with vectors, within a small factor.
        clusters = max(1, min(len(self), round(2 * len(self) ** 0.5)))
        dimension = self._index.d
        made: Any = _faiss.IndexIVFScalarQuantizer(
            _faiss.IndexFlatIP(dimension), dimension, clusters, _faiss.ScalarQuantizer.QT_fp16, _faiss.METRIC_INNER_PRODUCT
        )
        made.by_residual = False
        made.cp.seed, made.cp.niter, made.cp.spherical = _SEED, _ROUNDS, True
        made.cp.min_points_per_centroid, made.cp.max_points_per_centroid = 1, _TRAINED_ON
        made.train(self._kept_at(_spread(len(self), clusters * _TRAINED_ON)))
        ids = self._ids()
        for start in range(0, len(self), _AT_ONCE):
            places = np.arange(start, min(start + _AT_ONCE, len(self)))
            made.add_with_ids(self._kept_at(places), ids[places])
        searched, recall = self._enough(made, clusters)
        self._forget_places()
        self._index, self._mapped = made, None
        self.form = VectorForm("clusters", clusters, searched, recall)

    def _enough(self, made: Any, clusters: int) -> tuple[int, float]:  # noqa: ANN401 FAISS's own
        """How many clusters to search, and the share of the ten nearest of the store's own vectors that a fourth as many hold."""
        questions = self._kept_at(_spread(len(self), _QUESTIONS))
        exact = [set(row) for row in self._index.search(questions, _NEAREST + 1)[1].tolist()]
        searched = 1
        while True:
            found = made.search(questions, _NEAREST + 1, params=_faiss.SearchParametersIVF(nprobe=searched))[1].tolist()
            recall = sum(len(right & set(row)) for right, row in zip(exact, found, strict=True)) / sum(map(len, exact))
            if recall >= _LEAST_RECALL or searched >= clusters:
                return min(clusters, _MARGIN * searched), round(recall, 4)
            searched *= 2

    def _make_writable(self) -> None:
        """Reads a file that is mapped: FAISS must not change what is."""
        self._forget_places()
        if self._mapped is not None:
            self._index, self._mapped = _faiss.read_index(str(self._mapped)), None

    def _forget_places(self) -> None:
        """To be called before the vectors change, because ``_kept`` shows where they lie in memory."""
        self._places = self._kept = self._cluster_sizes = None

    def _selector(self, allowed: NDArray[np.int64]) -> Any:  # noqa: ANN401 FAISS's own
        if allowed.min() >= 0 and allowed.max() < _SPARSE * len(self):
            marks = np.zeros(int(allowed.max()) + 1, bool)
            marks[allowed] = True
            return _faiss.IDSelectorBitmap(np.packbits(marks, bitorder="little"))
        return _faiss.IDSelectorBatch(np.ascontiguousarray(allowed, np.int64))

    def _parameters(self, selector: Any, clusters: int) -> Any:  # noqa: ANN401 FAISS's own
        if not self.form.clusters:
            return None if selector is None else _faiss.SearchParameters(sel=selector)
        return _faiss.SearchParametersIVF(nprobe=clusters, **({} if selector is None else {"sel": selector}))

    def _ids(self) -> NDArray[np.int64]:
        """Every id, in the order in which the vectors are kept."""
        if not self.form.clusters:
            return np.asarray(_faiss.vector_to_array(self._index.id_map), np.int64)
        sizes = enumerate(self._sizes().tolist())
        lists = [np.array(_faiss.rev_swig_ptr(self._index.invlists.get_ids(at), size), np.int64) for at, size in sizes if size]
        return np.concatenate(lists) if lists else np.empty(0, np.int64)

    def _kept_at(self, places: NDArray[np.int64]) -> NDArray[np.float32]:
        """The vectors at these places in the order in which they are kept."""
        if not self.form.clusters:
            if self._kept is None:
                codes = _faiss.downcast_index(self._index.index).codes
                self._kept = np.frombuffer(_faiss.rev_swig_ptr(codes.data(), codes.size()), np.float16).reshape(-1, self._index.d)
            return widened(self._kept.take(places, axis=0))
        sizes = self._sizes()
        ends = np.cumsum(sizes)
        of_place = np.searchsorted(ends, places, side="right")
        out = np.empty((len(places), self._index.d), np.float32)
        for at in np.unique(of_place).tolist():
            here = np.flatnonzero(of_place == at)
            codes = _faiss.rev_swig_ptr(self._index.invlists.get_codes(at), int(sizes[at]) * self._index.code_size)
            kept = np.frombuffer(codes, np.float16).reshape(int(sizes[at]), -1)
            out[here] = kept[places[here] - (ends[at] - sizes[at])]
        return out

    def _sizes(self) -> NDArray[np.int64]:
        """How many vectors each cluster holds."""
        if self._cluster_sizes is None:
            self._cluster_sizes = np.array([self._index.invlists.list_size(at) for at in range(self.form.clusters)], np.int64)
        return self._cluster_sizes


def _spread(count: int, most: int) -> NDArray[np.int64]:
    """At most ``most`` places of ``count``, spread evenly."""
    return np.unique(np.linspace(0, count - 1, min(count, most)).astype(np.int64))
