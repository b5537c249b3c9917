"""Documents into the files of a generation: cut into chunks, embedded many at a time, and written in the order they came.

While a portion of chunks is embedded, the documents of the next one are read. A document that the former generation holds is taken over
from there, with its chunks and their vectors.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from copro_qa.boxes import TextBoxes
from copro_qa.chunk import Chunk
from copro_qa.document import Document, Source, Span
from copro_qa.errors import DocumentUnreadable
from copro_qa.models.embedder import Embedder
from copro_qa.models.factory import EmbedderFactory
from copro_qa.store.former import FormerGeneration
from copro_qa.store.glossary import write_glossary
from copro_qa.store.manifest import Manifest, entry_line
from copro_qa.store.publishing import GenerationWriter
from copro_qa.texts import texts
from ingest.background_embedding import BackgroundEmbedding
from ingest.chunker import ChunkSizes, chunk
from ingest.embedding_cache import EmbeddingCache
from ingest.glossary import DocumentTerms
from ingest.progress import Progress
from ingest.term_totals import GlossaryGatherer
from ingest.unwritable import index_not_written

__all__ = ["Indexer"]

_FIRST_PORTION = 32
"""Chunks that wait before the first are embedded: few, so that embedding begins soon. Each portion is twice as large as the one before."""
_CHUNKS_AT_ONCE = 512
"""Chunks of a full portion: enough to sort by length. Portions depend on the documents alone, and on which of them are taken over, so that
the same give the same vectors."""
_CARRIED_OVER_AT_ONCE = 50
"""Documents: enough that one by one is not slower any more, and some tens of MB where they have many printed pages."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    document: Document
    report: Mapping[str, Any]
    boxes: TextBoxes | None
    chunks: Sequence[tuple[Span, Span | None]]
    basis: str
    notes: bytes


@dataclass(frozen=True, slots=True)
class _CarriedOver:
    place: int
    """In the former generation."""
    source: Source
    basis: str


