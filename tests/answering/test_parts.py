from __future__ import annotations

import pytest

from copro_qa.answering.parts import asked_last, parts_of


@pytest.mark.parametrize(
    "question, parts",
    [
        ("Who leads the board? When does it meet?", ["Who leads the board?", "When does it meet?"]),
        ("How many outcomes are there, and how is the first one worded?", ["How many outcomes are there?", "how is the first one worded?"]),
        (
            "My rent rose. How long do I have to appeal and who do I appeal to?",
            ["My rent rose. How long do I have to appeal?", "who do I appeal to?"],
        ),
        ("Was there a second plan and does it keep the principles?", ["Was there a second plan?", "does it keep the principles?"]),
        ("Which act covers carers and what does it say?", ["Which act covers carers?", "what does it say?"]),
        ("How many people came and how much was spent?", ["How many people came?", "how much was spent?"]),
        ("What is a forum, why is it used and has Fife held one?", ["What is a forum?", "why is it used?", "has Fife held one?"]),
        ("what is the fund and how big was it and who ran it", ["what is the fund?", "how big was it?", "who ran it"]),
        ("What is SDS? Who pays for it? Who checks it?", ["What is SDS?", "Who pays for it?", "Who checks it?"]),
        ("What is co-production? And who pays for it?", ["What is co-production?", "who pays for it?"]),
        ("What is co-production? Also, who pays for it?", ["What is co-production?", "who pays for it?"]),
        ("How do carers apply and who decides?", ["How do carers apply?", "who decides?"]),
        ("What is SDS? Who pays?", ["What is SDS?", "Who pays?"]),
        ("1. What is SDS? 2. Who pays for it?", ["What is SDS?", "Who pays for it?"]),
        ("What is SDS & who pays for it?", ["What is SDS?", "who pays for it?"]),
        ("Tell me what SDS is and who pays for it", ["what SDS is?", "who pays for it"]),
        ("What is SDS, and in which year did it start?", ["What is SDS?", "in which year did it start?"]),
        ("What is SDS and to whom does it apply?", ["What is SDS?", "to whom does it apply?"]),
        ("What is SDS\nWho pays for it", ["What is SDS", "Who pays for it"]),
        ("what is sds\nhow do i apply", ["what is sds", "how do i apply"]),
        ("- What is SDS\n- who pays for it", ["What is SDS", "who pays for it"]),
        ("Which groups can apply and what support is there?", ["Which groups can apply?", "what support is there?"]),
        ("a) What is SDS? (b) Who pays?", ["What is SDS?", "Who pays?"]),
        ("What is SDS?Who pays for it?", ["What is SDS?", "Who pays for it?"]),
        ("Do carers get a break and, if so, who pays?", ["Do carers get a break?", "who pays?"]),
        ("What happened and when did it happen?", ["What happened?", "when did it happen?"]),
        ("What is a plan and what happens next?", ["What is a plan?", "what happens next?"]),
    ],
)
def test_two_questions_in_one_are_parted(question: str, parts: list[str]) -> None:
    assert parts_of(question) == parts


@pytest.mark.parametrize(
    "question",
    [
        "What plans and policies are there?",
        "Our director says it is a luxury. Is she right?",
        "Is there a place for me, or is it only councils?",
        "How are councils and boards funded?",
        "Who plans and who?",
        "What kinds of help and how much money are given?",
        "When a plan is reviewed, who must be asked?",
        "If a council is late, what can I do?",
        "Who went to Fife and was trained there?",
        "Why and how should people be involved?",
        "how does a tenant give notice, is a letter enough",
        "Does the Act say what a union is and how it may be heard?",
        "What is known of tenants and why they leave?",
        "What level is needed when they come, when they extend and when they settle?",
        "What should councils do? I run a small charity.",
        "Why? How? When? Where? Who?",
        "carers and when",
        "What is the difference between SDS and what councils offer?",
        "What did Christie say about prevention and why councils should act?",
        "What do the reports say about carers and how councils support carers?",
        "What duties do boards have and what councils must do?",
        "Tell me what SDS is and how it works",
        "Tell me about carers",
        "What is SDS? And for carers?",
        "What is the process and on what basis?",
        "What help is there for somebody\nwho is in care",
        "What is the plan for people in\nFife and Angus",
        "Which councils ask\nWhat to do",
        "What is Smith & Sons?",
        "What did the review say on what works and what does not?",
        "Who did what and who didn't?",
        "What happened and why?",
        "Is https://a.scot/?Page right",
    ],
)
def test_one_question_stays_one(question: str) -> None:
    assert parts_of(question) == [question]


@pytest.mark.parametrize(
    "question, last",
    [
        ("What is SDS? When did it start?", "When did it start?"),
        ("My rent rose. Can I appeal?", "My rent rose. Can I appeal?"),
        ("What is SDS?", "What is SDS?"),
        ("Why? for carers", "for carers"),
    ],
)
def test_the_last_of_several_questions_is_what_is_asked(question: str, last: str) -> None:
    assert asked_last(question) == last
