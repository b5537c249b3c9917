"""copro-qa as ``copro-qa index`` and ``copro-qa search`` run it."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.speed.peers.system import Indexed
from copro_qa.models.embedder import Embedder
from copro_qa.models.factory import EmbedderFactory
from copro_qa.retrieval.search import Retriever
from copro_qa.settings import Settings
from copro_qa.store.generation import Generation
from copro_qa.store.index_folder import open_current
from copro_qa.wiring import embedder_factory, open_question_embedder
from ingest.build import build
from ingest.embedder_export import keep_export

__all__ = ["CoproQa", "chunks_of"]

_LIMIT = 10


class CoproQa:
    """See System."""

    def __init__(self) -> None:
        self._factory: EmbedderFactory | None = None

    def load(self, model: str) -> None:
        """See System.load."""
        self._factory = embedder_factory(model, threads=os.cpu_count() or 1)
        self._embedder: Embedder = self._factory.load()

    def index(self, texts: Path, index: Path, chunks: Sequence[str] | None) -> Indexed:
        """See System.index. It cuts texts by itself only."""
        if self._factory is None or chunks is not None:
            raise ValueError("load it first, and give no chunks")
        build(texts, index, self._factory)
        made = chunks_of(open_current(index))
        return Indexed(len(made), sum(map(len, made)))

    def after_index(self, index: Path) -> None:
        """Exports the embedding model beside the index, which is done once for a model and is not counted."""
        if self._factory is not None:
            keep_export(index, self._factory)

    def open(self, index: Path, model: str) -> Callable[[str], Sequence[str]]:
        """See System.open."""
        generation = open_current(index)
        settings = Settings(index=index, model=model)
        retriever = Retriever(generation, open_question_embedder(settings, embedder_factory(model, threads=1)))

        def search(question: str) -> list[str]:
            return [ranked.chunk.span.text for ranked in retriever.search(question, limit=_LIMIT)]

        return search


def chunks_of(generation: Generation) -> list[str]:
    """What was embedded, chunk by chunk."""
    return [generation.chunk(number).searchable_text for number in range(len(generation))]
