from __future__ import annotations

import asyncio
import errno
import json
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from copro_qa.service import editing
from copro_qa.service.app import create_app
from copro_qa.service.builds import BuildStatus
from copro_qa.settings import Settings
from copro_qa.store.index_folder import open_current
from tests.service import fake_ingest
from tests.service.running import running
from tests.service.small_index import GUIDE, ForeseeableAssistant

KEY = "0123456789abcdef-key"
HEADERS = {"Authorization": f"Bearer {KEY}"}
PDF = {"file": ("report.pdf", b"%PDF-1.7 whatever", "application/pdf")}


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(editing, "INGEST", (sys.executable, fake_ingest.__file__))
    (tmp_path / "corpus").mkdir()
    return tmp_path / "corpus"


def app_over(corpus: Path, index: Path, *, key: str | None = KEY) -> FastAPI:
    settings = Settings(corpus=corpus, index=index, editor_key=key, upload_megabytes=1, allowed_hosts=("testserver",))
    app = create_app(settings, lambda: ForeseeableAssistant(open_current(index)))
    app.state.service.live.look()
    return app


def client_over(corpus: Path, index: Path, *, key: str | None = KEY) -> TestClient:
    return TestClient(app_over(corpus, index, key=key), raise_server_exceptions=False)


@pytest.fixture
def client(corpus: Path, index: Path) -> Iterator[TestClient]:
    with client_over(corpus, index) as client:
        yield client


def calls(corpus: Path) -> list[list[str]]:
    file = corpus.parent / "calls.txt"
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()] if file.exists() else []


def status(client: TestClient) -> dict[str, Any]:
    answer = client.get("/index/status", headers=HEADERS)
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found


def ended(client: TestClient) -> dict[str, Any]:
    until = time.monotonic() + 30
    while (found := status(client))["building"]:
        assert time.monotonic() < until, "the build did not end"
        time.sleep(0.01)
    return found


ROUTES = [("POST", "/documents"), ("DELETE", f"/documents/{GUIDE}"), ("POST", "/index"), ("GET", "/index/status")]


@pytest.mark.parametrize("method, path", ROUTES)
def test_without_a_key_set_editing_is_off_and_says_how_it_is_switched_on(corpus: Path, index: Path, method: str, path: str) -> None:
    with client_over(corpus, index, key=None) as client:
        answer = client.request(method, path, headers=HEADERS)
    assert answer.status_code == 403
    assert "COPRO_QA_EDITOR_KEY" in answer.json()["detail"]
    assert calls(corpus) == []


@pytest.mark.parametrize("method, path", ROUTES)
def test_whoever_lacks_the_key_can_do_nothing(corpus: Path, client: TestClient, method: str, path: str) -> None:
    for header in (None, "", "Bearer", f"Basic {KEY}", f"Bearer {KEY}x", f"Bearer {KEY[:-1]}", "Bearer ÿé", KEY):
        headers = {} if header is None else {"Authorization": header.encode("latin-1")}
        answer = client.request(method, path, headers=headers)  # type: ignore[arg-type]  # httpx takes bytes
        assert answer.status_code == 401, header
        assert answer.headers["www-authenticate"].startswith("Bearer")
        assert KEY not in answer.text
    assert calls(corpus) == []


def test_keys_cannot_be_guessed_at_any_speed(client: TestClient) -> None:
    answers = [client.post("/index", headers={"Authorization": f"Bearer {number}"}) for number in range(12)]
    assert [answer.status_code for answer in answers[:10]] == [401] * 10
    assert answers[-1].status_code == 429
    assert int(answers[-1].headers["retry-after"]) > 0
    assert client.get("/index/status", headers=HEADERS).status_code == 200


def test_a_name_that_no_program_can_be_given_is_refused_in_plain_words(corpus: Path, client: TestClient) -> None:
    body = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a\x00b.pdf"\r\n\r\nx\r\n--b--\r\n'
    answer = client.post("/documents", headers={**HEADERS, "Content-Type": "multipart/form-data; boundary=b"}, content=body)
    assert answer.status_code == 422, answer.text
    assert calls(corpus) == []


