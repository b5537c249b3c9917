"""From a question to ranked chunks of one generation, all of its documents or those that a filter leaves."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from copro_qa.chunk import Chunk
from copro_qa.models.embedder import Embedder
from copro_qa.retrieval.filter import Filter
from copro_qa.retrieval.joined import JoinedSearch, SearchWeights, Within
from copro_qa.store.generation import Generation
from copro_qa.store.lexical import terms

__all__ = ["RankedChunk", "Retriever"]


@dataclass(frozen=True, slots=True)
class RankedChunk:
    """A chunk that search found. ``score`` orders the chunks of one search; it means nothing across searches.

    ``similarity`` is the cosine between question and chunk, and ``lexical`` the BM25 score; 0 where that search was left out.
    """

    chunk: Chunk
    score: float
    similarity: float = 0.0
    lexical: float = 0.0


class Retriever:
    """Finds the chunks of one generation that a question may be answered from."""

    def __init__(self, generation: Generation, embedder: Embedder, *, weights: SearchWeights = SearchWeights()) -> None:
        self._generation = generation
        self.embedder = embedder
        self._joined = JoinedSearch(generation.lexical, generation.vectors, embedder, weights=weights)

    def search(
        self, question: str, *, limit: int = 10, only: Filter = Filter(), meaning: NDArray[np.float32] | None = None
    ) -> list[RankedChunk]:
        """The ``limit`` best chunks, best first. The same for the same generation and question, every time.

        ``meaning`` is the question's vector, where it is known already.

        Raises InvalidInput when the filter names a document that is not there.
        """
        places = only.places(self._generation)
        if places == [] or not len(self._generation):
            return []
        within = None if places is None else Within(places, self._generation.chunk_numbers(places))
        found = self._joined.find(question, limit, within=within, meaning=meaning)
        chunks = self._generation.chunks([hit.number for hit in found])
        return [RankedChunk(chunk, hit.score, hit.similarity, hit.lexical) for hit, chunk in zip(found, chunks, strict=True)]

    def knows(self, word: str) -> bool:
        """Whether a word, in small letters, is one of the documents' (in any inflection) or one that the embedding model has whole."""
        if any(self._generation.lexical.document_frequency(term) for term in terms(word)):
            return True
        alone, nothing = self.embedder.count_tokens([word, ""])
        return alone - nothing == 1
