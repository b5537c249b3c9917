from __future__ import annotations

from fastapi.testclient import TestClient

from copro_qa.service.schemas.checks import CheckBody
from tests.service.small_index import GUIDE

PARTNERSHIP = "What does partnership mean for people?"


def checked(client: TestClient, given: object) -> CheckBody:
    return CheckBody.model_validate_json(client.post("/verify", json=given).content)


def test_an_answer_that_the_service_gave_verifies_and_so_does_each_part_of_it(client: TestClient) -> None:
    answer = client.post("/ask", json={"question": PARTNERSHIP}).json()
    body = checked(client, answer)
    assert (body.verified, body.identical, body.against) == (True, 2, answer["searched"]["generation"])
    for quote in answer["quotes"]:
        assert checked(client, quote).verified
        assert checked(client, quote["citation"]).verified


def test_invented_words_are_told_from_those_of_the_document(client: TestClient) -> None:
    answer = client.post("/ask", json={"question": PARTNERSHIP}).json()
    answer["quotes"][0]["text"] = answer["quotes"][0]["text"].replace("with", "without")
    body = checked(client, answer)
    assert (body.verified, body.altered, body.quotes[0].outcome) == (False, 1, "altered")
    assert body.quotes[0].now is not None
    assert "without" not in body.quotes[0].now.text


def test_a_refusal_verifies_with_its_related_passages(client: TestClient) -> None:
    body = checked(client, client.post("/ask", json={"question": "Which planets orbit carers?"}).json())
    assert body.verified
    assert body.identical > 0


def test_what_is_no_answer_is_refused_with_what_to_do(client: TestClient) -> None:
    answer = client.post("/verify", json={"question": PARTNERSHIP})
    assert answer.status_code == 422
    assert "POST /ask" in answer.json()["detail"]


def test_a_check_that_would_cost_too_much_is_refused_with_what_to_do(client: TestClient) -> None:
    citation = {"path": GUIDE, "document": "x"}
    costly = {"answers": [{"quotes": [{"text": f"no such words {number}", "citation": citation}]} for number in range(400)]}
    response = client.post("/verify", json=costly)
    assert response.status_code == 422
    assert "Check one answer, or one quote, at a time." in response.json()["detail"]
    few = client.post("/verify", json={"answers": costly["answers"][:5]})
    assert (few.status_code, few.json()["altered"] + few.json()["gone"]) == (200, 5)
