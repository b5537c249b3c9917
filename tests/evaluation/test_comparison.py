import pytest

from copro_qa.errors import InvalidInput
from copro_qa.evaluation.comparison import Difference, compare
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
