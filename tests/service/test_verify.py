from __future__ import annotations

from fastapi.testclient import TestClient

from copro_qa.service.proof_schemas import CheckBody

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
