from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from training.ranking import NAMES, Competition, competitions, first_right, fit


def drawn(count: int, seed: int) -> list[Competition]:
    """Questions whose right sentence is the one with the highest first signal; the second signal is noise."""
    chance = np.random.default_rng(seed)
    drawn_competitions = []
    for _ in range(count):
        signals = chance.normal(size=(6, 2))
        right = np.zeros(6, bool)
        right[np.argmax(signals[:, 0])] = True
        drawn_competitions.append(Competition(signals, right))
    return drawn_competitions


def test_the_signal_that_tells_right_from_wrong_gets_the_weight() -> None:
    weights = fit([drawn(60, seed=1)])
    assert weights[0] > 5 * weights[1]
    assert first_right(weights, drawn(40, seed=2)) > 0.9


def test_no_signal_counts_against_a_sentence() -> None:
    turned = [Competition(-signals, right) for signals, right in drawn(40, seed=3)]
    assert (fit([turned]) >= 0).all()


def test_a_large_set_counts_no_more_than_a_small_one() -> None:
    small = drawn(10, seed=4)
    other = [Competition(signals[:, ::-1], right) for signals, right in drawn(30, seed=5)]
    once, often = fit([small, other]), fit([small, other * 3])
    assert np.allclose(once, often, rtol=0.05)


def test_only_questions_with_a_right_and_a_wrong_sentence_compete(tmp_path: Path) -> None:
    def line(rights: list[bool]) -> str:
        return json.dumps({"candidates": [{"right": right, **dict.fromkeys(NAMES, 0.5)} for right in rights]})

    file = tmp_path / "set.jsonl"
    file.write_text("\n".join([line([True, False]), line([False, False]), line([True, True]), line([])]), encoding="utf-8")
    (competition,) = competitions(file, NAMES)
    assert competition.right.tolist() == [True, False]
    assert competition.signals.shape == (2, len(NAMES))
