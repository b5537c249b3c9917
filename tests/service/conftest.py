from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from copro_qa.service.app import create_app
from copro_qa.service.state import Service
from copro_qa.settings import Settings
from copro_qa.store.index_folder import open_current
from tests.service.small_index import ForeseeableAssistant, build, guide, hostile, later


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("index")
    build(folder, [guide(), later(), hostile()])
    return folder


@pytest.fixture
def app(index: Path) -> FastAPI:
    """The app over the small index, with the index open and no limit of questions."""
    return opened(index, questions_per_minute=0)


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


def opened(index: Path, *, questions_per_minute: int) -> FastAPI:
    state = index.parent / f"{index.name}-state"
    settings = Settings(index=index, state=state, questions_per_minute=questions_per_minute, allowed_hosts=("testserver",))
    app = create_app(settings, lambda: ForeseeableAssistant(open_current(index)), ForeseeableAssistant)
    service: Service = app.state.service
    service.live.look()
    return app
