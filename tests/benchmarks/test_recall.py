from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from benchmarks.speed import recall
from copro_qa.store.faiss_vectors import FaissVectors
from tests.fakes import HashingEmbedderFactory

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
    assert recall.recall_of(store, NEAR) == 1.0


def test_where_few_clusters_are_searched_less_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recall, "_COMPARED_AT_ONCE", 150)
    store = clustered(400)
    store.form = store.form._replace(searched=1)
    assert 0.0 < recall.recall_of(store, NEAR) < 0.9


def test_sentences_of_a_corpus_are_measured_at_each_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def embedder_factory(model: str | None, *, threads: int) -> Any:
        assert (model, threads) == (None, 1)
        return HashingEmbedderFactory()

    monkeypatch.setattr(recall, "embedder_factory", embedder_factory)
    corpus, questions = tmp_path / "corpus.jsonl", tmp_path / "set" / "questions.jsonl"
    text = " ".join(f"Sentence number {number} has some words." for number in range(60))
    corpus.write_text(f'{{"doc": "a", "title": "", "text": "{text} Too short."}}\n', encoding="utf-8")
    questions.parent.mkdir()
    questions.write_text('{"id": "1", "question": "Which sentence has words?", "answerable": false}\n', encoding="utf-8")
    arguments = ["--corpus", str(corpus), "--questions", str(questions), "--cache", str(tmp_path / "cache"), "--sizes", "30,1000"]
    assert recall.main(arguments) == 0
    out = capsys.readouterr().out
    assert "60 real vectors: 60 sentences, 0 chunks" in out
    assert "\n30 vectors in" in out
    assert "\n60 vectors in" in out
    assert out.count("| set | 1 |") == 2
