from __future__ import annotations

import json
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from copro_qa.evaluation.questions import read_questions
from copro_qa.keeping.database import StateDatabase
from copro_qa.keeping.feedback import Feedback, FeedbackStore, Verdict, questions_of
from tests.service.conftest import opened
from tests.service.small_index import LATER

CARERS = "Which respite are unpaid carers offered?"
REFUSED = "Which planets orbit carers?"


@pytest.fixture
def state(index: Path, tmp_path: Path) -> StateDatabase:
    return StateDatabase(tmp_path / "state")


@pytest.fixture
def asking(index: Path, state: StateDatabase) -> TestClient:
    app = opened(index, questions_per_minute=0)
    app.state.service.database = state
    return TestClient(app, raise_server_exceptions=False)


def kept(state: StateDatabase) -> list[Feedback]:
    return FeedbackStore(state).all()


def test_a_verdict_is_kept_with_question_answer_and_generation_and_nothing_of_the_person(asking: TestClient, state: StateDatabase) -> None:
    headers = {"User-Agent": "a person's browser"}
    response = asking.post("/feedback", json={"question": CARERS, "verdict": "wrong", "comment": "Not “every” year."}, headers=headers)
    assert (response.status_code, response.json()) == (201, {"kept": True, "generation": "0123456789abcdef"})
    (one,) = kept(state)
    assert (one.verdict, one.comment, one.question, one.generation) == (Verdict.WRONG, "Not “every” year.", CARERS, "0123456789abcdef")
    assert one.answer["quotes"][0]["citation"]["path"] == LATER
    assert b"browser" not in (state.folder / "copro-qa.sqlite3").read_bytes()


def test_the_form_of_the_page_keeps_the_same_and_leads_back(asking: TestClient, state: StateDatabase) -> None:
    page = asking.post("/feedback/form", data={"question": CARERS, "history": ["What is respite?"], "verdict": "right", "comment": " Yes "})
    assert "Nothing else." in page.text
    assert f'value="{CARERS}"' in page.text
    (one,) = kept(state)
    assert (one.verdict, one.comment, list(one.history)) == (Verdict.RIGHT, "Yes", ["What is respite?"])


@pytest.mark.parametrize(
    "fields", [{"verdict": "maybe"}, {}, {"verdict": "right", "comment": "x" * 2001}, {"verdict": "right", "comment": "\x00"}]
)
def test_what_cannot_be_used_is_refused_and_nothing_is_kept(asking: TestClient, state: StateDatabase, fields: dict[str, str]) -> None:
    assert asking.post("/feedback/form", data={"question": CARERS, **fields}).status_code == 422
    assert asking.post("/feedback", json={"question": CARERS, **fields}).status_code == 422
    assert kept(state) == []


def test_feedback_becomes_a_questions_file_that_evaluation_reads(asking: TestClient, state: StateDatabase, tmp_path: Path) -> None:
    for question, verdict in ((CARERS, "right"), (REFUSED, "right"), (REFUSED, "missing"), (CARERS, "wrong")):
        assert asking.post("/feedback", json={"question": question, "verdict": verdict}).status_code == 201
    file = tmp_path / "questions.jsonl"
    file.write_text("".join(json.dumps(record) + "\n" for record in questions_of(kept(state))), encoding="utf-8")
    read = read_questions(file)
    assert read.problems == ()
    right, refused, missing, wrong = read.questions
    assert (right.answerable, right.document, right.evidence) == (
        True,
        LATER,
        ("Unpaid carers are offered respite every year. Naïve 🌱 readers count characters, not bytes.",),
    )
    assert (refused.answerable, refused.document, refused.evidence) == (False, None, ())
    assert (missing.answerable, missing.evidence, missing.kind) == (True, (), "feedback: missing")
    assert (wrong.evidence, wrong.kind) == ((), "feedback: wrong")


def test_feedback_can_be_deleted(asking: TestClient, state: StateDatabase) -> None:
    asking.post("/feedback", json={"question": CARERS, "verdict": "right"})
    assert FeedbackStore(state).clear() == 1
    assert kept(state) == []
