from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from copro_qa.errors import ModelUnavailable
from copro_qa.models.embedder_export import ExportRefused
from copro_qa.models.exported_embedder import ExportedEmbedder
from copro_qa.models.sentence_transformer import SentenceTransformerEmbedder
from tests.models.tiny_sentence_transformer import make_sentence_transformer

TEXTS = ["people lead", "", " a  b\nc ", "ÀÉ Ünï ½ — “x”", "a b c d e f g h i j k l m n o p q r s t u v w x y z " * 9, "z", "x" * 900] * 5


@pytest.fixture(scope="module")
def whole(tiny_model: Path) -> SentenceTransformerEmbedder:
    return SentenceTransformerEmbedder(str(tiny_model))


@pytest.fixture(scope="module")
def export(whole: SentenceTransformerEmbedder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("export")
    whole.export(folder)
    return folder


@pytest.fixture
def copied(export: Path, tmp_path: Path) -> Path:
    for file in export.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    return tmp_path


def test_its_vectors_are_those_of_the_model_that_it_was_made_from(whole: SentenceTransformerEmbedder, export: Path) -> None:
    exported = ExportedEmbedder(export, fingerprint=whole.fingerprint)
    assert (exported.dimension, exported.max_tokens, exported.fingerprint) == (whole.dimension, whole.max_tokens, whole.fingerprint)
    assert np.abs(exported.embed(TEXTS) - whole.embed(TEXTS)).max() < 1e-5
    assert exported.count_tokens(TEXTS) == whole.count_tokens(TEXTS)


def test_the_packaged_model_exports_to_the_same_vectors(packaged_embedder: SentenceTransformerEmbedder, tmp_path: Path) -> None:
    packaged_embedder.export(tmp_path)
    exported = ExportedEmbedder(tmp_path, fingerprint=packaged_embedder.fingerprint)
    texts = ["Who looks after unpaid carers?", "Naïve £5m — “seed” 🌱", "Support for people who care for a relative. " * 60]
    assert np.abs(exported.embed(texts) - packaged_embedder.embed(texts)).max() < 1e-5


@pytest.mark.parametrize("pooling", ["cls", "max", "mean_sqrt_len_tokens"])
def test_whatever_a_model_does_after_its_encoder_is_exported_with_it(tmp_path: Path, pooling: str) -> None:
    model = make_sentence_transformer(tmp_path / "model", seed=3)
    settings = json.loads((model / "1_Pooling/config.json").read_text())
    (model / "1_Pooling/config.json").write_text(json.dumps({**settings, "pooling_mode": pooling}))
    whole = SentenceTransformerEmbedder(str(model))
    (tmp_path / "export").mkdir()
    whole.export(tmp_path / "export")
    exported = ExportedEmbedder(tmp_path / "export", fingerprint=whole.fingerprint)
    assert np.abs(exported.embed(TEXTS) - whole.embed(TEXTS)).max() < 1e-5


def test_a_model_whose_export_would_give_other_vectors_is_refused(tiny_model: Path, tmp_path: Path) -> None:
    whole = SentenceTransformerEmbedder(str(tiny_model))
    whole._model.prompts = {"query": "a question: "}
    whole._model.default_prompt_name = "query"
    with pytest.raises(ExportRefused, match="other vectors"):
        whole.export(tmp_path)


def test_a_model_that_cannot_be_traced_is_refused(tiny_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = SentenceTransformerEmbedder(str(tiny_model))

    def fail(*arguments: object, **options: object) -> None:
        raise RuntimeError("no such operator")

    monkeypatch.setattr("torch.onnx.export", fail)
    with pytest.raises(ExportRefused, match="no such operator"):
        whole.export(tmp_path)


def _flip(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


def _put_format_2(file: Path) -> None:
    file.write_text(json.dumps({**json.loads(file.read_text()), "format": 2}))


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json", "embedder.json"])
@pytest.mark.parametrize("damage", [_flip, lambda file: file.unlink(), lambda file: file.write_bytes(b"")], ids=["flip", "gone", "empty"])
def test_a_damaged_export_is_refused_with_its_name_and_what_to_do(copied: Path, name: str, damage: Callable[[Path], None]) -> None:
    if name == "embedder.json" and damage is _flip:
        damage = _put_format_2
    damage(copied / name)
    with pytest.raises(ModelUnavailable, match="copro-qa index") as raised:
        ExportedEmbedder(copied, fingerprint="any")
    assert str(copied) in str(raised.value)


def test_the_export_of_another_model_is_refused(export: Path) -> None:
    with pytest.raises(ModelUnavailable, match="not from another@0"):
        ExportedEmbedder(export, fingerprint="another@0")


def test_a_text_has_the_same_vector_to_the_last_bit_whatever_else_is_embedded_and_in_however_many_threads(
    whole: SentenceTransformerEmbedder, export: Path
) -> None:
    expected = ExportedEmbedder(export, fingerprint=whole.fingerprint).embed(TEXTS)
    in_threads = ExportedEmbedder(export, fingerprint=whole.fingerprint, threads=3)
    np.testing.assert_array_equal(in_threads.embed(TEXTS), expected)
    np.testing.assert_array_equal(in_threads.embed(TEXTS[::-2])[::-1], expected[1::2] if len(TEXTS) % 2 == 0 else expected[::2])
    np.testing.assert_array_equal(np.concatenate([in_threads.embed([text]) for text in TEXTS[:7]]), expected[:7])


def test_the_packaged_model_gives_a_sentence_the_same_vector_to_the_last_bit_alone_and_beside_others(
    packaged_embedder: SentenceTransformerEmbedder, tmp_path: Path
) -> None:
    packaged_embedder.export(tmp_path)
    exported = ExportedEmbedder(tmp_path, fingerprint=packaged_embedder.fingerprint)
    sentences = ["Carers plan their own support.", "Who decides?", "People lead services together with those who provide them.", "Aim"]
    np.testing.assert_array_equal(np.concatenate([exported.embed([sentence]) for sentence in sentences]), exported.embed(sentences))


def test_many_threads_embed_at_once(whole: SentenceTransformerEmbedder, export: Path) -> None:
    exported = ExportedEmbedder(export, fingerprint=whole.fingerprint)
    expected = exported.embed(TEXTS)
    with ThreadPoolExecutor(8) as threads:
        vectors = np.concatenate(list(threads.map(lambda text: exported.embed([text]), TEXTS)))
    np.testing.assert_array_equal(vectors, expected)


def test_opening_it_loads_neither_torch_nor_transformers(whole: SentenceTransformerEmbedder, export: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from copro_qa.models.exported_embedder import ExportedEmbedder; "
        f"ExportedEmbedder(Path({str(export)!r}), fingerprint={whole.fingerprint!r}).embed(['people lead']); "
        "print([n for n in ('torch', 'transformers', 'sentence_transformers', 'sklearn', 'scipy', 'pandas') if n in sys.modules])"
    )
    finished = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert finished.stdout.strip() == "[]"


def test_a_folder_that_is_removed_after_it_was_opened_is_not_missed(whole: SentenceTransformerEmbedder, copied: Path) -> None:
    exported = ExportedEmbedder(copied, fingerprint=whole.fingerprint)
    for file in copied.iterdir():
        file.unlink()
    assert exported.count_tokens(TEXTS) == whole.count_tokens(TEXTS)
    assert np.abs(exported.embed(TEXTS) - whole.embed(TEXTS)).max() < 1e-5
