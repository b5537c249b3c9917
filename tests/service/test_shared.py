from __future__ import annotations

import hashlib
import html
import json
import re
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from copro_qa.document import BlockKind
from copro_qa.payload import record_sha256
from copro_qa.service.schemas.kept import KeptBody, SharedBody
from tests.service.conftest import opened
from tests.service.small_index import GUIDE, build, guide, hostile, later, written

PARTNERSHIP = "What does partnership mean for people?"


def asked(client: TestClient, question: str = PARTNERSHIP) -> dict[str, Any]:
    answer: dict[str, Any] = client.post("/ask", json={"question": question}).json()
    return answer


def shared(client: TestClient, answer: dict[str, Any]) -> KeptBody:
    response = client.post("/answers", json=answer)
    assert response.status_code == 201
    return KeptBody.model_validate_json(response.content)


def test_a_shared_answer_can_be_read_by_its_address_and_is_the_one_that_was_shared(client: TestClient) -> None:
    answer = asked(client)
    kept = shared(client, answer)
    body = SharedBody.model_validate_json(client.get(f"/answers/{kept.id}").content)
    assert body.answer.model_dump() == answer
    assert (body.check.verified, body.generation) == (True, answer["searched"]["generation"])
    page = client.get(kept.link)
    assert page.headers["x-robots-tag"] == "noindex"
    for quote in answer["quotes"]:
        assert html.escape(quote["text"]) in re.sub("</?mark>", "", page.text)
        for start, end in quote["key"]:
            assert f"<mark>{html.escape(quote['text'][start:end])}</mark>" in page.text
        assert html.escape(quote["citation"]["title"]) in page.text
    assert "every quotation is identical" in page.text
    assert "Licence: OGL 3.0" in page.text


def test_who_has_shared_an_answer_is_told_how_to_pass_it_on(client: TestClient) -> None:
    page = client.get(shared(client, asked(client)).link).text
    assert "give them the address of this page" in page
    assert re.search(r'<button type="button" class="copy" hidden [^>]*>Copy the address</button>', page)


def test_a_refusal_can_be_shared_too(client: TestClient) -> None:
    page = client.get(shared(client, asked(client, "Which planets orbit carers?")).link).text
    assert "The documents do not answer this" in page
    assert "Related reading, not an answer" in page


def forged(answer: dict[str, Any]) -> dict[str, Any]:
    answer = {name: value for name, value in answer.items() if name != "answer_sha256"}
    return {**answer, "answer_sha256": record_sha256(answer)}


def test_a_shared_answer_names_the_parts_that_nothing_answers(client: TestClient) -> None:
    page = client.get(shared(client, asked(client, f"{PARTNERSHIP} And who pays the <b>?")).link).text
    assert "One part of your question is not answered" in page
    assert html.escape("And who pays the <b>?") in page


@pytest.mark.parametrize(
    "invented",
    [
        {"interpreted_as": "The Partnership Office says that carers get nothing."},
        {"unanswered": ["Carers get nothing, says the Partnership Office."]},
        {"question": "Is it true that carers get nothing?"},
        {"question": "Which respite are unpaid carers offered?"},
    ],
    ids=["what was looked for", "what is unanswered", "another question that is not answered", "another question that is"],
)
def test_no_words_can_be_put_into_the_mouth_of_the_service_even_with_a_right_hash(client: TestClient, invented: dict[str, Any]) -> None:
    response = client.post("/answers", json=forged({**asked(client), **invented}))
    assert (response.status_code, response.json()["type"]) == (409, "urn:copro-qa:problem:answered-otherwise")


def test_neither_emphasis_nor_order_nor_choice_of_quotes_can_be_another(client: TestClient) -> None:
    answer = asked(client)
    first, second = answer["quotes"]
    emphasised = {name: value for name, value in first.items() if name != "evidence_sha256"} | {"key": [[0, 3]]}
    emphasised["evidence_sha256"] = record_sha256(emphasised)
    swapped = []
    for number, quote in enumerate((second, first), 1):
        renumbered = {**quote, "citation": {**quote["citation"], "number": number}}
        del renumbered["evidence_sha256"]
        swapped.append({**renumbered, "evidence_sha256": record_sha256(renumbered)})
    for quotes in ([emphasised, second], swapped, [first]):
        assert client.post("/verify", json=forged({**answer, "quotes": quotes})).json()["verified"], "the forgery must be a good one"
        assert client.post("/answers", json=forged({**answer, "quotes": quotes})).status_code == 409


def test_how_sure_the_service_was_is_kept_as_it_says_itself(client: TestClient) -> None:
    answer = asked(client)
    kept = shared(client, forged({**answer, "confidence": 1.0}))
    assert client.get(f"/answers/{kept.id}").json()["answer"] == answer


