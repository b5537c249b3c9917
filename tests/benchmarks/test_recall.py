from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from benchmarks.speed import recall
from tests.fakes import HashingEmbedderFactory


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
