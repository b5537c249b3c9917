from __future__ import annotations

import pytest

from copro_qa.answering.conversation import adds_to_earlier, asks_by_itself, leans_on_earlier
from copro_qa.answering.follow_ups import interpret

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
        "And who is the chair?",
        "So who are the partners?",
        "Yes please",
        "yes but why?",
        "No, carers",
        "ok and carers?",
        "Yes I do.",
        "No I am not a carer.",
        "Tell me more.",
        "What are the outcomes?",
        "Is there an outcome?",
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
        "Right to buy",
        "No recourse to public funds",
        "More homes for older people",
        "Sure Start",
        "Right, what is a community council?",
        "What is an outcome?",
        "What are outcomes?",
        "What does outcome mean?",
    ],
)
def test_a_question_that_stands_on_its_own_is_left_alone(question: str) -> None:
    assert not leans_on_earlier(question)
    assert interpret(question, [FIRST]) is None


@pytest.mark.parametrize("question", ["", " ", "?", "…"])
def test_what_has_no_word_leans_on_nothing(question: str) -> None:
    assert not leans_on_earlier(question)


def test_one_that_the_question_itself_explains_does_not_lean() -> None:
    assert not leans_on_earlier("Was the human rights plan a follow-up to an earlier one?")


@pytest.mark.parametrize(
    "question",
    [
        "For how long?",
        "And for how long?",
        "And in which month?",
        "Under which law?",
        "To which address?",
        "At what age?",
        "Anything else?",
        "And nothing else?",
        "For example?",
        "And an example?",
        "In practice?",
        "In plain English?",
        "And how often?",
    ],
)
def test_what_only_asks_adds_nothing_that_a_passage_has_to_hold(question: str) -> None:
    assert adds_to_earlier(question) == frozenset()


@pytest.mark.parametrize("question, asks", [("And how often?", None), ("And how far?", None), ("How long does a review take?", "How")])
def test_a_question_of_nothing_but_a_measure_does_not_ask_by_itself(question: str, asks: str | None) -> None:
    assert (asks_by_itself(question) or "").startswith(asks or "")
    assert (asks_by_itself(question) is None) == (asks is None)
