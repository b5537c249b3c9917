"""The floor: sentence-transformers' encode into a flat FAISS index, and bm25s over the same chunks, with nothing around them."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.speed.peers.system import Indexed

__all__ = ["Floor"]

_LIMIT = 10
_VECTORS, _WORDS, _TEXTS = "vectors.faiss", "words", "texts.json"


class Floor:
    """See System."""

    def load(self, model: str) -> None:
        """See System.load."""
        from sentence_transformers import SentenceTransformer

        self._model: Any = SentenceTransformer(model, device="cpu", local_files_only=True)

    def index(self, texts: Path, index: Path, chunks: Sequence[str] | None) -> Indexed:  # noqa: ARG002  it cuts nothing
        """See System.index. Chunks have to be given."""
        import bm25s
        import faiss

        if chunks is None:
            raise ValueError("the floor needs chunks")
        vectors = self._model.encode(list(chunks), normalize_embeddings=True, show_progress_bar=False)
        flat: Any = faiss.IndexFlatIP(vectors.shape[1])
        flat.add(vectors)
        words: Any = bm25s.BM25()
        words.index(bm25s.tokenize(list(chunks), show_progress=False), show_progress=False)
        index.mkdir(parents=True)
        faiss.write_index(flat, str(index / _VECTORS))
        words.save(str(index / _WORDS))
        (index / _TEXTS).write_text(json.dumps(list(chunks)), encoding="utf-8")
        return Indexed(len(chunks), sum(map(len, chunks)))

    def open(self, index: Path, model: str) -> Callable[[str], Sequence[str]]:
        """See System.open. The two lists of hits are not joined."""
        import bm25s
        import faiss

        self.load(model)
        flat: Any = faiss.read_index(str(index / _VECTORS))
        words: Any = bm25s.BM25.load(str(index / _WORDS))
        texts = json.loads((index / _TEXTS).read_text(encoding="utf-8"))
        limit = min(_LIMIT, len(texts))

        def search(question: str) -> list[str]:
            vector = self._model.encode([question], normalize_embeddings=True, show_progress_bar=False)
            near = flat.search(vector, limit)[1][0]
            words.retrieve(bm25s.tokenize([question], show_progress=False), k=limit, show_progress=False)
            return [texts[place] for place in near]

        return search
