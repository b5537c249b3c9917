"""An embedder that remembers: the sentences of a corpus come up again and again, and embedding them is most of the time of a question.

It is for the texts of documents. What a person asks is embedded past it, by ``forgetful``, so that no question stays in memory.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from copro_qa.models.embedder import Embedder
from copro_qa.models.wrapped_embedder import WrappedEmbedder

__all__ = ["RememberingEmbedder"]

_TEXTS_REMEMBERED = 50_000
"""75 MB of vectors of 384 dimensions."""


class RememberingEmbedder(WrappedEmbedder):
    """An Embedder over another one, whose last vectors it keeps. Safe to use from several threads."""

    def __init__(self, embedder: Embedder, *, limit: int = _TEXTS_REMEMBERED) -> None:
        super().__init__(embedder)
        self._limit = limit
        self._vectors: OrderedDict[str, NDArray[np.float32]] = OrderedDict()
        self._lock = Lock()

    @property
    def forgetful(self) -> Embedder:
        """The embedder underneath, which keeps nothing."""
        return self._embedder

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """See Embedder.embed."""
        with self._lock:
            known = {text: self._vectors[text] for text in texts if text in self._vectors}
        missing = [text for text in dict.fromkeys(texts) if text not in known]
        # Copied, because a row by itself would keep all the rows of its batch in memory.
        known.update((text, vector.copy()) for text, vector in zip(missing, self._embedder.embed(missing), strict=True))
        with self._lock:
            for text in texts:
                self._vectors[text] = known[text]
                self._vectors.move_to_end(text)
            while len(self._vectors) > self._limit:
                self._vectors.popitem(last=False)
        return np.stack([known[text] for text in texts]) if texts else np.empty((0, self.dimension), np.float32)
