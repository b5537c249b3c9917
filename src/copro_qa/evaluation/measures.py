"""The figures of a run: which measures are reported, over which questions, and with which interval."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from copro_qa.evaluation.measure import NEAR_MISS, OFF_TOPIC, Group, Measure, is_of_kind
from copro_qa.evaluation.metrics import ndcg_at, recall_at, reciprocal_rank
from copro_qa.evaluation.outcome import Outcome
from copro_qa.evaluation.run_measures import OVER_A_RUN
from copro_qa.evaluation.significance import bootstrap_mean

__all__ = ["NAMES", "PER_QUESTION", "PerQuestion", "measures_by_kind", "measures_of"]


@dataclass(frozen=True, slots=True)
class PerQuestion:
    """A measure that is the mean of a value of each question. ``value`` gives None for a question that it does not concern."""

    name: str
    label: str
    group: Group
    value: Callable[[Outcome], float | None]
    is_share: bool = False
    lower_is_better: bool = False


def _recall(ranks: str, k: int) -> Callable[[Outcome], float | None]:
    return lambda outcome: recall_at(found, k) if (found := getattr(outcome, ranks)) else None


def _ndcg(ranks: str) -> Callable[[Outcome], float | None]:
    return lambda outcome: ndcg_at(found, 10) if (found := getattr(outcome, ranks)) else None


def _reciprocal(ranks: str) -> Callable[[Outcome], float | None]:
    return lambda outcome: reciprocal_rank(found) if (found := getattr(outcome, ranks)) else None


def _overlap(field: str, part: str) -> Callable[[Outcome], float | None]:
    return lambda outcome: None if (found := getattr(outcome, field)) is None else getattr(found, part)


def _answered_when(*, answerable: bool, answered: bool) -> Callable[[Outcome], float | None]:
    return lambda outcome: float(outcome.answered is answered) if outcome.answerable is answerable else None


def _refused_of(kind: str) -> Callable[[Outcome], float | None]:
    return lambda outcome: float(not outcome.answered) if is_of_kind(outcome, kind) else None


def _said_off_topic(*, off_topic: bool) -> Callable[[Outcome], float | None]:
    """Of the refused: whether the reason is that the question is off topic, for those that are and for those that are not."""

    def said(outcome: Outcome) -> float | None:
        told = not outcome.answered and (outcome.answerable or is_of_kind(outcome, OFF_TOPIC) or is_of_kind(outcome, NEAR_MISS))
        return float(outcome.reason == "off_topic") if told and is_of_kind(outcome, OFF_TOPIC) is off_topic else None

    return said


def _retrieval(what: str, ranks: str) -> tuple[PerQuestion, ...]:
    recalls = (PerQuestion(f"{what}_recall_at_{k}", f"{what} recall@{k}", Group.RETRIEVAL, _recall(ranks, k)) for k in (1, 5, 10))
    return (
        *recalls,
        PerQuestion(f"{what}_mrr", f"{what} MRR", Group.RETRIEVAL, _reciprocal(ranks)),
        PerQuestion(f"{what}_ndcg_at_10", f"{what} nDCG@10", Group.RETRIEVAL, _ndcg(ranks)),
    )


PER_QUESTION: tuple[PerQuestion, ...] = (
    *_retrieval("document", "document_ranks"),
    *_retrieval("passage", "passage_ranks"),
    *_retrieval("page", "page_ranks"),
    PerQuestion(
        "best_document_right",
        "document of the best candidate right",
        Group.QUOTES,
        lambda outcome: outcome.best_document_right,
        is_share=True,
    ),
    PerQuestion(
        "best_right",
        "best candidate right, shown or not",
        Group.QUOTES,
        lambda outcome: outcome.best_right if outcome.answerable else None,
        is_share=True,
    ),
    PerQuestion("first_right", "first quote right", Group.QUOTES, lambda outcome: outcome.first_right, is_share=True),
    PerQuestion("right_within", "right within those shown", Group.QUOTES, lambda outcome: outcome.right_within, is_share=True),
    PerQuestion("parts_found", "parts of the answer found", Group.QUOTES, lambda outcome: outcome.parts_found),
    PerQuestion("sentence_f1", "evidence-sentence F1", Group.QUOTES, _overlap("sentences", "f1")),
    PerQuestion("word_precision", "word precision", Group.QUOTES, _overlap("words", "precision")),
    PerQuestion("word_recall", "word recall", Group.QUOTES, _overlap("words", "recall")),
    PerQuestion("word_f1", "word F1", Group.QUOTES, _overlap("words", "f1")),
    PerQuestion(
        "refused", "refused of the unanswerable", Group.ABSTENTION, _answered_when(answerable=False, answered=False), is_share=True
    ),
    PerQuestion("refused_near", "refused of the near misses", Group.ABSTENTION, _refused_of(NEAR_MISS), is_share=True),
    PerQuestion("refused_off_topic", "refused of the off-topic", Group.ABSTENTION, _refused_of(OFF_TOPIC), is_share=True),
    PerQuestion(
        "false_refusals",
        "false refusals of the answerable",
        Group.ABSTENTION,
        _answered_when(answerable=True, answered=False),
        is_share=True,
        lower_is_better=True,
    ),
    PerQuestion(
        "told_off_topic", "off-topic questions told so, of the refused", Group.ABSTENTION, _said_off_topic(off_topic=True), is_share=True
    ),
    PerQuestion(
        "wrongly_off_topic",
        "questions on topic called off topic, of the refused",
        Group.ABSTENTION,
        _said_off_topic(off_topic=False),
        is_share=True,
        lower_is_better=True,
    ),
)
"""Measures that are means over questions, and so can be compared question by question between two runs."""

NAMES = (
    *(measure.name for measure in PER_QUESTION if measure.group is Group.RETRIEVAL),
    *(measure.name for measure in PER_QUESTION if measure.group is Group.QUOTES),
    "words_shown",
    *(measure.name for measure in PER_QUESTION if measure.group is Group.ABSTENTION),
    "auroc",
    "auroc_near",
    "auroc_off_topic",
    "refused_near_at",
    "refused_off_topic_at",
    "aurc",
    "calibration_error",
)
"""Every measure's name, in the order in which they are reported."""

