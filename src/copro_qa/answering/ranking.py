"""What is known of each sentence, weighed together: which sentence is the likeliest answer."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from copro_qa.answering.questions_in_text import with_questions
from copro_qa.answering.term_weights import TermWeights
from copro_qa.errors import ModelUnavailable
from copro_qa.models.embedder import Embedder
from copro_qa.models.reader import Passage, Reading
from copro_qa.retrieval.search import RankedChunk

__all__ = ["MOST_CERTAIN", "SentenceRanking", "SentenceSignals", "Weigher", "log_odds", "lowest_shown"]

MOST_CERTAIN = 7.0
"""Bound of a log-odds figure. Beyond it a trained model is surer than it has reason to be."""
_EMBEDDED_AT_ONCE = 8
_NEAREST = 0.6
"""Taken for the similarity of a sentence that is not embedded yet: 49 of 50 have less (1,600 sentences of the starter corpus)."""
_SHARE_OF_ODDS = 0.25
"""A further sentence is shown when its odds are at least this share of the best one's. docs/quality.md says what other rules gave."""
_ALWAYS_KNOWN = 3
"""So many of the best figures are told exactly in any case: how far they lie apart says how sure the answer is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceSignals:
    """What is known of one sentence as an answer to a question."""

    sentence: float
    """The reader's figure for the sentence, as log-odds."""
    passage: float
    """The reader's figure for its passage, as log-odds."""
    similarity: float
    """Cosine between question and sentence, with the question before it that it answers."""
    passage_similarity: float
    """Cosine between question and chunk, headings included; 0 when it was found by words alone."""
    coverage: float
    """Weighted share of the question's words in the sentence, the question that it answers, and its headings."""
    passage_coverage: float
    """Weighted share of the question's words in the passage and its headings."""
    nearness: float
    """One over the chunk's place in the search's ranking."""


@dataclass(frozen=True, slots=True)
class SentenceRanking:
    """A logistic regression over SentenceSignals. The figure it gives orders sentences; it is not yet a probability of being right."""

    intercept: float
    weights: Mapping[str, float]

    def __post_init__(self) -> None:
        unknown = set(self.weights) - {field.name for field in fields(SentenceSignals)}
        if unknown:
            raise ValueError(f"not a ranking: unknown signals {sorted(unknown)}")

    @classmethod
    def of(cls, folder: Path) -> SentenceRanking | None:
        """What ``training.ranking`` wrote beside a reader; None when there is none. Raises ModelUnavailable when it cannot be used."""
        file = folder / "ranking.json"
        if not file.is_file():
            return None
        try:
            record = json.loads(file.read_text(encoding="utf-8"))
            return cls(float(record["intercept"]), {name: float(weight) for name, weight in record["weights"].items()})
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise ModelUnavailable(f"{file} cannot be used. It says how sentences are weighed; training.ranking writes it.") from error

    def figure(self, signals: SentenceSignals) -> float:
        """Between 0 and 1, higher for the likelier answer."""
        total = self.intercept + sum(weight * getattr(signals, name) for name, weight in self.weights.items())
        return 1.0 / (1.0 + math.exp(-max(min(total, 30.0), -30.0)))

    @property
    def needs_embeddings(self) -> bool:
        """Whether the sentences have to be embedded."""
        return bool(self.weights.get("similarity"))


