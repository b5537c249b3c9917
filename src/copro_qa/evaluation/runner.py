"""Asking an assistant every question of a set."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from time import perf_counter
from typing import Protocol

from copro_qa.answer import Answer, Quote
from copro_qa.answering.calibration import Calibration
from copro_qa.document import Document
from copro_qa.errors import CoproQaError
from copro_qa.evaluation.judging import (
    DocumentNames,
    IndexedDocuments,
    document_ranks,
    page_ranks,
    passage_ranks,
    quote_words,
    right,
    sentence_overlap,
    word_overlap,
)
from copro_qa.evaluation.matching import contains_evidence
from copro_qa.evaluation.outcome import Evaluation, Outcome
from copro_qa.evaluation.questions import LabelledQuestion, Problem
from copro_qa.retrieval.search import RankedChunk

__all__ = ["Answers", "evaluate"]

DEPTH = 50
"""Chunks that search is asked for, so that ten documents are among them even where each has several."""


class Answers(Protocol):
    """What is measured: an assistant over one generation."""

    @property
    def generation(self) -> IndexedDocuments:
        """What it answers from."""

    @property
    def calibration(self) -> Calibration:
        """Where it draws the line between answering and refusing."""

    def ask(self, question: str, *, history: Sequence[str] = (), limit: int = 5) -> Answer:
        """The answer. Raises InvalidInput for a question that cannot be asked."""

    def search(self, question: str, *, limit: int = 10, history: Sequence[str] = ()) -> list[RankedChunk]:
        """Ranked chunks, best first."""


def evaluate(
    assistant: Answers,
    questions: Sequence[LabelledQuestion],
    *,
    limit: int = 5,
    depth: int = DEPTH,
    problems: Sequence[Problem] = (),
    known: Mapping[str, Outcome] | None = None,
    on_outcome: Callable[[Outcome], None] | None = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> Evaluation:
    """Asks every question and compares what comes back with its labels.

    ``problems`` are those found while the questions were read; a question that cannot be asked is added to them, and the rest go on.
    ``known`` holds outcomes of an earlier run that was cut off, by question id: those questions are not asked again. ``on_outcome`` is
    given each new outcome at once, so that it can be kept. ``on_progress`` is called after each question with how many are done and how
    many there are.
    """
    generation = assistant.generation
    names = DocumentNames(generation)
    outcomes: list[Outcome] = []
    found_problems = [*problems, *_missing_documents(questions, names)]
    started = perf_counter()
    for done, question in enumerate(questions, 1):
        try:
            outcome = (known or {}).get(question.id)
            if outcome is None:
                outcome = _outcome(assistant, question, names, limit=limit, depth=depth)
                if on_outcome:
                    on_outcome(outcome)
            outcomes.append(outcome)
        except CoproQaError as error:
            found_problems.append(Problem(f"question {question.id}", f"it could not be asked. {error}"))
        if on_progress:
            on_progress(done, len(questions))
    return Evaluation(
        outcomes=tuple(outcomes),
        problems=tuple(found_problems),
        generation=generation.id,
        documents=len(generation.entries),
        chunks=len(generation),
        limit=limit,
        depth=depth,
        line=assistant.calibration.line,
        seconds=perf_counter() - started,
    )


def _missing_documents(questions: Sequence[LabelledQuestion], names: DocumentNames) -> list[Problem]:
    """A label that names no document of the index is most often a slip, and counts as a miss unless it is put right."""
    problems = []
    for question in questions:
        named = {name for group in question.relevant for name in group}
        if named and not names.ids_of(named):
            what = f"the document {min(named)!r} is" if len(named) == 1 else f"the documents {sorted(named)} are"
            problems.append(Problem(f"question {question.id}", f"{what} not in the index. It counts as not found."))
    return problems


def _outcome(assistant: Answers, question: LabelledQuestion, names: DocumentNames, *, limit: int, depth: int) -> Outcome:
    chunks = [found.chunk for found in assistant.search(question.question, limit=depth, history=question.history)]
    started = perf_counter()
    answer = assistant.ask(question.question, history=question.history, limit=limit)
    milliseconds = 1000 * (perf_counter() - started)
    common = Outcome(
        id=question.id,
        kind=question.kind,
        answerable=question.answerable,
        answered=answer.answered,
        confidence=answer.confidence,
        reason=answer.reason.value if answer.reason else None,
        document_ranks=document_ranks(question, chunks, names),
        passage_ranks=passage_ranks(question, chunks),
        page_ranks=page_ranks(question, chunks, names),
        best_right=None if question.answerable else False,
        best_document_right=_in_a_right_document(_best_candidate(answer), question, names),
        words_shown=len(quote_words(answer.quotes)),
        milliseconds=milliseconds,
    )
    return _with_quotes_judged(common, question, answer, names.documents_of(question))


def _with_quotes_judged(outcome: Outcome, question: LabelledQuestion, answer: Answer, labelled: Sequence[Document]) -> Outcome:
    """``outcome`` with the measures that need evidence; as it is where the question has none."""
    if not question.answerable or not question.evidence:
        return outcome
    best = _best_candidate(answer)
    found = [any(right(quote, group) for quote in answer.quotes) for group in question.parts]
    documents = labelled or list(dict.fromkeys(quote.span.document for quote in answer.quotes))
    return replace(
        outcome,
        # Of a document that is not in the index, nothing is.
        evidence_indexed=any(contains_evidence(document.text, question.evidence) for document in labelled) if question.relevant else None,
        best_right=best is not None and right(best, question.evidence),
        quotes_right=tuple(right(quote, question.evidence) for quote in answer.quotes),
        parts_found=sum(found) / len(found),
        sentences=sentence_overlap(answer.quotes, question, documents),
        words=word_overlap(answer.quotes, question),
    )


def _best_candidate(answer: Answer) -> Quote | None:
    """The first quote or, when the question was refused, the nearest passage."""
    return next(iter((*answer.quotes, *answer.related)), None)


def _in_a_right_document(best: Quote | None, question: LabelledQuestion, names: DocumentNames) -> bool | None:
    """Whether the best candidate stands in a document that answers; None where none is labelled."""
    if not question.answerable or not question.relevant:
        return None
    return best is not None and best.span.document.id in names.ids_of(name for group in question.relevant for name in group)
