from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from copro_qa.service.app import create_app
from copro_qa.settings import Settings


def status(index: Path, host: str, *, listening_on: str = "127.0.0.1", allowed: tuple[str, ...] = ()) -> int:
    app = create_app(Settings(index=index, host=listening_on, allowed_hosts=allowed))
    return TestClient(app).get("/healthz", headers={"Host": host}).status_code


@pytest.mark.parametrize(
    "host", ["127.0.0.1:8000", "localhost", "LOCALHOST:8000", "localhost.", "[::1]:8000", "192.168.1.5", "qa.localhost:80"]
)
def test_a_service_for_this_machine_answers_to_addresses_and_to_localhost(tmp_path: Path, host: str) -> None:
    assert status(tmp_path, host) == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", "localhost.evil.example", "", "[::1", "a b"]
)
def test_it_answers_to_no_other_name_so_that_no_other_site_can_lead_to_it_and_read(tmp_path: Path, host: str) -> None:
    assert status(tmp_path, host) == 421


def test_a_service_that_others_reach_answers_to_any_name_until_names_are_set(tmp_path: Path) -> None:
    assert status(tmp_path, "qa.example.org", listening_on="0.0.0.0") == 200
    assert status(tmp_path, "qa.example.org", listening_on="0.0.0.0", allowed=("qa.example.org",)) == 200
    assert status(tmp_path, "QA.example.org:443", allowed=("qa.example.org",)) == 200
    assert status(tmp_path, "evil.example", listening_on="0.0.0.0", allowed=("qa.example.org",)) == 421
