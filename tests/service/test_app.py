from __future__ import annotations

import logging
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from copro_qa.errors import IndexDamaged, IndexMismatch, InvalidInput, ModelUnavailable
from copro_qa.service.app import create_app, serve
from copro_qa.service.schemas.health import ReadyBody
from copro_qa.service.schemas.problems import ProblemBody
from copro_qa.service.state import Service
from copro_qa.settings import Settings
from tests.service.conftest import opened
from tests.service.small_index import GUIDE

HEADERS = {
    "content-security-policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
}


@pytest.fixture
def limited(index: Path) -> Iterator[TestClient]:
    with TestClient(opened(index, questions_per_minute=2)) as client:
        yield client


def failing(error: Exception, index: Path) -> TestClient:
    """A client of a service whose index cannot be opened."""

    def source() -> NoReturn:
        raise error

    app = create_app(Settings(index=index, questions_per_minute=0, allowed_hosts=("testserver",)), source)
    service: Service = app.state.service
    service.live.look()
    return TestClient(app)


@pytest.mark.parametrize(
    "method, path",
    [
        ("GET", "/"),
        ("GET", "/documents"),
        ("GET", f"/documents/{GUIDE}/text"),
        ("GET", "/healthz"),
        ("GET", "/metrics"),
        ("GET", "/nowhere"),
        ("DELETE", "/ask"),
        ("POST", "/ask"),
        ("POST", "/"),
        ("HEAD", "/"),
    ],
)
def test_every_answer_carries_the_headers_that_protect_its_reader(client: TestClient, method: str, path: str) -> None:
    answer = client.request(method, path)
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    assert "set-cookie" not in answer.headers
    assert "cache-control" in answer.headers


def test_head_is_answered_as_get_without_a_body(client: TestClient) -> None:
    for path in ("/", "/healthz", "/documents", f"/documents/{GUIDE}"):
        answer = client.head(path)
        assert (answer.status_code, answer.content) == (200, b"")
        assert answer.headers["content-type"] == client.get(path).headers["content-type"]


@pytest.mark.parametrize(
    "method, path, status",
    [
        ("GET", "/ask", 405),
        ("DELETE", "/documents", 405),
        ("PUT", "/", 405),
        ("GET", "/nowhere", 404),
        ("GET", "/docs", 404),
        ("TRACE", "/", 405),
    ],
)
def test_a_wrong_address_or_method_has_a_problem_body(client: TestClient, method: str, path: str, status: int) -> None:
    answer = client.request(method, path)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    body = ProblemBody.model_validate_json(answer.content)
    assert (body.status, body.errors) == (status, [])
    assert ("allow" in answer.headers) == (status == 405)


def test_health_and_readiness_are_told_apart(client: TestClient, tmp_path: Path) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    ready = ReadyBody.model_validate_json(client.get("/readyz").content)
    assert (ready.generation, ready.documents) == ("0123456789abcdef", 3)
    app = create_app(Settings(index=tmp_path, allowed_hosts=("testserver",)))
    empty = TestClient(app)  # not entered: nothing has been looked at yet
    assert empty.get("/healthz").json() == {"status": "ok"}
    starting = empty.get("/readyz")
    assert (starting.status_code, starting.json()["type"]) == (503, "urn:copro-qa:problem:still-loading")


@pytest.mark.parametrize(
    "error, name",
    [
        (IndexDamaged("/secret/place is damaged"), "index-damaged"),
        (IndexMismatch("/secret/place does not match"), "index-mismatch"),
        (ModelUnavailable("/secret/place is not there"), "model-unavailable"),
    ],
)
def test_an_index_that_cannot_be_used_is_a_503_that_names_no_folder(index: Path, error: Exception, name: str) -> None:
    client = failing(error, index)
    for answer in (client.post("/ask", json={"question": "Why?"}), client.get("/documents"), client.get("/readyz")):
        assert (answer.status_code, answer.json()["type"]) == (503, f"urn:copro-qa:problem:{name}")
        assert int(answer.headers["retry-after"]) > 0
        assert "secret" not in answer.text
    page = client.get("/")
    assert page.status_code == 200
    assert "Not ready to answer" in page.text
    assert "secret" not in page.text


def test_asking_without_an_index_says_how_to_build_one(tmp_path: Path) -> None:
    with TestClient(create_app(Settings(index=tmp_path, allowed_hosts=("testserver",)))) as client:
        client.app.state.service.live.look()  # type: ignore[attr-defined]  # an app, to the client, is any callable
        answer = client.post("/ask", json={"question": "Why?"})
    assert (answer.status_code, answer.json()["type"]) == (503, "urn:copro-qa:problem:index-missing")
    assert "copro-qa index" in answer.json()["detail"]


