from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from copro_qa.answer import Answer, Stage
from copro_qa.errors import IndexDamaged
from copro_qa.service.schemas.answers import AnswerBody, QuoteBody
from copro_qa.service.state import Service
from tests.service.conftest import opened
from tests.service.small_index import GUIDE, ForeseeableAssistant

PARTNERSHIP = "What does partnership mean for people?"
REFUSED = "Which planets orbit carers?"


def events(client: TestClient, address: str = "/ask/stream", **asked: object) -> list[tuple[str, dict[str, Any]]]:
    answer = client.post(address, json=asked)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/event-stream; charset=utf-8")
    found = []
    for event in answer.text.split("\n\n")[:-1]:
        name, data = event.split("\n")
        found.append((name.removeprefix("event: "), json.loads(data.removeprefix("data: "))))
    return found


def test_stages_come_first_then_each_quote_and_the_whole_answer_last(client: TestClient) -> None:
    streamed = events(client, question=PARTNERSHIP)
    assert [name for name, _ in streamed] == ["stage", "quote", "quote", "done"]
    assert streamed[0][1] == {"stage": "searching"}
    plain = client.post("/ask", json={"question": PARTNERSHIP}).json()
    done = streamed[-1][1]
    timed = {"took_ms", "answer_sha256"}
    assert {name: done[name] for name in done.keys() - timed} == {name: plain[name] for name in plain.keys() - timed}
    assert [data for name, data in streamed if name == "quote"] == plain["quotes"]
    AnswerBody.model_validate(done)
    QuoteBody.model_validate(streamed[1][1])


def test_a_refusal_has_no_quote_events(client: TestClient) -> None:
    streamed = events(client, question=REFUSED)
    assert [name for name, _ in streamed] == ["stage", "done"]
    assert streamed[-1][1]["reason"] == "not_found"


def test_the_page_is_given_the_same_words_as_its_templates_write_them(client: TestClient) -> None:
    streamed = events(client, "/ask/stream?html=true", question=PARTNERSHIP, history=[{"question": REFUSED}])
    page = "".join(client.post("/", data={"question": PARTNERSHIP}).text.split())
    for name, data in streamed:
        if name == "quote":
            assert "".join(data["html"].split()) in page
    done = streamed[-1][1]
    assert 'id="turn-2"' in done["html"]
    assert done["title"] == f"Answer: {PARTNERSHIP} – copro-qa"
    assert done["announcement"].startswith("2 quotations from 2 documents. ")


def test_what_is_wrong_with_the_request_is_said_by_the_status_before_anything_is_streamed(client: TestClient) -> None:
    for asked in ({"question": ""}, {"question": PARTNERSHIP, "filter": {"documents": ["nowhere.pdf"]}}):
        answer = client.post("/ask/stream", json=asked)
        assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")


@pytest.mark.parametrize(
    "only, words",
    [
        ({"documents": ["0f3a"]}, "A document that you chose is no longer there. Choose again, and ask again."),
        (
            {"published_to": "2015-02-30"},
            "A date cannot be read. Write a year (2015), ",
        ),
    ],
)
def test_a_person_on_the_page_is_told_of_a_choice_that_cannot_be_used_without_ids_and_addresses(
    client: TestClient, only: dict[str, object], words: str
) -> None:
    answer = client.post("/ask/stream?html=true", json={"question": PARTNERSHIP, "filter": only})
    problem = answer.json()
    assert (answer.status_code, problem["detail"][: len(words)], problem["errors"]) == (422, words, [])


def test_a_program_is_told_how_a_date_is_written(client: TestClient) -> None:
    (slip,) = client.post("/ask", json={"question": PARTNERSHIP, "filter": {"published_to": "2015-02-30"}}).json()["errors"]
    assert slip["what"] == "“2015-02-30” is not a date."
    assert slip["what_to_do"].startswith("Write a year (2015)")


