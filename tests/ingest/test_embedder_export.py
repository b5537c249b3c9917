from __future__ import annotations

import shutil
from functools import cached_property
from pathlib import Path

import numpy as np
import pytest

from copro_qa.errors import CoproQaError
from copro_qa.models.embedder_export import ExportRefused
from copro_qa.models.exported_embedder import ExportedEmbedder
from copro_qa.models.exports import checksum, export_folder
from copro_qa.models.factory import BY_SENTENCE_TRANSFORMERS
from copro_qa.models.sentence_transformer import SentenceTransformerEmbedder, model_fingerprint
from copro_qa.store.index_folder import open_current
from ingest.build import build
from ingest.embedder_export import ExportedFactory, ExportState, keep_export, known_way
from tests.fakes import HashingEmbedderFactory
from tests.ingest.workplace import Parser

TEXTS = ["people lead", "", "z", "a b c d e f g h i j k l m n o p", "places follow people who lead"] * 3


class TinyFactory:
    """Loads the tiny model, and counts how often."""

    way = BY_SENTENCE_TRANSFORMERS

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
    refused = ExportedFactory(tmp_path, factory)
    assert isinstance(refused.load(), SentenceTransformerEmbedder)
    assert "Passages and questions are embedded by sentence-transformers" in caplog.text
    assert refused.way == BY_SENTENCE_TRANSFORMERS
    assert known_way(tmp_path, factory.fingerprint) == BY_SENTENCE_TRANSFORMERS


def test_a_build_compares_the_export_with_its_checksums_once(tmp_path: Path, factory: TinyFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    keep_export(tmp_path, factory)
    read: list[str] = []

    def counting(file: Path) -> str:
        read.append(file.name)
        return checksum(file)

    monkeypatch.setattr("ingest.embedder_export.checksum", counting)
    monkeypatch.setattr("copro_qa.models.exported_embedder.checksum", counting)
    embedder = ExportedFactory(tmp_path, factory)
    embedder.load()
    assert (embedder.way, embedder.keep()) == ("", ExportState.KEPT)
    assert sorted(read) == ["model.onnx", "tokenizer.json"]


def test_the_way_of_an_export_is_told_without_loading_the_model_again(tmp_path: Path, factory: TinyFactory) -> None:
    assert known_way(tmp_path, factory.fingerprint) is None
    assert ExportedFactory(tmp_path, factory).way == ""
    assert ExportedFactory(tmp_path, factory).way == ""
    assert known_way(tmp_path, factory.fingerprint) == ""
    assert factory.loads == 1


def never_kept(folder: Path, factory: TinyFactory) -> ExportState:
    raise OSError(30, "Read-only file system")


def test_an_export_that_cannot_be_kept_is_made_for_one_build_and_gives_the_same_vectors(
    tmp_path: Path, factory: TinyFactory, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    kept = ExportedFactory(tmp_path / "kept", factory).load()
    monkeypatch.setattr("ingest.embedder_export._made", never_kept)
    made = ExportedFactory(tmp_path / "not", factory)
    assert isinstance(made.load(), ExportedEmbedder)
    assert made.way == ""
    assert np.array_equal(made.load().embed(TEXTS), kept.embed(TEXTS))
    assert made.load().count_tokens(TEXTS) == kept.count_tokens(TEXTS)
    assert "Read-only file system" in caplog.text


def test_a_model_that_cannot_be_exported_says_so_also_where_nothing_can_be_kept(
    tmp_path: Path, factory: TinyFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(embedder: SentenceTransformerEmbedder, folder: Path) -> None:
        raise ExportRefused("no such operator")

    monkeypatch.setattr(SentenceTransformerEmbedder, "export", refuse)
    monkeypatch.setattr("ingest.embedder_export._made", never_kept)
    assert ExportedFactory(tmp_path, factory).way == BY_SENTENCE_TRANSFORMERS


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus/a.md").write_text("# People\n\nPeople lead services.\n", encoding="utf-8")
    return tmp_path / "corpus"


def test_vectors_of_two_ways_are_never_mixed_and_a_change_of_way_is_said(
    corpus: Path, tmp_path: Path, factory: TinyFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(embedder: SentenceTransformerEmbedder, folder: Path) -> None:
        raise ExportRefused("no such operator")

    index = tmp_path / "index"
    with monkeypatch.context() as earlier:
        earlier.setattr(SentenceTransformerEmbedder, "export", refuse)
        first = build(corpus, index, ExportedFactory(index, factory), open_parser=Parser)
        (corpus / "b.md").write_text("# Places\n\nPlaces follow people.\n", encoding="utf-8")
        second = build(corpus, index, ExportedFactory(index, factory), open_parser=Parser)
    assert second.warnings == ()
    monkeypatch.setattr("ingest.embedder_export.exporting_libraries", lambda: {"torch": "newer"})
    embedder = ExportedFactory(index, factory)
    third = build(corpus, index, embedder, open_parser=Parser)
    assert len({first.generation, second.generation, third.generation}) == 3
    (said,) = third.warnings
    assert said.startswith("How passages are embedded has changed from")
    assert "by sentence-transformers to" in said
    generation = open_current(index)
    passages = [generation.chunk(number).searchable_text for number in range(len(generation))]
    vectors = generation.vectors.get(np.arange(len(generation)))
    assert np.array_equal(vectors, embedder.load().embed(passages).astype(np.float16).astype(np.float32))
    assert len(list((index / "cache").glob("embeddings-*.sqlite"))) == 2


def test_a_build_that_can_make_an_export_nowhere_says_so_and_leaves_the_index_as_it_was(
    corpus: Path, tmp_path: Path, factory: TinyFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill(embedder: SentenceTransformerEmbedder, folder: Path) -> None:
        raise OSError(28, "No space left on device")

    index = tmp_path / "index"
    first = build(corpus, index, ExportedFactory(index, factory), open_parser=Parser)
    shutil.rmtree(index / "cache")
    (corpus / "a.md").write_text("# People\n\nPeople lead them.\n", encoding="utf-8")
    monkeypatch.setattr(SentenceTransformerEmbedder, "export", fill)
    with pytest.raises(CoproQaError, match="No space left on device"):
        build(corpus, index, ExportedFactory(index, factory), open_parser=Parser)
    assert open_current(index).id == first.generation


def test_an_export_is_kept_also_where_nothing_was_embedded(tmp_path: Path, factory: TinyFactory) -> None:
    embedder = ExportedFactory(tmp_path, factory)
    embedder.keep()
    assert opened(tmp_path, factory).dimension == 32
    assert embedder.fingerprint == factory.fingerprint
