from __future__ import annotations

import json

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from copro_qa.service.schemas.answers import AnswerBody, ResultsBody
from copro_qa.service.state import Service
from tests.service.small_index import GUIDE, LATER, guide

CARERS = "Which respite are unpaid carers offered?"


def test_an_answer_is_what_the_description_of_the_api_says(client: TestClient) -> None:
    answer = client.post("/ask", json={"question": CARERS})
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")
    body = AnswerBody.model_validate_json(answer.content)
    assert body.answered
    assert body.quotes[0].citation.path == LATER


def test_every_quote_is_the_slice_of_the_text_that_its_citation_names(client: TestClient) -> None:
    body = client.post("/ask", json={"question": CARERS}).json()
    for quote in body["quotes"]:
        citation = quote["citation"]
        text = client.get(f"/documents/{citation['document']}/text").text
        assert text[citation["start"] : citation["end"]] == quote["text"]


def test_a_refusal_has_a_reason_no_quotes_and_the_description_s_shape(client: TestClient) -> None:
    answer = client.post("/ask", json={"question": "Which planets orbit carers?"})
    body = AnswerBody.model_validate_json(answer.content)
    assert (answer.status_code, body.answered, body.quotes, body.reason) == (200, False, [], "not_found")
    assert body.related[0].text.startswith("Unpaid carers")


def test_white_space_around_a_question_is_dropped(client: TestClient) -> None:
    assert client.post("/ask", json={"question": f"\n {CARERS}\t"}).json()["question"] == CARERS


def test_earlier_questions_reach_the_assistant_oldest_first(client: TestClient) -> None:
    history = [{"question": "What is partnership?"}, {"question": "Which respite is offered?"}]
    body = client.post("/ask", json={"question": "And to carers?", "history": history}).json()
    assert body["interpreted_as"] == "Which respite is offered? And to carers?"


def test_a_limit_and_a_filter_narrow_what_is_given(client: TestClient) -> None:
    question = "What does partnership mean for people?"
    assert len(client.post("/ask", json={"question": question}).json()["quotes"]) == 2
    assert len(client.post("/ask", json={"question": question, "limit": 1}).json()["quotes"]) == 1
    by_path = client.post("/ask", json={"question": question, "filter": {"documents": [GUIDE]}}).json()
    assert [quote["citation"]["document"] for quote in by_path["quotes"]] == [guide().id]
    by_date = client.post("/ask", json={"question": question, "filter": {"published_from": "2015", "published_to": "2015-06"}}).json()
    assert [quote["citation"]["path"] for quote in by_date["quotes"]] == [GUIDE]


def test_search_gives_ranked_chunks(client: TestClient) -> None:
    answer = client.post("/search", json={"question": CARERS, "limit": 2})
    body = ResultsBody.model_validate_json(answer.content)
    assert body.results[0].text.startswith("Unpaid carers")
    assert len(body.results) == 2
    assert body.results[0].score >= body.results[1].score


@pytest.mark.parametrize(
    "body, where, what",
    [
        ({}, "body.question", "needed is missing"),
        ({"question": ""}, "body.question", "empty"),
        ({"question": " \n\t "}, "body.question", "empty"),
        ({"question": "x" * 1001}, "body.question", "longer than 1,000 characters"),
        ({"question": 5}, "body.question", "not a text"),
        ({"question": "a\x00b"}, "body.question", "control characters"),
        ({"question": "Why?", "colour": "red"}, "body.colour", "no field of this name"),
        ({"question": "Why?", "limit": 0}, "body.limit", "too small"),
        ({"question": "Why?", "limit": 11}, "body.limit", "too large"),
        ({"question": "Why?", "limit": "5"}, "body.limit", "not a whole number"),
        ({"question": "Why?", "limit": True}, "body.limit", "not a whole number"),
        ({"question": "Why?", "history": "none"}, "body.history", "not a list"),
        ({"question": "Why?", "history": [{"question": " "}]}, "body.history[0].question", "empty"),
        ({"question": "Why?", "history": [{"question": "Why?", "answer": "x"}]}, "body.history[0].answer", "no field"),
        ({"question": "Why?", "history": [{"question": "Why?"}] * 21}, "body.history", "longer than 20"),
        ({"question": "Why?", "filter": {"documents": ["nowhere.md"]}}, "body.filter", "nowhere.md"),
        ({"question": "Why?", "filter": {"published_from": "next year"}}, "body.filter.published_from", "not a date"),
        ({"question": "Why?", "filter": {"published_from": "2015-02-30"}}, "body.filter", "2015-02-30"),
        ({"question": "Why?", "filter": {"colour": "red"}}, "body.filter.colour", "no field"),
        ([], "body", "not a JSON object"),
        ("Why?", "body", "not a JSON object"),
    ],
)
def test_bad_input_says_what_is_wrong_where_and_what_to_do(client: TestClient, body: object, where: str, what: str) -> None:
    answer = client.post("/ask", json=body)
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    problem = answer.json()
    assert (problem["status"], problem["type"]) == (422, "urn:copro-qa:problem:invalid-input")
    (slip,) = problem["errors"]
    assert slip["where"] == where
    assert what in slip["what"]
    assert slip["what_to_do"]


