from __future__ import annotations

import math
from dataclasses import fields, replace
from pathlib import Path

import pytest

from copro_qa.answering.calibration import Calibration, Signals
from copro_qa.errors import ModelUnavailable

NOTHING = Signals(**dict.fromkeys((field.name for field in fields(Signals)), 0.0))


def test_the_probability_is_the_logistic_function_of_the_weighted_signals() -> None:
    calibration = Calibration(-1.0, {"sentence": 4.0, "unknown": -2.0}, 0.5, 0.5)
    assert calibration.probability(NOTHING) == pytest.approx(1 / (1 + math.e))
    assert calibration.probability(replace(NOTHING, sentence=0.5, unknown=0.25, margin=0.9)) == pytest.approx(1 / (1 + math.exp(-0.5)))


def test_the_probability_of_the_strongest_signals_is_still_between_0_and_1() -> None:
    assert 0.0 < Calibration(-1e9, {}, 0.5, 0.5).probability(NOTHING) < 1e-12
    assert 1 - 1e-12 < Calibration(1e9, {}, 0.5, 0.5).probability(NOTHING) <= 1.0


@pytest.mark.parametrize("weights, line", [({"sentense": 1.0}, 0.5), ({}, 1.5), ({}, -0.1)])
def test_a_signal_that_is_not_known_or_a_line_outside_of_0_to_1_is_refused(weights: dict[str, float], line: float) -> None:
    with pytest.raises(ValueError, match="not a calibration"):
        Calibration(0.0, weights, line, 0.5)


def test_a_better_sentence_never_makes_an_answer_less_likely() -> None:
    packaged = Calibration.for_similarity()
    rising = [packaged.probability(replace(NOTHING, sentence=step / 10, coverage=0.5)) for step in range(11)]
    assert rising == sorted(rising)
    assert 0 <= packaged.sentence_line <= 1


@pytest.mark.parametrize("content", [None, "{", "{}", '{"intercept": 0, "weights": {"sentense": 1}, "line": 0.5, "sentence_line": 0.5}'])
def test_a_calibration_that_is_missing_or_broken_is_refused_with_what_to_do(tmp_path: Path, content: str | None) -> None:
    file = tmp_path / "confidence.json"
    if content is not None:
        file.write_text(content, encoding="utf-8")
    with pytest.raises(ModelUnavailable, match=r"training\.confidence writes it"):
        Calibration.read(file)


@pytest.mark.parametrize("similarity, unknown, off_topic", [(0.2, 0.0, True), (0.4, 0.9, False), (0.4, 1.0, True)])
def test_a_question_is_off_topic_when_no_chunk_is_like_it_or_none_of_its_words_is_there(
    similarity: float, unknown: float, *, off_topic: bool
) -> None:
    calibration = Calibration(0.0, {}, 0.5, 0.5, topic_line=0.3)
    assert calibration.is_off_topic(replace(NOTHING, similarity=similarity, unknown=unknown)) is off_topic


@pytest.mark.parametrize("unknown, off_topic", [(0.4, False), (0.6, True)])
def test_where_no_line_of_topics_was_fitted_its_words_decide(unknown: float, *, off_topic: bool) -> None:
    calibration = Calibration(0.0, {}, 0.5, 0.5)
    assert calibration.is_off_topic(replace(NOTHING, unknown=unknown)) is off_topic
