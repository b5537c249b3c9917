"""From a question to ranked chunks: search by words and by meaning, joined.

What either search finds is given both figures, so that a chunk is not put behind because one search had no room for it. The figures are
added: the cosine, and BM25 as a share of what it could be at most (``LexicalIndex.weight_of``). docs/quality.md says what other ways gave.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from copro_qa.chunk import Chunk
from copro_qa.models.embedder import Embedder
from copro_qa.retrieval.filter import Filter
from copro_qa.store.generation import Generation
from copro_qa.store.lexical import terms
from copro_qa.store.vectors import no_hits

__all__ = ["SEARCH_DEPTH", "WORDS_COMPARED", "RankedChunk", "Retriever", "SearchWeights"]

SEARCH_DEPTH = 60
"""Hits taken from each search before they are joined."""
WORDS_COMPARED = 300
"""Of so many of the best chunks by words the figure is known, for those among them that only the search by meaning leads to."""


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
        numbers, by_meaning, by_words = self._figures(question, places)
        most = self._generation.lexical.weight_of(question) or 1.0
        scores = self._weights.dense * by_meaning + self._weights.lexical * by_words / most
        best = np.lexsort((numbers, -scores))[:limit]
        columns = (column[best].tolist() for column in (numbers, scores, by_meaning, by_words))
        return [RankedChunk(self._generation.chunk(number), *figures) for number, *figures in zip(*columns, strict=True)]

    def knows(self, word: str) -> bool:
        """Whether a word, in small letters, is one of the documents' (in any inflection) or one that the embedding model has whole."""
        if any(self._generation.lexical.document_frequency(term) for term in terms(word)):
            return True
        alone, nothing = self.embedder.count_tokens([word, ""])
        return alone - nothing == 1

    def _figures(self, question: str, places: list[int] | None) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]:
        """Numbers of the chunks that one of the searches finds, and for each its cosine and BM25 score: 0 in a search that is left out."""
        generation = self._generation
        words = generation.lexical.search(question, WORDS_COMPARED, places) if self._weights.lexical else no_hits()
        query, meaning = None, no_hits()
        if self._weights.dense:
            query = self.embedder.embed([question])[0]
            meaning = generation.vectors.search(query, SEARCH_DEPTH, None if places is None else generation.chunk_numbers(places))
        if not len(words.ids) + len(meaning.ids):
            return np.empty(0, np.int64), np.empty(0), np.empty(0)
        numbers = np.unique(np.concatenate((words.ids[:SEARCH_DEPTH], meaning.ids)))
        by_words, by_meaning = np.zeros(len(numbers)), np.full(len(numbers), np.nan)
        places_of_words = np.searchsorted(numbers[:-1], words.ids)
        found = numbers[places_of_words] == words.ids
        by_words[places_of_words[found]] = words.scores[found]
        by_meaning[np.searchsorted(numbers, meaning.ids)] = meaning.scores
        without = np.isnan(by_meaning)
        by_meaning[without] = 0.0 if query is None else generation.vectors.get(numbers[without]) @ query
        return numbers, by_meaning, by_words
