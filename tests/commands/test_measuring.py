"""``copro-qa eval`` over a small index."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.command_line import Run, command_line
from tests.fakes import generation

TEXTS = {
    "carers.md": "# Respite\nUnpaid carers are offered a break every year. Boards pay for it.",
    "reform.md": "# Pillars\nReform is slow.",
}
QUESTIONS = [
    {
        "id": "a",
        "question": "Are unpaid carers offered a break every year?",
        "answerable": True,
        "evidence": ["offered a break every year"],
        "doc": "carers.md",
    },
    {"id": "b", "question": "zebra giraffe elephant", "answerable": False},
]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    generation(tmp_path / "index", TEXTS)
    ran = command_line(tmp_path / "index", monkeypatch, capsys)
    monkeypatch.setenv("COPRO_QA_READER", "similarity")
    return ran


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    file = tmp_path / "questions.jsonl"
    file.write_text("\n".join(json.dumps(question) for question in QUESTIONS), encoding="utf-8")
    return file


def test_what_a_wrong_answer_costs_can_be_given(run: Run, questions: Path) -> None:
    shown = run("eval", str(questions), "--cost", "2.5")
    assert (shown.status, shown.err) == (0, "")
    assert "What each line would give, a wrong answer costing 2.5 and a missed one 1" in shown.out
    assert "if a wrong answer costs 2.5 times as much as a missed one" in shown.out
    record = run("eval", str(questions), "--cost", "2.5", "--json").json
    assert record["cost_of_wrong"] == 2.5
    everything = record["lines"][0]
    assert (everything["line"], everything["answered"], everything["wrong"]) == (0.0, 2, 1)
    assert everything["cost"] == 2.5
    assert record["cheapest_line"]["cost"] == 0
    assert any("2.5 times" in sentence for sentence in record["advice"])


def test_a_wrong_answer_costs_what_a_missed_one_does_where_nothing_is_said(run: Run, questions: Path) -> None:
    assert run("eval", str(questions), "--json").json["cost_of_wrong"] == 1
    assert "if a wrong answer costs as much as a missed one" in run("eval", str(questions)).out


@pytest.mark.parametrize("cost", ["0", "-1", "nan", "inf"])
def test_a_cost_that_means_nothing_is_bad_usage(run: Run, questions: Path, cost: str) -> None:
    ran = run("eval", str(questions), "--cost", cost)
    assert (ran.status, ran.out) == (2, "")
    assert "a number above 0, such as 2." in ran.err