def test_a_follow_up_is_shared_with_what_it_was_asked_with(client: TestClient) -> None:
    carers = "Which respite are unpaid carers offered?"
    sent = {"question": "And what about partnership?", "history": [{"question": carers}], "limit": 1, "filter": {"documents": [GUIDE]}}
    answer = client.post("/ask", json=sent).json()
    assert answer["interpreted_as"]
    assert client.post("/answers", json=answer).status_code == 409
    kept = shared(client, {**answer, **sent})
    assert client.get(f"/answers/{kept.id}").json()["answer"] == answer


def test_nobody_can_share_invented_words_even_with_a_right_hash(client: TestClient) -> None:
    answer = asked(client)
    answer["quotes"][0]["text"] = "The Partnership Office says that carers get nothing."
    for given in (answer, forged(answer)):
        response = client.post("/answers", json=given)
        assert (response.status_code, response.json()["type"]) == (409, "urn:copro-qa:problem:changed-since")


@pytest.mark.parametrize("question", ["x" * 1001, "a\x00b"])
def test_a_question_that_nobody_could_ask_is_not_kept(client: TestClient, question: str) -> None:
    assert client.post("/answers", json=forged({**asked(client), "question": question})).status_code == 422


def test_fields_that_no_answer_has_are_refused(client: TestClient) -> None:
    assert client.post("/answers", json=forged({**asked(client), "note": "x"})).status_code == 422


def test_another_website_cannot_share_in_somebodys_name(client: TestClient) -> None:
    response = client.post("/answers", json=asked(client), headers={"Origin": "https://evil.example"})
    assert response.status_code == 403


def test_an_address_that_is_not_there_says_so(client: TestClient) -> None:
    assert client.get("/answers/nothing").status_code == 404
    page = client.get("/a/nothing", headers={"Accept": "text/html"})
    assert (page.status_code, "no shared answer" in page.text) == (404, True)


def test_hostile_text_in_a_shared_answer_is_shown_as_text(client: TestClient) -> None:
    page = client.get(shared(client, asked(client, "<script>alert(1)</script> orchard grows apples")).link).text
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>" not in page
    assert "<img" not in page


def test_a_shared_answer_says_when_its_sources_have_changed(tmp_path: Path) -> None:
    index = tmp_path / "index"
    build(index, [guide(), later(), hostile()])
    app = opened(index, questions_per_minute=0)
    with TestClient(app) as client:
        kept = shared(client, asked(client))
    words = "Partnership means that people run services together with those who provide them. It began in island towns."
    edited = written(GUIDE, [(BlockKind.PARAGRAPH, 0, words)], guide().source)
    build(index, [edited, hostile()], generation_id="fedcba9876543210")
    with TestClient(opened(index, questions_per_minute=0)) as client:
        body = SharedBody.model_validate_json(client.get(f"/answers/{kept.id}").content)
        assert body.generation == "0123456789abcdef"
        assert [quote.outcome for quote in body.check.quotes] == ["altered", "altered"]
        page = client.get(kept.link).text
        assert "2 quotations are not as they were" in page
        assert "<del>" in page
        assert "plan</del>" in page
        assert "run</ins>" in page


def test_a_shared_answer_says_of_each_quote_what_a_reader_should_know_and_tells_documents_apart(client: TestClient) -> None:
    page = client.get(shared(client, asked(client)).link).text
    assert "Unofficial summary" in page
    assert "Replaced by a later document" in page
    assert "Document A" in page
    assert "Document B" in page
    assert "This probably answers your question." in page
    assert "Searched: 3 documents" in page


def keep_instead(app: FastAPI, answer_id: str, written: bytes) -> None:
    with app.state.service.database.writing() as connection:
        connection.execute("UPDATE shared_answers SET answer = CAST(? AS TEXT) WHERE id = ?", (written, answer_id))


def test_no_byte_of_a_kept_answer_can_be_flipped_without_its_page_saying_so(app: FastAPI) -> None:
    with TestClient(app, raise_server_exceptions=False) as client:
        kept = shared(client, asked(client, f"{PARTNERSHIP} And who pays the <b>?"))
        with app.state.service.database.reading() as connection:
            (row,) = connection.execute("SELECT answer FROM shared_answers WHERE id = ?", (kept.id,)).fetchall()
        written = row[0].encode()
        assert "every quotation is identical" in client.get(kept.link).text
        unnoticed, statuses = [], set()
        for place in range(0, len(written), 23):
            # Each bit in turn, the highest too, which makes what is no UTF-8.
            broken = bytes([*written[:place], written[place] ^ (1 << place % 8), *written[place + 1 :]])
            keep_instead(app, kept.id, broken)
            page = client.get(kept.link)
            statuses.add(page.status_code)
            if page.status_code == 200 and "every quotation is identical" in page.text and _means_something_else(broken, written):
                unnoticed.append(broken[max(0, place - 20) : place + 20])
            record = client.get(f"/answers/{kept.id}")
            assert record.status_code == 500 or not record.json()["check"]["verified"] or not _means_something_else(broken, written)
        assert unnoticed == []
        assert statuses == {200, 500}


