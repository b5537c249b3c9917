from __future__ import annotations

import html
import re

import pytest
from fastapi.testclient import TestClient

from copro_qa.service.pages.narrowing import Chosen, read_chosen, read_written
from tests.service.small_index import GUIDE, guide, later

PARTNERSHIP = "What does partnership mean for people?"


def test_what_was_chosen_survives_being_written_into_the_page() -> None:
    chosen = Chosen(("a&b.pdf", "ü=1"), ("A collection; with marks",), "2014", "2015-06")
    assert read_written(chosen.written()) == chosen
    assert Chosen().written() == ""
    assert read_written("%%%&&&=") == Chosen()


def test_only_the_form_s_own_fields_are_read_and_empty_ones_are_left_out() -> None:
    assert read_chosen([("document", " "), ("from", ""), ("to", " 2015 "), ("other", "x")]) == Chosen(published_to="2015")


def test_a_question_is_answered_from_the_chosen_documents_and_the_page_says_so(client: TestClient) -> None:
    page = client.post("/", data={"question": PARTNERSHIP, "collection": "guides", "from": "2015"}).text
    assert page.count("<blockquote") == 1
    assert "Searched: one document" in page
    text = re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", "", page)))
    assert "Only in: the collection “guides”; published 2015 or later" in text
    assert re.search(r'name="collection" value="guides" checked', page)
    assert 'name="from" value="2015"' in page


def test_each_earlier_question_keeps_the_documents_that_were_chosen_for_it(client: TestClient) -> None:
    only = Chosen(documents=(guide().id,)).written()
    page = client.post("/", data={"question": PARTNERSHIP, "history": [PARTNERSHIP], "history_in": [only]}).text
    first, second = page.split('<section class="turn"')[1:3]
    assert (first.count("<blockquote"), second.count("<blockquote")) == (1, 2)
    assert re.findall(r'name="history_in" value="([^"]*)"', page[page.index('id="ask"') :]) == [only, ""]


@pytest.mark.parametrize(
    "fields, message",
    [({"from": "spring"}, "A date cannot be read"), ({"document": "gone"}, "A document that you chose is no longer there")],
)
def test_a_choice_that_cannot_be_used_is_said_and_nothing_written_is_lost(client: TestClient, fields: dict[str, str], message: str) -> None:
    answer = client.post("/", data={"question": PARTNERSHIP, **fields})
    assert answer.status_code == 422
    assert message in answer.text
    assert f'value="{PARTNERSHIP}"' in answer.text
    assert "<title>Error: " in answer.text
    assert answer.text.count("<blockquote") == 0


def test_documents_can_be_chosen_in_the_address(client: TestClient) -> None:
    page = client.get("/", params={"document": GUIDE}).text
    assert f'value="{guide().id}" checked' in page
    assert f'value="{later().id}" checked' not in page
    assert '<details class="narrow" open>' in page


def test_what_documents_call_themselves_is_shown_as_text(client: TestClient) -> None:
    page = client.get("/").text
    assert "&lt;script&gt;alert(" in page
    assert page.count("<script") == page.count("<script src=")


@pytest.mark.parametrize(
    "chosen, said",
    [
        ({"document": GUIDE}, "Nothing in the documents that you chose answers your question"),
        ({}, "No passage in the documents answers your question"),
    ],
)
def test_a_refusal_says_whether_it_is_of_all_documents_or_of_the_chosen_ones(client: TestClient, chosen: dict[str, str], said: str) -> None:
    assert said in client.post("/", data={"question": "Which planets orbit carers?", **chosen}).text
