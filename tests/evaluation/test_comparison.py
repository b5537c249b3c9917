from random import Random

import pytest

from copro_qa.errors import InvalidInput
from copro_qa.evaluation.comparison import Difference, compare
from copro_qa.evaluation.measures import NAMES, measures_of
from copro_qa.evaluation.outcome import Evaluation
from copro_qa.evaluation.report import render_comparison
from tests.evaluation.fake_assistant import outcome, run_of

BEFORE = run_of(*(outcome(f"{number}", right=number > 5) for number in range(8)), outcome("no", answerable=False))
AFTER = run_of(outcome("only here"), *(outcome(f"{number}") for number in range(8)), outcome("no", answerable=False, answered=False))


def difference(name: str) -> Difference:
    return next(found for found in compare(BEFORE, AFTER) if found.name == name)


def test_runs_are_compared_on_the_questions_that_both_have() -> None:
    found = difference("first_right")
    assert (found.before, found.after, found.of, found.better, found.worse) == (0.25, 1.0, 8, 6, 0)
    assert found.p_value == pytest.approx(2 / 2**6)


def test_fewer_false_refusals_are_better() -> None:
    found = compare(run_of(outcome("a", answered=False)), run_of(outcome("a")))
    false_refusals = next(entry for entry in found if entry.name == "false_refusals")
    assert (false_refusals.better, false_refusals.worse) == (1, 0)


def test_a_measure_that_only_one_run_has_is_left_out() -> None:
    assert "document_mrr" not in {found.name for found in compare(BEFORE, run_of(outcome("1", document_ranks=(1,))))}


def test_runs_without_a_common_question_are_refused() -> None:
    with pytest.raises(InvalidInput, match="no question in common"):
        compare(BEFORE, run_of(outcome("other")))


def test_a_difference_that_is_hardly_chance_is_set_in_bold() -> None:
    lines = render_comparison(compare(BEFORE, AFTER)).splitlines()
    assert "| first quote right | .25 | 1.00 | 6 | 0 | 8 | **.031** |" in lines
    assert "| refused of the unanswerable | .00 | 1.00 | 1 | 0 | 1 | 1.000 |" in lines


def test_a_p_value_is_never_shown_as_nothing() -> None:
    before = run_of(*(outcome(f"{number}", right=False) for number in range(30)))
    after = run_of(*(outcome(f"{number}") for number in range(30)))
    assert "| first quote right | .00 | 1.00 | 30 | 0 | 30 | **<.001** |" in render_comparison(compare(before, after)).splitlines()


def confident(*, apart: bool, seed: int) -> Evaluation:
    """A run of 300 questions, half of them answerable, whose confidence tells these apart or is drawn at random."""
    random = Random(seed)
    outcomes = []
    for number in range(300):
        right = number % 2 == 0
        confidence = random.uniform(0.4, 1.0) if right and apart else random.uniform(0.0, 0.6) if apart else random.random()
        shown = random.randint(20, 40) + (0 if apart else 30)
        outcomes.append(
            outcome(str(number), answerable=right, confidence=confidence, kind=None if right else "near_miss", words_shown=shown)
        )
    return run_of(*outcomes)


OVER_THE_RUN = ("words_shown", "auroc", "auroc_near", "refused_near_at", "aurc", "calibration_error")


def test_a_run_that_is_clearly_better_as_a_whole_is_told_from_chance() -> None:
    worse, better = confident(apart=False, seed=1), confident(apart=True, seed=2)
    found = {entry.name: entry for entry in compare(worse, better)}
    for name in OVER_THE_RUN[:5]:
        assert 0 < found[name].p_value < 0.001, name
        assert (found[name].better, found[name].worse) == (None, None)
    assert found["auroc"].before < 0.6
    assert found["auroc"].after > 0.9
    assert found["aurc"].after < found["aurc"].before


def test_a_run_and_itself_do_not_differ_in_any_measure() -> None:
    run = confident(apart=False, seed=1)
    found = {entry.name: entry for entry in compare(run, run)}
    assert found.keys() >= set(OVER_THE_RUN)
    assert {entry.p_value for entry in found.values()} == {1.0}


def test_two_runs_at_random_are_likely_to_differ_by_chance() -> None:
    found = {entry.name: entry for entry in compare(confident(apart=False, seed=1), confident(apart=False, seed=3))}
    assert found["auroc"].p_value > 0.05


def test_measures_of_a_whole_run_are_those_that_each_run_reports() -> None:
    before, after = confident(apart=False, seed=1), confident(apart=True, seed=2)
    reported = [{measure.name: measure.value for measure in measures_of(run.outcomes, resamples=2)} for run in (before, after)]
    for entry in compare(before, after):
        assert (entry.before, entry.after) == pytest.approx((reported[0][entry.name], reported[1][entry.name])), entry.name
    assert [entry.name for entry in compare(before, after)] == [name for name in NAMES if name in reported[0]]


def test_a_measure_of_a_whole_run_has_no_single_questions_to_count() -> None:
    before = run_of(*(outcome(f"{number}", words_shown=90) for number in range(41)), outcome("refused", answered=False))
    after = run_of(*(outcome(f"{number}", words_shown=40 + number % 21) for number in range(41)), outcome("refused", words_shown=400))
    lines = render_comparison(compare(before, after)).splitlines()
    assert "| words shown, median | 90 | 50 | – | – | 41 | **<.001** |" in lines
