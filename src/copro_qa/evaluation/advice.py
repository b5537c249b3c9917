"""What to change, in plain words: where the misses happen, and what another line would give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from enum import StrEnum

from copro_qa.evaluation.outcome import Evaluation, Outcome
from copro_qa.evaluation.thresholds import at_line, best_line, line_can_be_judged

__all__ = ["COST_OF_WRONG", "Miss", "advice", "miss_of"]

COST_OF_WRONG = 1.0
"""What a wrong answer costs beside a missed one, where nothing else is said."""

_FEW = 30
_READ = 10
"""Chunks from which a right quote can be hoped for: those further down are not read for every question."""


class Miss(StrEnum):
    """Where a question that has an answer went wrong, in the order of the path that it takes."""

    TEXT = "text"
    RETRIEVAL = "retrieval"
    EXTRACTION = "extraction"
    ORDER = "order"
    LINE = "line"


_IN_WORDS = {
    Miss.TEXT: "the evidence is not in the indexed text of its document: the document is not in the index, the file was read wrongly, or "
    "the evidence is not word for word. Look at the text with `copro-qa show` and correct the file or the evidence",
    Miss.RETRIEVAL: "no passage near the top of the search holds the evidence: the question's words are far from the document's. "
    "Clearer headings and titles, or another embedding model, help here",
    Miss.EXTRACTION: "the right passage was found, but no right sentence of it was quoted. This is the reader's part",
    Miss.ORDER: "a right quote is shown, but not first",
    Miss.LINE: "the best candidate is right, but its confidence lies below the line, so the question was refused",
}


def miss_of(outcome: Outcome) -> Miss | None:
    """Where an answerable question with evidence went wrong; None when its first quote is right or it cannot be told."""
    if outcome.quotes_right is None or outcome.first_right:
        return None
    if outcome.right_within:
        return Miss.ORDER
    if outcome.best_right:
        return Miss.LINE
    if outcome.evidence_indexed is False:
        return Miss.TEXT
    first = min((rank for rank in outcome.passage_ranks if rank is not None), default=None)
    return Miss.RETRIEVAL if first is None or first > _READ else Miss.EXTRACTION


def advice(evaluation: Evaluation, *, cost_of_wrong: float = COST_OF_WRONG) -> list[str]:
    """Sentences that say what to change, most useful first. ``cost_of_wrong`` is what a wrong answer costs, a missed one costing 1."""
    outcomes = evaluation.outcomes
    said = [*_misses(outcomes), *_another_line(outcomes, evaluation.line, cost_of_wrong)]
    if len(outcomes) < _FEW:
        said.append(f"With {_questions(len(outcomes))} all of this is rough: look at the intervals, and label more questions.")
    return said


def _misses(outcomes: Sequence[Outcome]) -> list[str]:
    labelled = [outcome for outcome in outcomes if outcome.quotes_right is not None]
    if not labelled:
        return ["No question has evidence, so quotes could not be judged. Add the words of a right quote to each answerable question."]
    misses = Counter(miss for outcome in labelled if (miss := miss_of(outcome)))
    if not misses:
        return [f"The first quote is right for all {_questions(len(labelled))} that have evidence."]
    ordered = sorted(misses.items(), key=lambda item: (-item[1], list(Miss).index(item[0])))
    opening = f"Of {_questions(len(labelled))} with evidence, {misses.total()} did not get a right first quote."
    return [opening, *(f"{count} of {misses.total()} ({miss}): {_IN_WORDS[miss]}." for miss, count in ordered)]


def _another_line(outcomes: Sequence[Outcome], line: float, cost_of_wrong: float) -> list[str]:
    if not line_can_be_judged(outcomes):
        return [
            "Label both questions that the documents answer, with evidence, and others that they do not: only then can the line be judged."
        ]
    now, best = at_line(outcomes, line), best_line(outcomes, cost_of_wrong=cost_of_wrong)
    times = "as much as" if cost_of_wrong == 1 else f"{cost_of_wrong:g} times as much as"
    condition = f"if a wrong answer costs {times} a missed one"
    if best.cost(cost_of_wrong) >= now.cost(cost_of_wrong):
        return [f"The line of {line:.2f} is as good as any for these questions, {condition}."]
    right, wrong = _change(best.right - now.right, "right answer"), _change(best.wrong - now.wrong, "wrong answer")
    refused = _change(best.refused_rightly - now.refused_rightly, "unanswerable question")
    moved = f"Moving the line from {line:.2f} to {best.line:.2f} would give {right} and {wrong}, and refuse {refused}, {condition}."
    return [f"{moved} COPRO_QA_CONFIDENCE={best.line:.2f} moves it. That is read off these same questions, so expect a little less."]


def _change(difference: int, what: str) -> str:
    if not difference:
        return f"as many {what}s"
    return f"{abs(difference)} {'more' if difference > 0 else 'fewer'} {what}{'' if abs(difference) == 1 else 's'}"


def _questions(number: int) -> str:
    return f"{number} question{'' if number == 1 else 's'}"
