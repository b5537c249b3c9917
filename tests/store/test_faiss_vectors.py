"""What a FAISS store does beyond the contract: it chooses its form by size."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from copro_qa.store.faiss_vectors import FaissVectors
from copro_qa.store.vectors import ExactVectors

DIMENSION = 16
COUNT = 3_000


def grouped_vectors(count: int = COUNT, *, seed: int = 1) -> NDArray[np.float32]:
    """Unit vectors around sixty directions, as the chunks of a corpus lie around its subjects."""
    random = np.random.default_rng(seed)
    centres = np.random.default_rng(0).normal(size=(60, DIMENSION))
    vectors = centres[random.integers(0, 60, count)] + 0.5 * random.normal(size=(count, DIMENSION))
    normed: NDArray[np.float32] = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    return normed


def saved(folder: Path, *, flat_up_to: int) -> FaissVectors:
    store = FaissVectors(DIMENSION, flat_up_to=flat_up_to)
    store.add(np.arange(COUNT, dtype=np.int64), grouped_vectors())
    folder.mkdir(exist_ok=True)
    store.save(folder)
    return FaissVectors.open(folder)


def test_a_small_store_compares_every_vector_and_a_large_one_is_put_into_clusters(tmp_path: Path) -> None:
    assert saved(tmp_path / "small", flat_up_to=COUNT).form.kind == "flat"
    large = saved(tmp_path / "large", flat_up_to=COUNT - 1)
    assert large.form.kind == "clusters"
    assert 1 <= large.form.searched < large.form.clusters
    assert large.form.recall_at_10 >= 0.99
    assert len(large) == COUNT


def test_the_clusters_that_are_searched_hold_nearly_all_that_the_exact_store_finds(tmp_path: Path) -> None:
    exact, clustered = ExactVectors(DIMENSION), saved(tmp_path, flat_up_to=100)
    exact.add(np.arange(COUNT, dtype=np.int64), grouped_vectors())
    questions = grouped_vectors(50, seed=2)
    found = sum(len(np.intersect1d(exact.search(question, 10).ids, clustered.search(question, 10).ids)) for question in questions)
    assert found >= 490


def test_as_many_as_are_asked_for_are_found_however_few_clusters_are_searched(tmp_path: Path) -> None:
    store = saved(tmp_path, flat_up_to=100)
    store.form = store.form._replace(searched=1)
    assert len(store.search(grouped_vectors(1)[0], 1_000).ids) == 1_000
    spread = np.arange(0, COUNT, 100, dtype=np.int64)
    assert store.search(grouped_vectors(1)[0], 50, spread).ids.tolist() != []
    assert sorted(store.search(grouped_vectors(1)[0], 50, spread).ids.tolist()) == spread.tolist()


def test_the_same_vectors_give_the_same_clusters(tmp_path: Path) -> None:
    one, other = saved(tmp_path / "one", flat_up_to=100), saved(tmp_path / "other", flat_up_to=100)
    assert one.form == other.form
    assert (tmp_path / "one" / "vectors.faiss").read_bytes() == (tmp_path / "other" / "vectors.faiss").read_bytes()
