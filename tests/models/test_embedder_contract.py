"""What every Embedder must do: the packaged model, any folder, and the stand-in of the other tests."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from copro_qa.models.embedder import Embedder
from copro_qa.models.exported_embedder import ExportedEmbedder
from copro_qa.models.remembering_embedder import RememberingEmbedder
from copro_qa.models.sentence_transformer import SentenceTransformerEmbedder
from tests.fakes import HashingEmbedder

TEXTS = ["People lead.", "a", "", " \n ", "Naïve 🌱 “seed” — £5m", "words " * 400, "x" * 5_000, "People lead."]
CLOSE = 1e-3


@pytest.fixture(
    scope="module", params=["hashing", "remembering", "tiny", "tiny in two threads", "exported", "exported in two threads", "packaged"]
)
def embedder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Embedder:
    if request.param == "hashing":
        return HashingEmbedder()
    if request.param == "remembering":
        return RememberingEmbedder(HashingEmbedder(), limit=3)
    if request.param.startswith("tiny"):
        folder: Path = request.getfixturevalue("tiny_model")
        return SentenceTransformerEmbedder(str(folder), threads=1 if request.param == "tiny" else 2)
    if request.param.startswith("exported"):
        whole, exported = SentenceTransformerEmbedder(str(request.getfixturevalue("tiny_model"))), tmp_path_factory.mktemp("export")
        whole.export(exported)
        return ExportedEmbedder(exported, fingerprint=whole.fingerprint, threads=1 if request.param == "exported" else 2)
    packaged: SentenceTransformerEmbedder = request.getfixturevalue("packaged_embedder")
    return packaged


def test_each_text_gets_one_row_of_length_1_in_single_precision(embedder: Embedder) -> None:
    vectors = embedder.embed(TEXTS)
    assert vectors.shape == (len(TEXTS), embedder.dimension)
    assert vectors.dtype.name == "float32"
    assert np.abs(np.linalg.norm(vectors, axis=1) - 1).max() < CLOSE


def test_a_text_has_the_same_vector_alone_and_among_others_of_any_length(embedder: Embedder) -> None:
    together = embedder.embed(TEXTS)
    alone = np.concatenate([embedder.embed([text]) for text in TEXTS])
    assert np.abs(together - alone).max() < CLOSE
    assert np.abs(together[0] - together[-1]).max() < CLOSE
    assert np.abs(together - embedder.embed(TEXTS[::-1])[::-1]).max() < CLOSE


def test_a_text_is_nearer_to_itself_than_to_one_about_something_else(embedder: Embedder) -> None:
    people, budget = embedder.embed(["people lead their services", "the budget is fifty million pounds"])
    assert people @ people > people @ budget + 0.01


def test_no_texts_give_no_rows_of_the_right_length(embedder: Embedder) -> None:
    vectors = embedder.embed([])
    assert (vectors.shape, vectors.dtype.name) == ((0, embedder.dimension), "float32")
    assert embedder.count_tokens([]) == []


def test_tokens_are_counted_with_marks_and_beyond_what_the_model_reads(embedder: Embedder) -> None:
    empty, short, long = embedder.count_tokens(["", "people lead", "a b c d " * embedder.max_tokens])
    assert 0 <= empty < short <= embedder.max_tokens < long
    assert embedder.count_tokens(["people lead"]) == [short]


def test_the_fingerprint_is_a_name_that_stays(embedder: Embedder) -> None:
    assert embedder.fingerprint
    assert embedder.fingerprint == embedder.fingerprint.strip()
