import subprocess
from pathlib import Path
from typing import Any

import pytest

from benchmarks.quality.folders import SetFolder, build_index
from benchmarks.quality.sets import EvaluationSet
from copro_qa.errors import CorpusUnusable


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The indexes that were built, each an index in name only."""
    built: list[Path] = []

    def run(command: list[str], **_: Any) -> subprocess.CompletedProcess[bytes]:
        index = Path(command[command.index("--index") + 1])
        built.append(index)
        (index / "CURRENT").write_text("g1\n", encoding="utf-8")
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(subprocess, "run", run)
    return built


@pytest.fixture
def corpus(tmp_path: Path) -> SetFolder:
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "a.txt").write_text("Words.", encoding="utf-8")
    return SetFolder(EvaluationSet("mine", "."), folder / "questions.jsonl", folder)


def test_an_index_is_built_once_for_a_corpus(builds: list[Path], corpus: SetFolder, tmp_path: Path) -> None:
    first, second = (build_index(corpus, tmp_path / "cache") for _ in range(2))
    assert first == second
    assert builds == [first]


def test_another_corpus_has_another_index_and_shares_what_was_embedded(builds: list[Path], corpus: SetFolder, tmp_path: Path) -> None:
    first = build_index(corpus, tmp_path / "cache")
    (corpus.corpus / "a.txt").write_text("Other words.", encoding="utf-8")
    second = build_index(corpus, tmp_path / "cache")
    assert builds == [first, second]
    assert (first / "cache").resolve() == (second / "cache").resolve()


def test_an_index_is_built_anew_when_that_is_asked_for(builds: list[Path], corpus: SetFolder, tmp_path: Path) -> None:
    build_index(corpus, tmp_path / "cache")
    build_index(corpus, tmp_path / "cache", fresh=True)
    assert len(builds) == 2


def test_a_build_that_fails_is_told_by_the_name_of_its_set(corpus: SetFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "run", lambda command, **_: subprocess.CompletedProcess(command, 1))
    with pytest.raises(CorpusUnusable, match="The index of the set mine could not be built"):
        build_index(corpus, tmp_path / "cache")
