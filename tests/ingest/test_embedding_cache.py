from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from copro_qa.errors import ModelUnavailable
from ingest.embedding_cache import EmbeddingCache
from tests.fakes import HashingEmbedder


def open_cache(folder: Path, fingerprint: str = "model", dimension: int = 64) -> EmbeddingCache:
    return EmbeddingCache(folder, fingerprint=fingerprint, dimension=dimension)


def test_vectors_come_back_in_the_order_of_the_texts_exactly_as_the_model_gave_them(tmp_path: Path) -> None:
    texts = [f"text number {number} {'word ' * (number % 7)}" for number in range(1200)]
    with open_cache(tmp_path) as cache:
        first = cache.embed(texts, HashingEmbedder())
        again = cache.embed(texts[::-1], HashingEmbedder())
    np.testing.assert_array_equal(first, HashingEmbedder().embed(texts))
    np.testing.assert_array_equal(again, first[::-1])


def test_only_new_text_is_embedded_and_each_text_once(tmp_path: Path) -> None:
    embedder = HashingEmbedder()
    with open_cache(tmp_path) as cache:
        cache.embed(["one", "two", "one"], embedder)
    with open_cache(tmp_path) as cache:
        cache.embed(["two", "three"], embedder)
    assert sorted(embedder.embedded) == ["one", "three", "two"]


def test_another_model_has_vectors_of_its_own(tmp_path: Path) -> None:
    with open_cache(tmp_path, "one") as cache:
        cache.embed(["text"], HashingEmbedder())
    with open_cache(tmp_path, "two") as cache:
        assert cache.look_up(["text"]) == [None]


def test_no_texts_give_an_empty_array_of_the_right_width(tmp_path: Path) -> None:
    with open_cache(tmp_path) as cache:
        assert cache.embed([], HashingEmbedder()).shape == (0, 64)


def test_progress_adds_up_to_all_texts_repeated_and_known_ones_too(tmp_path: Path) -> None:
    steps: list[int] = []
    with open_cache(tmp_path) as cache:
        cache.embed(["known"], HashingEmbedder())
        cache.embed(["known", "new", "new", *map(str, range(1000))], HashingEmbedder(), embedded=steps.append)
    assert sum(steps) == 1003
    assert len(steps) > 2


def test_what_was_embedded_before_a_failure_is_kept(tmp_path: Path) -> None:
    class Failing(HashingEmbedder):
        def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
            if self.embedded:
                raise RuntimeError("out of luck")
            return super().embed(texts)

    texts = [f"{number:04}" for number in range(1000)]
    embedder = HashingEmbedder()
    with open_cache(tmp_path) as cache, pytest.raises(RuntimeError):
        cache.embed(texts, Failing())
    with open_cache(tmp_path) as cache:
        cache.embed(texts, embedder)
    assert 0 < len(embedder.embedded) < 1000


def test_a_damaged_file_is_put_aside_and_started_again(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with open_cache(tmp_path) as cache:
        cache.embed(["text"], HashingEmbedder())
        file = cache.file
    file.write_bytes(b"not a database at all" * 100)
    with open_cache(tmp_path) as cache:
        assert cache.look_up(["text"]) == [None]
        cache.embed(["text"], HashingEmbedder())
    with open_cache(tmp_path) as cache:
        assert cache.look_up(["text"])[0] is not None
    assert "was damaged" in caplog.text
    assert [path.name for path in tmp_path.glob("*.damaged")] == [file.with_suffix(".damaged").name]


def test_pages_that_were_overwritten_never_give_a_wrong_vector(tmp_path: Path) -> None:
    texts = [f"text {number}" for number in range(2000)]
    right = HashingEmbedder().embed(texts)
    with open_cache(tmp_path) as cache:
        cache.embed(texts, HashingEmbedder())
        file = cache.file
    content = bytearray(file.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 50_000] = b"\x7f" * 50_000
    file.write_bytes(content)
    with open_cache(tmp_path) as cache:
        found = cache.look_up(texts)
        np.testing.assert_array_equal(cache.embed(texts, HashingEmbedder()), right)
    assert any(vector is None for vector in found)


def test_a_vector_with_a_flipped_bit_is_embedded_again(tmp_path: Path) -> None:
    with open_cache(tmp_path) as cache:
        cache.embed(["one", "two"], HashingEmbedder())
        file = cache.file
    connection = sqlite3.connect(file)
    with connection:
        connection.execute("UPDATE vectors SET vector = zeroblob(256) WHERE rowid = 1")
    connection.close()
    with open_cache(tmp_path) as cache:
        assert sum(vector is None for vector in cache.look_up(["one", "two"])) == 1


def test_vectors_of_another_width_are_as_good_as_none(tmp_path: Path) -> None:
    with open_cache(tmp_path) as cache:
        cache.embed(["text"], HashingEmbedder())
    with open_cache(tmp_path, dimension=32) as cache:
        assert cache.look_up(["text"]) == [None]


@pytest.mark.parametrize("vectors", [np.full((1, 64), np.nan, np.float32), np.ones((1, 32), np.float32), np.ones((2, 64), np.float32)])
def test_a_model_that_gives_no_usable_vectors_is_refused_and_nothing_of_it_is_kept(tmp_path: Path, vectors: NDArray[np.float32]) -> None:
    class Broken(HashingEmbedder):
        def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
            return vectors

    with open_cache(tmp_path) as cache:
        with pytest.raises(ModelUnavailable, match="no usable vectors"):
            cache.embed(["text"], Broken())
        assert cache.look_up(["text"]) == [None]


def test_a_cache_that_cannot_be_written_costs_time_and_no_vectors(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with open_cache(tmp_path) as cache:
        other = sqlite3.connect(cache.file)
        other.execute("BEGIN EXCLUSIVE")
        cache._connection.execute("PRAGMA busy_timeout = 1")
        np.testing.assert_array_equal(cache.embed(["text"], HashingEmbedder()), HashingEmbedder().embed(["text"]))
        other.close()
    assert "cannot be written" in caplog.text
