"""While questions are asked from many sides, one generation takes another's place again and again."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx

from copro_qa.service.app import create_app
from copro_qa.service.state import Service
from copro_qa.settings import Settings
from copro_qa.store.index_folder import open_current
from copro_qa.store.publishing import set_current
from tests.fakes import source
from tests.service.running import running
from tests.service.small_index import PARAGRAPH, ForeseeableAssistant, build, written

QUESTION = {"question": "Which orchards grow apples?"}
MOST_SWAPS = 20_000
SWAPS = 20


def two_generations(index: Path) -> dict[str, set[str]]:
    """Builds two that have no document in common; the documents of each by its id."""
    held = {}
    for generation_id in ("aa", "bb"):
        documents = [
            written(f"{generation_id}-{number}.md", [(PARAGRAPH, 0, f"Orchards grow apples in {generation_id}, {number}.")], source())
            for number in range(4)
        ]
        build(index, documents, generation_id=generation_id)
        held[generation_id] = {document.id for document in documents}
    return held


def test_no_request_fails_and_no_answer_mixes_two_generations(tmp_path: Path) -> None:
    held = two_generations(tmp_path)
    app = create_app(Settings(index=tmp_path, questions_per_minute=0), lambda: ForeseeableAssistant(open_current(tmp_path)))
    service: Service = app.state.service
    service.live.look()
    stop = threading.Event()

    responses: list[httpx.Response] = []
    seen: set[str] = set()

    def ask(address: str) -> None:
        with httpx.Client(base_url=address, timeout=60) as client:
            while not stop.is_set():
                answer = client.post("/ask", json=QUESTION)
                responses.extend([answer, client.get("/readyz")])
                seen.add(answer.json().get("searched", {}).get("generation", ""))

    with running(app) as address, ThreadPoolExecutor(4) as threads:
        asking = [threads.submit(ask, address) for _ in range(4)]
        for number in range(MOST_SWAPS):
            set_current(tmp_path, ("aa", "bb")[number % 2])
            service.live.look()
            # Swaps can be over before the first answers come, and then there is nothing to look at.
            if number >= SWAPS and {"aa", "bb"} <= seen:
                break
        stop.set()
        for each in asking:
            each.result()

    assert [response.text for response in responses if response.status_code != 200] == []
    answers = [response.json() for response in responses if response.request.method == "POST"]
    assert {answer["searched"]["generation"] for answer in answers} == {"aa", "bb"}
    for answer in answers:
        documents = {quote["citation"]["document"] for quote in answer["quotes"]}
        assert documents
        assert documents <= held[answer["searched"]["generation"]]
