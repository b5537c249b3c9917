"""The whole path of one question: search, read, extract, decide."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import chain, zip_longest

from copro_qa.answer import Answer, Quote, Reason, Searched, Stage
from copro_qa.answering.calibration import Calibration, Signals
from copro_qa.answering.conversation import leans_on_earlier
from copro_qa.answering.eligibility import may_answer
from copro_qa.answering.expected_kind import expected_of, holders_first, lacks_nothing
from copro_qa.answering.extraction import Candidate, join_list_items, merge_neighbours
from copro_qa.answering.folding import fold_repeats, newest_figures_first, spread, successors_first
from copro_qa.answering.key import with_key
from copro_qa.answering.passages import worth_reading
from copro_qa.answering.ranking import MOST_CERTAIN, SHOWN_OF_BEST, SentenceRanking, SentenceSignals, Weigher, log_odds
from copro_qa.answering.standing_alone import quote_around
from copro_qa.answering.stated_kinds import FIGURES
from copro_qa.answering.term_weights import TermWeights
from copro_qa.answering.topic import Topic
from copro_qa.answering.wording import Part, Words
from copro_qa.chunk import Chunk
from copro_qa.document import Span
from copro_qa.errors import InvalidInput
from copro_qa.models.reader import Passage, Reader, Reading
from copro_qa.retrieval.filter import Filter
from copro_qa.retrieval.search import RankedChunk, Retriever
from copro_qa.store.generation import Generation

__all__ = ["LONGEST_QUESTION", "Assistant"]

LONGEST_QUESTION = 1_000
"""Characters."""

_CHUNKS_FOUND = 24
_CHUNKS_READ = 8
"""Different ones, of those found that can answer."""
_RELATED = 3
_HALF_CHARACTER = re.compile(r"[\ud800-\udfff]")
"""Half of a UTF-16 pair: no text, but JSON and the command line can carry it. Models and search refuse it."""


def _tell_nobody(_: Stage) -> None:
    pass


@dataclass(frozen=True, slots=True)
class _Found:
    """Everything that was found for one question, best first, before it is decided whether it answers."""

    quotes: tuple[Quote, ...]
    signals: Signals
    keys: tuple[Span, ...]
    """What the reader takes for short answers."""


@dataclass(frozen=True, slots=True)
class _Decided:
    """What is shown for one question: quotes when they are sure enough, else related passages."""

    confidence: float
    quotes: tuple[Quote, ...] = ()
    related: tuple[Quote, ...] = ()
    off_topic: bool = False


class Assistant:
    """Answers questions from one generation. Safe to use from several threads."""

    def __init__(
        self, generation: Generation, retriever: Retriever, reader: Reader, calibration: Calibration, weigher: Weigher | None = None
    ) -> None:
        self.generation = generation
        self.calibration = calibration
        self._retriever = retriever
        self.reader = reader
        self._weigher = weigher
        self._weights = TermWeights.of(generation.lexical)
        self._words = Words(generation.glossary, retriever.knows, Topic(generation, retriever.embedder).all_turns)

    def search(self, question: str, *, limit: int = 10, history: Sequence[str] = (), only: Filter = Filter()) -> list[RankedChunk]:
        """The ``limit`` best chunks for a question, best first, without extraction. Raises InvalidInput."""
        _check(question, history)
        if limit < 1:
            raise InvalidInput(f"A limit of {limit} chunks leaves nothing to show. Ask for at least 1.")
        return self._retriever.search(self._words.understood(question, history).whole or question, limit=limit, only=only)

    def ask(
        self,
        question: str,
        *,
        history: Sequence[str] = (),
        limit: int = 5,
        only: Filter = Filter(),
        tell: Callable[[Stage], None] = _tell_nobody,
    ) -> Answer:
        """Answers with at most ``limit`` quotes, or says that the documents do not answer.

        ``history`` holds the earlier questions of the conversation, oldest first. ``tell`` is called as each stage begins.

        Raises InvalidInput for a question that is empty, too long or no text, a limit below 1, or a filter that names what is not there.
        """
        _check(question, history)
        if limit < 1:
            raise InvalidInput(f"A limit of {limit} quotes leaves nothing to show. Ask for at least 1.")
        wording = self._words.understood(question, history)
        answer = Answer(question, 0.0, self._searched(), reason=Reason.NOT_FOUND, interpreted_as=wording.interpreted_as)
        if not len(self.generation):
            return replace(answer, reason=Reason.EMPTY_INDEX)
        if only.places(self.generation) == []:
            return replace(answer, reason=Reason.FILTERED_OUT)
        if not wording.parts:
            return replace(answer, reason=Reason.UNCLEAR)
        found = [self._decided(part, limit, only, tell) for part in wording.parts]
        first = wording.parts[0]
        if len(found) == 1 and not found[0].quotes and first.read != first.searched:
            # What was taken for a question that goes on with the conversation may be one about something else.
            by_itself = self._decided(Part(first.asked, first.read, first.read), limit, only, tell)
            if by_itself.quotes:
                found = [by_itself]
                answer = replace(answer, interpreted_as=first.read if first.read != question.strip() else None)
        if len(found) > 1 and not any(each.quotes for each in found):
            found = [self._decided(Part(question, wording.whole, wording.whole), limit, only, tell)]
        answer = replace(answer, confidence=max(each.confidence for each in found))
        if quotes := _in_turn([each.quotes for each in found], limit):
            unanswered = tuple(part.asked for part, each in zip(wording.parts, found, strict=False) if not each.quotes)
            return replace(answer, quotes=quotes, unanswered=unanswered, reason=None)
        unclear = leans_on_earlier(question) and not any(past.strip() for past in history)
        reason = Reason.UNCLEAR if unclear else Reason.OFF_TOPIC if all(each.off_topic for each in found) else Reason.NOT_FOUND
        return replace(answer, related=_in_turn([each.related for each in found], _RELATED), reason=reason)

    def _decided(self, part: Part, limit: int, only: Filter, tell: Callable[[Stage], None]) -> _Decided:
        """One question by itself: its quotes, or where they are not sure enough the passages nearest to it."""
        question = part.read
        found = self._find(question, only, tell, searched=part.searched)
        if found is None:
            return _Decided(0.0, off_topic=True)
        confidence = self.calibration.probability(found.signals)
        if confidence < self.calibration.line:
            # Nothing is marked in them: a mark says that these words carry the answer.
            related = tuple(replace(quote, key=()) for quote in found.quotes[:_RELATED])
            return _Decided(confidence, related=related, off_topic=self.calibration.is_off_topic(found.signals))
        enough = found.quotes[0].score * SHOWN_OF_BEST
        shown = spread([quote for quote in found.quotes if quote.score >= enough], limit)
        expected = expected_of(question)
        if expected and expected.kind in FIGURES:
            shown = newest_figures_first(shown)
        return _Decided(confidence, tuple(with_key(quote, question, found.keys) for quote in successors_first(shown)))

    def signals(self, question: str) -> Signals | None:
        """What the decision whether to answer is made from; None when nothing was found. For fitting a calibration."""
        found = self._find(self._words.understood(question).whole or question, Filter())
        return found.signals if found else None

    def sentence_signals(self, question: str) -> list[tuple[Quote, SentenceSignals]]:
        """Every sentence that was read, as the quote that it would be, with what is known of it. For fitting a ranking."""
        ranked, passages, readings = self._read(question, Filter(), _tell_nobody)
        weigher = self._weigher or Weigher(SentenceRanking(0.0, {}), self._retriever.embedder, self._weights)
        found_signals = weigher.signals(question, ranked, passages, readings)
        return [
            (quote_around(candidate), signals)
            for found, passage, of_passage in zip(ranked, passages, found_signals, strict=True)
            for (start, end), signals in zip(passage.sentences, of_passage, strict=True)
            if may_answer((candidate := Candidate(_in_document(found.chunk, start, end), 0.5)).sentence, question)
        ]

    def _read(
        self, question: str, only: Filter, tell: Callable[[Stage], None], *, searched: str | None = None
    ) -> tuple[list[RankedChunk], list[Passage], list[Reading]]:
        """The best chunks for what is ``searched`` for, each as a passage, and what the reader makes of them for the question."""
        tell(Stage.SEARCHING)
        found = self._retriever.search(searched or question, limit=_CHUNKS_FOUND, only=only)
        chosen = worth_reading(question, found, most=_CHUNKS_READ)
        tell(Stage.READING)
        passages = [passage for _, passage in chosen]
        different = list(dict.fromkeys(passages))
        readings = dict(zip(different, self.reader.read(question, different), strict=True))
        return [ranked for ranked, _ in chosen], passages, [readings[passage] for passage in passages]

    def _find(
        self, question: str, only: Filter, tell: Callable[[Stage], None] = _tell_nobody, *, searched: str | None = None
    ) -> _Found | None:
        ranked, passages, readings = self._read(question, only, tell, searched=searched)
        tell(Stage.DECIDING)
        if self._weigher is not None:
            readings = self._weigher.readings(question, ranked, passages, readings)
        candidates: list[Candidate] = []
        of_passage: dict[tuple[str, int], int] = {}
        for place, (found, passage, reading) in enumerate(zip(ranked, passages, readings, strict=True)):
            document, offset = found.chunk.span.document, found.chunk.span.start
            for (start, end), figure in zip(passage.sentences, reading.sentences, strict=True):
                sentence = document.span(offset + start, offset + end)
                candidates.append(Candidate(sentence, figure))
                of_passage.setdefault((document.id, sentence.start), place)
        candidates = [candidate for candidate in candidates if may_answer(candidate.sentence, question)]
        candidates.sort(key=lambda candidate: (-candidate.score, candidate.sentence.document.source.path, candidate.sentence.start))
        if not candidates:
            return None
        quotes = fold_repeats(quote_around(candidate) for candidate in join_list_items(merge_neighbours(candidates)))
        figures = {quote.span: quote.score for quote in quotes}
        expected = expected_of(question)
        if expected is not None:
            quotes = holders_first(quotes, expected)
        # The sentence that the first quote was made around.
        best = next(candidate for candidate in candidates if _is_part_of(candidate.sentence, quotes[0]))
        place = of_passage[best.sentence.document.id, best.sentence.start]
        context = passages[place].context
        signals = Signals(
            sentence=best.score,
            passage=readings[place].answers,
            margin=max(0.0, best.score - max((figures[quote.span] for quote in quotes[1:]), default=0.0)),
            similarity=max(0.0, min(1.0, max(found.similarity for found in ranked))),
            coverage=self._weights.coverage(question, [passages[place].text, context]),
            sentence_coverage=self._weights.coverage(question, [best.sentence.text, context]),
            unknown=self._weights.unknown(question),
            kind_missing=float(expected is not None and not lacks_nothing(quotes[0], expected)),
            sentence_odds=_scaled_odds(best.score),
            passage_odds=_scaled_odds(readings[place].answers),
            best_passage_odds=_scaled_odds(max(reading.answers for reading in readings)),
        )
        keys = (_in_document(of.chunk, key.start, key.end) for of, reading in zip(ranked, readings, strict=True) for key in reading.keys)
        return _Found(tuple(quotes), signals, tuple(keys))

    def _searched(self) -> Searched:
        manifest = self.generation.manifest
        return Searched(len(manifest.entries), manifest.chunks, manifest.generation, manifest.built)


def _check(question: str, history: Sequence[str]) -> None:
    if not question.strip():
        raise InvalidInput("The question is empty. Write a question.")
    for name, text in (("question", question), *(("earlier question", past) for past in history)):
        if len(text) > LONGEST_QUESTION:
            raise InvalidInput(f"The {name} has {len(text)} characters. Shorten it to {LONGEST_QUESTION} or fewer.")
        if _HALF_CHARACTER.search(text):
            raise InvalidInput(f"The {name} has a character that is only half there. Write it again as plain text.")


def _in_turn(of_parts: Sequence[Sequence[Quote]], limit: int) -> tuple[Quote, ...]:
    """The best quote of each part, then the second best of each, and so on; what two parts share stands once."""
    if len(of_parts) == 1:
        return tuple(of_parts[0][:limit])
    turns = chain.from_iterable(zip_longest(*of_parts))
    return tuple(fold_repeats((quote for quote in turns if quote is not None), marked=True)[:limit])


def _is_part_of(sentence: Span, quote: Quote) -> bool:
    return quote.span.overlaps(sentence) or (quote.lead is not None and quote.lead.overlaps(sentence))


def _scaled_odds(figure: float) -> float:
    return (log_odds(figure) + MOST_CERTAIN) / (2 * MOST_CERTAIN)


def _in_document(chunk: Chunk, start: int, end: int) -> Span:
    """The span of ``chunk.span.text[start:end]``."""
    return chunk.span.document.span(chunk.span.start + start, chunk.span.start + end)
