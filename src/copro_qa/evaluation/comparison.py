"""Whether one run is better than another over the same questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from copro_qa.errors import InvalidInput
from copro_qa.evaluation.measure import Group
from copro_qa.evaluation.measures import NAMES, PER_QUESTION, PerQuestion
from copro_qa.evaluation.outcome import Evaluation, Outcome
from copro_qa.evaluation.run_measures import OVER_A_RUN, OverARun
from copro_qa.evaluation.significance import paired_permutation, permuted_runs

__all__ = ["Difference", "compare"]


@dataclass(frozen=True, slots=True)
class Difference:
    """A measure in two runs, over the questions that both can be measured on.

    ``p_value`` is how likely a difference at least this large would be if the runs were equally good. ``better`` and ``worse``
    count the questions on which the second run did better and worse than the first; None for a measure of a whole run, which no single
    question has.
    """

    name: str
    label: str
    group: Group
    before: float
    after: float
    of: int
    better: int | None
    worse: int | None
    p_value: float


_Pairs = Sequence[tuple[Outcome, Outcome]]


def compare(before: Evaluation, after: Evaluation) -> list[Difference]:
    """Every measure, in the order in which they are reported. Raises InvalidInput when the runs share no question."""
    earlier = {outcome.id: outcome for outcome in before.outcomes}
    pairs = [(earlier[outcome.id], outcome) for outcome in after.outcomes if outcome.id in earlier]
    if not pairs:
        raise InvalidInput(
            "The two runs have no question in common, so there is nothing to compare. Run both over the same questions file."
        )
    found = [_of_each_question(measure, pairs) for measure in PER_QUESTION]
    found += [_over_the_runs(measure, pairs) for measure in OVER_A_RUN]
    return sorted((difference for difference in found if difference), key=lambda difference: NAMES.index(difference.name))


def _of_each_question(measure: PerQuestion, pairs: _Pairs) -> Difference | None:
    values = [(measure.value(left), measure.value(right)) for left, right in pairs]
    both = [(float(left), float(right)) for left, right in values if left is not None and right is not None]
    if not both:
        return None
    lefts, rights = [left for left, _ in both], [right for _, right in both]
    sign = -1 if measure.lower_is_better else 1
    return Difference(
        name=measure.name,
        label=measure.label,
        group=measure.group,
        before=sum(lefts) / len(both),
        after=sum(rights) / len(both),
        of=len(both),
        better=sum(sign * (right - left) > 0 for left, right in both),
        worse=sum(sign * (right - left) < 0 for left, right in both),
        p_value=paired_permutation(lefts, rights),
    )


def _over_the_runs(measure: OverARun, pairs: _Pairs) -> Difference | None:
    figures = [(measure.figures(left), measure.figures(right)) for left, right in pairs]
    both = [(left, right) for left, right in figures if left is not None and right is not None]
    if not both:
        return None
    lefts, rights = (np.array(rows, float) for rows in zip(*both, strict=True))
    before, after = measure.value(lefts), measure.value(rights)
    if np.isnan(before) or np.isnan(after):
        return None
    return Difference(
        name=measure.name,
        label=measure.label,
        group=measure.group,
        before=before,
        after=after,
        of=len(both),
        better=None,
        worse=None,
        p_value=permuted_runs(lefts, rights, measure.value),
    )
