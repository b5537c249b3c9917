"""How much each word of a question matters: rare words more than common ones."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from functools import lru_cache

from copro_qa.store.lexical import LexicalIndex, terms

__all__ = ["TermWeights"]

_TERMS_REMEMBERED = 1_000
"""Each sentence that was read is compared with the same few terms."""


class TermWeights:
    """Inverse document frequency over the chunks of a generation (Spärck Jones, 1972), in the smoothed form of BM25, so never below 0."""

    def __init__(self, chunks: int, document_frequency: Callable[[str], int]) -> None:
        self._chunks = chunks
        self._document_frequency = lru_cache(maxsize=_TERMS_REMEMBERED)(document_frequency)

    @classmethod
    def of(cls, index: LexicalIndex) -> TermWeights:
        """Weights from the chunks of an index."""
        return cls(len(index), index.document_frequency)

    @classmethod
    def equal(cls) -> TermWeights:
        """Every word matters as much as any other: for passages without an index."""
        return cls(0, lambda _: 0)

    def weight(self, term: str) -> float:
        """The term's weight, above 0."""
        frequency = self._document_frequency(term)
        return math.log(1 + (self._chunks - frequency + 0.5) / (frequency + 0.5)) + 1e-6

    def coverage(self, question: str, texts: Iterable[str]) -> float:
        """The weight of the question's terms that occur in any of ``texts``, as a share of the weight of all; 0 without terms."""
        wanted = set(terms(question))
        found = {term for text in texts for term in terms(text)}
        total = self._sum(wanted)
        return self._sum(wanted & found) / total if total else 0.0

    def unknown(self, question: str) -> float:
        """The weight of the question's terms that no chunk has, as a share of the weight of all; 0 without terms."""
        wanted = set(terms(question))
        total = self._sum(wanted)
        missing = self._sum({term for term in wanted if not self._document_frequency(term)})
        return missing / total if total else 0.0

    def _sum(self, wanted: AbstractSet[str]) -> float:
        # Sets come in another order in every process. Exactly rounded, the sum is the same in any.
        return math.fsum(map(self.weight, wanted))
