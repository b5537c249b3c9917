"""What each place of the line between answering and refusing would give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from copro_qa.evaluation.outcome import Outcome

__all__ = ["LineOutcome", "at_line", "best_line", "lines"]


@dataclass(frozen=True, slots=True)
class LineOutcome:
    """Counts when exactly the questions with a confidence of at least ``line`` are answered, with their best candidate.

    ``wrong`` counts answered questions whose first quote is wrong, ``answered_unanswerable`` among them. ``refused_rightly`` are
    unanswerable ones. ``missed`` are refused ones whose best candidate was right, ``refused_wrongly`` all refused answerable ones.
    """

    line: float
    answered: int
    right: int
    wrong: int
    answered_unanswerable: int
    refused_rightly: int
    refused_wrongly: int
    missed: int

    def cost(self, cost_of_wrong: float) -> float:
        """What this line costs when a wrong answer costs ``cost_of_wrong`` times what a missed one does."""
        return cost_of_wrong * self.wrong + self.missed


def at_line(outcomes: Sequence[Outcome], line: float) -> LineOutcome:
    """The counts at one line. Only outcomes whose best candidate is known to be right or wrong count."""
    answered = [outcome for outcome in outcomes if outcome.best_right is not None and outcome.confidence >= line]
    refused = [outcome for outcome in outcomes if outcome.best_right is not None and outcome.confidence < line]
    right = sum(outcome.best_right is True for outcome in answered)
    return LineOutcome(
        line=line,
        answered=len(answered),
        right=right,
        wrong=len(answered) - right,
        answered_unanswerable=sum(not outcome.answerable for outcome in answered),
        refused_rightly=sum(not outcome.answerable for outcome in refused),
        refused_wrongly=sum(outcome.answerable for outcome in refused),
        missed=sum(outcome.best_right is True for outcome in refused),
    )


def lines(outcomes: Sequence[Outcome], *, steps: int = 20) -> list[LineOutcome]:
    """The counts at lines from 0 to 1 in equal steps."""
    return [at_line(outcomes, step / steps) for step in range(steps + 1)]


def best_line(outcomes: Sequence[Outcome], *, cost_of_wrong: float = 1.0) -> LineOutcome:
    """The line of least cost, in hundredths. Of several equally good ones, the middle one of the longest run, which is the safest."""
    tried = [at_line(outcomes, hundredth / 100) for hundredth in range(101)]
    least = min(found.cost(cost_of_wrong) for found in tried)
    runs: list[list[LineOutcome]] = [[]]
    for found in tried:
        if found.cost(cost_of_wrong) == least:
            runs[-1].append(found)
        elif runs[-1]:
            runs.append([])
    longest = max(runs, key=len)
    return longest[len(longest) // 2]
