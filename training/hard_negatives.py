"""Passages that look like an answer and are not: ranked by BM25 among the passages of the same source."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix

__all__ = ["PassageRanking"]

_WORD = re.compile(r"[^\W_]{2,}")
# As in the sets' own BM25 figures. Robertson and Zaragoza, 2009, "The Probabilistic Relevance Framework: BM25 and Beyond".
_K1, _B = 0.9, 0.4


class PassageRanking:
    """Ranks passages for a question, by the words they share."""

    def __init__(self, passages: Sequence[str]) -> None:
        self._words: dict[str, int] = {}
        rows, columns, counts = [], [], []
        for row, passage in enumerate(passages):
            for word, count in Counter(_WORD.findall(passage.lower())).items():
                rows.append(row)
                columns.append(self._words.setdefault(word, len(self._words)))
                counts.append(count)
        frequency = np.asarray(counts, np.float64)
        row_numbers, column_numbers = np.asarray(rows), np.asarray(columns)
        lengths = np.bincount(row_numbers, frequency, minlength=len(passages))
        holders = np.bincount(column_numbers, minlength=len(self._words))
        rarity = np.log1p((len(passages) - holders + 0.5) / (holders + 0.5))
        longer = 1 - _B + _B * lengths / max(lengths.mean(), 1.0)
        weights = rarity[column_numbers] * frequency * (_K1 + 1) / (frequency + _K1 * longer[row_numbers])
        self._weights = csr_matrix((weights, (column_numbers, row_numbers)), shape=(len(self._words), len(passages)))

    def best(self, question: str, count: int) -> list[int]:
        """Positions of the ``count`` best passages that share a word with ``question``, best first."""
        known = [self._words[word] for word in set(_WORD.findall(question.lower())) if word in self._words]
        if not known:
            return []
        scores = np.asarray(self._weights[known].sum(axis=0)).ravel()
        order = np.argsort(-scores, kind="stable")[:count]
        return [int(position) for position in order if scores[position] > 0]
