"""From a question to ranked chunks: search by words and by meaning, joined."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from copro_qa.chunk import Chunk
from copro_qa.models.embedder import Embedder
from copro_qa.retrieval.filter import Filter
from copro_qa.retrieval.fuse import reciprocal_rank_fusion
from copro_qa.store.generation import Generation
from copro_qa.store.lexical import terms
from copro_qa.store.vectors import Hits

__all__ = ["SEARCH_DEPTH", "RankedChunk", "Retriever", "SearchWeights"]

SEARCH_DEPTH = 60
"""Hits taken from each search before they are joined."""
_SMOOTHING = 10
"""Of the joined ranking. With the 60 of the literature, what only one search finds falls behind; docs/quality.md has the figures."""


@dataclass(frozen=True, slots=True)
class RankedChunk:
    """A chunk that search found. ``score`` orders the chunks of one search; it means nothing across searches.

    ``similarity`` is the cosine between question and chunk, and ``lexical`` the BM25 score; 0 where that search did not find it.
    """

    chunk: Chunk
    score: float
    similarity: float = 0.0
    lexical: float = 0.0


@dataclass(frozen=True, slots=True)
class SearchWeights:
    """How much each search counts in the joined ranking. A weight of 0 leaves that search out."""

    lexical: float = 0.85
    dense: float = 1.0


class Retriever:
    """Finds the chunks of one generation that a question may be answered from."""

    def __init__(self, generation: Generation, embedder: Embedder, *, weights: SearchWeights = SearchWeights()) -> None:
        self._generation = generation
        self.embedder = embedder
        self._weights = weights

    def search(self, question: str, *, limit: int = 10, only: Filter = Filter()) -> list[RankedChunk]:
        """The ``limit`` best chunks, best first. The same for the same generation and question, every time.

        Raises InvalidInput when the filter names a document that is not there.
        """
        places = only.places(self._generation)
        if places == [] or not len(self._generation):
            return []
        lexical = self._generation.lexical.search(question, SEARCH_DEPTH, places) if self._weights.lexical else None
        dense = self._dense(self.embedder.embed([question])[0], places) if self._weights.dense else None
        rankings = [
            (weight, hits.ids.tolist())
            for weight, hits in ((self._weights.lexical, lexical), (self._weights.dense, dense))
            if hits is not None
        ]
        by_words, by_meaning = _scores(lexical), _scores(dense)
        return [
            RankedChunk(self._generation.chunk(number), score, by_meaning.get(number, 0.0), by_words.get(number, 0.0))
            for number, score in reciprocal_rank_fusion(rankings, smoothing=_SMOOTHING)[:limit]
        ]

    def knows(self, word: str) -> bool:
        """Whether a word, in small letters, is one of the documents' (in any inflection) or one that the embedding model has whole."""
        if any(self._generation.lexical.document_frequency(term) for term in terms(word)):
            return True
        alone, nothing = self.embedder.count_tokens([word, ""])
        return alone - nothing == 1

    def _dense(self, query: NDArray[np.float32], places: list[int] | None) -> Hits:
        allowed = None if places is None else self._generation.chunk_numbers(places)
        return self._generation.vectors.search(query, SEARCH_DEPTH, allowed)


def _scores(hits: Hits | None) -> dict[int, float]:
    return {} if hits is None else dict(zip(hits.ids.tolist(), hits.scores.tolist(), strict=True))
