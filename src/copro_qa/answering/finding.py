"""What is found for one question: search, read, rank and extract, before it is decided whether it answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from copro_qa.answer import Quote, Stage
from copro_qa.answering.calibration import Signals
from copro_qa.answering.defined import defined_by
from copro_qa.answering.eligibility import may_answer
from copro_qa.answering.expected_kind import (
    asks_for_several,
    asks_for_steps,
    expected_of,
    holders_first,
    lacks_nothing,
    speaks_of_another_post,
)
from copro_qa.answering.extraction import Candidate, join_list_items, merge_neighbours
from copro_qa.answering.folding import fold_repeats
from copro_qa.answering.opposites import speaks_of_the_opposite
from copro_qa.answering.other_acts import act_asked_for
from copro_qa.answering.passages import worth_reading
from copro_qa.answering.ranking import MOST_CERTAIN, SentenceRanking, SentenceSignals, Weigher, log_odds
from copro_qa.answering.spoken_of import speak_of
from copro_qa.answering.standing_alone import quote_around
from copro_qa.answering.term_weights import TermWeights
from copro_qa.chunk import Chunk
from copro_qa.document import Document, Span
from copro_qa.models.reader import KeyRange, Passage, Reader, Reading
from copro_qa.retrieval.filter import Filter
from copro_qa.retrieval.search import RankedChunk, Retriever
from copro_qa.store.lexical import terms

__all__ = ["Finder", "Found", "leave_it", "tell_nobody"]

_CHUNKS_FOUND = 24
_BEGINNING = 5
"""Letters of a word that its other forms have too."""
_CHUNKS_READ = 8
"""Different ones, of those found that can answer."""
_READ_FIRST = 4
"""So many of them are read before it is looked whether a quote is sure already."""
_WORTH_LOOKING = 0.5
"""So likely the reader has to take a passage to answer for another look. To look costs as much as to embed and weigh its sentences."""
_NEAR = 0.5
"""Passages of documents that deal with the subject are mostly as near as that. .4 to .6 served about as well on the parts for choosing."""
_WEAK = 0.08
"""Chosen on the parts of policy_docs, squad2 and clapnq that are for choosing. A lower figure says only that nothing was found."""


def tell_nobody(_: Stage) -> None:
    """For a question whose stages nobody follows."""


def leave_it(_: Found, __: Sequence[Document]) -> None:
    """For who has no use for what is found before everything is read."""


@dataclass(frozen=True, slots=True)
class Found:
    """Everything that was found for one question, best first, before it is decided whether it answers."""

    quotes: tuple[Quote, ...]
    signals: Signals
    keys: tuple[Span, ...]
    """What the reader takes for short answers."""
    likely: tuple[tuple[Span, tuple[KeyRange, ...]], ...] = ()
    """Of each passage that was read its place, and how likely each part of its words belongs to a short answer."""
    passages: tuple[str, ...] = ()
    """What was read, each with its headings."""

    def speaks_of(self, question: str) -> bool:
        """Whether what was read speaks of what the question names, though it may not answer."""
        return speak_of(question, self.passages)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question while it is answered."""

    question: str
    adds: AbstractSet[str] = frozenset()
    meaning: NDArray[np.float32] | None = None
    """Its vector, where sentences are compared with it."""
    read: dict[Passage, Reading] = field(default_factory=dict)
    """What the reader made of each passage so far."""


