from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from copro_qa.models.reader import Reading
from training.measure import Judged, area_under_roc, beside_each_passage, best_threshold, measured
from training.sources import is_kept_apart, may_be_chosen_on, read_rows


def test_the_area_under_roc_is_how_often_a_positive_is_above_a_negative() -> None:
    assert area_under_roc([0.9, 0.8], [0.1, 0.2]) == 1.0
    assert area_under_roc([0.5, 0.1], [0.3, 0.3]) == 0.5
    assert area_under_roc([0.4], [0.4]) == 0.5
    assert math.isnan(area_under_roc([], [0.4]))


def test_the_best_threshold_is_where_f1_is_highest() -> None:
    figures = np.asarray([0.9, 0.8, 0.7, 0.2, 0.1])
    labels = np.asarray([True, True, False, False, True])
    threshold, f1 = best_threshold(figures, labels)
    assert threshold == 0.8
    assert f1 == pytest.approx(2 * 2 / (2 + 3))


def test_a_set_is_measured_by_passages_best_sentences_and_overlap() -> None:
    judged = [
        Judged((False, True), Reading(0.9, (0.2, 0.8))),
        Judged((True, True, False), Reading(0.4, (0.7, 0.1, 0.9))),
        Judged((False,), Reading(0.6, (0.3,))),
    ]
    figures = measured(judged, 0.5)
    assert (figures["with answer"], figures["without"]) == (2, 1)
    assert figures["AUROC answers"] == 0.5
    assert figures["AUROC best sentence"] == 1.0
    assert figures["best sentence right"] == 0.5
    assert figures["sentence F1"] == pytest.approx((1 + 2 * 1 / 4) / 2)


def test_a_question_about_a_document_is_put_to_each_of_its_passages_and_only_its_own_may_answer() -> None:
    rows = read_rows("written_documents", traindata=Path(), evaldata=Path())
    own = {(row.group, row.question, row.text): row.spans for row in rows}
    put = beside_each_passage(rows)
    assert put
    assert all(row.spans == own.get((row.group, row.question, row.text), ()) for row in put)
    assert {row.group for row in put} == {row.group for row in rows if is_kept_apart(row) and not may_be_chosen_on(row)}
    first = [row for row in put if (row.group, row.question) == (put[0].group, put[0].question)]
    assert {row.text for row in first} == {row.text for row in rows if row.group == put[0].group}
