from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from copro_qa.document import Document
from copro_qa.errors import IndexMismatch
from copro_qa.payload import answer_payload
from copro_qa.service.app import create_app
from copro_qa.service.schemas.drift import AnswersDriftBody, DriftBody, GenerationsBody
from copro_qa.settings import Settings
from copro_qa.store.generation import Generation
from copro_qa.store.index_folder import open_current
from tests.service.conftest import opened
from tests.service.small_index import LATER, PARAGRAPH, ForeseeableAssistant, build, guide, hostile, later, written

RESPITE = "Unpaid carers are offered respite every year. Naïve 🌱 readers count characters, not bytes."
NOW = "Unpaid carers are offered respite twice every year. Naïve 🌱 readers count characters, not bytes."
QUESTION = "Are unpaid carers offered respite every year?"


def changed() -> Document:
    before = later()
    parts = [(block.kind, block.level, before.text[block.start : block.end].replace(RESPITE, NOW)) for block in before.blocks]
    return written(LATER, parts, replace(before.source, title="The newest guide"))


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    index = tmp_path / "index"
    new = written("new.md", [(PARAGRAPH, 0, "Something begins.")], replace(later().source, path="new.md"))
    build(index, [guide(), later(), hostile()], generation_id="aaa1")
    build(index, [guide(), changed(), new], generation_id="bbb2")
    return index


@pytest.fixture
def client(kept: Path) -> Iterator[TestClient]:
    with TestClient(opened(kept, questions_per_minute=0), raise_server_exceptions=False) as client:
        yield client


def saved(kept: Path, question: str = QUESTION) -> dict[str, Any]:
    """An answer as the earlier generation gave it."""
    return answer_payload(ForeseeableAssistant(Generation.open(kept / "generations" / "aaa1")).ask(question), took_ms=1)


def test_the_states_are_listed_with_the_one_that_answers(client: TestClient) -> None:
    body = GenerationsBody.model_validate_json(client.get("/generations").content)
    assert [(each.generation, each.answers, each.documents) for each in body.generations] == [("bbb2", True, 3), ("aaa1", False, 3)]


def test_what_changed_since_the_state_before_is_told_with_old_and_new_text(client: TestClient) -> None:
    body = DriftBody.model_validate_json(client.get("/generations/diff").content)
    assert (body.before, body.after) == ("aaa1", "bbb2")
    assert body.documents.model_dump() == {"unchanged": 1, "added": 1, "removed": 1, "changed": 1, "renamed": 0, "described_anew": 0}
    by_change = {each.change: each for each in body.changes}
    (text,) = by_change["changed"].texts
    assert (text.before and text.before.text, text.after and text.after.text) == (RESPITE, NOW)
    assert [(fact.fact, fact.before, fact.after) for fact in by_change["changed"].facts] == [
        ("title", "The later guide", "The newest guide")
    ]
    assert by_change["removed"].texts == []


def test_states_are_named_by_the_beginning_of_their_ids_and_in_either_order(client: TestClient) -> None:
    body = DriftBody.model_validate_json(client.get("/generations/diff", params={"before": "bbb", "after": "aaa"}).content)
    assert (body.before, body.after, body.documents.added, body.documents.removed) == ("bbb2", "aaa1", 1, 1)


def test_many_changes_come_in_portions(client: TestClient) -> None:
    portions = [DriftBody.model_validate_json(client.get(f"/generations/diff?limit=2&offset={offset}").content) for offset in (0, 2, 4)]
    assert [(len(body.changes), body.more) for body in portions] == [(2, 1), (1, 0), (0, 0)]
    assert len({each.path for body in portions for each in body.changes}) == 3


@pytest.mark.parametrize("name", ["zzz", "../../..", "a/b", "%"])
def test_a_state_that_is_not_there_is_not_found_and_no_folder_is_named(client: TestClient, kept: Path, name: str) -> None:
    response = client.get("/generations/diff", params={"before": name})
    assert response.status_code == 404
    assert "/generations" in response.json()["detail"]
    assert str(kept) not in response.text


def test_without_an_earlier_state_there_is_nothing_to_compare(index: Path) -> None:
    with TestClient(opened(index, questions_per_minute=0)) as client:
        response = client.get("/generations/diff")
    assert (response.status_code, "second build" in response.json()["detail"]) == (404, True)


def test_a_damaged_state_is_refused_and_the_rest_still_answers(client: TestClient, kept: Path) -> None:
    (kept / "generations" / "aaa1" / "chunks.npy").write_bytes(b"")
    response = client.get("/generations/diff")
    assert (response.status_code, response.json()["type"]) == (409, "urn:copro-qa:problem:generation-unusable")
    assert client.post("/ask", json={"question": QUESTION}).json()["answered"]


