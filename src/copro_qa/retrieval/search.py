"""From a question to ranked chunks: search by words and by meaning, joined.

What either search finds is given both figures, so that a chunk is not put behind because one search had no room for it. The figures are
added: the cosine, and BM25 as a share of what it could be at most (``LexicalIndex.weight_of``). docs/quality.md says what other ways gave.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from copro_qa.chunk import Chunk
from copro_qa.models.embedder import Embedder
from copro_qa.retrieval.filter import Filter
from copro_qa.store.generation import Generation
from copro_qa.store.lexical import distinct_terms, terms

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
        asked = distinct_terms(question)
        by_meaning, by_words = self._figures(question, asked, places, meaning)
        dense, words = self._weights.dense, self._weights.lexical
        most = self._generation.lexical.weight_of(asked) or 1.0
        scores = {number: dense * cosine for number, cosine in by_meaning.items()}
        for number, figure in by_words.items():
            scores[number] += words * figure / most
        best = _best(scores, limit)
        return [
            RankedChunk(chunk, scores[number], by_meaning[number], by_words.get(number, 0.0))
            for number, chunk in zip(best, self._generation.chunks(best), strict=True)
        ]

    def knows(self, word: str) -> bool:
        """Whether a word, in small letters, is one of the documents' (in any inflection) or one that the embedding model has whole."""
        if any(self._generation.lexical.document_frequency(term) for term in terms(word)):
            return True
        alone, nothing = self.embedder.count_tokens([word, ""])
        return alone - nothing == 1

    def _figures(
        self, question: str, asked: Sequence[str], places: list[int] | None, meaning: NDArray[np.float32] | None
    ) -> tuple[dict[int, float], dict[int, float]]:
        """By number, the cosine of every chunk that one of the searches finds, and the BM25 score of those that have one.

        Dictionaries, because for a hundred chunks they take less time than arrays. The cosine is 0 where the search by meaning is left out.
        """
        generation = self._generation
        query, by_meaning = None, dict[int, float]()
        if self._weights.dense:
            query = self.embedder.embed([question])[0] if meaning is None else meaning
            ids, cosines = generation.vectors.search(query, SEARCH_DEPTH, None if places is None else generation.chunk_numbers(places))
            by_meaning = dict(zip(ids.tolist(), cosines.tolist(), strict=True))
        by_words = dict[int, float]()
        if self._weights.lexical:
            by_words = generation.lexical.figures(asked, places, best=SEARCH_DEPTH, known=WORDS_COMPARED, others=by_meaning)
        without = sorted(by_words.keys() - by_meaning.keys())
        if query is None:
            by_meaning = dict.fromkeys(without, 0.0)
        elif without:
            by_meaning.update(zip(without, (generation.vectors.get(np.array(without, np.int64)) @ query).tolist(), strict=True))
        return by_meaning, by_words


def _best(scores: dict[int, float], limit: int) -> list[int]:
    """The numbers of the ``limit`` highest scores, best first, equal ones in order of number."""
    among: Iterable[int] = scores
    if 0 < limit < len(scores):
        # Most of what was found is not asked for, and need not be put in order by number too.
        least = sorted(scores.values(), reverse=True)[limit - 1]
        among = [number for number, score in scores.items() if score >= least]
    # Sorting leaves equal scores as they stand.
    return sorted(sorted(among), key=scores.__getitem__, reverse=True)[:limit]
