from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from copro_qa.answer import Quote
from copro_qa.service.app import create_app
from copro_qa.service.state import Service
from copro_qa.settings import Settings
from tests.service.small_index import ForeseeableAssistant

PARTNERSHIP = "What does partnership mean for people?"
CARERS = "Which respite are unpaid carers offered?"


def heading_of(page: str) -> str:
    title = re.search(r"<title>(.*?)</title>", page)
    assert title
    return html.unescape(title[1])


def history_of(page: str) -> list[str]:
    return [html.unescape(value) for value in re.findall(r'name="history" value="([^"]*)"', page[page.index('id="ask"') :])]


def test_the_first_page_has_a_labelled_box_and_questions_to_begin_with(client: TestClient, app: FastAPI) -> None:
    service: Service = app.state.service
    page = client.get("/").text
    assert '<label for="question" ' in page
    assert '<section class="suggestions"' not in page
    service.suggestions = (PARTNERSHIP, CARERS)
    page = client.get("/").text
    assert re.findall(r'<button class="suggestion" name="question" value="([^"]*)">', page) == [PARTNERSHIP, CARERS]


def test_an_answer_quotes_its_sources_with_a_link_to_the_words(client: TestClient) -> None:
    page = client.post("/", data={"question": PARTNERSHIP}).text
    assert heading_of(page).startswith(f"Answer: {PARTNERSHIP}")
    assert "2 quotations from 2 documents" in page
    assert page.count("<blockquote") == 2
    assert "<mark>Partnership</mark> means that" in page
    for fact in ("The Partnership Office, 2015", "Section: Working in partnership", "Page 7"):
        assert fact in page
    for flag in ("Unofficial summary", "Replaced by a later document"):
        assert f"<li>{flag}</li>" in page
    first = client.post("/ask", json={"question": PARTNERSHIP}).json()["quotes"][0]
    assert f'href="{first["link"]}&amp;quotes=' in page


def test_a_quotation_of_which_no_words_carry_the_answer_alone_has_no_marks(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ForeseeableAssistant, "_quote", staticmethod(lambda same, _: Quote(same[0][1], same[0][0])))
    page = client.post("/", data={"question": PARTNERSHIP}).text
    assert "Partnership means that people plan services" in page
    assert "<mark" not in page


def test_a_lead_in_stands_before_its_quotation(client: TestClient) -> None:
    page = client.post("/", data={"question": "prevention of problems early"}).text
    lead, words = page.index("The pillars of partnership are these:"), page.index("so that <mark>problems</mark> are met")
    assert lead < words


def test_a_refusal_says_so_and_keeps_related_passages_apart(client: TestClient) -> None:
    page = client.post("/", data={"question": "Which planets orbit carers?"}).text
    assert heading_of(page).startswith("No answer: ")
    refusal, related = page.index("The documents do not answer this"), page.index("Related reading, not an answer")
    assert refusal < related < page.index("Unpaid <mark>carers</mark>")
    assert "Searched: 3 documents" in page
    assert "quotations from" not in page.partition("<template")[0]


def test_the_conversation_is_carried_by_the_page_and_earlier_turns_are_shown_again(client: TestClient) -> None:
    first = client.post("/", data={"question": CARERS}).text
    assert history_of(first) == [CARERS]
    second = client.post("/", data={"question": "And what about partnership?", "history": history_of(first)}).text
    assert history_of(second) == [CARERS, "And what about partnership?"]
    assert f"Looking for: And what about partnership? – together with what you asked before: {CARERS}" in html.unescape(second)
    assert second.index(html.escape(CARERS)) < second.index('id="answer"') < second.index('id="question"')
    assert 'href="/">Start again' in second


def test_only_the_last_turns_are_answered_again_and_older_ones_are_listed(client: TestClient, app: FastAPI) -> None:
    service: Service = app.state.service
    assistant = service.live.assistant
    assert isinstance(assistant, ForeseeableAssistant)
    assistant.asked.clear()
    history = [f"Question {number}?" for number in range(6)]
    page = client.post("/", data={"question": CARERS, "history": history}).text
    assert [question for question, _ in assistant.asked] == ["Question 3?", "Question 4?", "Question 5?", CARERS]
    assert assistant.asked[-1][1] == tuple(history)
    assert "Asked earlier" in page
    assert "<li>Question 0?</li>" in page


@pytest.mark.parametrize(
    "question, message",
    [("", "Write a question"), ("  \t", "Write a question"), ("x" * 1001, "1,001 characters"), ("a\x00b", "not text")],
)
def test_a_question_that_cannot_be_used_is_said_at_the_box_and_nothing_written_is_lost(
    client: TestClient, question: str, message: str
) -> None:
    answer = client.post("/", data={"question": question, "history": [CARERS]})
    assert answer.status_code == 422
    assert heading_of(answer.text).startswith("Error: ")
    assert message in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert 'aria-describedby="question-hint question-error"' in answer.text
    assert history_of(answer.text) == [CARERS]
    assert f'value="{question.strip()}"' in answer.text


