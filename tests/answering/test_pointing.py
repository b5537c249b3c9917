from __future__ import annotations

import pytest

from copro_qa.answering.follow_ups import interpret
from copro_qa.answering.pointing import without_empty_pronouns

FIRST = "What is PANEL?"


@pytest.mark.parametrize(
    "question",
    [
        "When is it appropriate to use a citizens jury?",
        "How is it decided which school a child goes to?",
        "Is it fair to charge carers?",
        "Why is it vital to involve carers?",
        "Is it better to ask early?",
        "Is it a good idea for a carer to keep a diary?",
        "Is it now required by law to have a card?",
        "Is it ever acceptable for a council to close a school?",
        "How common is it for councils to refuse?",
        "How likely is it that a council refuses?",
        "How long does it take for a council to reply?",
        "How much does it cost to apply for a badge?",
        "Does it matter if the form is late?",
        "Is it worth having a plan?",
        "Is it only councils that must publish?",
        "Is it the council who decides?",
        "Is it an offence to refuse?",
        "How long does it take before a council replies?",
        "Why is it that councils refuse?",
        "Would it be fair to refuse?",
        "What is it like to be a carer?",
        "Does it make sense to merge boards?",
    ],
)
def test_an_it_that_stands_for_nothing_is_left_alone(question: str) -> None:
    assert interpret(question, [FIRST]) is None


@pytest.mark.parametrize(
    "question, completed",
    [
        ("Does it cost anything?", "Does PANEL cost anything?"),
        ("How long does it take?", "How long does PANEL take?"),
        ("Is it mandatory for councils?", "Is PANEL mandatory for councils?"),
        ("Is it a legal right?", "Is PANEL a legal right?"),
        ("Is it just for carers?", "Is PANEL just for carers?"),
        ("Is it used in Fife?", "Is PANEL used in Fife?"),
        ("Is it open to young carers?", "Is PANEL open to young carers?"),
        ("Is it easy to use?", "Is PANEL easy to use?"),
        ("How easy is it to apply for?", "How easy is PANEL to apply for?"),
        ("Is it fair on carers?", "Is PANEL fair on carers?"),
        ("How is it reviewed?", "How is PANEL reviewed?"),
        ("When is it reviewed if my needs change?", "When is PANEL reviewed if my needs change?"),
        ("How common is it?", "How common is PANEL?"),
        ("Is it good for young carers in Fife?", "Is PANEL good for young carers in Fife?"),
        ("Is it mandatory if a person is under 16?", "Is PANEL mandatory if a person is under 16?"),
        ("Is it for people who need care?", "Is PANEL for people who need care?"),
        ("Is it a scheme for carers to get a break?", "Is PANEL a scheme for carers to get a break?"),
        ("Does it take account of duties to carers?", "Does PANEL take account of duties to carers?"),
        ("Does it help to reduce costs?", "Does PANEL help to reduce costs?"),
        ("What is it like for carers?", "What is PANEL like for carers?"),
        ("Does it make a difference?", "Does PANEL make a difference?"),
        ("Does it matter for carers?", "Does PANEL matter for carers?"),
    ],
)
def test_an_it_that_stands_for_what_was_asked_about_is_replaced(question: str, completed: str) -> None:
    assert interpret(question, [FIRST]) == completed


def test_what_stands_around_an_empty_pronoun_stays_where_it_is() -> None:
    assert without_empty_pronouns("Is it fair to charge for it?") == "Is    fair to charge for it?"


@pytest.mark.parametrize(
    "question",
    [
        "What support is there for those who have dementia?",
        "What is there for those in care?",
        "What are the rules that apply to direct payments?",
        "Which law that applies to schools was passed last?",
        "Which bodies that plan services must consult?",
        "Are the duties the same for councils and boards?",
        "Are the fees the same across Scotland?",
    ],
)
def test_words_that_are_explained_in_the_question_do_not_point_back(question: str) -> None:
    assert interpret(question, [FIRST]) is None


@pytest.mark.parametrize(
    "question",
    [
        "Do those plans cover housing?",
        "Are those in the Act?",
        "Does that apply to carers?",
        "How does that work?",
        "Who wrote that report?",
        "Who runs that fund?",
        "What can I do in case that happens?",
        "Are the duties the same for adults?",
    ],
)
def test_words_that_nothing_explains_point_back(question: str) -> None:
    assert interpret(question, [FIRST]) == f"{FIRST} {question}"
