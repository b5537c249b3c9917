from __future__ import annotations

import errno
import os
import time
from pathlib import Path

import pytest

from copro_qa.errors import IndexUnavailable
from copro_qa.store.index_folder import current_generation_id, open_current
from ingest.build import build
from ingest.embedding_cache import EmbeddingCache
from ingest.tidying import forget_embeddings
from tests.fakes import HashingEmbedder, HashingEmbedderFactory
from tests.ingest.workplace import Parser, Workplace

EMBEDDER = HashingEmbedderFactory()


@pytest.fixture
def index(tmp_path: Path) -> Path:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.md").write_text("# Boards\n\nBoards pay for breaks.")
    build(tmp_path / "corpus", tmp_path / "index", EMBEDDER, open_parser=Parser)
    return tmp_path / "index"


def cache(index: Path, fingerprint: str = EMBEDDER.fingerprint) -> EmbeddingCache:
    return EmbeddingCache(index / "cache", fingerprint=fingerprint, dimension=HashingEmbedder().dimension)


def needed(index: Path) -> list[str]:
    generation = open_current(index)
    return [generation.chunk(number).searchable_text for number in range(len(generation))]


def test_vectors_that_no_passage_needs_are_forgotten_once_there_are_far_more_than_passages(index: Path) -> None:
    with cache(index) as opened:
        opened.embed([f"text that was changed {number}" for number in range(20)], HashingEmbedder())
    forget_embeddings(index, fingerprint=EMBEDDER.fingerprint, passages=1, spare=19)
    with cache(index) as opened:
        assert len(opened) == 21
    forget_embeddings(index, fingerprint=EMBEDDER.fingerprint, passages=1, spare=18)
    with cache(index) as opened:
        assert len(opened) == 1
        assert opened.look_up(needed(index))[0] is not None


def test_the_file_grows_smaller(index: Path) -> None:
    with cache(index) as opened:
        opened.embed([f"text {number}" for number in range(2000)], HashingEmbedder())
        before = opened.file.stat().st_size
    forget_embeddings(index, fingerprint=EMBEDDER.fingerprint, passages=1, spare=0)
    assert opened.file.stat().st_size < before / 10


def test_the_caches_of_other_models_go_when_they_were_not_used_for_a_month(index: Path) -> None:
    for model in ("old", "new"):
        with cache(index, model) as opened:
            opened.embed(["text"], HashingEmbedder())
        if model == "old":
            os.utime(opened.file, (0, time.time() - 31 * 86_400))
    with cache(index) as used:
        os.utime(used.file, (0, time.time() - 31 * 86_400))
    forget_embeddings(index, fingerprint=EMBEDDER.fingerprint, passages=1)
    with cache(index, "old") as old, cache(index, "new") as new, cache(index) as own:
        assert (len(old), len(new), len(own)) == (0, 1, 1)


@pytest.mark.parametrize("error", [IndexUnavailable("It is not there."), OSError(errno.EIO, "Input/output error")])
def test_a_build_whose_tidying_fails_is_published_all_the_same_and_says_so(
    workplace: Workplace, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, error: Exception
) -> None:
    def fail(*arguments: object, **options: object) -> None:
        raise error

    monkeypatch.setattr("ingest.tidying.forget_embeddings", fail)
    result = workplace.build()
    assert result.published
    assert current_generation_id(workplace.index) == result.generation
    assert "The index is up to date, but" in caplog.text


def test_what_was_parsed_is_forgotten_with_the_last_generation_that_holds_it(workplace: Workplace) -> None:
    def parsed() -> int:
        return len([file for file in (workplace.index / "cache" / "parsed").rglob("*") if file.is_file()])

    workplace.build(keep=2)
    (workplace.corpus / "christie.md").unlink()
    workplace.build(keep=2)
    assert parsed() == 2
    workplace.write("acts/empowerment.txt", "Communities may ask to buy land.")
    workplace.build(keep=1)
    assert parsed() == 1