def test_a_state_that_was_pruned_is_not_found_though_it_was_compared_before(client: TestClient, kept: Path) -> None:
    assert client.get("/generations/diff?before=aaa1").status_code == 200
    (kept / "generations" / "aaa1").rename(kept / "generations" / ".aaa1.removed")
    shutil.rmtree(kept / "generations" / ".aaa1.removed")
    assert client.get("/generations/diff?before=aaa1").status_code == 404


def test_saved_answers_are_told_with_the_old_and_the_new_words(client: TestClient, kept: Path) -> None:
    body = AnswersDriftBody.model_validate_json(client.post("/generations/diff", json={"answers": [saved(kept)]}).content)
    (answer,) = body.answers
    assert (answer.question, answer.against) == (QUESTION, "bbb2")
    first = answer.quotes[0]
    assert (first.outcome, first.text, first.now and first.now.text) == ("altered", RESPITE, NOW)


def test_a_quote_by_itself_can_be_held_against_the_state_that_it_came_from(client: TestClient, kept: Path) -> None:
    given = {"after": "aaa1", "before": "aaa1", "answers": [saved(kept)["quotes"][0]]}
    body = AnswersDriftBody.model_validate_json(client.post("/generations/diff", json=given).content)
    assert (body.answers[0].identical, body.answers[0].question) == (1, None)


def test_saved_questions_are_answered_from_both_states_and_compared(client: TestClient) -> None:
    questions = [{"id": "1", "question": QUESTION}, {"question": "Does partnership mean that people plan services together?", "limit": 1}]
    body = AnswersDriftBody.model_validate_json(client.post("/generations/diff", json={"questions": questions}).content)
    first, second = body.questions
    assert (first.id, first.changed, second.id, second.changed) == ("1", True, None, False)
    assert ([each.text for each in first.gone], [each.text for each in first.new]) == ([RESPITE], [NOW])


@pytest.mark.parametrize(
    "given, where",
    [
        ({"answers": [{"nothing": 1}]}, "body.answers[0]"),
        ({"answers": [{}] * 11}, "body.answers"),
        ({"questions": [{"question": "Who?"}] * 11}, "body.questions"),
        ({"questions": [{"question": "Who pays?", "filter": {"documents": ["none.md"]}}]}, "body.questions[0]"),
        ({"since": "aaa1"}, "body.since"),
    ],
)
def test_what_cannot_be_compared_is_named(client: TestClient, given: dict[str, Any], where: str) -> None:
    response = client.post("/generations/diff", json=given)
    assert response.status_code == 422
    (slip,) = response.json()["errors"]
    assert (slip["where"], bool(slip["what"] and slip["what_to_do"])) == (where, True)


def test_a_state_of_another_embedding_model_is_compared_but_not_asked(kept: Path) -> None:
    def over(_: Generation) -> ForeseeableAssistant:
        raise IndexMismatch("made with another model")

    settings = Settings(index=kept, state=kept / "state", questions_per_minute=0, allowed_hosts=("testserver",))
    app = create_app(settings, lambda: ForeseeableAssistant(open_current(kept)), over)
    app.state.service.live.look()
    with TestClient(app) as client:
        assert client.post("/generations/diff", json={"answers": [saved(kept)]}).status_code == 200
        response = client.post("/generations/diff", json={"questions": [{"question": QUESTION}]})
    assert (response.status_code, response.json()["type"]) == (409, "urn:copro-qa:problem:generation-of-another-model")


def test_comparing_counts_among_the_questions_of_an_address(kept: Path) -> None:
    with TestClient(opened(kept, questions_per_minute=1)) as client:
        assert [client.get("/generations/diff").status_code for _ in range(2)] == [200, 429]


def test_each_saved_question_counts_as_two(kept: Path) -> None:
    given = {"questions": [{"question": QUESTION}] * 2}
    with TestClient(opened(kept, questions_per_minute=7)) as client:
        assert [client.post("/generations/diff", json=given).status_code for _ in range(2)] == [200, 429]


def test_a_request_that_costs_more_than_an_address_may_ask_in_a_minute_is_answered_when_none_was_asked_before(kept: Path) -> None:
    given = {"questions": [{"question": QUESTION}] * 2}
    with TestClient(opened(kept, questions_per_minute=3)) as client:
        first, second = (client.post("/generations/diff", json=given) for _ in range(2))
    assert (first.status_code, second.status_code) == (200, 429)
    assert 15 < int(second.headers["Retry-After"]) <= 60
