from __future__ import annotations

import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from copro_qa.errors import ModelUnavailable
from copro_qa.models import sentence_transformer
from copro_qa.models.sentence_transformer import PACKAGED_MODEL, SentenceTransformerEmbedder, model_fingerprint
from tests.models.tiny_sentence_transformer import make_sentence_transformer


def test_any_folder_with_a_sentence_transformer_can_be_used(tiny_model: Path) -> None:
    embedder = SentenceTransformerEmbedder(str(tiny_model))
    assert (embedder.dimension, embedder.max_tokens) == (32, 16)
    assert embedder.embed(["people lead"]).shape == (1, 32)
    assert embedder.count_tokens(["ab c", ""]) == [5, 2]


def test_what_stands_beyond_the_tokens_that_the_model_reads_changes_nothing(tiny_model: Path) -> None:
    embedder = SentenceTransformerEmbedder(str(tiny_model))
    read = " ".join("abcdefghijklmn")  # 14 letters and two marks
    whole, cut, other = embedder.embed([f"{read} x y z", f"{read} q", f"z {read}"])
    assert np.abs(whole - cut).max() < 1e-5
    assert np.abs(whole - other).max() > 1e-3


def test_the_packaged_model_is_the_default_and_knows_what_is_alike(packaged_embedder: SentenceTransformerEmbedder) -> None:
    assert packaged_embedder.fingerprint == model_fingerprint(PACKAGED_MODEL)
    assert packaged_embedder.fingerprint.startswith(f"{PACKAGED_MODEL}==")
    assert (packaged_embedder.dimension, packaged_embedder.max_tokens) == (384, 256)
    question, answer, other = packaged_embedder.embed(
        ["Who looks after unpaid carers?", "Support for people who care for a relative", "The bridge was painted red"]
    )
    assert question @ answer > question @ other + 0.2


def test_the_fingerprint_of_a_folder_is_known_without_loading_it_and_is_the_loaded_ones(tiny_model: Path) -> None:
    known = model_fingerprint(str(tiny_model))
    assert known.startswith("tiny@")
    assert SentenceTransformerEmbedder(str(tiny_model)).fingerprint == known
    assert model_fingerprint(f"{tiny_model}/") == known


def test_the_folder_that_one_stands_in_has_the_same_fingerprint(tiny_model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = model_fingerprint(str(tiny_model))
    monkeypatch.chdir(tiny_model)
    assert model_fingerprint(".") == known


@pytest.mark.parametrize(
    "name", ["model.safetensors", "config.json", "tokenizer.json", "1_Pooling/config.json", "2_Dense/model.safetensors"]
)
def test_any_change_in_weights_settings_or_vocabulary_gives_another_fingerprint(tiny_model: Path, tmp_path: Path, name: str) -> None:
    copy = shutil.copytree(tiny_model, tmp_path / "tiny")
    assert model_fingerprint(str(copy)) == model_fingerprint(str(tiny_model))
    (copy / name).parent.mkdir(exist_ok=True)
    with (copy / name).open("ab") as file:
        file.write(b" ")
    assert model_fingerprint(str(copy)) != model_fingerprint(str(tiny_model))


def test_notes_and_copies_for_other_programs_do_not_change_the_fingerprint(tiny_model: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(tiny_model, tmp_path / "tiny")
    for name in ("README.md", "onnx/config.json", ".cache/model.bin"):
        (copy / name).parent.mkdir(exist_ok=True)
        (copy / name).write_text("changed", encoding="utf-8")
    assert model_fingerprint(str(copy)) == model_fingerprint(str(tiny_model))


def test_two_models_of_one_shape_have_different_fingerprints(tiny_model: Path, tmp_path: Path) -> None:
    other = make_sentence_transformer(tmp_path / "tiny", seed=2)
    assert model_fingerprint(str(other)) != model_fingerprint(str(tiny_model))


def test_a_name_is_its_own_fingerprint() -> None:
    assert model_fingerprint("some-name/of-a-model") == "some-name/of-a-model"


def test_a_folder_that_holds_no_model_is_refused_in_plain_words(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ModelUnavailable, match="cannot be loaded") as raised:
        SentenceTransformerEmbedder(str(tmp_path))
    assert PACKAGED_MODEL in str(raised.value)
    assert str(tmp_path) in str(raised.value)


def test_a_packaged_model_that_is_not_installed_is_refused_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sentence_transformer, "find_spec", lambda name: None)
    for use in (lambda: model_fingerprint(PACKAGED_MODEL), SentenceTransformerEmbedder):
        with pytest.raises(ModelUnavailable, match="make setup"):
            use()


def test_many_threads_embed_and_count_at_once(tiny_model: Path) -> None:
    embedder = SentenceTransformerEmbedder(str(tiny_model))
    texts = [f"people {letter}" for letter in "abcdefgh"] * 10
    expected = SentenceTransformerEmbedder(str(tiny_model)).embed(texts)
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as threads:
            counted = threads.map(lambda text: embedder.count_tokens([text]), texts)
            vectors = np.concatenate(list(threads.map(lambda text: embedder.embed([text]), texts)))
    finally:
        sys.setswitchinterval(interval)
    assert np.abs(vectors - expected).max() < 1e-3
    assert set(map(tuple, counted)) == {(9,)}


def test_many_batches_in_several_threads_give_the_vectors_of_one_thread_to_the_last_bit(tiny_model: Path) -> None:
    texts = [f"people {letter} " * length for length in range(1, 12) for letter in "abcdefgh"]
    expected = SentenceTransformerEmbedder(str(tiny_model)).embed(texts)
    assert (SentenceTransformerEmbedder(str(tiny_model), threads=3).embed(texts) == expected).all()


def test_a_batch_holds_texts_of_about_as_many_tokens(tiny_model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    embedder = SentenceTransformerEmbedder(str(tiny_model))
    batches: list[list[str]] = []
    encode = embedder._encode

    def noted(texts: list[str]) -> NDArray[np.float32]:
        batches.append(texts)
        return encode(texts)

    monkeypatch.setattr(embedder, "_encode", noted)
    words = [number * 7 % 12 + 1 for number in range(40)]
    embedder.embed(["a " * count for count in words])
    assert len(batches) > 2
    assert [len(text.split()) for batch in batches for text in batch] == sorted(words, reverse=True)


def test_tokens_are_counted_in_full_while_texts_are_embedded(tiny_model: Path) -> None:
    embedder = SentenceTransformerEmbedder(str(tiny_model), threads=2)
    long = "a b c d " * 10
    with ThreadPoolExecutor(1) as thread:
        embedding = thread.submit(lambda: [embedder.embed([long] * 40) for _ in range(5)])
        counted = {embedder.count_tokens([long])[0] for _ in range(200)}
        embedding.result()
    assert counted == {42}


def test_importing_the_command_line_loads_no_model_library() -> None:
    code = (
        "import sys, copro_qa.cli, copro_qa.document; print([n for n in ('torch', 'sentence_transformers', 'faiss') if n in sys.modules])"
    )
    finished = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert finished.stdout.strip() == "[]"


def test_a_text_has_the_same_vector_to_the_last_bit_whatever_stands_beside_it(packaged_embedder: SentenceTransformerEmbedder) -> None:
    texts = ["Carers plan support.", "Who decides?", "People lead services together with those who provide them. " * 3, "Aim"]
    together = packaged_embedder.embed(texts)
    assert all(np.array_equal(packaged_embedder.embed([text])[0], vector) for text, vector in zip(texts, together, strict=True))
