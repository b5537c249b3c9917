from dataclasses import replace
from math import log2

import pytest

from copro_qa.evaluation.measure import Measure
from copro_qa.evaluation.measures import NAMES, measures_by_kind, measures_of
from copro_qa.evaluation.metrics import Overlap
from tests.evaluation.fake_assistant import outcome

OUTCOMES = [
    outcome("1", confidence=0.9, words_shown=20, document_ranks=(1,), passage_ranks=(2,), page_ranks=(1,), kind="sentence"),
    outcome("2", confidence=0.8, right=False, words_shown=40, document_ranks=(None,), kind="list", words=Overlap(0.5, 1.0, 2 / 3)),
    outcome("3", confidence=0.3, answered=False, document_ranks=(6, None), page_ranks=(4,), kind="list"),
    outcome("4", answerable=False, answered=False, confidence=0.1, kind="near"),
    outcome("5", answerable=False, confidence=0.8, words_shown=90, kind="near"),
]


def found(name: str) -> Measure:
    return next(measure for measure in measures_of(OUTCOMES, resamples=200) if measure.name == name)


@pytest.mark.parametrize(
    "name, value, of, count",
    [
        ("document_recall_at_1", 1 / 3, 3, None),
        ("document_recall_at_10", 1.5 / 3, 3, None),
        ("document_mrr", (1 + 1 / 6) / 3, 3, None),
        ("document_ndcg_at_10", (1 + 0 + (1 / log2(7)) / (1 + 1 / log2(3))) / 3, 3, None),
        ("passage_recall_at_5", 1.0, 1, None),
        ("passage_ndcg_at_10", 1 / log2(3), 1, None),
        ("page_recall_at_1", 1 / 2, 2, None),
        ("page_ndcg_at_10", (1 + 1 / log2(5)) / 2, 2, None),
        ("first_right", 1 / 3, 3, 1),
        ("right_within", 1 / 3, 3, 1),
        ("word_f1", 2 / 3, 1, None),
        ("words_shown", 40, 3, None),
        ("refused", 1 / 2, 2, 1),
        ("false_refusals", 1 / 3, 3, 1),
        ("best_right", 2 / 3, 3, 2),
        ("auroc", (2 + 1.5 + 1) / 6, 5, None),
        ("aurc", (0 + 1 / 2 + 2 / 3 + 2 / 4 + 3 / 5) / 5, 5, None),
        ("calibration_error", (abs(1 - 0.9) + abs(0 - 1.6) + abs(1 - 0.3) + abs(0 - 0.1)) / 5, 5, None),
    ],
)
def test_each_measure_is_taken_over_the_questions_that_it_concerns(name: str, value: float, of: int, count: int | None) -> None:
    measure = found(name)
    assert measure.value == pytest.approx(value)
    assert (measure.of, measure.count) == (of, count)


def test_near_misses_and_off_topic_questions_are_told_apart_by_the_beginning_of_their_kind() -> None:
    outcomes = [
        outcome("1", confidence=0.9),
        outcome("2", confidence=0.5),
        outcome("3", answerable=False, confidence=0.7, kind="near_miss"),
        outcome("4", answerable=False, answered=False, confidence=0.2, kind="off_topic"),
        outcome("5", answerable=False, answered=False, confidence=0.1, kind="off_topic_elsewhere"),
    ]
    values = {measure.name: (measure.value, measure.of) for measure in measures_of(outcomes, resamples=20)}
    assert values["refused_near"] == (0.0, 1)
    assert values["refused_off_topic"] == (1.0, 2)
    assert values["auroc_near"] == (0.5, 3)
    assert values["auroc_off_topic"] == (1.0, 4)
    assert values["refused_near_at"] == (0.0, 3)
    assert values["refused_off_topic_at"] == (1.0, 4)


def test_refusals_are_told_apart_by_whether_they_were_called_off_topic_rightly() -> None:
    outcomes = [
        outcome("1", confidence=0.9),
        replace(outcome("2", answered=False, confidence=0.1), reason="off_topic"),
        replace(outcome("3", answerable=False, answered=False, confidence=0.1, kind="near_miss"), reason="not_found"),
        replace(outcome("4", answerable=False, answered=False, confidence=0.1, kind="off_topic"), reason="off_topic"),
        replace(outcome("5", answerable=False, answered=False, confidence=0.1, kind="off_topic"), reason="unclear"),
    ]
    values = {measure.name: (measure.value, measure.of) for measure in measures_of(outcomes, resamples=20)}
    assert values["told_off_topic"] == (0.5, 2)
    assert values["wrongly_off_topic"] == (0.5, 2)


def test_every_measure_lies_in_its_interval() -> None:
    for measure in measures_of(OUTCOMES, resamples=200):
        assert measure.interval is not None
        assert measure.interval.low - 1e-9 <= measure.value <= measure.interval.high + 1e-9, measure.name


def test_a_measure_without_questions_is_left_out() -> None:
    names = [measure.name for measure in measures_of([replace(outcome, page_ranks=()) for outcome in OUTCOMES], resamples=20)]
    assert not {"page_mrr", "page_ndcg_at_10"} & set(names)
    assert names == [name for name in NAMES if name in names]


def test_without_unanswerable_questions_there_is_no_auroc_and_no_refusal_rate() -> None:
    names = {measure.name for measure in measures_of(OUTCOMES[:3], resamples=20)}
    assert not names & {"auroc", "refused"}
    assert "false_refusals" in names


def test_each_kind_has_the_measures_that_concern_it() -> None:
    by_kind = measures_by_kind(OUTCOMES, resamples=20)
    assert list(by_kind) == ["list", "near", "sentence"]
    assert [(measure.name, measure.count, measure.of) for measure in by_kind["near"]] == [("refused", 1, 2)]


def test_questions_of_one_kind_are_not_told_apart() -> None:
    assert measures_by_kind(OUTCOMES[1:3]) == {}
