"""A reader without a model of its own: nearness in meaning, and the question's words. Used where no trained reader is configured."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from copro_qa.answering.term_weights import TermWeights
from copro_qa.models.embedder import Embedder
from copro_qa.models.reader import Passage, Reading

__all__ = ["SimilarityReader"]

_MEANING, _WORDS = 0.65, 0.35
"""Share of each in a sentence's figure. Set by hand: this reader is what others are compared with, and is not tuned."""


class SimilarityReader:
    """A Reader that compares each sentence with the question by embedding and by words. Its figures are no probabilities.

    ``questions`` embeds questions, where ``embedder`` remembers what it is given; left out, it is the same.
    """

    def __init__(self, embedder: Embedder, weights: TermWeights, *, questions: Embedder | None = None) -> None:
        self._embedder = embedder
        self._questions = questions or embedder
        self._weights = weights

    def read(self, question: str, passages: Sequence[Passage]) -> list[Reading]:
        """See Reader.read."""
        texts = [passage.text[start:end] for passage in passages for start, end in passage.sentences]
        asked = self._questions.embed([question])[0]
        similarities = iter(np.clip(self._embedder.embed(texts) @ asked, 0.0, 1.0).tolist())
        readings = []
        for passage in passages:
            figures = tuple(
                min(
                    1.0,
                    _MEANING * next(similarities) + _WORDS * self._weights.coverage(question, [passage.text[start:end], passage.context]),
                )
                for start, end in passage.sentences
            )
            readings.append(Reading(max(figures, default=0.0), figures))
        return readings
