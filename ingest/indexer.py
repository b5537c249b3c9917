"""Documents into the files of a generation: cut into chunks, embedded many at a time, and written in the order they came."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from copro_qa.boxes import TextBoxes
from copro_qa.chunk import Chunk
from copro_qa.document import Document, Span
from copro_qa.errors import CoproQaError, DocumentUnreadable
from copro_qa.models.embedder import Embedder
from copro_qa.models.factory import EmbedderFactory
from copro_qa.store.glossary import write_glossary
from copro_qa.store.manifest import Manifest
from copro_qa.store.publishing import GenerationWriter
from ingest.chunker import ChunkSizes, chunk
from ingest.embedding_cache import EmbeddingCache
from ingest.glossary import GlossaryGatherer
from ingest.progress import Progress

__all__ = ["Indexer"]

_CHUNKS_AT_ONCE = 4096
"""Chunks that wait until they are embedded together: enough to sort by length, some MB of text."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    document: Document
    report: Mapping[str, Any]
    boxes: TextBoxes | None
    chunks: Sequence[tuple[Span, Span | None]]


class Indexer:
    """Writes documents to ``folder``, which must not exist yet. The model is loaded, and the folder made, with the first of them."""

    def __init__(self, folder: Path, cache_folder: Path, embedder: EmbedderFactory, sizes: ChunkSizes, progress: Progress) -> None:
        self.documents = 0
        self._folder = folder
        self._cache_folder = cache_folder
        self._factory = embedder
        self._sizes = sizes
        self._progress = progress
        self._waiting: list[_Waiting] = []
        self._chunks_waiting = 0
        self._open = ExitStack()
        self._finished = False
        self._glossary = GlossaryGatherer()

    def add(self, document: Document, report: Mapping[str, Any], boxes: TextBoxes | None = None) -> None:
        """Adds a document, with where its text is printed. Raises DocumentUnreadable when there is nothing in it to search."""
        chunks = chunk(document, self._embedder.count_tokens, max_tokens=self._embedder.max_tokens, sizes=self._sizes)
        if not chunks:
            raise DocumentUnreadable("The file holds no text.")
        self._progress.passages_found(len(chunks))
        self._waiting.append(_Waiting(document, report, boxes, chunks))
        self._chunks_waiting += len(chunks)
        self._glossary.add(document)
        self.documents += 1
        if self._chunks_waiting >= _CHUNKS_AT_ONCE:
            self._write_waiting()

    def finish(
        self, generation_id: str, recipe: Mapping[str, str], *, failed: Sequence[tuple[str, str]], ignored: Sequence[str]
    ) -> Manifest:
        """Writes what is left. Raises CoproQaError or OSError when that fails."""
        self._write_waiting()
        write_glossary(self._folder, self._glossary.gathered())
        try:
            manifest = self._writer.finish(generation_id=generation_id, recipe=recipe, failed=failed, ignored=ignored)
        except (RuntimeError, ValueError) as error:
            raise self._not_written(error) from error
        self._finished = True
        return manifest

    def close(self) -> None:
        """Lets go of the cache, and of the folder if it is not finished. Nothing can be added afterwards."""
        self._open.close()
        if "_writer" in self.__dict__ and not self._finished:
            # What the libraries say while they are stopped is of no use to anyone: the first error is on its way already.
            with suppress(Exception):
                self._writer.abandon()

    def _write_waiting(self) -> None:
        waiting, self._waiting, self._chunks_waiting = self._waiting, [], 0
        texts = [Chunk(0, span, lead).searchable_text for entry in waiting for span, lead in entry.chunks]
        vectors = self._cache.embed(texts, self._embedder, embedded=self._progress.passages_embedded)
        first = 0
        for entry in waiting:
            after = first + len(entry.chunks)
            try:
                self._writer.add(entry.document, entry.chunks, vectors[first:after], entry.report, boxes=entry.boxes)
            except (RuntimeError, ValueError) as error:
                raise self._not_written(error) from error
            first = after

    def _not_written(self, error: Exception) -> CoproQaError:
        # The libraries behind the index have their own words for a full disk.
        return CoproQaError(
            f"The index could not be written to {self._folder.parent}: {error}. The index that was there before is still in use. "
            "Check that the disk has room, then try again."
        )

    @cached_property
    def _embedder(self) -> Embedder:
        return self._factory.load()

    @cached_property
    def _writer(self) -> GenerationWriter:
        return GenerationWriter(self._folder, dimension=self._embedder.dimension)

    @cached_property
    def _cache(self) -> EmbeddingCache:
        fingerprint, dimension = self._factory.fingerprint, self._embedder.dimension
        return self._open.enter_context(EmbeddingCache(self._cache_folder, fingerprint=fingerprint, dimension=dimension))
