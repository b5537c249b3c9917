"""An assistant's search with one of its parts left out, to see what each part earns. It never answers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from copro_qa.answer import Answer, Reason, Searched
from copro_qa.answering.calibration import Calibration
from copro_qa.answering.conversation import interpret
from copro_qa.retrieval.search import RankedChunk, Retriever, SearchWeights
from copro_qa.store.generation import Generation, open_current
from copro_qa.wiring import embedder_factory

__all__ = ["SearchOnly", "search_variants"]

_VARIANTS = {
    "lexical": SearchWeights(lexical=1.0, dense=0.0),
    "dense": SearchWeights(lexical=0.0, dense=1.0),
    "fused": SearchWeights(),
}


class SearchOnly:
    """Satisfies ``copro_qa.evaluation.runner.Answers``; every answer is a refusal, so only the measures of retrieval mean anything."""

    def __init__(self, generation: Generation, retriever: Retriever, calibration: Calibration) -> None:
        self.generation = generation
        self.calibration = calibration
        self._retriever = retriever

    def ask(self, question: str, *, history: Sequence[str] = (), limit: int = 5) -> Answer:
        """A refusal."""
        del history, limit
        manifest = self.generation.manifest
        searched = Searched(len(manifest.entries), manifest.chunks, manifest.generation, manifest.built)
        return Answer(question, 0.0, searched, reason=Reason.NOT_FOUND)

    def search(self, question: str, *, limit: int = 10, history: Sequence[str] = ()) -> list[RankedChunk]:
        """Ranked chunks, best first."""
        return self._retriever.search(interpret(question, history) or question, limit=limit)


def search_variants(index: Path) -> dict[str, SearchOnly]:
    """Search by words, by meaning, and both joined, over the current generation with the packaged embedding model."""
    generation, embedder = open_current(index), embedder_factory(threads=1).load()
    # The line is never used: nothing is answered.
    calibration = Calibration(0.0, {}, line=1.0, sentence_line=1.0)
    return {
        name: SearchOnly(generation, Retriever(generation, embedder, weights=weights), calibration) for name, weights in _VARIANTS.items()
    }
