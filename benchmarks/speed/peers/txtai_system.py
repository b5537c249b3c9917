"""txtai as its documentation sets it up: an embeddings database with content; texts are cut into paragraphs by its Segmentation.

Its documentation searches with such a database by meaning; ``hybrid`` adds words, as its page on hybrid search does.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.speed.peers.system import Indexed

__all__ = ["Txtai"]

_LIMIT = 10


class Txtai:
    """See System."""

    def __init__(self, *, hybrid: bool = False) -> None:
        self._hybrid = hybrid

    def load(self, model: str) -> None:
        """See System.load."""
        from txtai import Embeddings
        from txtai.pipeline import Segmentation

        self._embeddings: Any = Embeddings(path=model, content=True, hybrid=self._hybrid)
        self._cut: Any = Segmentation(paragraphs=True)

    def index(self, texts: Path, index: Path, chunks: Sequence[str] | None) -> Indexed:
        """See System.index."""
        if chunks is None:
            chunks = [part for file in sorted(texts.iterdir()) for part in self._cut(file.read_text(encoding="utf-8"))]
        self._embeddings.index(chunks)
        self._embeddings.save(str(index))
        return Indexed(len(chunks), sum(map(len, chunks)))

    def open(self, index: Path, model: str) -> Callable[[str], Sequence[str]]:  # noqa: ARG002  the index names it
        """See System.open."""
        from txtai import Embeddings

        embeddings: Any = Embeddings()
        embeddings.load(str(index))
        return lambda question: [found["text"] for found in embeddings.search(question, _LIMIT)]
