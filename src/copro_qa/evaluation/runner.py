"""Asking an assistant every question of a set."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from time import perf_counter
from typing import Protocol

from copro_qa.answer import Answer
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
    on_progress: Callable[[int, int], None] | None = None,
) -> Evaluation:
    """Asks every question and compares what comes back with its labels.

    ``problems`` are those found while the questions were read; a question that cannot be asked is added to them, and the rest go on.
    ``on_progress`` is called after each question with how many are done and how many there are.
    """
    generation = assistant.generation
    names = DocumentNames(generation)
    outcomes: list[Outcome] = []
    found_problems = [*problems, *_missing_documents(questions, names)]
    started = perf_counter()
    for done, question in enumerate(questions, 1):
        try:
            outcomes.append(_outcome(assistant, question, names, limit=limit, depth=depth))
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
        words_shown=len(quote_words(answer.quotes)),
        milliseconds=milliseconds,
    )
    return _with_quotes_judged(common, question, answer, names.documents_of(question))


def _with_quotes_judged(outcome: Outcome, question: LabelledQuestion, answer: Answer, labelled: Sequence[Document]) -> Outcome:
    """``outcome`` with the measures that need evidence; as it is where the question has none."""
    if not question.answerable or not question.evidence:
        return outcome
    best = (*answer.quotes, *answer.related)[:1]
    found = [any(right(quote, group) for quote in answer.quotes) for group in question.parts]
    documents = labelled or list(dict.fromkeys(quote.span.document for quote in answer.quotes))
    return replace(
        outcome,
        evidence_indexed=any(contains_evidence(document.text, question.evidence) for document in labelled) if labelled else None,
        best_right=bool(best) and right(best[0], question.evidence),
        quotes_right=tuple(right(quote, question.evidence) for quote in answer.quotes),
        parts_found=sum(found) / len(found),
        sentences=sentence_overlap(answer.quotes, question, documents),
        words=word_overlap(answer.quotes, question),
    )
