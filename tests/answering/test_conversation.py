from __future__ import annotations

import pytest

from copro_qa.answering.conversation import interpret, leans_on_earlier

FIRST = "What is self-directed support?"
WITHOUT_TOPIC = "Which services may carers use in Fife?"


@pytest.mark.parametrize(
    "question",
    [
        "And for children?",
        "Why?",
        "Who pays for it?",
        "When did they start?",
        "What about carers?",
        "Is that in the Act?",
        "how?",
        "why not?",
        "what else?",
        "and in Fife?",
        "for older people?",
        "How much is it?",
        "Does it apply to children?",
        "Who decides that?",
        "What are its aims?",
        "and carers",
        "which ones?",
        "How are they chosen?",
        "What does this mean for councils?",
        "Do those plans cover housing?",
        "When was that?",
        "yes",
        "no thanks",
        "tell me more",
        "who runs it",
        "in Scotland?",
        "What about people with dementia?",
        "but why?",
        "Who leads them?",
        "Are there any exceptions to this?",
        "Does it work?",
        "How does it work in practice?",
        "What did he say?",
        "And what are the others?",
        "Is it mandatory?",
        "what if I refuse?",
        "And when?",
        "Since when?",
        "By whom?",
        "so who pays?",
        "Can they refuse?",
        "What are the four of them?",
        "What does the latter do?",
        "and the second one?",
        "who lives there?",
        "What are the drawbacks?",
        "Is there an exception?",
        "can you give an example",
        "what happens next?",
        "what does that involve?",
        "for how long?",
        "is it the same for adults?",
        "Same question for Fife",
        "And what are the aims?",
    ],
)
def test_a_follow_up_leans_on_what_was_asked_before(question: str) -> None:
    assert leans_on_earlier(question)
    assert interpret(question, [FIRST]) not in {None, question}


@pytest.mark.parametrize(
    "question",
    [
        "What are the four pillars of public service reform?",
        "How are community councils elected in Scotland?",
        "Is there a single co-production policy in Scotland?",
        "Is it possible to refuse an assessment?",
        "How do councils plan their services?",
        "What did Nicola Sturgeon say about participation being more than consulting?",
        "What is SDS?",
        "define co-production",
        "co-production",
        "PANEL",
        "Who is Gerry Power?",
        "How long does it take to get an assessment?",
        "What does the Public Bodies (Joint Working) (Scotland) Act 2014 require?",
        "Which national citizens' assemblies have been held?",
        "What is the purpose of the Act that covers carers?",
        "Do people have to pay for the services they use?",
        "What was the turnout at the independence referendum?",
        "When was the Christie Commission set up?",
        "Are there any penalties for councils?",
        "What does PANEL stand for?",
        "How many people live in Edinburgh this year?",
        "In which year did the dementia strategy start?",
        "On what page is Loeffler and Bovaird's wording found?",
        "And what does the Community Empowerment Act say about land?",
        "Who must be involved in the strategic planning process?",
        "How much money was allocated to the Change Fund?",
        "Why is co-production important?",
        "Is it legal to charge for care?",
        "What happened to people with dementia and their carers in the first National Dementia Strategy?",
        "golden thread whose words",
        "How many boards are there?",
        "So what is co-production?",
        "And what is the Christie Commission?",
        "What time is it in Fife?",
        "What are the benefits of co-production?",
        "What is the next step for boards?",
        "year christie findings came out",
        "Can I apply for a blue badge?",
        "Our finance director says co-production is a luxury. Is she right?",
        "for whom was the strategy written and who paid for it in 2014",
    ],
)
def test_a_question_that_stands_on_its_own_is_left_alone(question: str) -> None:
    assert not leans_on_earlier(question)
    assert interpret(question, [FIRST]) is None


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


def test_where_one_thing_is_named_as_anothers_neither_is_put_for_a_pronoun() -> None:
    assert interpret("Who chairs it?", ["What is the board's budget?"]) == "What is the board's budget? Who chairs it?"


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


@pytest.mark.parametrize("question", ["", " ", "?", "…"])
def test_what_has_no_word_leans_on_nothing(question: str) -> None:
    assert not leans_on_earlier(question)


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


def test_one_that_the_question_itself_explains_does_not_lean() -> None:
    assert not leans_on_earlier("Was the human rights plan a follow-up to an earlier one?")
