"""copro-qa as ``copro-qa index`` and ``copro-qa search`` run it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.speed.peers.system import Indexed
from copro_qa.retrieval.search import Retriever
from copro_qa.settings import Settings
from copro_qa.store.generation import Generation
from copro_qa.store.index_folder import cache_folder, open_current
from copro_qa.wiring import embedder_factory, open_question_embedder
from ingest.build import build
from ingest.embedder_export import ExportedFactory

__all__ = ["CoproQa", "chunks_of"]

_LIMIT = 10
_EXPORTED = Path("copro-qa")
"""In the folder that the benchmark works in."""


class CoproQa:
    """See System."""

    def __init__(self) -> None:
        self._factory: ExportedFactory | None = None

    def load(self, model: str) -> None:
        """See System.load."""
        # Exported where the benchmark works, in its first run: that is done once for a model, and is not counted.
        self._factory = ExportedFactory(_EXPORTED, embedder_factory(model))
        self._factory.load()

    def index(self, texts: Path, index: Path, chunks: Sequence[str] | None) -> Indexed:
        """See System.index. It cuts texts by itself only."""
        if self._factory is None or chunks is not None:
            raise ValueError("load it first, and give no chunks")
        build(texts, index, self._factory)
        made = chunks_of(open_current(index))
        return Indexed(len(made), sum(map(len, made)))

    def after_index(self, index: Path) -> None:
        """Puts the exported embedding model beside the index, where a build of an index that is there finds it."""
        shutil.copytree(cache_folder(_EXPORTED), cache_folder(index), dirs_exist_ok=True)

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
