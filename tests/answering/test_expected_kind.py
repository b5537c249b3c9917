from __future__ import annotations

import pytest

from copro_qa.answer import Quote
from copro_qa.answering.expected_kind import Expected, asks_for_several, expected_of, holders_first, lacks_nothing
from copro_qa.answering.stated_kinds import Kind
from tests.fakes import written

ASKED = [
    ("When was the commission set up?", Kind.DATE),
    ("In which year did the law come into force?", Kind.DATE),
    ("When does the scheme start?", Kind.DATE),
    ("What is the deadline for a reply?", Kind.DATE),
    ("When must the plan be published?", Kind.TIME),
    ("When does a plan have to be reviewed?", Kind.TIME),
    ("when do forms need to be sent in", Kind.TIME),
    ("When must people be asked?", None),
    ("When must a plan be kept, and who must be paid?", None),
    ("Is there a fine?", None),
    ("Who has to be told, and when will it open?", Kind.DATE),
    ("How much funding was given to the pilot?", Kind.MONEY),
    ("Above what level of digital spending is approval needed?", Kind.MONEY),
    ("How big is the fine?", Kind.MONEY),
    ("What is the fine for missing a meeting?", Kind.MONEY),
    ("How many people took part?", Kind.COUNT),
    ("By how much did it rise?", Kind.AMOUNT),
    ("How much did it fall?", Kind.AMOUNT),
    ("What was the turnout?", Kind.AMOUNT),
    ("What proportion of the budget is decided by residents?", Kind.SHARE),
    ("How often must the plan be reviewed?", Kind.FREQUENCY),
    ("How long does an appeal take?", Kind.DURATION),
    ("How many weeks do I have to reply?", Kind.DURATION),
    ("Who is the current minister for health?", Kind.PERSON),
    ("Who chaired the review?", Kind.POST),
    ("Who chairs the partnership?", Kind.POST),
    ("Who is going to lead the new board?", Kind.POST),
    ("Who led the inquiry into care homes?", Kind.POST),
    ("Who is in charge of them today?", Kind.POST),
    ("who currently runs the service now", Kind.POST),
    ("Who is in charge of the service?", Kind.HOLDER),
    ("Who led the pilot?", Kind.HOLDER),
    ("who's running the pilot", Kind.HOLDER),
    ("Who is the author of the report?", Kind.HOLDER),
    ("Who is the present cabinet secretary for social justice?", Kind.PERSON),
    ("who's the convener now?", Kind.PERSON),
    ("What is the chief executive's name?", Kind.PERSON),
    ("What is the name of the chief executive?", Kind.PERSON),
    ("Which telephone number can carers ring?", Kind.CONTACT),
    ("By when must councils publish a plan?", Kind.DATE),
    ("what's the closing date?", Kind.DATE),
    ("When exactly did it come into force?", Kind.DATE),
    ("what does it cost to apply", Kind.MONEY),
    ("how much was set aside for this", Kind.MONEY),
    ("What is the percentage of carers?", Kind.SHARE),
    ("What is the number of councils?", Kind.COUNT),
    ("What is the minimum age?", Kind.COUNT),
    ("How much is a direct payment?", Kind.AMOUNT),
    ("What is the hourly rate?", Kind.AMOUNT),
    ("Who is Scotland's First Minister?", Kind.PERSON),
    ("who is our MSP", Kind.PERSON),
    ("Who became the first commissioner?", Kind.PERSON),
    ("What is the first minister called?", Kind.PERSON),
    ("Who currently chairs the board?", Kind.POST),
    ("Which minister is in charge?", Kind.POST),
    ("Who set up the network?", Kind.HOLDER),
    ("When a plan is reviewed, who must be asked?", None),
    ("When must a council refuse?", None),
    ("Who was the carer in charge of?", None),
    ("Do I have to leave when it runs out?", None),
    ("When can a council refuse a request?", None),
    ("Who can ask for a direct payment?", None),
    ("Who is accountable to the chief officer?", None),
    ("Who is the chief officer accountable to?", None),
    ("Who is an officer?", None),
    ("Who is currently eligible?", None),
    ("Who is the regulator for water?", None),
    ("Why does co-production matter?", None),
    ("How much does co-production matter?", None),
    ("What are the options?", None),
    ("What are the first two years like?", None),
    ("Whenever we meet we are told to wait. Is that right?", None),
]

LISTS = [
    ("What are the four options?", 4),
    ("Which four options does it give people?", 4),
    ("Name the 3 main aims.", 3),
    ("What are the other two parts called?", 2),
]


@pytest.mark.parametrize("question, kind", ASKED)
def test_what_is_asked_for_is_told_by_the_questions_words(question: str, kind: Kind | None) -> None:
    assert expected_of(question) == (Expected(kind) if kind else None)


