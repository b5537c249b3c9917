from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.fakes import HashingEmbedder
from training.own_search import BatchEmbedder, OwnSearch, PassageVectors

PASSAGES = ["The council plans care.", "Carers plan with the council every year, and the council pays.", "Rivers flow to the sea."]


def test_passages_are_ranked_by_words_and_meaning_together() -> None:
    search = OwnSearch(PASSAGES, ["", "", ""], PassageVectors(HashingEmbedder()))
    assert search.best("Who pays carers?", 3)[0] == 1
    assert search.best("Which rivers flow to the sea?", 1) == [2]


def test_the_title_is_searched_with_the_passage() -> None:
    search = OwnSearch(["It is written every year."] * 2, ["Dementia strategy", "Housing plan"], PassageVectors(HashingEmbedder()))
    assert search.best("What is the housing plan?", 1) == [1]


def test_a_passage_is_embedded_once_and_kept_for_the_next_run(tmp_path: Path) -> None:
    first, again = HashingEmbedder(), HashingEmbedder()
    made = PassageVectors(first, tmp_path / "passages.npz").of([*PASSAGES, PASSAGES[0]])
    assert first.embedded == PASSAGES
    kept = PassageVectors(again, tmp_path / "passages.npz").of([*PASSAGES, PASSAGES[0], "A new one."])
    assert again.embedded == ["A new one."]
    assert np.array_equal(kept[:4], made)


def test_vectors_of_another_model_are_not_used(tmp_path: Path) -> None:
    PassageVectors(HashingEmbedder("one"), tmp_path / "passages.npz").of(PASSAGES)
    other = HashingEmbedder("other")
    PassageVectors(other, tmp_path / "passages.npz").of(PASSAGES)
    assert other.embedded == PASSAGES


def test_many_texts_at_a_time_are_embedded_as_the_model_does() -> None:
    embedder = BatchEmbedder()
    vectors = embedder.embed(PASSAGES)
    assert vectors.shape == (3, embedder.dimension)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)
    assert embedder.embed(PASSAGES[1:2])[0] == pytest.approx(vectors[1], abs=1e-4)
    assert embedder.count_tokens(["care"]) == [3]
