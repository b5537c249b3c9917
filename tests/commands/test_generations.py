from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from copro_qa.store.index_folder import current_generation_id
from tests.command_line import Ran, Run, command_line
from tests.fakes import generation

BEFORE = {"carers.md": "# Respite\nUnpaid carers are offered a break every year.", "old.md": "Nothing stays."}
AFTER = {"carers.md": "# Respite\nUnpaid carers are offered two breaks every year.", "new.md": "Something begins."}


@pytest.fixture
def index(tmp_path: Path) -> Path:
    generation(tmp_path, BEFORE, generation_id="aaa1")
    generation(tmp_path, AFTER, generation_id="bbb2")
    return tmp_path


@pytest.fixture
def run(index: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    return command_line(index, monkeypatch, capsys)


def json_of(ran: Ran) -> Any:
    assert ran.status == 0
    return ran.json


def test_list_shows_every_generation_and_marks_the_one_in_use(run: Run) -> None:
    status, out, _ = run("generations", "list")
    assert status == 0
    assert [line[:6] for line in out.splitlines()] == ["* bbb2", "  aaa1"]
    listed = json_of(run("generations", "list", "--json"))["generations"]
    assert [each["current"] for each in listed] == [True, False]
    assert listed[0]["vectors"]["kind"] == "flat"


def test_list_says_what_is_damaged_and_what_to_do(run: Run, index: Path) -> None:
    (index / "generations" / "bbb2" / "chunks.npy").unlink()
    _, out, _ = run("generations", "list")
    assert "chunks.npy" in out
    assert "Questions are answered from the newest sound one" in out


def test_list_of_no_index_says_how_to_build_one(run: Run, tmp_path: Path) -> None:
    assert "copro-qa index" in run("generations", "list", "--index", str(tmp_path / "none"))[1]


def test_rollback_puts_an_earlier_generation_into_use(run: Run, index: Path) -> None:
    status, out, _ = run("generations", "rollback", "aaa")
    assert (status, current_generation_id(index)) == (0, "aaa1")
    assert "aaa1 is in use again" in out


def test_rollback_to_an_unknown_generation_ends_with_1_and_a_message(run: Run, index: Path) -> None:
    status, _, err = run("generations", "rollback", "zzz")
    assert (status, current_generation_id(index)) == (1, "bbb2")
    assert "There is no generation 'zzz'" in err


def test_diff_shows_documents_with_the_old_and_the_new_text(run: Run) -> None:
    record = json_of(run("generations", "diff", "aaa1", "bbb2", "--json"))
    assert record["documents"] == {"added": 1, "removed": 1, "changed": 1, "renamed": 0, "described_anew": 0, "unchanged": 0}
    assert [(change["path"], change["change"]) for change in record["changes"]] == [
        ("carers.md", "changed"),
        ("new.md", "added"),
        ("old.md", "removed"),
    ]
    _, out, _ = run("generations", "diff", "aaa1", "bbb2")
    assert "  - Unpaid carers are offered a break every year.\n  + Unpaid carers are offered two breaks every year." in out


def test_diff_says_what_has_become_of_saved_answers(run: Run, tmp_path: Path) -> None:
    run("generations", "rollback", "aaa1")
    _, answer, _ = run("ask", "--json", "Are unpaid carers offered a break every year?")
    saved = tmp_path / "answers.jsonl"
    saved.write_text(json.dumps(json.loads(answer)) + "\nnot JSON\n", encoding="utf-8")
    record = json_of(run("generations", "diff", "aaa1", "bbb2", "--answers", str(saved), "--json"))
    first, second = record["answers"]
    assert (first["altered"], first["quotes"][0]["outcome"]) == (1, "altered")
    assert first["quotes"][0]["now"]["text"] == "Unpaid carers are offered two breaks every year."
    assert "not JSON" in second["error"]
    same = json_of(run("generations", "diff", "aaa1", "aaa1", "--answers", str(saved), "--json"))
    assert same["answers"][0]["quotes"][0]["outcome"] == "identical"


def test_diff_says_which_questions_are_answered_differently(run: Run, tmp_path: Path) -> None:
    questions = tmp_path / "questions.jsonl"
    questions.write_text('{"id": "1", "question": "Are unpaid carers offered a break every year?"}\n{"id": "2"}\n', encoding="utf-8")
    record = json_of(run("generations", "diff", "aaa1", "bbb2", "--questions", str(questions), "--json"))
    first, second = record["questions"]
    assert (first["id"], first["changed"]) == ("1", True)
    assert [quote["text"] for quote in first["gone"]] == ["Unpaid carers are offered a break every year."]
    assert '"question"' in second["error"]
    _, out, _ = run("generations", "diff", "aaa1", "bbb2", "--questions", str(questions))
    assert "Questions: 1 of 1 are answered differently." in out
    assert "“Are unpaid carers offered a break every year?”: another answer" in out
    assert "  - Unpaid carers are offered a break every year.\n  + Unpaid carers are offered two breaks every year." in out