def _means_something_else(broken: bytes, written: bytes) -> bool:
    try:
        return bool(json.loads(broken.decode()) != json.loads(written))
    except ValueError:
        return True


@pytest.mark.parametrize("written", [b"", b"{", b"[]", b"null", b'{"quotes": []}', b'{"quotes": [7], "related": []}', b"\xff\xfe"])
def test_a_kept_answer_that_was_damaged_is_said_to_be(app: FastAPI, written: bytes) -> None:
    with TestClient(app, raise_server_exceptions=False) as client:
        kept = shared(client, asked(client))
        keep_instead(app, kept.id, written)
        assert client.get(kept.link).json()["type"] == "urn:copro-qa:problem:shared-damaged"
        record = client.get(f"/answers/{kept.id}")
        assert record.status_code == 500 or not record.json()["check"]["verified"]


def test_a_sound_shared_answer_that_takes_too_long_to_check_is_not_called_damaged(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = shared(client, asked(client))
    for module in ("pages.proof_routes", "routes.shared"):
        monkeypatch.setattr(f"copro_qa.service.{module}.SERVICE_EFFORT", 1)
    record, page = client.get(f"/answers/{kept.id}"), client.get(kept.link, headers={"Accept": "text/html"})
    assert (record.status_code, record.json()["type"]) == (422, "urn:copro-qa:problem:invalid-input")
    assert page.status_code == 422
    assert "This check would take too long" in page.text
    assert "its record is not as it was shared" not in page.text


def test_without_a_place_to_write_sharing_fails_plainly_and_asking_goes_on(index: Path, tmp_path: Path) -> None:
    app = opened(index, questions_per_minute=0)
    (tmp_path / "file").write_text("x")
    app.state.service.database.folder = tmp_path / "file"
    with TestClient(app) as client:
        response = client.post("/answers", json=asked(client))
        assert (response.status_code, response.json()["type"]) == (503, "urn:copro-qa:problem:state-unavailable")
        assert str(tmp_path) not in response.text


def check(client: TestClient, citation: dict[str, Any], **changed: str) -> str:
    given = {"document": citation["document"], "quote": f"{citation['start']}:{citation['end']}", "sha256": citation["quote_sha256"]}
    return client.get("/check", params={**given, "path": citation["path"], **changed}).text


def test_an_answer_given_out_before_there_was_a_sureness_of_recognition_can_still_be_shared(client: TestClient) -> None:
    answer = asked(client)
    older = {**answer, "quotes": []}
    for quote in answer["quotes"]:
        bare = {name: value for name, value in quote.items() if name != "evidence_sha256"}
        for place in (bare["citation"], *bare["also"]):
            del place["ocr_confidence"]
        older["quotes"].append({**bare, "evidence_sha256": record_sha256(bare)})
    kept = shared(client, forged(older))
    assert "every quotation is identical" in client.get(kept.link).text


def test_the_check_of_one_quote_says_in_words_what_has_become_of_it(client: TestClient) -> None:
    quote = asked(client)["quotes"][0]
    page = check(client, quote["citation"])
    assert "Identical: every character" in page
    assert html.escape(quote["text"]) in page
    assert quote["citation"]["quote_sha256"] in page
    length = quote["citation"]["end"] - quote["citation"]["start"]
    assert "Moved: the words are the same" in check(client, quote["citation"], quote=f"5:{5 + length}")
    assert "Altered:" in check(client, quote["citation"], sha256="0" * 64)
    assert "Gone:" in check(client, quote["citation"], document="x", path="<b>", sha256="0" * 64)
    assert client.get("/check", params={"document": "x", "quote": "a", "sha256": ""}).status_code == 422


def test_the_check_of_altered_words_shows_the_old_and_the_new(client: TestClient) -> None:
    citation = asked(client)["quotes"][0]["citation"]
    old = "Partnership means that people plan services apart from those who provide them."
    page = check(client, citation, sha256=hashlib.sha256(old.encode()).hexdigest(), words=old)
    assert "Altered:" in page
    assert "apart</del>" in page
    assert "together</ins>" in page
    whales = "Whales <b>sing</b>"
    gone = check(client, citation, document="x", path="x", sha256=hashlib.sha256(whales.encode()).hexdigest(), words=whales)
    assert "Gone:" in gone
    assert "Whales &lt;b&gt;sing&lt;/b&gt;</del>" in gone


def test_words_without_the_hash_are_nobodys_quotation_and_are_not_shown(client: TestClient) -> None:
    page = check(client, asked(client)["quotes"][0]["citation"], words="The Partnership Office lies.")
    assert "Identical:" in page
    assert "lies" not in page
