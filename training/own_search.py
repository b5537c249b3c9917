"""Passages that look like an answer to the product itself: ranked by its own search, by words and by meaning."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer

from copro_qa.models.embedder import Embedder
from copro_qa.models.sentence_transformer import PACKAGED_MODEL, model_fingerprint, packaged_folder
from copro_qa.retrieval.joined import JoinedSearch
from copro_qa.store.faiss_vectors import FaissVectors
from copro_qa.store.lexical import LexicalEntry, LexicalIndex, LexicalWriter
from training.written import text_hash

__all__ = ["BatchEmbedder", "OwnSearch", "PassageVectors"]

_AT_ONCE = 2_000
_BATCH = 32


class BatchEmbedder:
    """The default embedding model, many texts at a time: quicker than the product's own way, and not the same to the last bit.

    ``half`` has its products in bfloat16.
    """

    def __init__(self, *, half: bool = False) -> None:
        self.fingerprint = f"{model_fingerprint(PACKAGED_MODEL)}, {'bf16' if half else 'fp32'}"
        self._model = SentenceTransformer(str(packaged_folder()), device="cpu", local_files_only=True)
        self._half = half
        self.dimension = int(self._model.get_embedding_dimension() or 0)
        self.max_tokens = int(self._model.max_seq_length or 0)

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """See Embedder.embed."""
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self._half):
            made = self._model.encode(list(texts), batch_size=_BATCH, normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(made, np.float32)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """See Embedder.count_tokens."""
        return [len(ids) for ids in self._model.tokenizer(list(texts))["input_ids"]]


class PassageVectors:
    """The vectors of passages, each embedded once, and kept in ``file`` so that a run that goes on need not do it again."""

    def __init__(self, embedder: Embedder, file: Path | None = None) -> None:
        self.embedder = embedder
        self._file = file
        self._vectors = dict[str, NDArray[np.float32]]()
        if file is not None and file.is_file():
            with np.load(file) as kept:
                if str(kept["fingerprint"]) == embedder.fingerprint:
                    self._vectors = dict(zip(kept["hashes"].tolist(), kept["vectors"], strict=True))

    def of(self, passages: Sequence[str]) -> NDArray[np.float32]:
        """Of shape ``(len(passages), dimension)``."""
        hashes = list(map(text_hash, passages))
        missing = [(name, passage) for name, passage in dict(zip(hashes, passages, strict=True)).items() if name not in self._vectors]
        for first in range(0, len(missing), _AT_ONCE):
            some = missing[first : first + _AT_ONCE]
            made = self.embedder.embed([passage for _, passage in some])
            self._vectors.update(zip((name for name, _ in some), made, strict=True))
            print(f"{first + len(some)} of {len(missing)} passages embedded", flush=True)
        if missing and self._file is not None:
            part = self._file.with_suffix(".part.npz")
            vectors = np.array(list(self._vectors.values()), np.float32)
            np.savez(part, fingerprint=self.embedder.fingerprint, hashes=np.array(list(self._vectors)), vectors=vectors)
            part.replace(self._file)
        return np.array([self._vectors[name] for name in hashes], np.float32).reshape(-1, self.embedder.dimension)


class OwnSearch:
    """Ranks passages for a question as the product's search does."""

    def __init__(self, passages: Sequence[str], contexts: Sequence[str], vectors: PassageVectors) -> None:
        folder = Path(tempfile.mkdtemp())
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        writer = LexicalWriter(folder)
        writer.add(_entries(passages, contexts))
        writer.finish()
        found = FaissVectors(vectors.embedder.dimension, flat_up_to=len(passages))
        embedded = [f"{context}\n{passage}" if context else passage for context, passage in zip(contexts, passages, strict=True)]
        found.add(np.arange(len(passages)), vectors.of(embedded))
        self._search = JoinedSearch(LexicalIndex.open(folder), found, vectors.embedder)

    def best(self, question: str, count: int) -> list[int]:
        """Positions of the ``count`` best passages, best first."""
        return [hit.number for hit in self._search.find(question, count)]


def _entries(passages: Iterable[str], contexts: Iterable[str]) -> Iterable[LexicalEntry]:
    for number, (passage, context) in enumerate(zip(passages, contexts, strict=True)):
        yield LexicalEntry(number, number, context, passage)
