"""The whole path of one question: search, read, extract, decide."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from copro_qa.answer import Answer, Quote, Reason, Searched, Stage
from copro_qa.answering.calibration import Calibration, Signals
from copro_qa.answering.conversation import goes_on, leans_on_earlier
from copro_qa.answering.figures_asked import figures_asked_of
from copro_qa.answering.finding import Finder, Found, leave_it, tell_nobody
from copro_qa.answering.folding import holding, may_be_overtaken, newest_figures_first, spread, successors_first
from copro_qa.answering.initials import asked_to_spell_out
from copro_qa.answering.key import with_key
from copro_qa.answering.ranking import Weigher, lowest_shown
from copro_qa.answering.taken import Decided, as_one, as_several, in_turn, left_open
from copro_qa.answering.term_weights import TermWeights
from copro_qa.answering.topic import Topic
from copro_qa.answering.wording import Part, Words
from copro_qa.document import Document
from copro_qa.errors import InvalidInput
from copro_qa.models.reader import Reader
from copro_qa.retrieval.filter import Filter
from copro_qa.retrieval.search import RankedChunk, Retriever
from copro_qa.store.generation import Generation

__all__ = ["LONGEST_QUESTION", "Assistant", "show_nobody"]

LONGEST_QUESTION = 1_000
"""Characters."""

_SURE_EARLY = 0.3
"""So far above the line quotes are passed on before everything is read. docs/quality.md says what was measured."""
_LIKELY_EARLY = 0.3
"""The first quote that is passed on has at least this figure: one with less is too often overtaken by what is read later."""
_AS_SURE_AS_BEST = 0.7
"""So near to the best one's figure a further quote is passed on early. docs/quality.md says what was measured."""
_RELATED = 3
_HALF_CHARACTER = re.compile(r"[\ud800-\udfff]")
"""Half of a UTF-16 pair: no text, but JSON and the command line can carry it. Models and search refuse it."""


def show_nobody(_: Answer) -> None:
    """For a question of which nobody sees the first quote before the rest."""


