"""What each place of the line between answering and refusing would give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from copro_qa.evaluation.outcome import Outcome

__all__ = ["LineOutcome", "at_line", "best_line", "highest_line", "least_cost_line", "line_can_be_judged", "lines"]

_AS_GOOD = 0.01
"""Lines whose cost is within this share of the least count as equally good: a smaller difference is luck."""


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


def line_can_be_judged(outcomes: Sequence[Outcome]) -> bool:
    """Whether both answerable and unanswerable questions are among those whose best candidate is known to be right or wrong."""
    return len({outcome.answerable for outcome in outcomes if outcome.best_right is not None}) > 1


def best_line(outcomes: Sequence[Outcome], *, cost_of_wrong: float = 1.0) -> LineOutcome:
    """What the line of least cost would give; see ``least_cost_line``. Only outcomes whose best candidate is known to be right or wrong."""
    known = [outcome for outcome in outcomes if outcome.best_right is not None]
    line = least_cost_line(
        [outcome.confidence for outcome in known], [bool(outcome.best_right) for outcome in known], cost_of_wrong=cost_of_wrong
    )
    return at_line(outcomes, line)


def least_cost_line(confidence: ArrayLike, right: ArrayLike, *, cost_of_wrong: float, weights: ArrayLike | None = None) -> float:
    """The line, in hundredths, at which wrong answers shown and right ones withheld cost least: ``cost_of_wrong`` and 1 each.

    ``weights`` says how much each question counts; without it, each counts 1. Of several equally good lines, the middle one of the
    longest run, which is the safest. After Chow (1970), "On optimum recognition error and reject tradeoff".
    """
    scores, truth = np.asarray(confidence, float), np.asarray(right, bool)
    counts = np.ones(len(scores)) if weights is None else np.asarray(weights, float)
    tried = np.arange(101) / 100
    shown = scores >= tried[:, np.newaxis]
    costs = cost_of_wrong * (shown * (counts * ~truth)).sum(axis=1) + (~shown * (counts * truth)).sum(axis=1)
    good = np.flatnonzero(costs <= costs.min() * (1 + _AS_GOOD) + 1e-12)
    longest = max(np.split(good, np.flatnonzero(np.diff(good) > 1) + 1), key=len)
    return float(tried[longest[len(longest) // 2]])


def highest_line(confidences: Sequence[ArrayLike], *, most_below: float) -> float:
    """The highest line, in hundredths, below which no more than a share of ``most_below`` of the questions lie.

    ``confidences`` holds the figures of one or more sets; each set counts the same, however many questions it has.
    """
    tried = np.arange(101) / 100
    below = np.mean([(np.asarray(of_set, float) < tried[:, np.newaxis]).mean(axis=1) for of_set in confidences], axis=0)
    return float(tried[below <= most_below + 1e-12].max())