class Weigher:
    """Weighs the sentences of the passages that were read.

    ``questions`` embeds questions, where ``embedder`` remembers what it is given; left out, it is the same.
    """

    def __init__(
        self, ranking: SentenceRanking, embedder: Embedder, term_weights: TermWeights, *, questions: Embedder | None = None
    ) -> None:
        self._ranking = ranking
        self._embedder = embedder
        self._questions = questions or embedder
        self._term_weights = term_weights

    @property
    def needs_embeddings(self) -> bool:
        """Whether it compares question and sentences in meaning."""
        return self._ranking.needs_embeddings

    def readings(
        self,
        question: str,
        found: Sequence[RankedChunk],
        passages: Sequence[Passage],
        readings: Sequence[Reading],
        *,
        meaning: NDArray[np.float32] | None = None,
    ) -> list[Reading]:
        """The readings with the weighed figure in place of the reader's for every sentence. One per passage, in order.

        ``meaning`` is the question's vector, where it is known already.
        """
        signals = self.signals(question, found, passages, readings, embed=False)
        if self._ranking.needs_embeddings and passages:
            signals = self._with_similarities(self._meaning(question) if meaning is None else meaning, passages, signals)
        return [
            reading._replace(sentences=tuple(map(self._ranking.figure, of_passage)))
            for reading, of_passage in zip(readings, signals, strict=True)
        ]

    def signals(
        self, question: str, found: Sequence[RankedChunk], passages: Sequence[Passage], readings: Sequence[Reading], *, embed: bool = True
    ) -> list[list[SentenceSignals]]:
        """What is known of every sentence of every passage. Without ``embed`` their similarity is 0."""
        texts = [with_questions(passage) for passage in passages]
        every = [text for of_passage in texts for text in of_passage]
        similarities = iter(self._similarities(self._meaning(question), every) if embed and every else [0.0] * len(every))
        of_passages = [self._term_weights.coverage(question, [passage.text, passage.context]) for passage in passages]
        return [
            [
                SentenceSignals(
                    sentence=log_odds(figure),
                    passage=log_odds(reading.answers),
                    similarity=next(similarities),
                    passage_similarity=chunk.similarity,
                    coverage=self._term_weights.coverage(question, [text, passage.context]),
                    passage_coverage=of_passages[place - 1],
                    nearness=1 / place,
                )
                for text, figure in zip(texts[place - 1], reading.sentences, strict=True)
            ]
            for place, (chunk, passage, reading) in enumerate(zip(found, passages, readings, strict=True), 1)
        ]

    def _with_similarities(
        self, meaning: NDArray[np.float32], passages: Sequence[Passage], signals: Sequence[Sequence[SentenceSignals]]
    ) -> list[list[SentenceSignals]]:
        """The signals with the similarity of every sentence that may be shown. To embed them all would take as long as to read them.

        The likeliest come first, until no other can come near the best (after Fagin, Lotem and Naor, 2001, "Optimal aggregation
        algorithms for middleware", with a likely bound in place of a certain one). The others keep 0.
        """
        known = [list(of_passage) for of_passage in signals]
        texts = [with_questions(passage) for passage in passages]
        places = [(number, sentence) for number, of_passage in enumerate(signals) for sentence in range(len(of_passage))]
        places.sort(key=lambda place: -self._ranking.figure(known[place[0]][place[1]]))
        figures: list[float] = []
        for first in range(0, len(places), _EMBEDDED_AT_ONCE):
            batch = places[first : first + _EMBEDDED_AT_ONCE]
            if figures:
                line = min(lowest_shown(figures[0]), figures[_ALWAYS_KNOWN - 1])
                batch = [(number, sentence) for number, sentence in batch if self._most(known[number][sentence]) >= line]
            if not batch:
                break
            words = [texts[number][sentence] for number, sentence in batch]
            for (number, sentence), similarity in zip(batch, self._similarities(meaning, words), strict=True):
                known[number][sentence] = replace(known[number][sentence], similarity=similarity)
                figures.append(self._ranking.figure(known[number][sentence]))
            figures.sort(reverse=True)
        return known

    def _most(self, signals: SentenceSignals) -> float:
        """What its figure may come to once its similarity is known."""
        return max(self._ranking.figure(signals), self._ranking.figure(replace(signals, similarity=_NEAREST)))

    def _meaning(self, question: str) -> NDArray[np.float32]:
        meaning: NDArray[np.float32] = self._questions.embed([question])[0]
        return meaning

    def _similarities(self, meaning: NDArray[np.float32], texts: Sequence[str]) -> list[float]:
        similarities: list[float] = (self._embedder.embed(texts) @ meaning).astype(np.float64).tolist()
        return similarities


def lowest_shown(best: float) -> float:
    """The lowest figure, 0 to 1, of a quote that is shown beside one of the figure ``best``, 0 to 1.

    Odds are compared, not figures: beside a quote that is nearly sure to answer, one of half its figure mostly does not; beside one that is
    likely wrong, one of half its figure may well be the right one.
    """
    odds = _SHARE_OF_ODDS * best
    return odds / (odds + 1.0 - best) if best < 1.0 else 1.0


def log_odds(figure: float) -> float:
    """The logarithm of the odds of ``figure``, between -7 and 7."""
    bounded = min(max(figure, 1e-6), 1 - 1e-6)
    return max(-MOST_CERTAIN, min(MOST_CERTAIN, math.log(bounded / (1 - bounded))))
