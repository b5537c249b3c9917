"""Models that count what they are given, for benchmarks that say what a question costs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from copro_qa.models.embedder import Embedder
from copro_qa.models.reader import Passage, Reader, Reading
from copro_qa.models.wrapped_embedder import WrappedEmbedder

__all__ = ["CountingEmbedder", "CountingReader"]


class CountingEmbedder(WrappedEmbedder):
    """The embedder that it is given, with a count of the texts that it embedded."""

    def __init__(self, embedder: Embedder) -> None:
        super().__init__(embedder)
        self.count = 0

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """See Embedder.embed."""
        self.count += len(texts)
        return super().embed(texts)


class CountingReader:
    """The reader that it is given, with a count of the passages that it read."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.count = 0

    def read(self, question: str, passages: Sequence[Passage]) -> list[Reading]:
        """See Reader.read."""
        self.count += len(passages)
        return self._reader.read(question, passages)