_OF_EACH_KIND = ("document_recall_at_1", "document_recall_at_10", "first_right", "right_within", "refused", "false_refusals")


def measures_of(outcomes: Sequence[Outcome], *, resamples: int = 1_000) -> list[Measure]:
    """Every measure that has at least one question to be taken over, in the order in which they are reported."""
    found = [_mean(measure, outcomes, resamples) for measure in PER_QUESTION]
    found += [measure.of(outcomes, resamples) for measure in OVER_A_RUN]
    return sorted((measure for measure in found if measure), key=lambda measure: NAMES.index(measure.name))


def measures_by_kind(outcomes: Sequence[Outcome], *, resamples: int = 1_000) -> dict[str, list[Measure]]:
    """The main measures of the questions of each kind; empty when there is only one kind."""
    kinds = sorted({outcome.kind for outcome in outcomes if outcome.kind})
    chosen = [measure for measure in PER_QUESTION if measure.name in _OF_EACH_KIND]
    return {
        kind: [
            found for measure in chosen if (found := _mean(measure, [outcome for outcome in outcomes if outcome.kind == kind], resamples))
        ]
        for kind in kinds
        if len(kinds) > 1
    }


def _mean(measure: PerQuestion, outcomes: Sequence[Outcome], resamples: int) -> Measure | None:
    values = [float(value) for outcome in outcomes if (value := measure.value(outcome)) is not None]
    if not values:
        return None
    count = round(sum(values)) if measure.is_share else None
    interval = bootstrap_mean(values, resamples=resamples)
    return Measure(measure.name, measure.label, measure.group, sum(values) / len(values), len(values), count, interval)