def test_an_upload_is_handed_to_ingest_and_the_index_is_built(corpus: Path, client: TestClient) -> None:
    answer = client.post("/documents", headers=HEADERS, files=PDF)
    assert answer.status_code == 202, answer.text
    body = answer.json()
    assert (body["path"], body["words"], body["replaced"], body["index"]["building"]) == ("report.pdf", 7, False, True)
    assert ended(client)["result"]["generation"] == "aa"
    assert [call[0] for call in calls(corpus)] == ["add", "build"]
    assert [path.name for path in corpus.iterdir()] == ["report.pdf"]
    assert (corpus / "report.pdf").read_bytes() == b"%PDF-1.7 whatever"


def test_a_name_that_looks_like_an_option_is_still_a_name(corpus: Path, client: TestClient) -> None:
    assert client.post("/documents", headers=HEADERS, files={"file": ("--replace", b"x")}).status_code == 202
    assert "--name=--replace" in calls(corpus)[0]


def test_replacing_has_to_be_asked_for(corpus: Path, client: TestClient) -> None:
    assert client.post("/documents?replace=true", headers=HEADERS, files=PDF).json()["replaced"]
    assert "--replace" in calls(corpus)[0]


def test_what_ingest_refuses_is_said_and_nothing_is_left(corpus: Path, client: TestClient) -> None:
    answer = client.post("/documents", headers=HEADERS, files={"file": ("poison.pdf", b"x")})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["what"] == "The file is damaged."
    assert list(corpus.iterdir()) == []
    assert [call[0] for call in calls(corpus)] == ["add"]


