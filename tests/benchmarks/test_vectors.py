from __future__ import annotations

import numpy as np
import pytest

from benchmarks.speed import vectors
from copro_qa.store.faiss_vectors import FaissVectors

NEAR = np.eye(16, dtype=np.float32)


def clustered(count: int) -> FaissVectors:
    random = np.random.default_rng(1)
    made = random.normal(size=(count, 16)).astype(np.float32)
    made /= np.linalg.norm(made, axis=1, keepdims=True)
    store = FaissVectors(16)
    store.add(np.arange(count, dtype=np.int64), made)
    store.cluster()
    return store


def test_where_every_cluster_is_searched_all_is_found() -> None:
    store = clustered(400)
    store.form = store.form._replace(searched=store.form.clusters)
    assert vectors.recall_of(store, NEAR) == 1.0


def test_where_few_clusters_are_searched_less_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vectors, "_COMPARED_AT_ONCE", 150)
    store = clustered(400)
    store.form = store.form._replace(searched=1)
    assert 0.0 < vectors.recall_of(store, NEAR) < 0.9
