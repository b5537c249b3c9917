"""What search needs of an embedding model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

__all__ = ["Embedder"]


class Embedder(Protocol):
    """Turns texts into vectors whose dot product says how near they are in meaning.

    Contract: every row has length 1; the same text gives the same vector, alone or in a batch, to within 1e-3;
    a text longer than ``max_tokens`` is cut, never refused; an empty list gives an array of shape ``(0, dimension)``.
    """

    @property
    def fingerprint(self) -> str:
        """Names the model and its weights. Vectors of different fingerprints must never be compared."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    @property
    def max_tokens(self) -> int:
        """How many tokens of a text are read, with the model's own start and end marks."""

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of shape ``(len(texts), dimension)``, float32, each of length 1."""

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, with the model's own start and end marks."""
