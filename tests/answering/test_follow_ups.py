from __future__ import annotations

import pytest

from copro_qa.answering.follow_ups import Completed, completed, interpret

FIRST = "What is self-directed support?"
WITHOUT_TOPIC = "Which services may carers use in Fife?"


@pytest.mark.parametrize(
    "question, earlier, expected",
    [
        ("Who pays for it?", FIRST, "Who pays for self-directed support?"),
        ("When did they start?", "What are community councils?", "When did community councils start?"),
        ("What are its aims?", "Who was the Christie Commission?", "What are the Christie Commission’s aims?"),
        ("Are they elected?", "tell me about community councils", "Are community councils elected?"),
        ("What is its purpose?", "What does PANEL stand for?", "What is PANEL’s purpose?"),
    ],
)
def test_a_pronoun_is_replaced_by_the_topic_that_the_earlier_question_names(question: str, earlier: str, expected: str) -> None:
    assert interpret(question, [earlier]) == expected


@pytest.mark.parametrize("question", ["And for children?", "Why?", "What about carers?", "Who pays for it?", "Is that in the Act?"])
def test_else_a_follow_up_is_put_after_the_question_that_it_leans_on(question: str) -> None:
    assert interpret(question, [WITHOUT_TOPIC]) == f"{WITHOUT_TOPIC} {question}"


@pytest.mark.parametrize(
    "question, earlier, expected",
    [
        ("and the IJB?", "Who leads the HSCP?", "Who leads the IJB?"),
        ("And in Angus?", "Who is the contact officer in Fife?", "Who is the contact officer in Angus?"),
        ("what about Angus Council", "What did Fife Council pay in 2014?", "What did Angus Council pay in 2014?"),
        ("What about Angus Council?", "What did the report say of Fife Council?", None),
        ("What about Angus Council?", "How much does Fife Council pay?", "How much does Angus Council pay?"),
        ("And for Angus?", "Who is the contact officer in Fife?", None),
        ("What about Fife?", "How do I apply?", None),
        ("And in Fife?", "Can I get help if I live in Angus?", "Can I get help if I live in Fife?"),
        ("What about Glasgow?", "How many people use SDS?", None),
        ("And Scotland?", "What does the Act say about carers?", None),
        ("And Edinburgh?", "Who chairs the Glasgow HSCP?", None),
        ("And the Edinburgh HSCP?", "Who chairs the Glasgow HSCP?", "Who chairs the Edinburgh HSCP?"),
        ("And Covid?", "When does SDS start?", None),
        ("and in Moray?", "Who works with NHS Fife in Angus?", None),
        ("And the first?", "What is the second dementia strategy?", "What is the first dementia strategy?"),
        ("what about the third one", "What does the second pillar ask?", "What does the third pillar ask?"),
        ("And the last?", "Is the first plan older than the second plan?", None),
        ("and a young carer?", "What is a carer?", "What is a young carer?"),
        ("And an anchor organisation?", "what is a community body?", "what is an anchor organisation?"),
        ("and a break?", "Who pays a carer?", None),
        ("and carers?", "What is a community council?", None),
    ],
)
def test_an_earlier_question_is_asked_of_another(question: str, earlier: str, expected: str | None) -> None:
    assert interpret(question, [earlier]) == (expected or f"{earlier} {question}")


def test_where_one_thing_is_named_as_anothers_neither_is_put_for_a_pronoun() -> None:
    assert interpret("Who chairs it?", ["What is the board's budget?"]) == "What is the board's budget? Who chairs it?"


def test_whether_a_follow_up_was_put_after_the_earlier_question_is_told() -> None:
    assert completed("Why?", [FIRST]) == Completed(f"{FIRST} Why?", put_after=True)
    assert completed("Who pays for it?", [FIRST]) == Completed("Who pays for self-directed support?", put_after=False)
    assert completed("and the IJB?", ["Who leads the HSCP?"]) == Completed("Who leads the IJB?", put_after=False)
    assert completed("What is an IJB?", [FIRST]) is None


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


@pytest.mark.parametrize(
    "earlier, question, completed",
    [
        ("When was the Christie Commission set up?", "What did it recommend?", "What did the Christie Commission recommend?"),
        ("Who runs IJBs?", "How are they funded?", "How are IJBs funded?"),
        ("What did the Carers Act 2016 change?", "Who uses it?", "Who uses the Carers Act 2016?"),
        ("Is there a policy in Scotland?", "Who wrote it?", "Is there a policy in Scotland? Who wrote it?"),
        ("Did Audit Scotland meet the Care Commission?", "Who paid it?", "Did Audit Scotland meet the Care Commission? Who paid it?"),
        ("What is a citizens' assembly?", "Has Scotland held one?", "What is a citizens' assembly? Has Scotland held one?"),
    ],
)
def test_a_pronoun_stands_for_the_only_name_in_the_question_before(earlier: str, question: str, completed: str) -> None:
    assert interpret(question, [earlier]) == completed


def test_after_a_question_was_asked_of_another_that_is_what_is_meant() -> None:
    assert interpret("When was it set up?", ["What is the HSCP?", "And the IJB?"]) == "When was the IJB set up?"
