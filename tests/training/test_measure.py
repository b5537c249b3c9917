from __future__ import annotations

import math

import numpy as np
import pytest

from copro_qa.models.reader import Reading
from training.measure import Judged, area_under_roc, best_threshold, measured


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