class Finder:
    """Finds quotes for a question in one generation, best first, and what speaks for the best."""

    def __init__(self, retriever: Retriever, reader: Reader, weights: TermWeights, weigher: Weigher | None = None) -> None:
        self.reader = reader
        self._retriever = retriever
        self._weights = weights
        self._weigher = weigher

    def find(
        self,
        question: str,
        only: Filter,
        tell: Callable[[Stage], None] = tell_nobody,
        *,
        searched: str | None = None,
        adds: AbstractSet[str] = frozenset(),
        early: Callable[[Found, Sequence[Document]], None] = leave_it,
    ) -> Found | None:
        """Everything that may answer; None when nothing was found. ``searched`` is what is searched for, where that is not the question.

        ``adds`` are search terms of which a passage has to hold one, where any passage does; where none does they count for nothing, since
        documents may say the same in other words. ``early`` is given what is found so far, after the first passages and then after
        each that seems to answer, and the documents of those that are still to be read.
        """
        tell(Stage.SEARCHING)
        meaning = self._retriever.embedder.embed([question])[0] if self._weigher and self._weigher.needs_embeddings else None
        ranked, passages = self._searched(question, only, searched=searched, meaning=meaning)
        tell(Stage.READING)
        different = list(dict.fromkeys(passages))
        asked = _Asked(question, adds, meaning)
        surest = 0.0
        for number, passage in enumerate(different, 1):
            surest = max(surest, self._read(asked, passage).answers)
            if early is not leave_it and _READ_FIRST <= number < len(different) and surest >= _WORTH_LOOKING:
                known = passages.index(different[number])
                if so_far := self._found_in(asked, ranked[:known], passages[:known]):
                    early(so_far, [found.chunk.span.document for found in ranked[known:]])
                surest = 0.0
        tell(Stage.DECIDING)
        return self._found_in(asked, ranked, passages)

    def _found_in(self, asked: _Asked, ranked: list[RankedChunk], passages: list[Passage]) -> Found | None:
        """What is found in passages that were read, of which the lists tell chunk and passage, in order."""
        question = asked.question
        readings = [asked.read[passage] for passage in passages]
        if self._weigher is not None:
            readings = self._weigher.readings(question, ranked, passages, readings, meaning=asked.meaning)
        about = [not asked.adds or _holds_any(passage, asked.adds) for passage in passages]
        candidates: list[Candidate] = []
        of_passage: dict[tuple[str, int], int] = {}
        for place, (found, passage, reading) in enumerate(zip(ranked, passages, readings, strict=True)):
            if any(about) and not about[place]:
                continue
            document, offset = found.chunk.span.document, found.chunk.span.start
            for (start, end), figure in zip(passage.sentences, reading.sentences, strict=True):
                sentence = document.span(offset + start, offset + end)
                candidates.append(Candidate(sentence, figure))
                of_passage.setdefault((document.id, sentence.start), place)
        candidates = [candidate for candidate in candidates if may_answer(candidate.sentence, question)]
        candidates.sort(key=lambda candidate: (-candidate.score, candidate.sentence.document.source.path, candidate.sentence.start))
        if not candidates:
            return None
        several, steps = asks_for_several(question), asks_for_steps(question)
        joined = join_list_items(merge_neighbours(candidates), several=several, steps=steps)
        quotes = fold_repeats(quote_around(candidate) for candidate in joined)
        figures = {quote.span: quote.score for quote in quotes}
        expected, defined = expected_of(question), defined_by(question, self._weights)
        act = act_asked_for(question, quotes, self._weights)

        def holds_it(quote: Quote) -> bool:
            of_that = (defined is None or defined.is_spoken_of(quote)) and (act is None or act.is_spoken_of(quote))
            return of_that and (expected is None or lacks_nothing(quote, expected))

        def is_about_something_else(quote: Quote) -> bool:
            return speaks_of_the_opposite(quote, question) or (expected is not None and speaks_of_another_post(quote, expected))

        quotes = holders_first(quotes, lambda quote: holds_it(quote) and not is_about_something_else(quote))
        # The sentence that the first quote was made around.
        best = next(candidate for candidate in candidates if _is_part_of(candidate.sentence, quotes[0]))
        place = of_passage[best.sentence.document.id, best.sentence.start]
        context = passages[place].context
        similarity = max(0.0, min(1.0, max(found.similarity for found in ranked)))
        signals = Signals(
            sentence=best.score,
            passage=readings[place].answers,
            margin=max(0.0, best.score - max((figures[quote.span] for quote in quotes[1:]), default=0.0)),
            similarity=similarity,
            coverage=self._weights.coverage(question, [passages[place].text, context]),
            sentence_coverage=self._weights.coverage(question, [best.sentence.text, context]),
            unknown=self._weights.unknown(question),
            kind_missing=float(not holds_it(quotes[0])),
            opposite=float(is_about_something_else(quotes[0])),
            sentence_odds=_scaled_odds(best.score),
            passage_odds=_scaled_odds(readings[place].answers),
            best_passage_odds=_scaled_odds(max(reading.answers for reading in readings)),
            alone=_scaled_odds(self._read_alone(asked, quotes[0], context)),
            distant=max(0.0, 1.0 - similarity / _NEAR),
            weak=float(best.score < _WEAK),
        )
        keys = (_in_document(of.chunk, key.start, key.end) for of, reading in zip(ranked, readings, strict=True) for key in reading.keys)
        likely = ((of.chunk.span, reading.likely) for of, reading in zip(ranked, readings, strict=True))
        texts = tuple(dict.fromkeys(f"{passage.context}\n{passage.text}" for passage in passages))
        return Found(tuple(quotes), signals, tuple(keys), tuple(likely), texts)

    def _read_alone(self, asked: _Asked, quote: Quote, context: str) -> float:
        """What the reader makes of a quote without its neighbours: whether it is enough by itself.

        After the sufficiency of DeYoung et al. (2020), "ERASER: A Benchmark to Evaluate Rationalized NLP Models".
        """
        lead = f"{quote.lead.text}\n" if quote.lead else ""
        ranges = (*([(0, len(lead) - 1)] if lead else []), (len(lead), len(lead) + len(quote.text)))
        return self._read(asked, Passage(lead + quote.text, ranges, context)).sentences[-1]

    def sentence_signals(self, question: str) -> list[tuple[Quote, SentenceSignals]]:
        """Every sentence that was read, as the quote that it would be, with what is known of it. For fitting a ranking."""
        ranked, passages = self._searched(question, Filter())
        asked = _Asked(question)
        readings = [self._read(asked, passage) for passage in passages]
        weigher = self._weigher or Weigher(SentenceRanking(0.0, {}), self._retriever.embedder, self._weights)
        found_signals = weigher.signals(question, ranked, passages, readings)
        return [
            (quote_around(candidate), signals)
            for found, passage, of_passage in zip(ranked, passages, found_signals, strict=True)
            for (start, end), signals in zip(passage.sentences, of_passage, strict=True)
            if may_answer((candidate := Candidate(_in_document(found.chunk, start, end), 0.5)).sentence, question)
        ]

    def _searched(
        self, question: str, only: Filter, *, searched: str | None = None, meaning: NDArray[np.float32] | None = None
    ) -> tuple[list[RankedChunk], list[Passage]]:
        """The best chunks for what is ``searched`` for, and each as a passage to be read for the question, whose vector is ``meaning``."""
        known = meaning if searched in {None, question} else None
        found = self._retriever.search(searched or question, limit=_CHUNKS_FOUND, only=only, meaning=known)
        chosen = worth_reading(question, found, most=_CHUNKS_READ)
        return [ranked for ranked, _ in chosen], [passage for _, passage in chosen]

    def _read(self, asked: _Asked, passage: Passage) -> Reading:
        """What the reader makes of a passage for the question. What was read before is not read again."""
        if passage not in asked.read:
            (asked.read[passage],) = self.reader.read(asked.question, [passage])
        return asked.read[passage]


def _holds_any(passage: Passage, wanted: AbstractSet[str]) -> bool:
    """Whether a passage or its headings hold any of the terms, in whatever form: "child" for "children" too."""
    beginnings = tuple(term[:_BEGINNING] for term in wanted)
    return any(term.startswith(beginnings) for term in terms(f"{passage.context} {passage.text}"))


def _is_part_of(sentence: Span, quote: Quote) -> bool:
    return quote.span.overlaps(sentence) or (quote.lead is not None and quote.lead.overlaps(sentence))


def _scaled_odds(figure: float) -> float:
    return (log_odds(figure) + MOST_CERTAIN) / (2 * MOST_CERTAIN)


def _in_document(chunk: Chunk, start: int, end: int) -> Span:
    """The span of ``chunk.span.text[start:end]``."""
    return chunk.span.document.span(chunk.span.start + start, chunk.span.start + end)