def test_too_many_at_once_is_said_by_the_status(client: TestClient, app: FastAPI) -> None:
    service: Service = app.state.service
    while service.workers._places.acquire(blocking=False):
        pass
    assert client.post("/ask/stream", json={"question": PARTNERSHIP}).status_code == 503


class Stumbling(ForeseeableAssistant):
    def begin(self, tell: Callable[[Stage], None]) -> None:
        tell(Stage.SEARCHING)
        tell(Stage.READING)
        raise IndexDamaged("a file of this machine")


def test_what_goes_wrong_on_the_way_is_an_event_of_its_own_without_this_machine_s_paths(
    client: TestClient, app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    service: Service = app.state.service
    monkeypatch.setattr(service.live, "_assistant", Stumbling(service.live.assistant.generation))
    streamed = events(client, question=PARTNERSHIP)
    assert [name for name, _ in streamed] == ["stage", "stage", "problem"]
    assert streamed[-1][1]["title"] == "The index is damaged"
    assert "machine" not in str(streamed)


def test_streamed_questions_count_towards_the_limit_of_an_address(index: Path) -> None:
    with TestClient(opened(index, questions_per_minute=1)) as client:
        statuses = [client.post("/ask/stream", json={"question": PARTNERSHIP}).status_code for _ in range(2)]
    assert statuses == [200, 429]


class SureEarly(ForeseeableAssistant):
    """Is sure of the first quote while the rest is read."""

    def ask(self, question: str, **asked: Any) -> Answer:
        tell, early = asked.pop("tell"), asked.pop("early")
        tell(Stage.READING)
        answer = super().ask(question, **asked)
        if answer.quotes:
            early(replace(answer, quotes=answer.quotes[:1]))
        tell(Stage.DECIDING)
        return answer


def test_a_quote_that_is_sure_early_comes_before_the_last_stage_and_once(
    client: TestClient, app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    service: Service = app.state.service
    monkeypatch.setattr(service.live, "_assistant", SureEarly(service.live.assistant.generation))
    streamed = events(client, question=PARTNERSHIP)
    assert [name for name, _ in streamed] == ["stage", "quote", "stage", "quote", "done"]
    assert [data for name, data in streamed if name == "quote"] == streamed[-1][1]["quotes"]
    assert [name for name, _ in events(client, question=REFUSED)] == ["stage", "stage", "done"]


class SureOfAll(SureEarly):
    """Is sure of one quote after the other while the rest is read."""

    def ask(self, question: str, **asked: Any) -> Answer:
        tell, early = asked.pop("tell"), asked.pop("early")
        tell(Stage.READING)
        answer = ForeseeableAssistant.ask(self, question, **asked)
        for place in range(len(answer.quotes)):
            early(replace(answer, quotes=answer.quotes[: place + 1]))
        tell(Stage.DECIDING)
        return answer


def test_quotes_that_are_sure_early_come_one_by_one_with_their_numbers_and_what_a_screen_reader_says(
    client: TestClient, app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    service: Service = app.state.service
    monkeypatch.setattr(service.live, "_assistant", SureOfAll(service.live.assistant.generation))
    streamed = events(client, "/ask/stream?html=true", question=PARTNERSHIP)
    assert [name for name, _ in streamed] == ["stage", "quote", "quote", "stage", "done"]
    came = [data for name, data in streamed if name == "quote"]
    assert [quote["citation"]["number"] for quote in came] == [1, 2]
    assert [quote["announcement"] for quote in came] == [
        f"Quotation {quote['citation']['number']}, from {quote['citation']['title']}. The search goes on." for quote in came
    ]
    assert [quote["above"].strip() for quote in came] == ["", ""]
    narrowed = events(client, "/ask/stream?html=true", question=PARTNERSHIP, filter={"documents": [GUIDE]})
    assert "Only in" in next(data for name, data in narrowed if name == "quote")["above"]
