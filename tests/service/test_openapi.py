from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS

from tests.service.conftest import opened
from tests.service.running import running

ROUTES = {
    "/ask": {"post"},
    "/ask/stream": {"post"},
    "/search": {"post"},
    "/verify": {"post"},
    "/documents": {"get", "post"},
    "/documents/{document}": {"get", "delete"},
    "/feedback": {"post"},
    "/answers": {"post"},
    "/answers/{answer_id}": {"get"},
    "/documents/{document}/text": {"get"},
    "/documents/{document}/pages/{number}.png": {"get"},
    "/generations": {"get"},
    "/generations/diff": {"get", "post"},
    "/index": {"post"},
    "/index/status": {"get"},
    "/healthz": {"get"},
    "/readyz": {"get"},
    "/metrics": {"get"},
}
CALLS = [
    # An answer made up by chance takes long to make, and is never one that was given; test_shared.py shares real ones.
    *((path, method, GenerationMode.POSITIVE) for path, methods in ROUTES.items() for method in methods if path != "/answers"),
    # The others take nothing that could be wrong.
    ("/ask", "post", GenerationMode.NEGATIVE),
    ("/ask/stream", "post", GenerationMode.NEGATIVE),
    ("/search", "post", GenerationMode.NEGATIVE),
    ("/verify", "post", GenerationMode.NEGATIVE),
    ("/documents/{document}", "get", GenerationMode.NEGATIVE),
    ("/generations/diff", "get", GenerationMode.NEGATIVE),
    ("/generations/diff", "post", GenerationMode.NEGATIVE),
]


@pytest.fixture(scope="module")
def described(index: Path) -> Iterator[Any]:
    with running(opened(index, questions_per_minute=0)) as address:
        yield schemathesis.openapi.from_url(f"{address}/openapi.json")


@pytest.mark.parametrize("path, method, mode", CALLS)
def test_the_service_does_what_its_description_says(described: Any, path: str, method: str, mode: GenerationMode) -> None:
    cases = described[path][method].as_strategy(generation_mode=mode)

    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None)
    @given(case=cases)
    def call(case: schemathesis.Case[Any]) -> None:
        # A filter that is well formed may still name a document that is not there, which is refused and ought to be.
        may_be_refused: Any = CHECKS.get_one("positive_data_acceptance")
        case.call_and_validate(excluded_checks=[may_be_refused])

    call()


def test_the_description_names_every_address_for_programs(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    assert {path: set(methods) for path, methods in paths.items()} == ROUTES


def test_problems_are_described_under_their_own_media_type(client: TestClient) -> None:
    description = client.get("/openapi.json").json()
    responses = description["paths"]["/ask"]["post"]["responses"]
    assert set(responses) == {"200", "408", "413", "415", "422", "429", "503"}
    assert all(list(response["content"]) == ["application/problem+json"] for status, response in responses.items() if status != "200")
    assert "HTTPValidationError" not in str(description)


def test_the_examples_in_the_description_are_answered(client: TestClient) -> None:
    schemas = client.get("/openapi.json").json()["components"]["schemas"]
    for path, name in (("/ask", "AskRequest"), ("/search", "SearchRequest")):
        assert schemas[name]["examples"]
        for example in schemas[name]["examples"]:
            assert client.post(path, json=example).status_code == 200
