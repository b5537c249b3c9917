"""What became of each question of a run."""

from __future__ import annotations

from dataclasses import dataclass

from copro_qa.evaluation.metrics import Overlap
from copro_qa.evaluation.questions import Problem

__all__ = ["Evaluation", "Outcome", "Ranks"]

Ranks = tuple[int | None, ...]
"""For each thing that should be found, the rank at which it was, counted from 1; None when it was not."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one question. Empty ranks, or None, where the question has no label to measure against.

    ``best_right`` is whether the best candidate is right, of which ``confidence`` speaks: the first quote or, when refused, the nearest
    passage; ``best_document_right`` is whether it stands in a document that answers. ``quotes_right`` says it of each quote shown.
    ``parts_found`` is the share of the parts of a full answer among the quotes.
    """

    id: str
    kind: str | None
    answerable: bool
    answered: bool
    confidence: float
    reason: str | None
    document_ranks: Ranks = ()
    passage_ranks: Ranks = ()
    page_ranks: Ranks = ()
    evidence_indexed: bool | None = None
    best_right: bool | None = None
    best_document_right: bool | None = None
    quotes_right: tuple[bool, ...] | None = None
    parts_found: float | None = None
    sentences: Overlap | None = None
    words: Overlap | None = None
    words_shown: int = 0
    milliseconds: float = 0.0

    @property
    def first_right(self) -> bool | None:
        """Whether the first quote is right; False when there is none, None when that cannot be told."""
        return None if self.quotes_right is None else self.quotes_right[:1] == (True,)

    @property
    def right_within(self) -> bool | None:
        """Whether one of the quotes shown is right; None when that cannot be told."""
        return None if self.quotes_right is None else any(self.quotes_right)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A run over a set of questions: what became of each, and what could not be asked or measured.

    ``depth`` is how many chunks search was asked for, ``limit`` how many quotes, and ``line`` the confidence from which it answers.
    """

    outcomes: tuple[Outcome, ...]
    problems: tuple[Problem, ...]
    generation: str
    documents: int
    chunks: int
    limit: int
    depth: int
    line: float
    seconds: float
