"""Whether one run is better than another over the same questions."""

from __future__ import annotations

from dataclasses import dataclass

from copro_qa.errors import InvalidInput
from copro_qa.evaluation.measure import Group
from copro_qa.evaluation.measures import PER_QUESTION
from copro_qa.evaluation.outcome import Evaluation
from copro_qa.evaluation.significance import paired_permutation

__all__ = ["Difference", "compare"]


@dataclass(frozen=True, slots=True)
class Difference:
    """A measure in two runs, over the questions that both can be measured on.

    ``p_value`` is how likely a difference at least this large would be if the runs were equally good. ``better`` and ``worse``
    count the questions on which the second run did better and worse than the first.
    """

    name: str
    label: str
    group: Group
    before: float
    after: float
    of: int
    better: int
    worse: int
    p_value: float


def compare(before: Evaluation, after: Evaluation) -> list[Difference]:
    """Every per-question measure, question by question. Raises InvalidInput when the runs share no question."""
    earlier = {outcome.id: outcome for outcome in before.outcomes}
    pairs = [(earlier[outcome.id], outcome) for outcome in after.outcomes if outcome.id in earlier]
    if not pairs:
        raise InvalidInput(
            "The two runs have no question in common, so there is nothing to compare. Run both over the same questions file."
        )
    differences = []
    for measure in PER_QUESTION:
        values = [(measure.value(left), measure.value(right)) for left, right in pairs]
        both = [(float(left), float(right)) for left, right in values if left is not None and right is not None]
        if not both:
            continue
        lefts, rights = [left for left, _ in both], [right for _, right in both]
        sign = -1 if measure.lower_is_better else 1
        differences.append(
            Difference(
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
        )
    return differences
