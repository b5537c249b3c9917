from __future__ import annotations

import pytest

from copro_qa.answering.conversation import interpret

FIRST = "What is self-directed support?"


@pytest.mark.parametrize(
    "question", ["And for children?", "Why?", "Who pays for it?", "When did they start?", "What about carers?", "Is that in the Act?"]
)
def test_a_follow_up_is_put_after_the_question_that_it_leans_on(question: str) -> None:
    assert interpret(question, [FIRST]) == f"{FIRST} {question}"


@pytest.mark.parametrize(
    "question", ["What are the four pillars of public service reform?", "How are community councils elected in Scotland?"]
)
def test_a_question_that_stands_on_its_own_is_left_alone(question: str) -> None:
    assert interpret(question, [FIRST]) is None


def test_without_history_nothing_is_interpreted() -> None:
    assert interpret("Who pays for it?", []) is None
    assert interpret("Who pays for it?", ["", "  "]) is None


def test_a_chain_of_follow_ups_leans_on_the_last_question_that_stood_on_its_own() -> None:
    history = ["What is a community council?", FIRST, "Who pays for it?"]
    assert interpret("And for children?", history) == f"{FIRST} And for children?"


def test_where_no_earlier_question_stands_on_its_own_the_oldest_is_used() -> None:
    assert interpret("And for children?", ["Who pays for it?", "Why?"]) == "Who pays for it? And for children?"


def test_blank_entries_in_the_history_are_passed_over() -> None:
    assert interpret(" Why? ", [" ", f" {FIRST} ", "\n"]) == f"{FIRST} Why?"


def test_a_long_question_with_a_pointing_word_stands_on_its_own() -> None:
    question = (
        "Which duties does the Act place on health boards and councils so that they plan services together with the people who use them?"
    )
    assert interpret(question, [FIRST]) is None
