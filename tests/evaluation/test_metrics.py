import math

import numpy as np
import pytest
from sklearn.metrics import ndcg_score, roc_auc_score

from copro_qa.evaluation.metrics import (
    area_under_risk_coverage,
    auroc,
    expected_calibration_error,
    ndcg_at,
    overlap,
    recall_at,
    reciprocal_rank,
    refused_at,
    risk_coverage,
)


def test_recall_is_the_share_of_what_should_be_found() -> None:
    assert recall_at((1, 7, None), 5) == pytest.approx(1 / 3)
    assert recall_at((1, 7, None), 10) == pytest.approx(2 / 3)


def test_reciprocal_rank_is_that_of_the_first_found() -> None:
    assert reciprocal_rank((None, 4, 2)) == 0.5
    assert reciprocal_rank((None,)) == 0.0


def test_ndcg_of_a_perfect_ranking_is_one() -> None:
    assert ndcg_at((1, 2, 3), 10) == pytest.approx(1.0)


def test_ndcg_of_the_only_relevant_document_in_second_place_follows_the_formula() -> None:
    assert ndcg_at((2,), 10) == pytest.approx(1 / math.log2(3))


def test_ndcg_of_what_is_found_at_one_rank_is_never_above_one() -> None:
    # Two parts of an answer that one passage holds.
    assert ndcg_at((1, 1), 10) == pytest.approx(1.0)
    assert ndcg_at((2, 2, None), 10) == pytest.approx((1 / math.log2(3)) / (1 + 1 / math.log2(3)))


def test_ndcg_beyond_the_cut_off_is_nothing() -> None:
    assert ndcg_at((11,), 10) == 0.0


@pytest.mark.parametrize("ranks", [(1, 3), (2, 9, 10), (4,), (5, 12, 15)])
def test_ndcg_agrees_with_scikit_learn(ranks: tuple[int, ...]) -> None:
    truth = np.array([[float(rank in ranks) for rank in range(1, 16)]])
    scores = np.array([[float(-rank) for rank in range(1, 16)]])
    assert ndcg_at(ranks, 10) == pytest.approx(ndcg_score(truth, scores, k=10))


def test_overlap_counts_repeated_words_as_often_as_they_occur() -> None:
    found = overlap(["a", "a", "b", "c"], ["a", "b", "b"])
    assert found.precision == pytest.approx(2 / 4)
    assert found.recall == pytest.approx(2 / 3)
    assert found.f1 == pytest.approx(2 * 0.5 * (2 / 3) / (0.5 + 2 / 3))


def test_overlap_with_nothing_is_nothing() -> None:
    assert overlap([], ["a"]) == (0.0, 0.0, 0.0)
    assert overlap(["a"], ["b"]) == (0.0, 0.0, 0.0)


def test_auroc_is_one_when_every_positive_is_above_every_negative_and_half_for_equals() -> None:
    assert auroc([0.8, 0.9], [0.1, 0.7]) == 1.0
    assert auroc([0.5], [0.5]) == 0.5
    assert auroc([0.1], [0.9]) == 0.0


def test_auroc_agrees_with_scikit_learn_with_ties() -> None:
    random = np.random.default_rng(1)
    positive, negative = random.integers(3, 10, 60) / 10, random.integers(0, 8, 40) / 10
    truth = [1] * len(positive) + [0] * len(negative)
    assert auroc(positive, negative) == pytest.approx(roc_auc_score(truth, np.concatenate([positive, negative])))


def test_risk_coverage_goes_from_the_most_confident_question_to_all_of_them() -> None:
    points = risk_coverage([0.9, 0.3, 0.6, 0.6], [True, False, True, False])
    assert [point.confidence for point in points] == [0.9, 0.6, 0.3]
    assert [point.coverage for point in points] == [0.25, 0.75, 1.0]
    assert [point.risk for point in points] == pytest.approx([0.0, 1 / 3, 0.5])


def test_area_under_risk_coverage_is_the_mean_risk() -> None:
    assert area_under_risk_coverage([0.9, 0.8, 0.7], [True, True, False]) == pytest.approx((0 + 0 + 1 / 3) / 3)


def test_area_under_risk_coverage_does_not_depend_on_the_order_of_equals() -> None:
    either = (area_under_risk_coverage([0.5, 0.5], [True, False]), area_under_risk_coverage([0.5, 0.5], [False, True]))
    assert either[0] == either[1] == pytest.approx(0.5)


def test_calibration_error_is_nothing_when_confidence_is_the_share_right() -> None:
    assert expected_calibration_error([0.75] * 4, [True, True, True, False]) == pytest.approx(0.0)


def test_calibration_error_weighs_each_bin_by_its_size() -> None:
    error = expected_calibration_error([1.0, 1.0, 1.0, 0.25], [True, True, False, False])
    assert error == pytest.approx((3 * (1 - 2 / 3) + 1 * 0.25) / 4)


def test_what_is_refused_at_a_share_of_false_refusals_is_read_off_the_highest_line_that_keeps_to_it() -> None:
    positive, negative = [0.2, 0.4, 0.6, 0.8], [0.1, 0.3, 0.4, 0.9]
    assert refused_at(positive, negative, allowed=0.0) == 0.25
    # One of four may be refused: the line goes up to .4, and what lies on it is not refused.
    assert refused_at(positive, negative, allowed=0.25) == 0.5
    assert refused_at(positive, negative, allowed=0.49) == 0.5


def test_two_of_twenty_five_are_eight_in_a_hundred() -> None:
    positive = [number / 25 for number in range(25)]
    assert refused_at(positive, [0.05], allowed=0.08) == 1.0
    assert refused_at(positive, [0.09], allowed=0.08) == 0.0
