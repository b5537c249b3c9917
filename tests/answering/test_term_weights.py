from __future__ import annotations

import math

import pytest

from copro_qa.answering.term_weights import TermWeights

FREQUENCIES = {"board": 8, "respit": 1}
WEIGHTS = TermWeights(10, lambda term: FREQUENCIES.get(term, 0))


def test_a_weight_is_the_inverse_document_frequency_of_bm25() -> None:
    assert WEIGHTS.weight("board") == pytest.approx(math.log(1 + 2.5 / 8.5), rel=1e-4)
    assert WEIGHTS.weight("respit") == pytest.approx(math.log(1 + 9.5 / 1.5), rel=1e-4)
    assert WEIGHTS.weight("zebra") > WEIGHTS.weight("respit") > WEIGHTS.weight("board") > 0


def test_a_term_in_every_chunk_still_weighs_something() -> None:
    assert TermWeights(5, lambda term: 5).weight("all") > 0


def test_coverage_is_the_share_of_the_questions_weight_that_is_found() -> None:
    board, respite = WEIGHTS.weight("board"), WEIGHTS.weight("respit")
    assert WEIGHTS.coverage("Boards and respite", ["The board met."]) == pytest.approx(board / (board + respite))
    assert WEIGHTS.coverage("Boards and respite", ["The board met.", "Respite is given."]) == pytest.approx(1.0)
    assert WEIGHTS.coverage("Boards boards boards and respite", ["Respite."]) == pytest.approx(respite / (board + respite))
    assert WEIGHTS.coverage("Boards", []) == 0.0


def test_unknown_is_the_share_of_the_questions_weight_that_no_chunk_has() -> None:
    zebra, board = WEIGHTS.weight("zebra"), WEIGHTS.weight("board")
    assert WEIGHTS.unknown("Zebra boards") == pytest.approx(zebra / (zebra + board))
    assert WEIGHTS.unknown("boards respite") == 0.0


def test_a_question_without_terms_has_no_coverage_and_nothing_unknown() -> None:
    assert WEIGHTS.coverage("the of", ["the of"]) == 0.0
    assert WEIGHTS.unknown("?!") == 0.0


def test_without_an_index_every_term_weighs_the_same() -> None:
    assert TermWeights.equal().coverage("boards respite zebra", ["respite"]) == pytest.approx(1 / 3)


def test_in_whatever_order_a_set_comes_the_sum_is_the_same_to_the_last_bit() -> None:
    names = [f"word{chr(97 + number)}x" for number in range(24)]
    weights = TermWeights(10_000, {name: 7 * 3**place % 4_999 for place, name in enumerate(names)}.get)  # type: ignore[arg-type]
    for count in range(3, 25):
        wanted, found = names[:count], names[: count // 2]
        exact = math.fsum(map(weights.weight, found)) / math.fsum(map(weights.weight, wanted))
        assert weights.coverage(" ".join(wanted), found) == exact
