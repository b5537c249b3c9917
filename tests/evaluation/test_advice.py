import pytest

from copro_qa.evaluation.advice import Miss, advice, miss_of
from copro_qa.evaluation.outcome import Outcome
from tests.evaluation.fake_assistant import outcome, run_of


@pytest.mark.parametrize(
    "missed, expected",
    [
        (outcome("right"), None),
        (outcome("no evidence", quotes_right=None), None),
        (outcome("second", right=False, quotes_right=(False, True)), Miss.ORDER),
        (outcome("refused", answered=False, confidence=0.2), Miss.LINE),
        (outcome("unread", right=False, evidence_indexed=False, passage_ranks=(None,)), Miss.TEXT),
        (outcome("not found", right=False, evidence_indexed=True, passage_ranks=(None,)), Miss.RETRIEVAL),
        (outcome("far down", right=False, passage_ranks=(40,)), Miss.RETRIEVAL),
        (outcome("found", right=False, passage_ranks=(None, 2)), Miss.EXTRACTION),
    ],
)
def test_a_miss_is_put_where_it_happened(missed: Outcome, expected: Miss | None) -> None:
    assert miss_of(missed) == expected


def test_the_most_frequent_kind_of_miss_is_named_first() -> None:
    run = run_of(
        outcome("1", right=False, passage_ranks=(3,)),
        *(outcome(f"{number}", right=False, passage_ranks=(None,)) for number in (2, 3)),
        outcome("4"),
        outcome("5", answerable=False, answered=False, confidence=0.1),
    )
    said = advice(run)
    assert said[0] == "Of 4 questions with evidence, 3 did not get a right first quote."
    assert said[1].startswith("2 of 3 (retrieval): ")
    assert said[2].startswith("1 of 3 (extraction): ")


def test_a_better_line_is_named_with_what_it_would_give() -> None:
    run = run_of(
        *(outcome(f"a{number}", answered=False, confidence=0.45) for number in range(3)),
        outcome("b", confidence=0.9),
        outcome("c", confidence=0.42, answered=False, right=False),
        outcome("d", answerable=False, answered=False, confidence=0.1),
    )
    said = " ".join(advice(run))
    assert "COPRO_QA_CONFIDENCE=0.44 moves it." in said
    assert "Moving the line from 0.50 to 0.44 would give 3 more right answers and as many wrong answers" in said
    assert "and refuse as many unanswerable questions, if a wrong answer costs as much as a missed one." in said
    assert "With 6 questions all of this is rough" in said


def test_a_line_that_is_as_good_as_any_is_left_alone() -> None:
    run = run_of(outcome("a"), outcome("b", answerable=False, answered=False, confidence=0.1))
    assert any(sentence.startswith("The line of 0.50 is as good as any") for sentence in advice(run))


def test_questions_of_one_sort_only_say_that_the_other_is_needed() -> None:
    assert any(sentence.startswith("Label both questions") for sentence in advice(run_of(outcome("a"))))


def test_questions_without_evidence_say_that_it_is_needed() -> None:
    assert any(sentence.startswith("No question has evidence") for sentence in advice(run_of(outcome("a", quotes_right=None))))
