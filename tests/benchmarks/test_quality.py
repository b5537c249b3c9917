"""The table of all sets, over one small set made here."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from benchmarks.quality import __main__ as quality
from benchmarks.quality import folders, variants
from benchmarks.quality.folders import SetFolder
from benchmarks.quality.sets import EvaluationSet
from benchmarks.quality.variants import Variant
from copro_qa import wiring
from copro_qa.answer import Answer
from copro_qa.errors import CorpusUnusable
from copro_qa.evaluation.report import read_evaluation
from copro_qa.evaluation.runner import Answers
from copro_qa.evaluation.significance import Interval, bootstrap_interval, bootstrap_mean
from tests.evaluation.test_table import column
from tests.fakes import HashingEmbedderFactory, generation

TEXTS = {
    "carers.md": "# Respite\nUnpaid carers are offered a break every year.\nBoards pay for it.",
    "homes.md": "# Homes\nHomes are built for older people.\nTenants take part in planning homes.",
}
QUESTIONS = [
    {
        "id": "1",
        "question": "What is offered to unpaid carers?",
        "answerable": True,
        "doc": "carers.md",
        "relevant_docs": ["carers.md"],
        "evidence": ["a break every year"],
        "kind": "first",
    },
    {
        "id": "2",
        "question": "Who takes part in planning homes?",
        "answerable": True,
        "doc": "homes.md",
        "relevant_docs": ["homes.md"],
        "evidence": ["Tenants take part"],
        "kind": "first",
    },
    {"id": "3", "question": "zebra giraffe elephant", "answerable": False, "kind": "off_topic"},
]
ALL = "lexical,dense,fused,no-reader,full"


def few_resamples(made: Callable[..., Interval], *given: Any, **_: int) -> Interval:
    return made(*given, resamples=20)


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one set, whose index is there already. Intervals are rough, so that nobody waits for them."""
    monkeypatch.setattr("copro_qa.evaluation.measures.bootstrap_mean", partial(few_resamples, bootstrap_mean))
    monkeypatch.setattr("copro_qa.evaluation.run_measures.bootstrap_interval", partial(few_resamples, bootstrap_interval))
    for name in ("MODEL", "READER", "CONFIDENCE"):
        monkeypatch.delenv(f"COPRO_QA_{name}", raising=False)
    for module in (wiring, variants):
        monkeypatch.setattr(module, "embedder_factory", lambda model=None, *, threads=0: HashingEmbedderFactory())
    (tmp_path / "data" / "small").mkdir(parents=True)
    questions = tmp_path / "data" / "small" / "questions.jsonl"
    questions.write_text("\n".join(json.dumps(question) for question in QUESTIONS), encoding="utf-8")
    generation(tmp_path / "index", TEXTS)
    monkeypatch.setattr(folders, "SETS", (EvaluationSet("small", "."), EvaluationSet("kinds", ".", rows=("first",))))
    monkeypatch.setattr(folders, "STARTER_QUESTIONS", tmp_path / "none.jsonl")
    monkeypatch.setattr(quality, "build_index", lambda set_folder, cache, *, fresh: tmp_path / "index")
    return tmp_path


def measure(work: Path, *options: str) -> int:
    paths = ["--data", str(work / "data"), "--out", str(work / "table.md"), "--runs", str(work / "runs"), "--cache", str(work / "cache")]
    return quality.main([*paths, *options])


def test_an_ablation_gives_each_stage_a_row_with_what_it_can_say(work: Path) -> None:
    assert measure(work, "--ablation", ALL) == 0
    table = (work / "table.md").read_text(encoding="utf-8")
    searching = ["small, lexical", "small, dense", "small, fused"]
    answering = ["small, no-reader", "small"]
    for label in ("document recall@1", "passage nDCG@10", "passage MRR"):
        found = column(table, "retrieval", label)
        assert list(found) == [*searching, *answering]
        assert all(cell.endswith(")") and "n 2" in cell for cell in found.values())
    assert column(table, "retrieval", "passage recall@1")["small, fused"].startswith("1.00 (n 2")
    assert list(column(table, "quotes", "best candidate right, shown or not")) == answering
    assert list(column(table, "abstention", "AUROC of confidence")) == answering
    kept = sorted(file.name for file in (work / "runs").iterdir() if not file.name.endswith(".outcomes.jsonl"))
    stems = ["small-dense", "small-fused", "small-lexical", "small-no-reader", "small"]
    assert kept == sorted([*(f"{stem}.json" for stem in stems), "small-no-reader.svg", "small.svg"])
    assert len(read_evaluation(work / "runs" / "small-lexical.json").outcomes) == 3


def test_without_an_ablation_whole_answers_are_measured_and_shown(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert measure(work, "--limit", "2") == 0
    shown = capsys.readouterr().out
    assert "== small" in shown
    assert "2 questions (" in shown
    assert "| small " in shown


def test_a_run_that_was_cut_off_goes_on_where_it_stood(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    open_variant = variants.open_variant

    def noting(variant: Variant, index: Path) -> Answers:
        opened = open_variant(variant, index)
        ask = opened.ask

        def noted(question: str, **how: Any) -> Answer:
            asked.append(question)
            return ask(question, **how)

        monkeypatch.setattr(opened, "ask", noted)
        return opened

    monkeypatch.setattr(quality, "open_variant", noting)
    assert measure(work, "--limit", "2", "--ablation", "no-reader") == 0
    assert measure(work, "--ablation", "no-reader") == 0
    assert sorted(asked) == sorted(str(question["question"]) for question in QUESTIONS)


def test_kinds_that_a_set_names_have_a_row_of_their_own(work: Path) -> None:
    (work / "data" / "small").rename(work / "data" / "kinds")
    assert measure(work, "--ablation", "fused") == 0
    table = (work / "table.md").read_text(encoding="utf-8")
    assert column(table, "retrieval", "questions") == {"kinds, fused": "3", "kinds, fused: first": "2"}


def test_a_set_that_fails_is_named_and_the_others_go_on(
    work: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (work / "data" / "kinds").mkdir()
    (work / "data" / "kinds" / "questions.jsonl").write_bytes((work / "data" / "small" / "questions.jsonl").read_bytes())

    def build_index(set_folder: SetFolder, cache: Path, *, fresh: bool) -> Path:
        if set_folder.name == "small":
            raise CorpusUnusable("Its corpus is gone.")
        return work / "index"

    monkeypatch.setattr(quality, "build_index", build_index)
    assert measure(work, "--ablation", "lexical") == 1
    assert "small: Its corpus is gone." in capsys.readouterr().err
    assert set(column((work / "table.md").read_text(encoding="utf-8"), "retrieval", "questions")) == {
        "kinds, lexical",
        "kinds, lexical: first",
    }


def test_a_variant_that_is_not_there_is_bad_usage(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        measure(work, "--ablation", "full,bm25")
    assert "'bm25' cannot be measured. There are: full, lexical, dense, fused, no-reader." in capsys.readouterr().err


def test_a_set_that_is_not_there_is_bad_usage(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert measure(work, "--sets", "other") == 2
    assert "The sets other are not there" in capsys.readouterr().err