class Indexer:
    """Writes documents to ``folder``, which must not exist yet. The model is loaded with the first that has to be cut into chunks.

    ``former`` must be of the same recipe, or None.
    """

    def __init__(
        self,
        folder: Path,
        cache_folder: Path,
        embedder: EmbedderFactory,
        sizes: ChunkSizes,
        progress: Progress,
        *,
        former: FormerGeneration | None = None,
    ) -> None:
        self.documents = 0
        self._folder = folder
        self._cache_folder = cache_folder
        self._factory = embedder
        self._sizes = sizes
        self._progress = progress
        self._former = former
        self._waiting: list[_Waiting | _CarriedOver] = []
        self._being_embedded: list[_Waiting | _CarriedOver] = []
        self._chunks_waiting = 0
        self._open = ExitStack()
        self._finished = False
        self._glossary = GlossaryGatherer(former)
        self._portion = min(_FIRST_PORTION, _CHUNKS_AT_ONCE)
        self._embedding = BackgroundEmbedding(self._vectors_of, progress.passages_embedded)

    def has_former(self, document_id: str) -> bool:
        """Whether the former generation holds this document."""
        return self._former is not None and self._former.find(document_id) is not None

    def take_over(self, document_id: str, basis: str, source_now: Callable[[], Source | None]) -> bool:
        """Adds a document as the former generation holds it, if it does; says whether that was done.

        ``source_now`` is asked only when ``basis`` is another than before. With another title, chunks have other contexts, so that such
        a document has to be added anew. Raises IndexDamaged.
        """
        place = None if self._former is None else self._former.find(document_id)
        if self._former is None or place is None:
            return False
        before = self._former.generation.entries[place]
        source = before.source if basis and before.basis == basis else source_now()
        if source is None or source.title != before.source.title:
            return False
        self._waiting.append(_CarriedOver(place, source, basis))
        self._glossary.keep(document_id, place)
        self.documents += 1
        # Those behind a document that is embedded can be written only after it, and writing them all takes longer than to embed a few.
        if len(self._waiting) >= _CARRIED_OVER_AT_ONCE and (self._chunks_waiting or not self._embedding.keeps_waiting):
            self._embed_waiting()
        return True

    def add(self, document: Document, report: Mapping[str, Any], boxes: TextBoxes | None = None, *, basis: str = "") -> None:
        """Adds a document, with where its text is printed. Raises DocumentUnreadable when there is nothing in it to search."""
        chunks = chunk(document, self._embedder.count_tokens, max_tokens=self._embedder.max_tokens, sizes=self._sizes)
        if not chunks:
            raise DocumentUnreadable(texts()("unreadable.no_text"))
        self._progress.passages_found(len(chunks))
        terms = DocumentTerms.of(document)
        self._waiting.append(_Waiting(document, report, boxes, chunks, basis, terms.to_bytes()))
        self._chunks_waiting += len(chunks)
        self._glossary.add(document.id, terms)
        self.documents += 1
        self._embedding.pass_on()
        if self._chunks_waiting >= self._portion:
            self._portion = min(2 * self._portion, _CHUNKS_AT_ONCE)
            self._embed_waiting()

    def finish(
        self, generation_id: str, recipe: Mapping[str, str], *, failed: Sequence[tuple[str, str]], ignored: Sequence[str]
    ) -> Manifest:
        """Writes what is left. Raises CoproQaError or OSError when that fails."""
        self._embed_waiting()
        self._embed_waiting()  # nothing waits any more: this is for what was begun
        writer = self._writer  # which makes the folder, where there was no document to write
        totals = self._glossary.totals()
        totals.write(self._folder)
        write_glossary(self._folder, totals.glossary())
        try:
            manifest = writer.finish(generation_id=generation_id, recipe=recipe, failed=failed, ignored=ignored)
        except (RuntimeError, ValueError) as error:
            raise index_not_written(self._folder.parent, str(error)) from error
        self._finished = True
        return manifest

    def close(self) -> None:
        """Lets go of the cache, and of the folder if it is not finished. Nothing can be added afterwards."""
        self._embedding.close()
        self._open.close()
        if "_writer" in self.__dict__ and not self._finished:
            # What the libraries say while they are stopped is of no use to anyone: the first error is on its way already.
            with suppress(Exception):
                self._writer.abandon()

    def _embed_waiting(self) -> None:
        """Begins to embed what waits, and writes what was embedded until now."""
        vectors = self._embedding.finish() if self._embedding.is_busy else None
        embedded, self._being_embedded = self._being_embedded, self._taken()
        new = [entry for entry in self._being_embedded if isinstance(entry, _Waiting)]
        wanted = [Chunk(0, span, lead).searchable_text for entry in new for span, lead in entry.chunks]
        if wanted:
            self._embedding.begin(wanted)
        self._write(embedded, vectors)

    def _taken(self) -> list[_Waiting | _CarriedOver]:
        waiting, self._waiting, self._chunks_waiting = self._waiting, [], 0
        return waiting

    def _write(self, taken: Sequence[_Waiting | _CarriedOver], vectors: NDArray[np.float32] | None) -> None:
        first = 0
        try:
            for is_carried_over, entries in groupby(taken, lambda entry: isinstance(entry, _CarriedOver)):
                if is_carried_over:
                    self._carry_over([entry for entry in entries if isinstance(entry, _CarriedOver)])
                    continue
                for entry in entries:
                    if isinstance(entry, _Waiting) and vectors is not None:
                        after = first + len(entry.chunks)
                        self._write_new(entry, vectors[first:after])
                        first = after
        except (RuntimeError, ValueError) as error:
            raise index_not_written(self._folder.parent, str(error)) from error

    def _write_new(self, entry: _Waiting, vectors: NDArray[np.float32]) -> None:
        self._writer.add(entry.document, entry.chunks, vectors, entry.report, boxes=entry.boxes, basis=entry.basis, notes=entry.notes)

    def _vectors_of(self, wanted: Sequence[str], embedded: Callable[[int], None]) -> NDArray[np.float32]:
        """In the thread that embeds, which is the only one to use the cache until it ends."""
        return self._cache.embed(wanted, self._embedder, embedded=embedded)

    def _carry_over(self, entries: Sequence[_CarriedOver]) -> None:
        """Copies documents, those together that stand side by side in the former generation."""
        if self._former is None:
            return
        for _, neighbours in groupby(enumerate(entries), lambda at: (at[1].place - at[0], at[0] // _CARRIED_OVER_AT_ONCE)):
            run = [entry for _, entry in neighbours]
            carried = self._former.carried_over(run[0].place, run[-1].place + 1)
            before = self._former.generation.entries
            if any(entry.source is not before[entry.place].source or entry.basis != before[entry.place].basis for entry in run):
                now = [replace(before[entry.place], source=entry.source, basis=entry.basis) for entry in run]
                carried = carried._replace(entries=now, lines=[entry_line(entry) for entry in now])
            self._writer.carry_over(carried)

    @cached_property
    def _embedder(self) -> Embedder:
        return self._factory.load()

    @cached_property
    def _writer(self) -> GenerationWriter:
        return GenerationWriter(self._folder, dimension=self._former.dimension if self._former else self._embedder.dimension)

    @cached_property
    def _cache(self) -> EmbeddingCache:
        factory, dimension = self._factory, self._embedder.dimension
        cache = EmbeddingCache(self._cache_folder, fingerprint=factory.fingerprint, dimension=dimension, way=factory.way)
        return self._open.enter_context(cache)
