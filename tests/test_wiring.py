from __future__ import annotations

import gc
import weakref
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import copro_qa
from copro_qa import wiring
from copro_qa.errors import IndexMismatch, IndexMissing, ModelUnavailable
from copro_qa.models.embedder import Embedder
from copro_qa.models.exported_embedder import ExportedEmbedder
from copro_qa.models.exports import export_folder
from copro_qa.models.reader import Reader
from copro_qa.models.remembering_embedder import RememberingEmbedder
from copro_qa.models.sentence_transformer import PACKAGED_MODEL, SentenceTransformerEmbedder, model_fingerprint
from copro_qa.settings import Settings
from ingest.embedder_export import keep_export
from tests.fakes import HashingEmbedder, HashingEmbedderFactory, generation

TEXTS = {"a.md": "# Aim\nPeople lead services.\nPlaces follow."}


def use_hashing(monkeypatch: pytest.MonkeyPatch) -> HashingEmbedderFactory:
    factory = HashingEmbedderFactory()
    monkeypatch.setattr(wiring, "embedder_factory", lambda model=None, *, threads=0: factory)
    return factory


def test_the_packaged_model_is_the_default_and_is_named_without_being_loaded() -> None:
    assert wiring.embedder_factory().fingerprint == wiring.embedder_factory(PACKAGED_MODEL).fingerprint == model_fingerprint(PACKAGED_MODEL)


def test_a_folder_is_loaded_under_the_fingerprint_that_it_was_named_by(tiny_model: Path) -> None:
    factory = wiring.embedder_factory(str(tiny_model), threads=1)
    embedder: Embedder = factory.load()
    assert embedder.fingerprint == factory.fingerprint
    assert embedder.dimension == 32


def test_a_model_is_shared_while_somebody_uses_it_and_not_kept_beyond_that(tiny_model: Path) -> None:
    factory = wiring.embedder_factory(str(tiny_model), threads=1)
    embedder = factory.load()
    assert factory.load() is embedder
    gone = weakref.ref(embedder)
    del embedder
    gc.collect()
    assert gone() is None


def test_a_model_that_is_not_there_is_refused_when_it_is_loaded(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable):
        wiring.embedder_factory(str(tmp_path), threads=1).load()


def test_an_index_is_opened_and_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    generation(tmp_path, TEXTS)
    use_hashing(monkeypatch)
    assistant = wiring.open_assistant(Settings(index=tmp_path))
    answer = assistant.ask("people lead services")
    assert (answer.quotes or answer.related)[0].text == "People lead services."


@pytest.mark.parametrize("reader", ["packaged", "similarity"])
def test_no_question_stays_in_memory_after_its_answer(tmp_path: Path, reader: str) -> None:
    remembering = RememberingEmbedder(HashingEmbedder("packaged-test"))
    assistant = wiring.wire_assistant(replace(Settings(), reader=reader), generation(tmp_path, TEXTS), remembering)
    assistant.ask("Do secretive people lead services?", history=["And a secret before?"])
    assert remembering._vectors, "sentences of the documents are remembered"
    assert not [text for text in remembering._vectors if "secret" in text]


def test_python_opens_the_index_that_it_is_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    generation(tmp_path / "index", TEXTS)
    use_hashing(monkeypatch)
    assert copro_qa.open_assistant(tmp_path / "index").generation.id == "0123456789abcdef"
    assert copro_qa.open_assistant(str(tmp_path / "index")).generation.id == "0123456789abcdef"
    monkeypatch.chdir(tmp_path)
    assert copro_qa.open_assistant().generation.folder == Path("index/generations/0123456789abcdef")


def test_an_index_built_with_another_model_is_refused_before_a_model_is_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    generation(tmp_path, TEXTS, recipe={"embedder": "another-model"})
    factory = use_hashing(monkeypatch)
    with pytest.raises(IndexMismatch, match="another-model, but hashing-64"):
        wiring.open_assistant(Settings(index=tmp_path))
    assert factory.loaded == []


def test_a_missing_index_is_found_before_a_model_is_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    factory = use_hashing(monkeypatch)
    with pytest.raises(IndexMissing):
        wiring.open_assistant(Settings(index=tmp_path))
    assert factory.loaded == []


