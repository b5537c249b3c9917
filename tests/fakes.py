"""Small stand-ins that tests share."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from copro_qa.chunk import Chunk
from copro_qa.document import Block, BlockKind, Document, Source
from copro_qa.store.generation import Generation
from copro_qa.store.index_folder import open_current
from copro_qa.store.publishing import GenerationWriter, publish


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

    way = ""

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


def written(path: str, outline: str, *, of: Source | None = None) -> Document:
    """A document from an outline, one block a line: ``# `` before a heading (``## `` one below it), ``- `` before a list item.

    Items lean on the line before their list. The id is a hash of path and text.
    """
    parts: list[tuple[BlockKind, str, int, int | None]] = []
    for line in filter(None, (line.strip() for line in outline.splitlines())):
        mark, _, words = line.partition(" ")
        if mark == "-":
            lead = parts[-1][3] if parts and parts[-1][0] is BlockKind.LIST_ITEM else len(parts) - 1
            parts.append((BlockKind.LIST_ITEM, words, 1, lead if parts else None))
        elif mark and not mark.strip("#"):
            parts.append((BlockKind.HEADING, words, len(mark), None))
        else:
            parts.append((BlockKind.PARAGRAPH, line, 0, None))
    made = document(*parts)
    identity = hashlib.sha256(f"{path}:{made.text}".encode()).hexdigest()[:16]
    return Document(identity, made.text, made.blocks, (), of or source(path, title=path.rpartition("/")[2].partition(".")[0].capitalize()))


def generation(
    index: Path,
    documents: Sequence[Document] | Mapping[str, str],
    *,
    generation_id: str = "0123456789abcdef",
    recipe: Mapping[str, str] | None = None,
) -> Generation:
    """Publishes a generation of documents (or of outlines by path) in ``index`` and opens it: one chunk per block that is no heading."""
    embedder = HashingEmbedder()
    index.mkdir(parents=True, exist_ok=True)
    scratch = index / f".scratch-{generation_id}"
    writer = GenerationWriter(scratch, dimension=embedder.dimension)
    made = [written(path, outline) for path, outline in documents.items()] if isinstance(documents, Mapping) else documents
    for each in sorted(made, key=lambda each: each.source.path):
        blocks = [block for block in each.blocks if block.kind is not BlockKind.HEADING]
        chunks = [(each.span_of(block), None if block.lead is None else each.span_of(each.blocks[block.lead])) for block in blocks]
        texts = [Chunk(0, span, lead).searchable_text for span, lead in chunks]
        writer.add(each, chunks, embedder.embed(texts), {"words": len(each.text.split())})
    writer.finish(generation_id=generation_id, recipe=recipe or {"embedder": embedder.fingerprint})
    publish(index, scratch, generation_id)
    return open_current(index)
