from __future__ import annotations

import json
import re
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

from copro_qa.answering.calibration import Calibration, Signals
from training.confidence import _highest_with_room, fit

NAMES = [field.name for field in fields(Signals)]


def write_signals(file: Path, *, seed: int, turned: str = "", spread: float = 0.1) -> Path:
    """Sixty questions: right ones have a high figure for the sentence, near misses a low one, off-topic ones a lower one."""
    chance = np.random.default_rng(seed)
    levels = {"answerable": 0.8, "near_miss": 0.4, "off_topic": 0.1}
    lines = []
    for kind, level in levels.items():
        for _ in range(20):
            signals = dict.fromkeys(NAMES, 0.5) | {"similarity": level}
            signals["sentence"] = float(np.clip(level + chance.normal(scale=spread), 0, 1))
            if spread > 0.1:
                signals["similarity"] = 0.5  # which alone would tell the kinds apart
            if turned:
                signals[turned] = 1 - signals["sentence"]
            answerable = kind == "answerable"
            lines.append(json.dumps({"kind": kind, "answerable": answerable, "right": answerable, "right_within": answerable, **signals}))
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def fitted(tmp_path: Path, *files: Path, cost: float = 1.5, most_refused: float = 1.0) -> Calibration:
    fit(files, out=tmp_path / "confidence.json", sentence_line=0.4, cost=cost, answerable=2 / 3, most_refused=most_refused, names=NAMES)
    return Calibration.read(tmp_path / "confidence.json")


def signals_of(**values: float) -> Signals:
    return Signals(**(dict.fromkeys(NAMES, 0.5) | values))


def test_the_line_parts_what_answers_from_what_does_not(tmp_path: Path) -> None:
    calibration = fitted(tmp_path, write_signals(tmp_path / "set.jsonl", seed=1))
    assert calibration.probability(signals_of(sentence=0.8)) > calibration.line > calibration.probability(signals_of(sentence=0.4))
    assert calibration.sentence_line == 0.4


def test_the_line_is_no_higher_than_where_too_many_answerable_questions_of_a_set_are_refused(tmp_path: Path) -> None:
    mixed = [write_signals(tmp_path / f"{name}.jsonl", seed=seed, spread=0.4) for name, seed in (("one", 5), ("two", 6))]
    free, bound = (fitted(tmp_path, *mixed, cost=20, most_refused=most) for most in (1.0, 0.1))
    assert bound.line < free.line


def test_the_fewer_questions_there_are_the_more_room_the_line_leaves_for_chance() -> None:
    few, many = (np.linspace(0, 1, count) for count in (20, 2_000))
    of_few, of_many = (_highest_with_room(figures, 0.1) for figures in (few, many))
    assert of_few < of_many <= 0.1
    assert _highest_with_room(few, 0.1) == of_few


def test_a_signal_that_counts_the_wrong_way_round_is_left_out(tmp_path: Path) -> None:
    calibration = fitted(tmp_path, write_signals(tmp_path / "set.jsonl", seed=2, turned="coverage"))
    assert calibration.weights["coverage"] == 0.0
    assert calibration.weights["sentence"] > 0.0


def test_what_it_gives_is_printed_for_each_kind_of_question(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fitted(tmp_path, write_signals(tmp_path / "one.jsonl", seed=3), write_signals(tmp_path / "two.jsonl", seed=4))
    printed = capsys.readouterr().out
    assert "near: " in printed
    assert "of 40" in printed
    assert "off topic: 40 of 40" in printed


def test_hardly_any_question_on_topic_lies_below_the_line_of_topics_and_those_off_topic_do(tmp_path: Path) -> None:
    calibration = fitted(tmp_path, write_signals(tmp_path / "set.jsonl", seed=1))
    assert 0.1 < calibration.topic_line <= 0.4
    assert calibration.is_off_topic(signals_of(similarity=0.1))
    assert not calibration.is_off_topic(signals_of(similarity=0.4))


def test_without_a_question_off_topic_no_line_of_topics_is_drawn(tmp_path: Path) -> None:
    file = write_signals(tmp_path / "set.jsonl", seed=1)
    file.write_text("\n".join(line for line in file.read_text().splitlines() if "off_topic" not in line), encoding="utf-8")
    assert fitted(tmp_path, file).topic_line == 0.0


def test_only_the_signals_that_are_named_get_a_weight(tmp_path: Path) -> None:
    file = write_signals(tmp_path / "set.jsonl", seed=1)
    fit([file], out=tmp_path / "few.json", sentence_line=0.4, cost=1, answerable=0.6, most_refused=1, names=["sentence", "weak"])
    assert set(Calibration.read(tmp_path / "few.json").weights) == {"sentence", "weak"}


def test_what_a_fit_gives_on_a_set_that_it_has_not_seen_is_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    like, unlike = (write_signals(tmp_path / f"{name}.jsonl", seed=seed) for name, seed in (("like", 7), ("unlike", 8)))
    fitted(tmp_path, like, like)
    same = float(capsys.readouterr().out.rsplit(maxsplit=1)[-1])
    turned = {'"right": true': '"right": false', '"right": false': '"right": true'}
    unlike.write_text(re.sub('"right": (true|false)', lambda found: turned[found[0]], unlike.read_text()), encoding="utf-8")
    fitted(tmp_path, like, unlike)
    other = float(capsys.readouterr().out.rsplit(maxsplit=1)[-1])
    assert other > same