def test_the_models_come_with_the_index_and_a_reader_that_is_given_is_not_loaded_again(
    tiny_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    factory = wiring.embedder_factory(str(tiny_model), threads=1)
    generation(tmp_path, TEXTS, recipe={"embedder": factory.fingerprint})
    keep_export(tmp_path, factory)
    opened, embedder, reader = wiring.open_with_models(Settings(index=tmp_path), factory)
    assert opened.folder.parent.parent == tmp_path
    assert isinstance(embedder, ExportedEmbedder)
    assert reader is not None

    def loaded(settings: Settings) -> Reader:
        raise AssertionError("it was loaded again")

    monkeypatch.setattr(wiring, "_trained_reader", loaded)
    assert wiring.wire_assistant(Settings(index=tmp_path), opened, HashingEmbedder(), reader).generation is opened


def test_without_an_export_or_a_trained_reader_an_index_is_opened_all_the_same(tmp_path: Path) -> None:
    generation(tmp_path, TEXTS)
    factory = HashingEmbedderFactory()
    _, embedder, reader = wiring.open_with_models(Settings(index=tmp_path, reader="similarity"), factory)
    assert embedder.fingerprint == factory.fingerprint
    assert reader is None


def test_the_line_of_the_settings_replaces_the_measured_one(tmp_path: Path) -> None:
    opened = generation(tmp_path, TEXTS)
    measured = wiring.wire_assistant(Settings(), opened, HashingEmbedder())
    chosen = wiring.wire_assistant(Settings(confidence=0.123), opened, HashingEmbedder())
    assert chosen.calibration == replace(measured.calibration, line=0.123)


def test_the_reader_alone_needs_no_index(monkeypatch: pytest.MonkeyPatch) -> None:
    use_hashing(monkeypatch)
    reader, line = wiring.open_reader(Settings(index=Path("/nowhere")))
    assert reader.read("Why?", []) == []
    assert 0 <= line <= 1


def test_questions_are_embedded_by_the_export_where_the_index_has_one(tiny_model: Path, tmp_path: Path) -> None:
    factory = wiring.embedder_factory(str(tiny_model), threads=1)
    keep_export(tmp_path, factory)
    assert isinstance(wiring.open_question_embedder(Settings(index=tmp_path), factory), ExportedEmbedder)


@pytest.mark.parametrize("state", ["missing", "damaged", "not exported"])
def test_without_a_whole_export_one_is_made_for_now_if_that_can_be_and_that_is_logged(
    tiny_model: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture, state: str
) -> None:
    caplog.set_level("INFO", "copro_qa")
    factory = wiring.embedder_factory(str(tiny_model), threads=1)
    folder = export_folder(tmp_path / "cache", factory.fingerprint)
    if state != "missing":
        folder.mkdir(parents=True)
        (folder / ("model.onnx" if state == "damaged" else "not-exported.json")).write_text("{}", encoding="utf-8")
    opened = wiring.open_question_embedder(Settings(index=tmp_path), factory)
    assert isinstance(opened, SentenceTransformerEmbedder if state == "not exported" else ExportedEmbedder)
    assert "takes some seconds" in caplog.text


def test_a_question_has_the_same_vector_to_the_last_bit_with_the_kept_export_and_without(tiny_model: Path, tmp_path: Path) -> None:
    factory = wiring.embedder_factory(str(tiny_model), threads=1)
    texts = ["who leads services", "people"]
    without = wiring.open_question_embedder(Settings(index=tmp_path), factory)
    keep_export(tmp_path, factory)
    kept = wiring.open_question_embedder(Settings(index=tmp_path), factory)
    assert np.array_equal(without.embed(texts), kept.embed(texts))
    assert without.count_tokens(texts) == kept.count_tokens(texts)


def test_where_no_temporary_file_can_be_written_the_model_itself_answers(
    tiny_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(embedder: SentenceTransformerEmbedder, folder: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(SentenceTransformerEmbedder, "export", full)
    factory = wiring.embedder_factory(str(tiny_model), threads=1)
    assert isinstance(wiring.open_question_embedder(Settings(index=tmp_path), factory), SentenceTransformerEmbedder)
    assert "No space left on device" in caplog.text
