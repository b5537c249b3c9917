from __future__ import annotations

import sqlite3
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from copro_qa.errors import NotFound, StateFull, StateUnavailable
from copro_qa.keeping.database import StateDatabase
from copro_qa.keeping.shared_answers import SharedAnswers

ANSWER: dict[str, Any] = {"question": "Why “🌱”?", "searched": {"generation": "0f"}, "quotes": []}


def test_an_answer_is_kept_as_it_is_and_found_by_its_id(tmp_path: Path) -> None:
    answers = SharedAnswers(StateDatabase(tmp_path / "state"))
    kept = answers.keep(ANSWER, now=datetime(2026, 1, 2, tzinfo=UTC))
    assert SharedAnswers(StateDatabase(tmp_path / "state")).get(kept.id) == kept
    assert (kept.answer, kept.generation, kept.shared) == (ANSWER, "0f", "2026-01-02T00:00:00+00:00")
    assert [each.id for each in answers.summaries()] == [kept.id]


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX rights")
def test_what_people_leave_is_closed_to_other_accounts(tmp_path: Path) -> None:
    SharedAnswers(StateDatabase(tmp_path / "state")).keep(ANSWER)
    assert (tmp_path / "state").stat().st_mode & 0o077 == 0


def test_ids_are_long_and_never_the_same(tmp_path: Path) -> None:
    answers = SharedAnswers(StateDatabase(tmp_path))
    ids = {answers.keep(ANSWER).id for _ in range(20)}
    assert len(ids) == 20
    assert min(map(len, ids)) >= 22


def test_a_deleted_answer_is_gone_and_cannot_be_deleted_again(tmp_path: Path) -> None:
    answers = SharedAnswers(StateDatabase(tmp_path))
    kept, other = answers.keep(ANSWER), answers.keep(ANSWER)
    answers.delete(kept.id)
    with pytest.raises(NotFound):
        answers.get(kept.id)
    with pytest.raises(NotFound):
        answers.delete(kept.id)
    assert answers.get(other.id) == other


def test_reading_makes_no_file(tmp_path: Path) -> None:
    answers = SharedAnswers(StateDatabase(tmp_path / "state"))
    assert answers.summaries() == []
    with pytest.raises(NotFound):
        answers.get("nothing")
    assert not (tmp_path / "state").exists()


def test_no_more_is_kept_than_may_be(tmp_path: Path) -> None:
    answers = SharedAnswers(StateDatabase(tmp_path), most=1)
    answers.keep(ANSWER)
    with pytest.raises(StateFull, match="Delete some"):
        answers.keep(ANSWER)


def test_several_threads_keep_at_once_and_nothing_is_lost(tmp_path: Path) -> None:
    answers = SharedAnswers(StateDatabase(tmp_path))
    threads = [threading.Thread(target=lambda: [answers.keep(ANSWER) for _ in range(5)]) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers.summaries()) == 20
    with sqlite3.connect(tmp_path / "copro-qa.sqlite3") as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


def test_a_file_that_is_no_database_or_of_a_later_version_is_said_and_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "copro-qa.sqlite3"
    file.write_bytes(b"not a database" * 100)
    with pytest.raises(StateUnavailable, match="COPRO_QA_STATE"):
        SharedAnswers(StateDatabase(tmp_path)).keep(ANSWER)
    assert file.read_bytes() == b"not a database" * 100
    file.unlink()
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(StateUnavailable, match="later version"):
        SharedAnswers(StateDatabase(tmp_path)).summaries()


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StateUnavailable, match="can be written"):
        SharedAnswers(StateDatabase(tmp_path / "file" / "state")).keep(ANSWER)
