from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from copro_qa.models.sentence_transformer import SentenceTransformerEmbedder
from tests.models.tiny_sentence_transformer import make_sentence_transformer


@pytest.fixture(scope="session", autouse=True)
def ctrl_c_is_heeded() -> Iterator[None]:
    """A shell starts what runs in the background with Ctrl+C ignored, and what a program starts ignores it too. Some tests send it."""
    before = signal.getsignal(signal.SIGINT)
    if before is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture(scope="session")
def packaged_embedder() -> SentenceTransformerEmbedder:
    """The default model. Loading it takes seconds, so it is loaded once for all tests."""
    return SentenceTransformerEmbedder()


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a SentenceTransformer with random weights."""
    return make_sentence_transformer(tmp_path_factory.mktemp("models") / "tiny")
