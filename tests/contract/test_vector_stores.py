"""What every VectorStore must do. Each is compared with a sum worked out here, and so with the exact store."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from copro_qa.store.faiss_vectors import FaissVectors
from copro_qa.store.vectors import ExactVectors, Hits, VectorStore

Ids = NDArray[np.int64]
Vectors = NDArray[np.float32]

DIMENSION = 24
COUNT = 200
ROUNDING = 2e-3
"""How far a score may be from the exact one: vectors may be kept in half precision."""


class InClusters(FaissVectors):
    """As the vectors of a large store are kept; all clusters are searched, so that it can be compared with the exact store."""

    def add(self, ids: Ids, vectors: Vectors) -> None:
        super().add(ids, vectors)
        self.cluster()
        self.form = self.form._replace(searched=self.form.clusters)


STORES: list[type[ExactVectors | FaissVectors]] = [ExactVectors, FaissVectors, InClusters]


@pytest.fixture(params=STORES, ids=[store.__name__ for store in STORES])
def kind(request: pytest.FixtureRequest) -> type[ExactVectors | FaissVectors]:
    chosen: type[ExactVectors | FaissVectors] = request.param
    return chosen


@pytest.fixture
def store(kind: type[ExactVectors | FaissVectors]) -> VectorStore:
    return kind(DIMENSION)


def ids(*numbers: int) -> Ids:
    return np.array(numbers, np.int64)


def unit_vectors(count: int = COUNT, *, seed: int = 5) -> Vectors:
    vectors = np.random.default_rng(seed).normal(size=(count, DIMENSION)).astype(np.float32)
    normed: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return normed


def spread_ids(count: int = COUNT) -> Ids:
    """Ids that are neither in order nor without gaps."""
    return np.random.default_rng(7).permutation(count).astype(np.int64) * 3 + 10**10


def same(found: Hits, expected: Hits) -> bool:
    return found.ids.tolist() == expected.ids.tolist() and bool(np.abs(found.scores - expected.scores).max(initial=0) < ROUNDING)


def exact(some_ids: Ids, vectors: Vectors, query: Vectors, limit: int) -> Hits:
    scores = vectors.astype(np.float64) @ query.astype(np.float64)
    order = np.lexsort((some_ids, -scores))[:limit]
    return Hits(some_ids[order], scores[order].astype(np.float32))


def test_every_vector_is_found_first_by_itself(store: VectorStore) -> None:
    some_ids, vectors = spread_ids(), unit_vectors()
    store.add(some_ids, vectors)
    for identifier, vector in zip(some_ids, vectors, strict=True):
        hits = store.search(vector, 1)
        assert hits.ids.tolist() == [identifier]
        assert abs(hits.scores[0] - 1) < ROUNDING


def test_hits_and_scores_are_those_of_the_dot_product(store: VectorStore) -> None:
    some_ids, vectors = spread_ids(), unit_vectors()
    store.add(some_ids, vectors)
    for query in unit_vectors(20, seed=6):
        found, expected = store.search(query, 10), exact(some_ids, vectors, query, 10)
        assert np.abs(found.scores - expected.scores).max() < ROUNDING
        # Rounding may swap two that are all but equal; each must still have the score it was given.
        own = vectors[[some_ids.tolist().index(identifier) for identifier in found.ids]] @ query
        assert np.abs(own - found.scores).max() < ROUNDING


def test_hits_have_the_types_that_the_contract_names(store: VectorStore) -> None:
    store.add(ids(4, 2), unit_vectors(2))
    hits = store.search(unit_vectors(1)[0], 2)
    assert (hits.ids.dtype.name, hits.scores.dtype.name) == ("int64", "float32")
    assert hits.ids.shape == hits.scores.shape == (2,)


def test_vectors_added_in_several_steps_are_found_as_if_added_at_once(kind: type[ExactVectors | FaissVectors]) -> None:
    some_ids, vectors = spread_ids(), unit_vectors()
    once, stepwise = kind(DIMENSION), kind(DIMENSION)
    once.add(some_ids, vectors)
    for start in range(0, COUNT, 37):
        stepwise.add(some_ids[start : start + 37], vectors[start : start + 37])
    assert len(stepwise) == len(once) == COUNT
    for query in unit_vectors(5, seed=6):
        assert same(stepwise.search(query, 7), once.search(query, 7))


def test_after_a_removal_every_survivor_is_found_by_itself_and_nothing_else_is(store: VectorStore) -> None:
    some_ids, vectors = spread_ids(), unit_vectors()
    store.add(some_ids, vectors)
    store.remove(some_ids[::3])
    survivors = np.setdiff1d(np.arange(COUNT), np.arange(0, COUNT, 3))
    assert len(store) == len(survivors)
    for place in survivors:
        assert store.search(vectors[place], 1).ids.tolist() == [some_ids[place]]
    assert set(store.search(vectors[0], COUNT).ids.tolist()) == set(some_ids[survivors].tolist())


def test_an_id_may_be_used_again_once_it_was_removed(store: VectorStore) -> None:
    first, second = unit_vectors(2)
    store.add(ids(7), first[np.newaxis])
    store.remove(ids(7))
    store.add(ids(7), second[np.newaxis])
    assert len(store) == 1
    assert abs(store.search(second, 1).scores[0] - 1) < ROUNDING


def test_removing_what_is_not_there_changes_nothing(store: VectorStore) -> None:
    store.remove(ids(1))
    store.add(ids(4, 2), unit_vectors(2))
    store.remove(ids(3, 3, 99))
    store.remove(ids())
    assert len(store) == 2
    assert sorted(store.search(unit_vectors(1)[0], 5).ids.tolist()) == [2, 4]


def test_a_search_among_allowed_ids_gives_the_best_of_those_only(store: VectorStore) -> None:
    some_ids, vectors = spread_ids(), unit_vectors()
    store.add(some_ids, vectors)
    allowed = np.sort(some_ids[5:25])
    query = unit_vectors(1, seed=6)[0]
    found = store.search(query, 8, allowed)
    assert same(found, exact(some_ids[5:25], vectors[5:25], query, 8))


def test_allowed_ids_that_are_not_there_are_passed_over(store: VectorStore) -> None:
    store.add(ids(4, 2), unit_vectors(2))
    query = unit_vectors(1)[0]
    assert store.search(query, 5, ids(2, 77)).ids.tolist() == [2]
    assert store.search(query, 5, ids(77)).ids.tolist() == []
    assert store.search(query, 5, ids()).ids.tolist() == []


def test_a_limit_beyond_the_size_gives_everything_once_best_first(store: VectorStore) -> None:
    vectors = unit_vectors(3)
    store.add(ids(4, 2, 9), vectors)
    assert same(store.search(vectors[0], 1_000), exact(ids(4, 2, 9), vectors, vectors[0], 1_000))


def test_a_limit_of_nothing_gives_nothing(store: VectorStore) -> None:
    store.add(ids(4, 2), unit_vectors(2))
    assert store.search(unit_vectors(1)[0], 0).ids.tolist() == []


@pytest.mark.parametrize("copies", [5, 300])
def test_equal_scores_are_in_order_of_id_whatever_the_order_of_adding(store: VectorStore, copies: int) -> None:
    vector = unit_vectors(1)
    shuffled = np.random.default_rng(3).permutation(copies).astype(np.int64)
    for start in range(0, copies, 50):
        part = shuffled[start : start + 50]
        store.add(part, np.repeat(vector, len(part), axis=0))
    assert store.search(vector[0], 4).ids.tolist() == [0, 1, 2, 3]
    assert store.search(vector[0], 3, ids(4, 3, 2, 1)).ids.tolist() == [1, 2, 3]


def test_better_scores_come_before_any_number_of_equal_ones(store: VectorStore) -> None:
    best, other = unit_vectors(2)
    store.add(np.arange(100, dtype=np.int64), np.repeat(other[np.newaxis], 100, axis=0))
    store.add(ids(500), best[np.newaxis])
    assert store.search(best, 3).ids.tolist() == [500, 0, 1]


def test_a_store_that_is_saved_and_opened_finds_the_same(kind: type[ExactVectors | FaissVectors], tmp_path: Path) -> None:
    store = kind(DIMENSION)
    store.add(spread_ids(), unit_vectors())
    store.remove(spread_ids()[:20])
    store.save(tmp_path)
    opened = kind.open(tmp_path)
    assert len(opened) == len(store) == COUNT - 20
    for query in unit_vectors(5, seed=6):
        before, after = store.search(query, 9), opened.search(query, 9)
        assert after.ids.tolist() == before.ids.tolist()
        assert after.scores.tolist() == before.scores.tolist()


def test_an_opened_store_can_be_added_to_and_removed_from(kind: type[ExactVectors | FaissVectors], tmp_path: Path) -> None:
    vectors = unit_vectors(3)
    store = kind(DIMENSION)
    store.add(ids(4, 2), vectors[:2])
    store.save(tmp_path)
    opened = kind.open(tmp_path)
    opened.remove(ids(4))
    opened.add(ids(9), vectors[2:])
    assert sorted(opened.search(vectors[2], 5).ids.tolist()) == [2, 9]
    with pytest.raises(ValueError, match="there already"):
        opened.add(ids(2), vectors[:1])


def test_an_empty_store_finds_nothing_and_can_be_saved(kind: type[ExactVectors | FaissVectors], tmp_path: Path) -> None:
    store = kind(DIMENSION)
    assert len(store) == 0
    store.add(ids(), np.empty((0, DIMENSION), np.float32))
    store.save(tmp_path)
    for empty in (store, kind.open(tmp_path)):
        hits = empty.search(unit_vectors(1)[0], 3)
        assert (hits.ids.dtype.name, hits.scores.dtype.name) == ("int64", "float32")
        assert (len(empty), hits.ids.tolist(), hits.scores.tolist()) == (0, [], [])


@pytest.mark.parametrize("shape", [(1, DIMENSION), (3, DIMENSION), (2, DIMENSION - 1), (2, DIMENSION + 1), (2 * DIMENSION,)])
def test_vectors_of_a_wrong_shape_are_refused_and_nothing_is_added(store: VectorStore, shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="shape"):
        store.add(ids(1, 2), np.zeros(shape, np.float32))
    assert len(store) == 0


@pytest.mark.parametrize("shape", [(DIMENSION - 1,), (DIMENSION + 1,), (1, DIMENSION)])
def test_a_query_of_a_wrong_shape_is_refused(store: VectorStore, shape: tuple[int, ...]) -> None:
    store.add(ids(4, 2), unit_vectors(2))
    with pytest.raises(ValueError, match="shape"):
        store.search(np.zeros(shape, np.float32), 1)


def test_an_id_given_twice_or_there_already_is_refused_and_nothing_is_added(store: VectorStore) -> None:
    vectors = unit_vectors(3)
    with pytest.raises(ValueError, match="twice"):
        store.add(ids(1, 1), vectors[:2])
    assert len(store) == 0
    store.add(ids(1, 2), vectors[:2])
    with pytest.raises(ValueError, match="there already"):
        store.add(ids(3, 2), vectors[1:])
    assert len(store) == 2
    assert store.search(vectors[2], 5, ids(3)).ids.tolist() == []


def test_the_same_search_gives_the_same_every_time(kind: type[ExactVectors | FaissVectors]) -> None:
    found = []
    for _ in range(3):
        store = kind(DIMENSION)
        store.add(spread_ids(), unit_vectors())
        found.append([store.search(query, 12) for query in unit_vectors(5, seed=6)])
    for first, *others in zip(*found, strict=True):
        assert all(other.ids.tolist() == first.ids.tolist() and other.scores.tolist() == first.scores.tolist() for other in others)


def test_vectors_are_given_back_as_they_are_kept(store: VectorStore) -> None:
    some_ids, vectors = spread_ids(), unit_vectors()
    store.add(some_ids, vectors)
    given = store.get(some_ids[[7, 3, 150]])
    assert np.abs(given - vectors[[7, 3, 150]]).max() < ROUNDING
    store.remove(some_ids[[7]])
    store.add(some_ids[[7]], given[:1])
    assert store.get(some_ids[[7]]).tolist() == given[:1].tolist()
    assert store.get(ids()).shape == (0, DIMENSION)


def test_an_id_that_is_not_there_has_no_vector(store: VectorStore) -> None:
    with pytest.raises(KeyError):
        store.get(ids(5))
    store.add(ids(4, 2), unit_vectors(2))
    for missing in (5, 1, 3):
        with pytest.raises(KeyError):
            store.get(ids(4, missing))


def test_vectors_of_an_opened_store_are_given_back_after_it_was_changed(kind: type[ExactVectors | FaissVectors], tmp_path: Path) -> None:
    some_ids, vectors = spread_ids(), unit_vectors()
    store = kind(DIMENSION)
    store.add(some_ids, vectors)
    store.save(tmp_path)
    opened = kind.open(tmp_path)
    assert opened.get(some_ids).tolist() == store.get(some_ids).tolist()
    opened.remove(some_ids[:100])
    assert opened.get(some_ids[100:]).tolist() == store.get(some_ids[100:]).tolist()
    with pytest.raises(KeyError):
        opened.get(some_ids[:1])


def test_where_ids_count_from_0_each_gives_its_vector_and_no_other_is_there(store: VectorStore) -> None:
    vectors = unit_vectors()
    store.add(np.arange(COUNT, dtype=np.int64), vectors)
    assert np.abs(store.get(ids(COUNT - 1, 0, 7)) - vectors[[COUNT - 1, 0, 7]]).max() < ROUNDING
    for missing in (-1, COUNT, 2**62):
        with pytest.raises(KeyError):
            store.get(ids(0, missing))
    store.remove(ids(0))
    assert np.abs(store.get(ids(1, COUNT - 1)) - vectors[[1, COUNT - 1]]).max() < ROUNDING
    with pytest.raises(KeyError):
        store.get(ids(0))
