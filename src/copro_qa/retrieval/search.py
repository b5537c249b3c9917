"""From a question to ranked chunks: search by words and by meaning, joined.

What either search finds is given both figures, so that a chunk is not put behind because one search had no room for it. The figures are
added: the cosine, and BM25 as a share of what it could be at most (``LexicalIndex.weight_of``). docs/quality.md says what other ways gave.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from copro_qa.chunk import Chunk
from copro_qa.models.embedder import Embedder
from copro_qa.retrieval.filter import Filter
from copro_qa.store.generation import Generation
from copro_qa.store.lexical import terms
from copro_qa.store.vectors import Hits

__all__ = ["SEARCH_DEPTH", "RankedChunk", "Retriever", "SearchWeights"]

SEARCH_DEPTH = 60
"""Hits taken from each search before they are joined."""
_WORDS_COMPARED = 1_000
"""Chunks, of the documents that the search by meaning leads to, whose words are compared to give its hits a figure too."""


@dataclass(frozen=True, slots=True)
class RankedChunk:
    """A chunk that search found. ``score`` orders the chunks of one search; it means nothing across searches.

    ``similarity`` is the cosine between question and chunk, and ``lexical`` the BM25 score; 0 where that search was left out.
    """

    chunk: Chunk
    score: float
    similarity: float = 0.0
    lexical: float = 0.0


@dataclass(frozen=True, slots=True)
class SearchWeights:
    """How much each search counts in the joined ranking. A weight of 0 leaves that search out."""

    lexical: float = 0.3
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
        by_meaning, by_words = self._figures(question, places)
        most = self._generation.lexical.weight_of(question) or 1.0
        weights = self._weights
        ranked = sorted(
            (-weights.dense * by_meaning.get(number, 0.0) - weights.lexical * by_words.get(number, 0.0) / most, number)
            for number in by_meaning.keys() | by_words.keys()
        )
        return [
            RankedChunk(self._generation.chunk(number), -score, by_meaning.get(number, 0.0), by_words.get(number, 0.0))
            for score, number in ranked[:limit]
        ]

    def knows(self, word: str) -> bool:
        """Whether a word, in small letters, is one of the documents' (in any inflection) or one that the embedding model has whole."""
        if any(self._generation.lexical.document_frequency(term) for term in terms(word)):
            return True
        alone, nothing = self.embedder.count_tokens([word, ""])
        return alone - nothing == 1

    def _figures(self, question: str, places: list[int] | None) -> tuple[dict[int, float], dict[int, float]]:
        """Cosine and BM25 score of every chunk that one of the searches finds, by number. None of a search that is left out."""
        generation = self._generation
        by_words = _by_number(generation.lexical.search(question, SEARCH_DEPTH, places)) if self._weights.lexical else {}
        if not self._weights.dense:
            return {}, by_words
        query = self.embedder.embed([question])[0]
        allowed = None if places is None else generation.chunk_numbers(places)
        by_meaning = _by_number(generation.vectors.search(query, SEARCH_DEPTH, allowed))
        if self._weights.lexical:
            without_words = [number for number in by_meaning if number not in by_words]
            without_meaning = np.array([number for number in by_words if number not in by_meaning], np.int64)
            by_words |= self._words_of(question, without_words)
            by_meaning |= dict(zip(without_meaning.tolist(), (generation.vectors.get(without_meaning) @ query).tolist(), strict=True))
        return by_meaning, by_words

    def _words_of(self, question: str, numbers: list[int]) -> dict[int, float]:
        """The BM25 scores of these chunks, by number; those without a word of the question are not in it."""
        documents = np.unique(self._generation.table["document"][numbers]).tolist()
        scores = _by_number(self._generation.lexical.search(question, _WORDS_COMPARED, documents))
        return {number: scores[number] for number in numbers if number in scores}


def _by_number(hits: Hits) -> dict[int, float]:
    return dict(zip(hits.ids.tolist(), hits.scores.tolist(), strict=True))