def test_a_fault_of_ingest_is_not_shown_but_logged(corpus: Path, client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    answer = client.post("/documents", headers=HEADERS, files={"file": ("crash.pdf", b"x")})
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "a secret path" in caplog.text
    assert list(corpus.iterdir()) == []


@pytest.mark.parametrize("size", [2**20 + 1, 3 * 2**20])
def test_a_file_that_is_too_large_is_refused_and_not_kept(corpus: Path, client: TestClient, size: int) -> None:
    answer = client.post("/documents", headers=HEADERS, files={"file": ("large.pdf", b"x" * size)})
    assert answer.status_code == 413
    assert "1 MB" in answer.json()["detail"]
    assert list(corpus.iterdir()) == []


def test_a_body_of_unknown_length_is_counted_as_it_comes(corpus: Path, client: TestClient) -> None:
    def body() -> Iterator[bytes]:
        yield b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n'
        for _ in range(20):
            yield b"x" * 2**17
        yield b"\r\n--b--\r\n"

    headers = {**HEADERS, "Content-Type": "multipart/form-data; boundary=b"}
    assert client.post("/documents", headers=headers, content=body()).status_code == 413
    assert list(corpus.iterdir()) == []


@pytest.mark.parametrize(
    "files",
    [
        {"other": ("a.pdf", b"x")},
        {"file": (None, b"a field, not a file")},
        [("file", ("a.pdf", b"x")), ("file", ("b.pdf", b"x"))],
    ],
)
def test_a_form_without_exactly_one_file_is_refused(client: TestClient, files: Any) -> None:
    answer = client.post("/documents", headers=HEADERS, files=files)
    assert answer.status_code == 422
    assert "-F file=@" in answer.json()["errors"][0]["what_to_do"]


@pytest.mark.parametrize(
    "content, media_type",
    [
        (b"", "multipart/form-data; boundary=b"),
        (b"--b\r\nnonsense", "multipart/form-data; boundary=b"),
        (b"--b\r\n", "multipart/form-data"),
        (b"{}", "application/json"),
        (b"file=x", "application/x-www-form-urlencoded"),
        (b"--b\r\n" + b"X" * 20_000 + b": y\r\n\r\n\r\n--b--", "multipart/form-data; boundary=b"),
    ],
)
def test_a_body_that_is_no_form_is_refused(corpus: Path, client: TestClient, content: bytes, media_type: str) -> None:
    answer = client.post("/documents", headers={**HEADERS, "Content-Type": media_type}, content=content)
    assert answer.status_code == 422, answer.text
    assert calls(corpus) == []


def test_a_document_is_removed_by_path_and_by_id(corpus: Path, index: Path, client: TestClient) -> None:
    (corpus / "guides").mkdir()
    (corpus / GUIDE).write_text("x", encoding="utf-8")
    assert client.delete(f"/documents/{GUIDE}", headers=HEADERS).json()["path"] == GUIDE
    assert not (corpus / GUIDE).exists()
    # The file is gone; the document is, once the index has been built.
    generation = open_current(index)
    document_id = generation.entries[generation.place_of(GUIDE)].document_id
    assert client.delete(f"/documents/{document_id}", headers=HEADERS).status_code == 202
    assert [call[-1] for call in calls(corpus) if call[0] == "remove"] == [GUIDE, GUIDE]


@pytest.mark.parametrize(
    "path",
    ["nothing.pdf", "../../etc/passwd", "%2e%2e/%2e%2e/etc/passwd", "sources.toml", "fetched.toml", "a%00b.pdf", "index/CURRENT", "--help"],
)
def test_only_what_is_in_the_index_or_the_corpus_folder_can_be_removed(corpus: Path, client: TestClient, path: str) -> None:
    (corpus / "sources.toml").touch()
    assert client.delete(f"/documents/{path}", headers=HEADERS).status_code in {404, 405}
    assert [call[0] for call in calls(corpus)] in ([], ["remove"])
    assert (corpus / "sources.toml").exists()


def test_an_index_in_the_corpus_folder_cannot_be_removed(tmp_path: Path) -> None:
    from copro_qa.service.editing import Editing

    (tmp_path / "index").mkdir()
    current = tmp_path / "index" / "CURRENT"
    current.write_text("x", encoding="utf-8")
    editing = Editing("a key of some length", corpus=tmp_path, index=tmp_path / "index", model="packaged")
    assert not asyncio.run(editing.remove("index/CURRENT", known=False))
    assert current.exists()


def test_a_file_that_has_no_document_of_its_own_is_removed_by_its_path(corpus: Path, client: TestClient) -> None:
    (corpus / "the-same-again.pdf").write_bytes(b"x")
    answer = client.delete("/documents/the-same-again.pdf", headers=HEADERS)
    assert (answer.status_code, answer.json()["path"]) == (202, "the-same-again.pdf")
    ended(client)
    assert list(corpus.iterdir()) == []
    assert [call[0] for call in calls(corpus)] == ["remove", "build"]


def test_only_a_removal_may_leave_the_index_without_documents(corpus: Path, client: TestClient) -> None:
    (corpus.parent / "hold").touch()
    client.post("/index", headers=HEADERS)
    while status(client)["read"] != 2:
        pass
    client.delete(f"/documents/{GUIDE}", headers=HEADERS)
    (corpus.parent / "hold").unlink()
    ended(client)
    client.post("/index", headers=HEADERS)
    ended(client)
    # Here the file was not there any more: the whole folder may be a disk that is missing.
    assert ["--allow-empty" in call for call in calls(corpus) if call[0] == "build"] == [False, False, False]
    (corpus / "again.pdf").write_bytes(b"x")
    client.delete("/documents/again.pdf", headers=HEADERS)
    ended(client)
    assert "--allow-empty" in calls(corpus)[-1]


def test_while_a_build_runs_another_is_only_noted_and_follows(corpus: Path, client: TestClient) -> None:
    (corpus.parent / "hold").touch()
    for _ in range(3):
        assert client.post("/index", headers=HEADERS).status_code == 202
    found = status(client)
    while found["read"] != 2:
        found = status(client)
    assert (found["building"], found["another_follows"], found["documents"], found["embedded"]) == (True, True, 4, 10)
    assert found["seconds_left"] >= 0  # rounded: on a quick machine nothing is left of it
    (corpus.parent / "hold").unlink()
    assert ended(client)["failed"] is False
    assert [call[0] for call in calls(corpus)] == ["build", "build"]


def test_a_build_that_fails_is_said_and_the_next_can_succeed(corpus: Path, client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    (corpus.parent / "fail").touch()
    client.post("/index", headers=HEADERS)
    found = ended(client)
    assert (found["failed"], found["result"]) == (True, None)
    assert "The disk is full." in caplog.text
    (corpus.parent / "fail").unlink()
    client.post("/index", headers=HEADERS)
    assert ended(client)["failed"] is False


def test_progress_comes_as_events_while_a_build_runs(corpus: Path, index: Path) -> None:
    told: list[dict[str, Any]] = []
    events = {**HEADERS, "Accept": "text/event-stream"}
    with running(app_over(corpus, index)) as address, httpx.stream("GET", f"{address}/index/status", headers=events, timeout=30) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        assert httpx.post(f"{address}/index", headers=HEADERS).status_code == 202
        for line in answer.iter_lines():
            if line.startswith("data: "):
                told.append(json.loads(line.removeprefix("data: ")))
            if told and told[-1]["result"]:
                break
    assert told[0]["building"] is False
    assert [each["building"] for each in told[1:]] == [True] * (len(told) - 2) + [False]
    assert told[-1]["read"] == told[-1]["documents"] == 4


def test_the_stream_of_progress_ends_when_the_service_is_stopped(corpus: Path, index: Path) -> None:
    events = {**HEADERS, "Accept": "text/event-stream"}
    with ExitStack() as opened:
        with running(app_over(corpus, index)) as address:
            answer = opened.enter_context(httpx.stream("GET", f"{address}/index/status", headers=events, timeout=30))
            lines = answer.iter_lines()
            assert next(lines) == "event: status"
        # One that is cut off raises httpx.RemoteProtocolError.
        assert [line for line in lines if line.startswith("event")] == []


def test_an_editors_build_waits_for_one_that_was_started_by_hand(corpus: Path, client: TestClient) -> None:
    client.post("/index", headers=HEADERS)
    ended(client)
    (call,) = calls(corpus)
    assert int(call[call.index("--wait") + 1]) >= 600


def test_stopping_the_service_stops_the_build(corpus: Path, index: Path) -> None:
    (corpus.parent / "hold").touch()
    with client_over(corpus, index) as client:
        client.post("/index", headers=HEADERS)
        while status(client)["read"] != 2:
            pass
        began = time.monotonic()
    assert time.monotonic() - began < 30


def test_a_corpus_that_is_one_file_takes_no_uploads(corpus: Path, index: Path) -> None:
    file = corpus.parent / "corpus.jsonl"
    file.write_text("{}", encoding="utf-8")
    with client_over(file, index) as client:
        assert client.post("/documents", headers=HEADERS, files=PDF).status_code == 409


def test_the_key_is_not_handed_to_the_programs_that_are_started(corpus: Path, client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPRO_QA_EDITOR_KEY", KEY)
    probe = corpus.parent / "probe.py"
    probe.write_text("import os, sys\nprint(os.environ.get('COPRO_QA_EDITOR_KEY'), file=sys.stderr)\nsys.exit(2)\n", encoding="utf-8")
    monkeypatch.setattr(editing, "INGEST", (sys.executable, str(probe)))
    answer = client.post("/documents", headers=HEADERS, files=PDF)
    assert answer.json()["errors"][0]["what"] == "None"


@pytest.mark.parametrize(
    "number, status, kind",
    [(errno.ENOSPC, 507, "no-room"), (errno.EDQUOT, 507, "no-room"), (errno.EACCES, 500, "may-not-write"), (errno.EIO, 500, "not-changed")],
)
def test_only_a_full_disk_is_called_full(
    client: TestClient, corpus: Path, monkeypatch: pytest.MonkeyPatch, number: int, status: int, kind: str
) -> None:
    def fail(*_: object) -> None:
        raise OSError(number, "a secret path")

    monkeypatch.setattr(shutil, "copyfileobj", fail)
    answer = client.post("/documents", files=PDF, headers=HEADERS)
    assert (answer.status_code, answer.json()["type"]) == (status, f"urn:copro-qa:problem:{kind}")
    assert "secret" not in answer.text
    assert list(corpus.iterdir()) == []


@pytest.mark.parametrize(
    "read, passages, embedded, left",
    [
        (0, 0, 0, None),  # nothing to guess from
        (5, 0, 0, 10.0),  # what is there already is taken over at an even pace
        (10, 100, 0, None),  # the first passages are being embedded
        (10, 100, 50, 10.0),
        (5, 100, 50, 30.0),  # as many passages again are still to be found
        (10, 100, 100, 0.0),
    ],
)
def test_the_time_left_is_guessed_from_what_takes_the_time(read: int, passages: int, embedded: int, left: float | None) -> None:
    status = BuildStatus(building=True, seconds=10.0, documents=10, read=read, passages=passages, embedded=embedded)
    assert status.seconds_left == left
    assert replace(status, building=False).seconds_left is None
