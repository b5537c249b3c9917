from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from copro_qa.models.remembering_embedder import RememberingEmbedder
from tests.fakes import HashingEmbedder


def test_a_text_is_embedded_once_however_often_it_comes_up() -> None:
    inner = HashingEmbedder()
    remembering = RememberingEmbedder(inner)
    first = remembering.embed(["one", "two", "one"])
    again = remembering.embed(["two", "three", "one"])
    assert inner.embedded == ["one", "two", "three"]
    assert np.array_equal(first, HashingEmbedder().embed(["one", "two", "one"]))
    assert np.array_equal(again, HashingEmbedder().embed(["two", "three", "one"]))


def test_what_was_asked_for_longest_ago_is_forgotten_first() -> None:
    inner = HashingEmbedder()
    remembering = RememberingEmbedder(inner, limit=2)
    for text in ("one", "two", "one", "three", "one", "two"):
        remembering.embed([text])
    assert inner.embedded == ["one", "two", "three", "two"]


def test_more_texts_at_once_than_are_remembered_are_all_embedded() -> None:
    texts = [f"text {number}" for number in range(20)]
    assert np.array_equal(RememberingEmbedder(HashingEmbedder(), limit=3).embed(texts), HashingEmbedder().embed(texts))


def test_changing_what_was_given_changes_nothing_that_is_remembered() -> None:
    remembering = RememberingEmbedder(HashingEmbedder())
    remembering.embed(["one"])[:] = 0
    assert np.array_equal(remembering.embed(["one"]), HashingEmbedder().embed(["one"]))


def test_it_has_the_name_and_the_limits_of_the_embedder_beneath() -> None:
    remembering = RememberingEmbedder(HashingEmbedder("mine"))
    assert (remembering.fingerprint, remembering.dimension, remembering.max_tokens) == ("mine", 64, 256)
    assert remembering.count_tokens(["a b", ""]) == [4, 2]


def test_many_threads_embed_through_a_short_memory() -> None:
    remembering = RememberingEmbedder(HashingEmbedder(), limit=4)
    batches = [[f"text {(start + step) % 9}" for step in range(5)] for start in range(60)]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as threads:
            results = list(threads.map(remembering.embed, batches))
    finally:
        sys.setswitchinterval(interval)
    for batch, vectors in zip(batches, results, strict=True):
        assert np.array_equal(vectors, HashingEmbedder().embed(batch))


def test_what_is_embedded_past_the_memory_is_not_remembered() -> None:
    inner = HashingEmbedder()
    remembering = RememberingEmbedder(inner)
    remembering.forgetful.embed(["a question"])
    remembering.embed(["a question"])
    assert inner.embedded == ["a question", "a question"]
