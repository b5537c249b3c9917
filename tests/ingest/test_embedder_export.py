from __future__ import annotations

from functools import cached_property
from pathlib import Path

import numpy as np
import pytest

from copro_qa.models.embedder_export import ExportRefused
from copro_qa.models.exported_embedder import ExportedEmbedder
from copro_qa.models.exports import export_folder
from copro_qa.models.sentence_transformer import SentenceTransformerEmbedder, model_fingerprint
from ingest.embedder_export import ExportedFactory, keep_export
from tests.fakes import HashingEmbedderFactory


class TinyFactory:
    """Loads the tiny model, and counts how often."""

    def __init__(self, model: Path) -> None:
        self._model = str(model)
        self.loads = 0

    @cached_property
    def fingerprint(self) -> str:
        return model_fingerprint(self._model)

    def load(self) -> SentenceTransformerEmbedder:
        self.loads += 1
        return SentenceTransformerEmbedder(self._model)


@pytest.fixture
def factory(tiny_model: Path) -> TinyFactory:
    return TinyFactory(tiny_model)


def opened(index: Path, factory: TinyFactory) -> ExportedEmbedder:
    return ExportedEmbedder(export_folder(index / "cache", factory.fingerprint), fingerprint=factory.fingerprint)


def test_an_index_that_has_no_export_gets_one_and_then_the_model_is_not_loaded_again(tmp_path: Path, factory: TinyFactory) -> None:
    for _ in range(3):
        keep_export(tmp_path, factory)
    assert factory.loads == 1
    assert opened(tmp_path, factory).embed(["people"]).shape == (1, 32)


def test_a_damaged_export_is_made_anew(tmp_path: Path, factory: TinyFactory) -> None:
    keep_export(tmp_path, factory)
    file = export_folder(tmp_path / "cache", factory.fingerprint) / "model.onnx"
    file.write_bytes(file.read_bytes()[:-1])
    keep_export(tmp_path, factory)
    assert opened(tmp_path, factory).dimension == 32


def test_what_a_killed_export_left_and_other_models_exports_are_removed(tmp_path: Path, factory: TinyFactory) -> None:
    folder = export_folder(tmp_path / "cache", factory.fingerprint)
    for name in (f"{folder.name}.scratch-x", "embedder-0123456789abcdef"):
        (tmp_path / "cache" / name).mkdir(parents=True)
        (tmp_path / "cache" / name / "model.onnx").write_bytes(b"half")
    keep_export(tmp_path, factory)
    assert [path.name for path in (tmp_path / "cache").glob("embedder-*/")] == [folder.name]


def test_a_model_that_cannot_be_exported_is_noted_and_not_tried_again_with_the_same_libraries(
    tmp_path: Path, factory: TinyFactory, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(embedder: SentenceTransformerEmbedder, folder: Path) -> None:
        (folder / "model.onnx").write_bytes(b"half")
        raise ExportRefused("no such operator")

    monkeypatch.setattr(SentenceTransformerEmbedder, "export", refuse)
    for _ in range(2):
        keep_export(tmp_path, factory)
    assert factory.loads == 1
    assert "no such operator" in caplog.text
    assert [path.name for path in export_folder(tmp_path / "cache", factory.fingerprint).iterdir()] == ["not-exported.json"]
    monkeypatch.undo()
    monkeypatch.setattr("ingest.embedder_export.exporting_libraries", lambda: {"torch": "newer"})
    keep_export(tmp_path, factory)
    assert opened(tmp_path, factory).dimension == 32


def test_a_full_disk_is_said_and_leaves_nothing_half_made(
    tmp_path: Path, factory: TinyFactory, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fill(embedder: SentenceTransformerEmbedder, folder: Path) -> None:
        (folder / "model.onnx").write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(SentenceTransformerEmbedder, "export", fill)
    keep_export(tmp_path, factory)
    assert "No space left on device" in caplog.text
    assert list((tmp_path / "cache").glob("embedder-*/")) == []


def test_a_model_of_another_kind_is_left_alone(tmp_path: Path) -> None:
    keep_export(tmp_path, HashingEmbedderFactory())
    assert list((tmp_path / "cache").glob("embedder-*/")) == []


def test_a_build_embeds_through_the_export_which_is_made_first_and_then_no_model_is_loaded_again(
    tmp_path: Path, factory: TinyFactory
) -> None:
    ExportedFactory(tmp_path, factory, threads=2).load()
    embedder = ExportedFactory(tmp_path, factory, threads=2).load()
    assert isinstance(embedder, ExportedEmbedder)
    assert factory.loads == 1
    assert np.abs(embedder.embed(["people"]) - factory.load().embed(["people"])).max() < 1e-5


def test_a_build_that_finds_the_export_damaged_makes_it_anew(tmp_path: Path, factory: TinyFactory) -> None:
    keep_export(tmp_path, factory)
    (export_folder(tmp_path / "cache", factory.fingerprint) / "model.onnx").write_bytes(b"half")
    assert isinstance(ExportedFactory(tmp_path, factory).load(), ExportedEmbedder)


def test_a_model_that_cannot_be_exported_embeds_by_itself_and_that_is_said(
    tmp_path: Path, factory: TinyFactory, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(embedder: SentenceTransformerEmbedder, folder: Path) -> None:
        raise ExportRefused("no such operator")

    monkeypatch.setattr(SentenceTransformerEmbedder, "export", refuse)
    assert isinstance(ExportedFactory(tmp_path, factory).load(), SentenceTransformerEmbedder)
    assert "Passages and questions are embedded by sentence-transformers" in caplog.text


def test_an_export_is_kept_also_where_nothing_was_embedded(tmp_path: Path, factory: TinyFactory) -> None:
    embedder = ExportedFactory(tmp_path, factory)
    embedder.keep()
    assert opened(tmp_path, factory).dimension == 32
    assert embedder.fingerprint == factory.fingerprint
