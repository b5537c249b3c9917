"""Small stand-ins that tests share."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from copro_qa.document import Block, BlockKind, Document, Source


def count_words_as_tokens(texts: Sequence[str]) -> list[int]:
    """One token a word, and two marks, as most models have."""
    return [len(text.split()) + 2 for text in texts]


class HashingEmbedder:
    """A bag of hashed words: texts that share words are near. Satisfies ``copro_qa.models.embedder.Embedder``."""

    dimension = 64
    max_tokens = 256

    def __init__(self, fingerprint: str = "hashing-64") -> None:
        self.fingerprint = fingerprint
        self.embedded: list[str] = []
        """Every text that was ever asked for."""

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.embedded += texts
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        vectors[:, 0] = 0.1  # so that a text without words has a direction too
        for vector, text in zip(vectors, texts, strict=True):
            for word in re.findall(r"\w+", text[:10_000].lower()):
                digest = hashlib.sha256(word.encode()).digest()
                vector[int.from_bytes(digest[:4], "big") % self.dimension] += 1
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return count_words_as_tokens(texts)


def source(path: str = "report.txt", *, title: str = "Report", file_sha256: str = "0" * 64) -> Source:
    return Source(path=path, file_sha256=file_sha256, media_type="text/plain", title=title)


def document(*parts: tuple[BlockKind, str] | tuple[BlockKind, str, int, int | None], title: str = "Report") -> Document:
    """A document of these blocks: kind and text, and where it matters level and position of the lead. A blank line lies between two."""
    blocks: list[Block] = []
    text = ""
    for part in parts:
        kind, words, level, lead = (*part, 1 if part[0] is BlockKind.HEADING else 0, None) if len(part) == 2 else part
        start = len(text) + 2 if text else 0
        text = f"{text}\n\n{words}" if text else words
        blocks.append(Block(kind, start, len(text), level, lead))
    return Document("0123456789abcdef", text, tuple(blocks), (), source(title=title))


class HashingEmbedderFactory:
    """Knows its fingerprint, and loads a HashingEmbedder. Satisfies ``copro_qa.models.factory.EmbedderFactory``."""

    def __init__(self, fingerprint: str = "hashing-64") -> None:
        self.fingerprint = fingerprint
        self.loaded: list[HashingEmbedder] = []

    def load(self) -> HashingEmbedder:
        self.loaded.append(HashingEmbedder(self.fingerprint))
        return self.loaded[-1]

    @property
    def embedded(self) -> list[str]:
        """Every text that any of its embedders was asked for."""
        return [text for embedder in self.loaded for text in embedder.embedded]
