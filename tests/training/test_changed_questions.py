from __future__ import annotations

import random

import pytest

from training.changed_questions import changed_question

EVIDENCE = "The council of Aldness met 12 times in 2014."
OTHERS = ["Every year the council of Balwick meets 30 times, and Carmouth since 1999 more often."]


def _changes(question: str, **given: object) -> set[str | None]:
    """What the question becomes over many draws."""
    known = {"answers": ["2014"], "evidence": EVIDENCE, "others": OTHERS, **given}
    return {changed_question(question, chance=random.Random(seed), **known) for seed in range(30)}  # type: ignore[arg-type]


def test_a_name_becomes_another_name_of_like_length() -> None:
    assert _changes("When did the council of Aldness meet?") == {
        "When did the council of Balwick meet?",
        "When did the council of Carmouth meet?",
    }


def test_a_number_becomes_another_of_as_many_digits() -> None:
    assert _changes("Which council met 12 times?") == {"Which council met 30 times?"}


def test_a_word_of_degree_becomes_its_opposite() -> None:
    assert _changes("Who had the most votes?", others=[]) == {"Who had the least votes?"}


@pytest.mark.parametrize("question", ["Why is that so?", "When did it begin to rain there"])
def test_a_question_with_nothing_to_swap_stays_unchanged_and_is_not_used(question: str) -> None:
    assert _changes(question) == {None}


def test_what_stands_in_the_answer_or_its_sentence_is_not_put_into_the_question() -> None:
    assert _changes("When did the council of Elburgh meet?", others=["As we know, in Aldness it rains."]) == {None}
    assert _changes("How often in 1999?", others=["It met in 2014."]) == {None}


def test_the_first_word_of_a_sentence_is_no_name_because_of_its_capital() -> None:
    assert _changes("When did the council of Aldness meet?", others=["Nobody came. Everybody left."]) == {None}
