"""What a reported figure is, and the kinds of unanswerable question that are told apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from copro_qa.evaluation.outcome import Outcome
from copro_qa.evaluation.significance import Interval

__all__ = ["NEAR_MISS", "OFF_TOPIC", "Group", "Measure", "is_of_kind", "judged"]

NEAR_MISS, OFF_TOPIC = "near_miss", "off_topic"
"""Kinds of unanswerable question that have measures of their own; a longer kind that begins so is of that kind too."""


class Group(StrEnum):
    """What a measure is about."""

    RETRIEVAL = "retrieval"
    QUOTES = "quotes"
    ABSTENTION = "abstention"


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure. ``of`` is over how many questions it is taken, ``count`` how many of them for a share, else None."""

    name: str
    label: str
    group: Group
    value: float
    of: int
    count: int | None = None
    interval: Interval | None = None


def is_of_kind(outcome: Outcome, kind: str) -> bool:
    """Whether this is an unanswerable question of that kind."""
    return not outcome.answerable and (outcome.kind or "").startswith(kind)


def judged(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """The outcomes whose best candidate is known to be right or wrong."""
    return [outcome for outcome in outcomes if outcome.best_right is not None]
