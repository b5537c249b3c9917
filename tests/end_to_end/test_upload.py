"""An editor adds a document over the web, with the real ingest program behind it."""

from __future__ import annotations

import time
from pathlib import Path

from fastapi.testclient import TestClient

from copro_qa.service.app import create_app
from copro_qa.service.state import Service
from copro_qa.settings import Settings
from copro_qa.wiring import embedder_factory
from ingest.build import build
from ingest.embedder_export import keep_export

KEY = {"Authorization": "Bearer 0123456789abcdef"}


def test_an_uploaded_document_is_found_and_a_removed_one_is_gone_from_the_folder(tiny_model: Path, tmp_path: Path) -> None:
    corpus, index = tmp_path / "corpus", tmp_path / "index"
    corpus.mkdir()
    (corpus / "aims.md").write_text("# Aims\n\nPeople lead their services.\n", encoding="utf-8")
    factory = embedder_factory(str(tiny_model), threads=1)
    build(corpus, index, factory)
    keep_export(index, factory)
    settings = Settings(corpus=corpus, index=index, model=str(tiny_model), editor_key="0123456789abcdef", allowed_hosts=("testserver",))
    app = create_app(settings)
    service: Service = app.state.service
    service.live.look()
    with TestClient(app) as client:
        refused = client.post("/documents", headers=KEY, files={"file": ("picture.png", b"\x89PNG\r\n\x1a\n")})
        assert refused.status_code == 422
        assert "picture" in refused.json()["errors"][0]["what"]
        added = client.post("/documents", headers=KEY, files={"file": ("../Places?.md", b"# Places\n\nPlaces follow.\n")})
        assert (added.status_code, added.json()["path"]) == (202, "Places-.md")
        until = time.monotonic() + 240
        while client.get("/index/status", headers=KEY).json()["building"]:
            assert time.monotonic() < until, "the build did not end"
            time.sleep(0.1)
        status = client.get("/index/status", headers=KEY).json()
        assert (status["failed"], status["result"]["added"], status["read"]) == (False, 1, 2)
        service.live.look()
        assert [each["path"] for each in client.get("/documents").json()["documents"]] == ["Places-.md", "aims.md"]
        assert client.delete("/documents/aims.md", headers=KEY).status_code == 202
    assert [path.name for path in corpus.iterdir()] == ["Places-.md"]
