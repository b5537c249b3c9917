from __future__ import annotations

import pytest

from copro_qa.answering.expected_kind import Kind, expected_kind, holds

ASKED = [
    ("When was the commission set up?", Kind.DATE),
    ("In which year did the law come into force?", Kind.DATE),
    ("When does the scheme start?", Kind.DATE),
    ("What is the deadline for a reply?", Kind.DATE),
    ("Who has to be told, and when will it open?", Kind.DATE),
    ("How much funding was given to the pilot?", Kind.MONEY),
    ("How big is the fine?", Kind.MONEY),
    ("What is the fine for missing a meeting?", Kind.MONEY),
    ("How many people took part?", Kind.COUNT),
    ("By how much did it rise?", Kind.COUNT),
    ("What proportion of the budget is decided by residents?", Kind.SHARE),
    ("How often must the plan be reviewed?", Kind.FREQUENCY),
    ("How long does an appeal take?", Kind.DURATION),
    ("How many weeks do I have to reply?", Kind.DURATION),
    ("Who is the current minister for health?", Kind.PERSON),
    ("Who chaired the review?", Kind.PERSON),
    ("Who is going to lead the new board?", Kind.PERSON),
    ("What is the name of the chief executive?", Kind.PERSON),
    ("Which telephone number can carers ring?", Kind.CONTACT),
    ("When a plan is reviewed, who must be asked?", None),
    ("Do I have to leave when it runs out?", None),
    ("When can a council refuse a request?", None),
    ("Who can ask for a direct payment?", None),
    ("Why does co-production matter?", None),
    ("What are the four options?", None),
    ("Whenever we meet we are told to wait. Is that right?", None),
]

TEXTS = [
    ("It was founded in 2010.", Kind.DATE, True),
    ("It was founded by residents.", Kind.DATE, False),
    ("A reply is due within ten working days.", Kind.DATE, True),
    ("It takes ten working days.", Kind.DURATION, True),
    ("It takes great care.", Kind.DURATION, False),
    ("The council gave £2,000.", Kind.MONEY, True),
    ("The council gave money.", Kind.MONEY, False),
    ("About a quarter of them agreed.", Kind.SHARE, True),
    ("About three quarters of them agreed.", Kind.SHARE, True),
    ("Two in five agreed.", Kind.SHARE, True),
    ("It was 12 per cent.", Kind.SHARE, True),
    ("They agreed in the end.", Kind.SHARE, False),
    ("It is reviewed every three years, and costs are checked annually.", Kind.FREQUENCY, True),
    ("It is reviewed by the board.", Kind.FREQUENCY, False),
    ("Some 40 people came.", Kind.COUNT, True),
    ("Twelve people came.", Kind.COUNT, True),
    ("Many people came in 2014.", Kind.COUNT, False),
    ("Section 12 says who may come.", Kind.COUNT, False),
    ("It was led by Dr Campbell.", Kind.PERSON, True),
    ("It was led by Mary Campbell.", Kind.PERSON, True),
    ("It was led by a board of residents.", Kind.PERSON, False),
    ("Write to help@council.scot.", Kind.CONTACT, True),
    ("Ring 0131 496 0000.", Kind.CONTACT, True),
    ("Ask at the library.", Kind.CONTACT, False),
]


@pytest.mark.parametrize("question, kind", ASKED)
def test_what_is_asked_for_is_told_by_the_questions_words(question: str, kind: Kind | None) -> None:
    assert expected_kind(question) is kind


@pytest.mark.parametrize("text, kind, held", TEXTS)
def test_a_text_is_searched_for_what_is_expected(text: str, kind: Kind, held: bool) -> None:  # noqa: FBT001
    assert holds(text, kind) is held
