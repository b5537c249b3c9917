"""An embedder over another one: what is not changed is passed on."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from copro_qa.models.embedder import Embedder

__all__ = ["WrappedEmbedder"]


class WrappedEmbedder:
    """An Embedder that does what the one underneath does. Those made from it change what they are for."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    @property
    def fingerprint(self) -> str:
        """See Embedder.fingerprint."""
        return self._embedder.fingerprint

    @property
    def dimension(self) -> int:
        """See Embedder.dimension."""
        return self._embedder.dimension

    @property
    def max_tokens(self) -> int:
        """See Embedder.max_tokens."""
        return self._embedder.max_tokens

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """See Embedder.embed."""
        return self._embedder.embed(texts)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """See Embedder.count_tokens."""
        return self._embedder.count_tokens(texts)
