from __future__ import annotations

import pytest

from copro_qa.answer import Quote
from copro_qa.answering.opposites import speaks_of_the_opposite
from tests.fakes import written


def quote_of(text: str) -> Quote:
    """The last line of a document, with the line that it leans on."""
    made = written("a.md", text)
    last = made.blocks[-1]
    return Quote(made.span_of(last), 0.5, lead=None if last.lead is None else made.span_of(made.blocks[last.lead]))


@pytest.mark.parametrize(
    "question, text",
    [
        ("Which reaction takes two to three weeks?", "The second reaction takes two to three days."),
        ("Where is it unlikely that the group began?", "It is likely that the group began in Fife."),
        ("Who gets the highest grant?", "The lowest grant goes to clubs."),
        ("Which costs are excluded?", "Rent and heating are included."),
        ("What is an optional part of the plan?", "The budget is a mandatory part of the plan."),
        ("What did the review say? And which groups are eligible?", "Firms are ineligible."),
    ],
)
def test_a_quote_that_has_the_opposite_of_a_word_asked_for(question: str, text: str) -> None:
    assert speaks_of_the_opposite(quote_of(text), question)


@pytest.mark.parametrize(
    "question, text",
    [
        pytest.param("Which costs are excluded?", "Rent is excluded and heating is included.", id="the word itself is there too"),
        pytest.param("Which costs are excluded?", "Rent and heating.", id="no opposite"),
        pytest.param("Which costs are excluded and which are included?", "Rent is included.", id="both are asked for"),
        pytest.param("Are visits excluded?", "Visits are included.", id="no may be the answer"),
        pytest.param("Visits are excluded", "Visits are included.", id="a statement"),
        pytest.param("Which costs are not excluded?", "Rent is included.", id="denied"),
        pytest.param("Which costs aren't excluded?", "Rent is included.", id="denied in short"),
        pytest.param("How long are breaks?", "Short breaks are given.", id="a measure"),
        pytest.param("What is done within a year?", "It is reviewed in twelve months.", id="no number before the unit"),
        pytest.param("I moved here two weeks ago, when can I vote?", "You can vote after three months.", id="somebody's story"),
        pytest.param("", "Rent is included.", id="nothing asked"),
    ],
)
def test_other_quotes_may_answer(question: str, text: str) -> None:
    assert not speaks_of_the_opposite(quote_of(text), question)


def test_headings_and_lead_ins_have_words_too() -> None:
    assert not speaks_of_the_opposite(quote_of("# Costs that are excluded\nNot included: rent."), "Which costs are excluded?")
    assert speaks_of_the_opposite(quote_of("These are included:\n- rent"), "What is excluded?")
    assert not speaks_of_the_opposite(quote_of("These are excluded:\n- what is not included in the plan"), "What is excluded?")