class Assistant:
    """Answers questions from one generation. Safe to use from several threads."""

    def __init__(
        self, generation: Generation, retriever: Retriever, reader: Reader, calibration: Calibration, weigher: Weigher | None = None
    ) -> None:
        self.generation = generation
        self.calibration = calibration
        self._retriever = retriever
        self._weights = TermWeights.of(generation.lexical)
        self.finder = Finder(retriever, reader, self._weights, weigher)
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
        tell: Callable[[Stage], None] = tell_nobody,
        early: Callable[[Answer], None] = show_nobody,
    ) -> Answer:
        """Answers with at most ``limit`` quotes, or says that the documents do not answer.

        ``history`` holds the earlier questions of the conversation, oldest first. ``tell`` is called as each stage begins.

        ``early`` is called whenever a quote is sure before everything is read, with an answer that ends with it: what comes of the question
        begins with the same quotes, in the same words. Whether anyone is told changes nothing in the answer.

        Raises InvalidInput for a question that is empty, too long or no text, a limit below 1, or a filter that names what is not there.
        """
        _check(question, history)
        if limit < 1:
            raise InvalidInput(f"A limit of {limit} quotes leaves nothing to show. Ask for at least 1.")
        wording = self._words.understood(question, history)
        # In an empty index no document can be named, and that it is empty says more.
        places = only.places(self.generation) if len(self.generation) else None
        answer = Answer(question, 0.0, self._searched(places), reason=Reason.NOT_FOUND, interpreted_as=wording.interpreted_as)
        if not len(self.generation):
            return replace(answer, reason=Reason.EMPTY_INDEX)
        if places == []:
            return replace(answer, reason=Reason.FILTERED_OUT)
        if not wording.parts:
            return replace(answer, reason=Reason.UNCLEAR)

        def sure(decided: Decided) -> None:
            early(replace(answer, confidence=decided.confidence, quotes=decided.quotes, reason=None))

        decide = partial(self._decided, limit=limit, only=only, tell=tell)
        (part, *others) = wording.parts
        is_first = not any(past.strip() for past in history)
        # "And for children?" as the first question: whatever is quoted for it would answer a question that was not asked.
        hangs = is_first and goes_on(part.asked)
        if not others and not hangs and part.read == part.searched and not part.adds and limit > 1:
            # It is decided once and for all: no other part, and nothing that is tried instead. And another one has room beside it.
            decide = partial(decide, sure=sure)
        taken = as_one(question, wording, decide) if len(wording.parts) == 1 else as_several(question, wording, decide)
        found = taken.found
        answer = replace(answer, confidence=max(each.confidence for each in found), interpreted_as=taken.interpreted_as)
        if not hangs and (quotes := in_turn([each.quotes for each in found], limit)):
            return replace(answer, quotes=quotes, unanswered=left_open(wording, taken, quotes), reason=None)
        # Of the words that ask, without a greeting or thanks around them.
        unclear = is_first and leans_on_earlier(part.asked)
        reason = Reason.UNCLEAR if unclear else Reason.OFF_TOPIC if all(each.off_topic for each in found) else Reason.NOT_FOUND
        nearest = [each.related or tuple(replace(quote, key=()) for quote in each.quotes) for each in found]
        return replace(answer, related=in_turn(nearest, _RELATED), reason=reason)

    def _decided(
        self, part: Part, *, limit: int, only: Filter, tell: Callable[[Stage], None], sure: Callable[[Decided], None] | None = None
    ) -> Decided:
        """One question by itself: its quotes, or where they are not sure enough the passages nearest to it.

        ``sure`` is given each quote that is sure before everything is read, after those before it. They stay, whatever the rest says.
        """
        passed_on = Decided(0.0)

        def look(found: Found, unread: Sequence[Document]) -> None:
            nonlocal passed_on
            confidence = self._confidence(part.read, found)
            unsure = confidence < self.calibration.line + _SURE_EARLY or found.quotes[0].score < _LIKELY_EARLY
            if not sure or (not passed_on.quotes and unsure):
                return
            shown = self._shown(part.read, found, limit=limit, stay=passed_on.quotes)
            # The last place is kept for the best of what is read later.
            for quote in shown[len(passed_on.quotes) : limit - 1]:
                near = quote.score >= _AS_SURE_AS_BEST * found.quotes[0].score
                if (passed_on.quotes and not near) or may_be_overtaken(quote, unread, figures_asked_of(part.read)):
                    break
                passed_on = Decided(passed_on.confidence or confidence, (*passed_on.quotes, quote))
                sure(passed_on)

        found = self.finder.find(part.read, only, tell, searched=part.searched, adds=part.adds, early=look if sure else leave_it)
        confidence = self._confidence(part.read, found) if found else 0.0
        if found and confidence >= self.calibration.line:
            return Decided(confidence, self._shown(part.read, found, limit=limit, stay=passed_on.quotes))
        if passed_on.quotes or not found:
            return passed_on
        # Nothing is marked in them: a mark says that these words carry the answer.
        related = tuple(replace(quote, key=()) for quote in found.quotes[:_RELATED])
        # Under a filter, how near the documents come says nothing of those that it leaves out.
        off_topic = only == Filter() and self.calibration.is_off_topic(found.signals) and not found.speaks_of(part.read)
        return Decided(confidence, related=related, off_topic=off_topic)

    def _confidence(self, question: str, found: Found) -> float:
        """How likely the best quote answers. What letters stand for is told by words that spell them out, and by no others."""
        if found.signals.kind_missing and asked_to_spell_out(question):
            return 0.0
        return self.calibration.probability(found.signals)

    def _shown(self, question: str, found: Found, *, limit: int, stay: Sequence[Quote] = ()) -> tuple[Quote, ...]:
        """The quotes that are shown, in order, marked; first those that ``stay``."""
        enough = lowest_shown(found.quotes[0].score)
        best, asked = found.quotes[0], figures_asked_of(question)
        # A document that disagrees with the best one is quoted beside it though the reader is less sure of it.
        quotes = [quote for quote in found.quotes if quote.score >= enough or (asked and asked.is_contradicted_by(best, quote))]
        if asked:
            quotes = newest_figures_first(quotes, asked)
        # Put in order before they are cut off at the limit: the newer of two may stand below it.
        shown = holding(stay, spread(successors_first(quotes), limit), limit)
        marked = (with_key(quote, question, found.keys, found.likely, self._weights.weight) for quote in shown[len(stay) :])
        return (*shown[: len(stay)], *marked)

    def signals(self, question: str) -> Signals | None:
        """What the decision whether to answer is made from; None when nothing was found. For fitting a calibration."""
        found = self.finder.find(self._words.understood(question).whole or question, Filter())
        return found.signals if found else None

    def _searched(self, places: Sequence[int] | None) -> Searched:
        """What is searched: the documents at these places, or all of them when it is None."""
        manifest = self.generation.manifest
        if places is None:
            return Searched(len(manifest.entries), manifest.chunks, manifest.generation, manifest.built)
        chunks = sum(manifest.entries[place].chunks for place in places)
        return Searched(len(places), chunks, manifest.generation, manifest.built)


def _check(question: str, history: Sequence[str]) -> None:
    if not question.strip():
        raise InvalidInput("The question is empty. Write a question.")
    for name, text in (("question", question), *(("earlier question", past) for past in history)):
        if len(text) > LONGEST_QUESTION:
            raise InvalidInput(f"The {name} has {len(text)} characters. Shorten it to {LONGEST_QUESTION} or fewer.")
        if _HALF_CHARACTER.search(text):
            raise InvalidInput(f"The {name} has a character that is only half there. Write it again as plain text.")
