"""Search by words and by meaning over the same numbered texts, joined.

What either search finds is given both figures, so that a text is not put behind because one search had no room for it. The figures are
added: the cosine, and BM25 as a share of what it could be at most (``LexicalIndex.weight_of``). docs/quality.md says what other ways gave.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from copro_qa.models.embedder import Embedder
from copro_qa.store.lexical import LexicalIndex, distinct_terms
from copro_qa.store.vectors import VectorStore

__all__ = ["SEARCH_DEPTH", "WORDS_COMPARED", "JoinedHit", "JoinedSearch", "SearchWeights", "Within"]

SEARCH_DEPTH = 60
"""Hits taken from each search before they are joined."""
WORDS_COMPARED = 300
"""Of so many of the best texts by words the figure is known, for those among them that only the search by meaning leads to."""


@dataclass(frozen=True, slots=True)
class SearchWeights:
    """How much each search counts in the joined ranking. A weight of 0 leaves that search out."""

    lexical: float = 0.3
    dense: float = 1.0


class JoinedHit(NamedTuple):
    """A text that was found. ``similarity`` is the cosine and ``lexical`` the BM25 score; 0 where that search is left out."""

    number: int
    score: float
    similarity: float
    lexical: float


class Within(NamedTuple):
    """The documents that are searched: their places, and the numbers of their texts."""

    places: Sequence[int]
    numbers: NDArray[np.int64]


class JoinedSearch:
    """Finds texts by number. ``lexical`` and ``vectors`` hold the same ones under the same numbers."""

    def __init__(
        self, lexical: LexicalIndex, vectors: VectorStore, embedder: Embedder, *, weights: SearchWeights = SearchWeights()
    ) -> None:
        self._lexical = lexical
        self._vectors = vectors
        self._embedder = embedder
        self._weights = weights

    def find(
        self, question: str, limit: int, *, within: Within | None = None, meaning: NDArray[np.float32] | None = None
    ) -> list[JoinedHit]:
        """The ``limit`` best, best first. ``meaning`` is the question's vector, where it is known already."""
        asked = distinct_terms(question)
        by_meaning, by_words = self._figures(question, asked, within, meaning)
        most = self._lexical.weight_of(asked) or 1.0
        scores = {number: self._weights.dense * cosine for number, cosine in by_meaning.items()}
        for number, figure in by_words.items():
            scores[number] += self._weights.lexical * figure / most
        return [JoinedHit(number, scores[number], by_meaning[number], by_words.get(number, 0.0)) for number in _best(scores, limit)]

    def _figures(
        self, question: str, asked: Sequence[str], within: Within | None, meaning: NDArray[np.float32] | None
    ) -> tuple[dict[int, float], dict[int, float]]:
        """By number, the cosine of every text that one of the searches finds, and the BM25 score of those that have one.

        Dictionaries, because for a hundred texts they take less time than arrays. The cosine is 0 where the search by meaning is left out.
        """
        query, by_meaning = None, dict[int, float]()
        if self._weights.dense:
            query = self._embedder.embed([question])[0] if meaning is None else meaning
            ids, cosines = self._vectors.search(query, SEARCH_DEPTH, within and within.numbers)
            by_meaning = dict(zip(ids.tolist(), cosines.tolist(), strict=True))
        by_words = dict[int, float]()
        if self._weights.lexical:
            places = within and within.places
            by_words = self._lexical.figures(asked, places, best=SEARCH_DEPTH, known=WORDS_COMPARED, others=by_meaning)
        without = sorted(by_words.keys() - by_meaning.keys())
        if query is None:
            by_meaning = dict.fromkeys(without, 0.0)
        elif without:
            by_meaning.update(zip(without, (self._vectors.get(np.array(without, np.int64)) @ query).tolist(), strict=True))
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