@pytest.mark.parametrize(
    "content, what",
    [
        (b'{"question": "Why?"', "not JSON"),
        (b'{"question": "\xff\xfe"}', "not in UTF-8"),
        (b'{"question": "Why?", "limit": NaN}', "not JSON"),
        (b'{"question": "Why?", "limit": ' + b"9" * 5000 + b"}", "not JSON"),
        (b"[" * 20_000, "not JSON"),
        (b'{"question": "\\ud800 lone"}', "half a character"),
        (b'{"\\ud800": 1, "question": "Why?"}', "half a character"),
        (b"", "not JSON"),
    ],
)
def test_a_body_that_cannot_be_read_is_a_problem_and_not_a_fault(client: TestClient, content: bytes, what: str) -> None:
    answer = client.post("/ask", content=content, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    assert what in answer.json()["errors"][0]["what"]


def test_what_was_sent_is_not_repeated_in_a_problem(client: TestClient) -> None:
    answer = client.post("/ask", json={"question": ["my private matter"]})
    assert answer.status_code == 422
    assert "private" not in answer.text


@pytest.mark.parametrize("media_type", ["text/plain", "application/x-www-form-urlencoded", "application/xml", ""])
def test_anything_but_json_is_refused_with_415(client: TestClient, media_type: str) -> None:
    answer = client.post("/ask", content=json.dumps({"question": "Why?"}), headers={"Content-Type": media_type})
    assert (answer.status_code, answer.headers["content-type"]) == (415, "application/problem+json")


def test_a_character_set_may_be_named_with_the_media_type(client: TestClient) -> None:
    content = json.dumps({"question": CARERS})
    assert client.post("/ask", content=content, headers={"Content-Type": "application/json; charset=utf-8"}).status_code == 200


def test_a_body_above_the_limit_is_refused_with_413(client: TestClient) -> None:
    answer = client.post("/ask", json={"question": "Why?", "padding": "x" * 270_000})
    assert (answer.status_code, answer.json()["type"]) == (413, "urn:copro-qa:problem:too-large")


def test_a_longest_question_with_a_full_history_in_any_script_is_not_too_large(client: TestClient) -> None:
    longest = "𐌰" * 1000
    earlier = {"question": longest, "narrowed": "collection=x&" * 461}
    assert client.post("/ask", json={"question": longest, "history": [earlier] * 20}).status_code == 200


def test_answers_are_not_stored_by_anyone_on_the_way(client: TestClient) -> None:
    assert client.post("/ask", json={"question": CARERS}).headers["cache-control"] == "no-store"


def test_a_full_queue_is_a_503_that_says_when_to_come_back(app: FastAPI, client: TestClient) -> None:
    service: Service = app.state.service
    while service.workers._places.acquire(blocking=False):
        pass
    answer = client.post("/ask", json={"question": CARERS})
    assert (answer.status_code, answer.json()["type"]) == (503, "urn:copro-qa:problem:overloaded")
    assert int(answer.headers["retry-after"]) >= 1