@pytest.mark.parametrize(
    "question",
    ['<script>alert("x")</script>', '"><img src=x onerror=alert(1)>', "{{ 7 * 7 }}", "'; DROP TABLE--", "&lt;b&gt;"],
)
def test_a_question_is_shown_as_text_wherever_it_is_shown(client: TestClient, question: str) -> None:
    page = client.post("/", data={"question": question, "history": [question]}).text
    assert history_of(page) == [question, question]
    assert heading_of(page).endswith(f"nswer: {question} – copro-qa")
    assert page.count("<script") == page.count("<script src=") == 2
    assert "<img" not in page
    assert "49" not in page


def test_hostile_words_of_a_document_are_quoted_as_text(client: TestClient) -> None:
    page = client.post("/", data={"question": "orchard grows apples"}).text
    assert "&lt;script&gt;document.title" in page
    assert page.count("<script") == page.count("<script src=") == 2
    assert "<img" not in page


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "http://testserver.evil.example"},
    ],
)
def test_a_form_from_another_site_is_refused(client: TestClient, headers: dict[str, str]) -> None:
    answer = client.post("/", data={"question": CARERS}, headers=headers)
    assert (answer.status_code, answer.json()["type"]) == (403, "urn:copro-qa:problem:cross-site")


@pytest.mark.parametrize("headers", [{}, {"Origin": "http://testserver"}, {"Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"}])
def test_a_form_from_our_own_page_is_taken(client: TestClient, headers: dict[str, str]) -> None:
    assert client.post("/", data={"question": CARERS}, headers=headers).status_code == 200


def test_a_form_that_no_browser_sends_is_a_problem_and_not_a_fault(client: TestClient) -> None:
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    assert client.post("/", content=b"question=%FF%FE", headers=form).status_code == 422
    assert client.post("/", content="question=naïve".encode(), headers=form).status_code == 422
    assert client.post("/", content=b"history=a&" * 200, headers=form).status_code == 422
    assert client.post("/", json={"question": CARERS}).status_code == 415


def test_a_browser_may_go_back_to_an_answer_but_nothing_else_may_keep_it(client: TestClient) -> None:
    assert client.post("/", data={"question": CARERS}).headers["cache-control"] == "private, no-cache"


def test_the_page_loads_nothing_from_elsewhere_and_holds_no_script(client: TestClient) -> None:
    for page in (client.get("/").text, client.post("/", data={"question": PARTNERSHIP}).text):
        loaded = re.findall(r'(?:<link[^>]*href|src|action)="([^"]*)"', page)
        assert loaded
        assert all(address.startswith("/") and not address.startswith("//") for address in loaded)
        assert page.count("<script") == page.count("<script src=") == 2
        assert " style=" not in page
        for address in {address for address in loaded if address.startswith("/static")}:
            assert client.get(address).status_code == 200


def test_without_an_index_the_page_says_what_to_do(tmp_path: Path) -> None:
    app = create_app(Settings(index=tmp_path, questions_per_minute=0, allowed_hosts=("testserver",)))
    service: Service = app.state.service
    service.live.look()
    with TestClient(app, raise_server_exceptions=False) as client:
        page = client.get("/")
        assert page.status_code == 200
        assert "copro-qa index" in page.text
        asked = client.post("/", data={"question": CARERS})
        assert asked.status_code == 503
        assert "copro-qa index" in asked.text
        assert f'value="{CARERS}"' in asked.text
        assert str(tmp_path) not in page.text + asked.text


def test_an_address_for_people_that_is_not_there_gives_a_page(client: TestClient) -> None:
    answer = client.get("/nowhere", headers={"Accept": "text/html"})
    assert (answer.status_code, answer.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert "There is nothing at this address" in answer.text


def test_what_can_be_done_with_an_answer_is_found_below_it(client: TestClient) -> None:
    page = client.post("/", data={"question": PARTNERSHIP, "collection": "guides", "history": [CARERS]}).text
    newest = page[page.index('id="answer"') : page.index('id="ask"')]
    for address in ("/share", "/export", "/feedback/form"):
        form = newest[newest.index(f'action="{address}"') :]
        for name, value in (("history", CARERS), ("question", PARTNERSHIP), ("collection", "guides")):
            assert f'name="{name}" value="{value}"' in form[: form.index("</form>")]
    (check,) = set(re.findall(r'<a href="(/check[^"]*)"', newest))
    assert "Identical" in client.get(html.unescape(check)).text
    assert "The Partnership Office, 2015" in html.unescape(re.findall(r'data-citation="([^"]*)"', newest)[0])