def test_a_fault_leaks_nothing_to_the_client_and_no_question_to_the_log(
    app: FastAPI, client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    service: Service = app.state.service

    def fail(question: str, **_: Any) -> NoReturn:
        raise RuntimeError(f"could not answer {question}")

    service.live.assistant.ask = fail  # type: ignore[method-assign]
    with caplog.at_level(logging.DEBUG):
        answer = client.post("/ask", json={"question": "my private matter"})
    assert (answer.status_code, answer.json()["type"]) == (500, "urn:copro-qa:problem:internal")
    assert answer.headers["content-security-policy"] == HEADERS["content-security-policy"]
    assert "RuntimeError" in caplog.text
    for place in (answer.text, caplog.text):
        assert "private" not in place
    assert "Traceback" not in answer.text


def test_no_question_is_logged(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, logger="copro_qa"):
        client.post("/ask", json={"question": "my private matter"})
        client.post("/", data={"question": "my private matter"})
    assert "private" not in caplog.text


def test_an_address_that_asks_too_much_is_told_when_to_go_on(limited: TestClient) -> None:
    asked = [limited.post(path, json={"question": "Why?"}) for path in ("/ask", "/search", "/ask")]
    assert [answer.status_code for answer in asked] == [200, 200, 429]
    assert asked[2].json()["type"] == "urn:copro-qa:problem:too-many-requests"
    assert 1 <= int(asked[2].headers["retry-after"]) <= 31
    page = limited.post("/", data={"question": "Why?"}, headers={"Accept": "text/html"})
    assert (page.status_code, page.headers["content-type"]) == (429, "text/html; charset=utf-8")
    assert limited.get("/documents").status_code == limited.get("/").status_code == 200


def test_checks_of_a_quote_count_as_questions_because_they_cost_as_much(limited: TestClient) -> None:
    asked = [limited.get("/check", params={"document": GUIDE, "quote": "0:9", "sha256": "0"}) for _ in range(3)]
    assert [answer.status_code for answer in asked] == [200, 200, 429]


def test_a_whole_conversation_counts_as_the_questions_that_it_holds(index: Path) -> None:
    with TestClient(opened(index, questions_per_minute=5)) as client:
        form = {"question": "Why?", "history": ["Who?", "When?", "Where?"], "kind": "markdown"}
        assert client.post("/export", data={**form, "whole": "1"}).status_code == 200
        assert client.post("/export", data={**form, "whole": "1"}).status_code == 429
        # The one that was counted on the way to the refusal is gone, too.
        assert client.post("/export", data=form).status_code == 429


def test_answers_that_are_found_again_for_the_page_without_script_are_counted(index: Path) -> None:
    with TestClient(opened(index, questions_per_minute=5)) as client:
        form = {"question": "Why?", "history": ["Who?", "When?", "Where?"]}
        assert [client.post("/", data=form).status_code for _ in range(2)] == [200, 429]


def test_looking_at_shared_answers_counts_too_because_each_is_checked(limited: TestClient) -> None:
    assert [limited.get(address).status_code for address in ("/a/x", "/answers/x", "/a/x")] == [404, 404, 429]


def test_metrics_count_by_route_and_outcome_and_name_no_question(client: TestClient) -> None:
    client.post("/ask", json={"question": "Which respite are unpaid carers offered?"})
    client.post("/ask", json={"question": "Which planets orbit carers?"})
    client.get("/documents/no-such-private-name")
    client.get("/no-such-private-address")
    answer = client.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain")
    lines = answer.text.splitlines()
    assert 'copro_qa_requests_total{method="POST",route="/ask",status="200"} 2.0' in lines
    assert 'copro_qa_requests_total{method="GET",route="/documents/{document:path}",status="404"} 1.0' in lines
    assert 'copro_qa_answers_total{outcome="answered"} 1.0' in lines
    assert 'copro_qa_answers_total{outcome="not_found"} 1.0' in lines
    assert "copro_qa_documents 3.0" in lines
    assert "private" not in answer.text
    assert "carers" not in answer.text


def test_a_port_that_is_taken_is_said_plainly() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(InvalidInput, match=f"cannot listen on 127.0.0.1, port {port}"):
            serve(Settings(host="127.0.0.1", port=port))


def test_words_that_are_no_methods_are_counted_as_one(client: TestClient) -> None:
    for number in range(3):
        client.request(f"WORD{number}", "/healthz")
    counted = client.get("/metrics").text
    assert "WORD" not in counted
    assert 'method="other"' in counted
