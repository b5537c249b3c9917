from copro_qa.evaluation.thresholds import at_line, best_line, highest_line, least_cost_line, lines
from tests.evaluation.fake_assistant import outcome

OUTCOMES = [
    outcome("right and sure", confidence=0.9),
    outcome("wrong", confidence=0.6, right=False),
    outcome("right but refused", answered=False, confidence=0.45),
    outcome("near miss", answerable=False, confidence=0.3),
    outcome("off topic", answerable=False, answered=False, confidence=0.0),
    outcome("no evidence", confidence=0.9, best_right=None),
]


def test_a_line_answers_what_is_at_or_above_it_whatever_was_answered_before() -> None:
    found = at_line(OUTCOMES, 0.45)
    assert (found.answered, found.right, found.wrong) == (3, 2, 1)
    assert (found.refused_rightly, found.refused_wrongly, found.missed) == (2, 0, 0)


def test_a_line_counts_unanswerable_questions_answered_as_wrong() -> None:
    found = at_line(OUTCOMES, 0.3)
    assert (found.wrong, found.answered_unanswerable) == (2, 1)


def test_a_refused_question_with_a_wrong_candidate_is_refused_wrongly_but_nothing_is_missed() -> None:
    found = at_line(OUTCOMES, 0.8)
    assert (found.refused_wrongly, found.missed) == (2, 1)


def test_lines_go_from_answering_everything_to_answering_nothing_short_of_certain() -> None:
    found = lines(OUTCOMES, steps=4)
    assert [entry.line for entry in found] == [0.0, 0.25, 0.5, 0.75, 1.0]
    assert [entry.answered for entry in found] == [5, 4, 2, 1, 0]


def test_the_best_line_depends_on_what_a_wrong_answer_costs() -> None:
    assert 0.3 < best_line(OUTCOMES, cost_of_wrong=0.5).line <= 0.45
    assert 0.6 < best_line(OUTCOMES, cost_of_wrong=3.0).line <= 0.9


def test_the_best_line_keeps_away_from_the_edges_of_where_it_is_best() -> None:
    assert best_line(OUTCOMES, cost_of_wrong=3.0).line == 0.76


def test_a_line_between_weighted_answers_goes_where_the_weight_is() -> None:
    confidence, right = [0.2, 0.4, 0.6, 0.8], [False, True, False, True]
    assert 0.2 < least_cost_line(confidence, right, cost_of_wrong=1.0, weights=[1, 5, 1, 1]) <= 0.4
    assert 0.6 < least_cost_line(confidence, right, cost_of_wrong=1.0, weights=[1, 1, 5, 1]) <= 0.8


def test_a_line_lies_in_the_longest_run_of_equally_good_ones() -> None:
    # Answering all from .10 on, or from .31 on, costs the same; the second run is the longer.
    assert least_cost_line([0.1, 0.3, 0.9], [True, False, True], cost_of_wrong=1.0) == 0.61


def test_the_highest_line_leaves_no_more_than_the_share_below_it() -> None:
    confidence = [0.05, 0.15, 0.5, 0.9]
    assert highest_line([confidence], most_below=0.0) == 0.05
    assert highest_line([confidence], most_below=0.25) == 0.15
    assert highest_line([confidence], most_below=1.0) == 1.0


def test_for_the_highest_line_each_set_counts_the_same_however_large() -> None:
    large, small = [0.05, *([0.9] * 99)], [0.15, 0.9]
    assert highest_line([large, small], most_below=0.01) == 0.15
    assert highest_line([large, small], most_below=0.3) == 0.9
    assert highest_line([[*large, *small]], most_below=0.02) == 0.9
