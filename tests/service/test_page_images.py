"""Pages of original PDF files as pictures, through the service."""

import os
import signal
import struct
import threading
import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from fastapi.testclient import TestClient
from numpy.typing import NDArray

from copro_qa.document import Document
from copro_qa.service.app import create_app
from copro_qa.service.schemas.documents import DocumentBody
from copro_qa.settings import Settings
from copro_qa.store.index_folder import open_current
from ingest.build import build
from tests.fakes import HashingEmbedderFactory
from tests.ingest.pdf_writer import PdfPage, write_pdf
from tests.service.small_index import ForeseeableAssistant

PATH = "reports/plan.pdf"
PNG = b"\x89PNG\r\n\x1a\n"
FIRST, SECOND = "The plan begins with people and it goes", "on to their communities."


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    (folder / "corpus" / "reports").mkdir(parents=True)
    write_pdf(folder / "corpus" / PATH, PdfPage(turned=90).text(70, 700, FIRST), PdfPage().text(70, 700, SECOND))
    (folder / "corpus" / "note.md").write_text("# A note\n\nIt has no pages.\n", encoding="utf-8")
    build(folder / "corpus", folder / "index", HashingEmbedderFactory())
    return folder


@pytest.fixture(scope="module")
def client(folder: Path) -> Iterator[TestClient]:
    settings = Settings(corpus=folder / "corpus", index=folder / "index")
    app = create_app(settings, lambda: ForeseeableAssistant(open_current(folder / "index")))
    app.state.service.live.look()
    with TestClient(app, base_url="http://127.0.0.1:8000") as client:
        yield client


def document(folder: Path) -> Document:
    return open_current(folder / "index").document(PATH)


def picture(data: bytes) -> NDArray[np.uint8]:
    """The pixels of one of our own PNG files, of shape (height, width, 3)."""
    assert data.startswith(PNG)
    wide, high = struct.unpack(">II", data[16:24])
    start = data.index(b"IDAT") + 4
    (length,) = struct.unpack(">I", data[start - 8 : start - 4])
    rows = np.frombuffer(zlib.decompress(data[start : start + length]), np.uint8).reshape(high, 1 + wide * 3)
    pixels: NDArray[np.uint8] = np.cumsum(rows[:, 1:], axis=0, dtype=np.uint8).reshape(high, wide, 3)
    return pixels


def is_yellow(pixels: NDArray[np.uint8]) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = (pixels[:, :, 0] > 200) & (pixels[:, :, 2] < 120)
    return found


def test_a_page_is_drawn_as_wide_as_was_asked_and_as_high_as_it_is_shown(client: TestClient) -> None:
    answer = client.get(f"/documents/{PATH}/pages/1.png?width=421")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png")
    assert picture(answer.content).shape == (298, 421, 3)
    assert not is_yellow(picture(answer.content)).any()


def test_a_quote_is_marked_where_its_boxes_say_and_nowhere_else(client: TestClient, folder: Path) -> None:
    start = document(folder).text.index("people and it goes on to")
    quote = f"{start}:{start + len('people and it goes on to')}"
    body = DocumentBody.model_validate_json(client.get(f"/documents/{PATH}?quote={quote}").content)
    assert body.quote is not None
    assert [box.page for box in body.quote.boxes] == [1, 2]
    for box in body.quote.boxes:
        pixels = picture(client.get(f"{body.pages[box.page - 1].image}?quote={quote}").content)
        high, wide, _ = pixels.shape
        rows = slice(round(box.top * high), round((box.top + box.height) * high))
        columns = slice(round(box.left * wide), round((box.left + box.width) * wide))
        assert is_yellow(pixels[rows, columns]).mean() > 0.5
        assert (pixels[rows, columns] < 100).all(axis=2).any(), "the letters stand inside the mark"
        pixels[max(rows.start - 2, 0) : rows.stop + 2, max(columns.start - 2, 0) : columns.stop + 2] = 255
        assert not is_yellow(pixels).any()


def test_a_picture_that_the_client_has_is_not_drawn_again(client: TestClient) -> None:
    first = client.get(f"/documents/{PATH}/pages/2.png?quote=0:9")
    assert "max-age" in first.headers["cache-control"]
    again = client.get(f"/documents/{PATH}/pages/2.png?quote=0:9", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = client.get(f"/documents/{PATH}/pages/2.png?quote=0:8", headers={"If-None-Match": first.headers["etag"]})
    assert other.status_code == 200


@pytest.mark.parametrize(
    "path, status, words",
    [
        (f"{PATH}/pages/3.png", 404, "2 pages, so there is no page 3"),
        (f"{PATH}/pages/0.png", 404, "no page 0"),
        ("note.md/pages/1.png", 404, "only PDF files"),
        ("gone.pdf/pages/1.png", 404, "no document"),
        (f"{PATH}/pages/1.png?quote=9:4", 422, "quote"),
        (f"{PATH}/pages/1.png?width=99999", 422, "too large"),
    ],
)
def test_what_cannot_be_drawn_says_why(client: TestClient, path: str, status: int, words: str) -> None:
    answer = client.get(f"/documents/{path}")
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert words in answer.text


def test_a_child_that_was_killed_is_started_anew(client: TestClient) -> None:
    assert client.get(f"/documents/{PATH}/pages/1.png").status_code == 200
    images = client.app.state.service.page_images  # type: ignore[attr-defined]  # the app, not any ASGI callable
    os.kill(images._child.process_id, signal.SIGKILL)
    answers = [client.get(f"/documents/{PATH}/pages/1.png").status_code for _ in range(2)]
    assert answers[-1] == 200


def test_pictures_that_are_asked_for_at_the_same_time_are_all_drawn(client: TestClient) -> None:
    answers: list[bytes] = []
    threads = [threading.Thread(target=lambda: answers.append(client.get(f"/documents/{PATH}/pages/2.png").content)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 6
    assert len(set(answers)) == 1


def test_a_file_that_has_changed_or_is_gone_is_said_and_not_drawn(client: TestClient, folder: Path) -> None:
    file = folder / "corpus" / PATH
    whole = file.read_bytes()
    try:
        file.write_bytes(whole.replace(b"begins", b"starts"))
        changed = client.get(f"/documents/{PATH}/pages/1.png")
        assert (changed.status_code, "has changed since it was indexed" in changed.text) == (409, True)
        file.unlink()
        gone = client.get(f"/documents/{PATH}/pages/1.png")
        assert (gone.status_code, "not in the corpus folder" in gone.text) == (409, True)
        assert str(folder) not in changed.text + gone.text
    finally:
        file.write_bytes(whole)
    assert client.get(f"/documents/{PATH}/pages/1.png").status_code == 200
