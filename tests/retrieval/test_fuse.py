from __future__ import annotations

import pytest

from copro_qa.retrieval.fuse import reciprocal_rank_fusion


def test_each_list_gives_its_weight_over_sixty_plus_the_rank() -> None:
    fused = dict(reciprocal_rank_fusion([(1.0, [7, 8]), (0.5, [8, 9])]))
    assert fused == pytest.approx({7: 1 / 61, 8: 1 / 62 + 0.5 / 61, 9: 0.5 / 62})


def test_what_both_lists_find_comes_before_what_one_finds_higher_up() -> None:
    assert reciprocal_rank_fusion([(1.0, [1, 2, 3]), (1.0, [4, 5, 3])])[0][0] == 3


def test_equal_scores_are_in_order_of_id() -> None:
    assert [identifier for identifier, _ in reciprocal_rank_fusion([(1.0, [9, 4]), (1.0, [4, 9]), (0.0, [1])])] == [4, 9, 1]


def test_the_smoothing_can_be_chosen() -> None:
    assert reciprocal_rank_fusion([(1.0, [5])], smoothing=1) == [(5, 0.5)]


def test_nothing_found_gives_nothing() -> None:
    assert reciprocal_rank_fusion([]) == []
    assert reciprocal_rank_fusion([(1.0, []), (1.0, [])]) == []
