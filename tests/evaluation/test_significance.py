import numpy as np
import pytest

from copro_qa.evaluation.significance import Figures, bootstrap_interval, bootstrap_mean, paired_permutation, permuted_runs


def test_the_interval_of_a_share_is_near_the_one_of_the_binomial_distribution() -> None:
    low, high = bootstrap_mean([1.0] * 50 + [0.0] * 50)
    assert low == pytest.approx(0.40, abs=0.02)
    assert high == pytest.approx(0.60, abs=0.02)


def test_the_interval_is_the_same_every_time() -> None:
    assert bootstrap_mean([0.0, 1.0, 1.0]) == bootstrap_mean([0.0, 1.0, 1.0])


def test_the_interval_of_any_statistic_agrees_with_that_of_the_mean() -> None:
    values = np.linspace(0, 1, 40)
    assert bootstrap_interval(lambda chosen: float(values[chosen].mean()), 40) == pytest.approx(bootstrap_mean(values))


def test_a_resample_without_a_value_is_left_out() -> None:
    values = np.array([1.0, float("nan")])
    assert bootstrap_interval(lambda chosen: float(values[chosen[0]]), 2) == (1.0, 1.0)


def test_equal_runs_do_not_differ() -> None:
    assert paired_permutation([1, 0, 1], [1, 0, 1]) == 1.0


def test_few_differences_are_tested_exactly() -> None:
    # All five in one direction: 2 of the 32 patterns of signs are as extreme.
    assert paired_permutation([1, 1, 1, 1, 1, 0], [0, 0, 0, 0, 0, 0]) == pytest.approx(2 / 32)


def test_many_differences_in_both_directions_are_likely_chance() -> None:
    left = [1.0, 0.0] * 20
    right = [0.0, 1.0] * 20
    assert paired_permutation(left, right) > 0.9


def test_many_differences_in_one_direction_are_unlikely_chance_but_never_impossible() -> None:
    p = paired_permutation([1.0] * 30, [0.0] * 30)
    assert 0 < p < 0.001


def test_sampled_patterns_agree_with_the_sign_test() -> None:
    # 13 questions better, 3 worse: two-sided sign test, 2 * sum(C(16, k), k = 0..3) / 2^16.
    p = paired_permutation([1.0] * 13 + [0.0] * 3, [0.0] * 13 + [1.0] * 3)
    assert p == pytest.approx(2 * (1 + 16 + 120 + 560) / 2**16, abs=0.005)


def test_runs_of_different_length_are_refused() -> None:
    with pytest.raises(ValueError, match="do not pair"):
        paired_permutation([1.0], [1.0, 0.0])


def test_a_share_of_all_or_nothing_is_not_claimed_to_be_certain() -> None:
    assert bootstrap_mean([1.0] * 6) == pytest.approx((0.025 ** (1 / 6), 1.0))
    assert bootstrap_mean([0.0] * 6) == pytest.approx((0.0, 1 - 0.025 ** (1 / 6)))


def column(*values: float) -> Figures:
    return np.array(values, float)[:, np.newaxis]


def mean(rows: Figures) -> float:
    return float(rows.mean())


def test_permuted_runs_agree_with_the_signs_of_differences_where_the_statistic_is_a_mean() -> None:
    few = ([1, 1, 0, 1, 1, 0], [0, 0, 1, 0, 0, 0])
    assert permuted_runs(column(*few[0]), column(*few[1]), mean) == pytest.approx(paired_permutation(*few))
    many = ([1.0] * 28 + [0.0] * 12, [0.0] * 28 + [1.0] * 12)
    assert permuted_runs(column(*many[0]), column(*many[1]), mean) == pytest.approx(paired_permutation(*many), abs=0.01)


def test_equal_runs_are_not_permuted() -> None:
    assert permuted_runs(column(1, 2, 3), column(1, 2, 3), mean) == 1.0


def test_a_statistic_that_chance_alone_moves_as_far_is_no_sign_of_anything() -> None:
    assert permuted_runs(column(*([1.0, 0.0] * 20)), column(*([0.0, 1.0] * 20)), mean) == 1.0


def test_a_pattern_without_a_value_is_left_out() -> None:
    def of_many(rows: Figures) -> float:
        return float(rows.mean()) if rows.any() else float("nan")

    # Of four patterns, the two in which one row changes place leave a run with nothing.
    assert permuted_runs(column(4, 0), column(0, 1), of_many) == 1.0


def test_runs_of_different_length_are_not_permuted() -> None:
    with pytest.raises(ValueError, match="do not pair"):
        permuted_runs(column(1, 2), column(1), mean)