def test_the_name_in_the_question_is_not_the_one_that_is_asked_for() -> None:
    expected = expected_of("Who chaired the Christie Commission?")
    assert expected is not None
    assert not expected.is_held_by(["It is usually called the Christie Commission."])
    assert expected.is_held_by(["Campbell Christie chaired it."])


@pytest.mark.parametrize(
    "text, held",
    [
        ("The plan is published by 31 March.", True),
        ("It is reviewed at least once every three years.", True),
        ("Councils publish it annually.", True),
        ("It is reviewed as soon as a carer asks.", True),
        ("Councils publish the plan on a website.", False),
    ],
)
def test_when_something_is_due_is_a_date_or_a_time(text: str, held: bool) -> None:  # noqa: FBT001
    expected = expected_of("When must the plan be published?")
    assert expected is not None
    assert expected.is_held_by([text]) is held


def test_prison_is_a_penalty_but_no_price() -> None:
    penalty, price = expected_of("What is the penalty for not consulting?"), expected_of("What is the fee for a permit?")
    assert penalty is not None
    assert price is not None
    assert penalty.is_held_by(["Whoever does not is liable to imprisonment."])
    assert penalty.is_held_by(["The penalty is £200."])
    assert not penalty.is_held_by(["Councils consult people."])
    assert not price.is_held_by(["Whoever does not is liable to imprisonment."])


@pytest.mark.parametrize("question, things", LISTS)
def test_so_many_things_are_asked_for(question: str, things: int) -> None:
    assert expected_of(question) == Expected(Kind.LIST, things)


@pytest.mark.parametrize(
    "text, held",
    [
        ("A direct payment, a chosen provider, the council, or a mix of these.", True),
        ("A direct payment;\na chosen provider;\nthe council;\na mix of these.", True),
        ("The Social Care (Self-directed Support) (Scotland) Act 2013.", False),
        ("Choice and control.", False),
    ],
)
def test_a_list_of_four_holds_four_things(text: str, held: bool) -> None:  # noqa: FBT001
    assert Expected(Kind.LIST, 4).is_held_by([text]) is held


WORDS = written("a.md", "It is usually called the commission.\nIt was set up in 2010.\nIt met in:\n- 2011")


def holds_date(quote: Quote) -> bool:
    return lacks_nothing(quote, Expected(Kind.DATE))


def quote_of(block: int, score: float, lead: int | None = None) -> Quote:
    return Quote(WORDS.span_of(WORDS.blocks[block]), score, lead=None if lead is None else WORDS.span_of(WORDS.blocks[lead]))


def test_quotes_that_hold_what_is_asked_for_go_before_those_that_lack_it() -> None:
    ordered = holders_first([quote_of(0, 0.8), quote_of(1, 0.6)], holds_date)
    assert [quote.text for quote in ordered] == ["It was set up in 2010.", "It is usually called the commission."]
    assert ordered[0].score == 0.6
    assert ordered[1].score < 0.6


def test_what_is_asked_for_may_stand_in_the_lead_in_of_a_list_but_not_in_a_sentence_that_is_leant_on() -> None:
    listed = written("b.md", "In 2010 these met:\n- all residents")
    item = Quote(listed.span_of(listed.blocks[1]), 0.8, lead=listed.span_of(listed.blocks[0]))
    assert holders_first([item], holds_date) == [item]
    assert holders_first([quote_of(0, 0.8, lead=1)], holds_date)[0].score < 0.8


@pytest.mark.parametrize(
    "question",
    [
        "Which organisations will sit on the group?",
        "what options do tenants have",
        "What are the job families in the profession?",
        "who are the members of the board",
        "What kinds of help can people ask for?",
        "I run a fund. Which groups of people can apply?",
    ],
)
def test_questions_in_the_plural_ask_for_several_things(question: str) -> None:
    assert asks_for_several(question)


@pytest.mark.parametrize(
    "question",
    [
        "What happens if the board does not agree?",
        "What is the pillar of prevention?",
        "Which process does the board follow?",
        "What status does the plan have?",
        "On what basis must a board decide?",
        "What this says should be done?",
        "what are you for",
        "What needs to change?",
        "Who is the chair of the boards?",
    ],
)
def test_other_questions_do_not(question: str) -> None:
    assert not asks_for_several(question)


def test_the_year_in_the_name_of_a_law_does_not_tell_when_it_came_into_force() -> None:
    named, told = "The Carers (Scotland) Act 2016 supports people who care.", "The Carers (Scotland) Act 2016 has been in force since 2018."
    in_force, passed = expected_of("When did the Carers Act come into force?"), expected_of("When was the Carers Act passed?")
    assert in_force
    assert passed
    assert (in_force.is_held_by([named]), in_force.is_held_by([told]), passed.is_held_by([named])) == (False, True, True)
