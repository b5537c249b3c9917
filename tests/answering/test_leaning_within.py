from __future__ import annotations

import pytest

from copro_qa.answering.leaning_within import leans_within, may_be_itself


@pytest.mark.parametrize(
    "text",
    [
        "Under section 5 it must publish a report.",
        "By the end of 2016 they had met twice.",
        "In 2014, it moved to Leith.",
        "Usually they are paid by the board.",
        "The council must publish it within a month.",
        "Principle 7 supports it.",
        "Treat them as visual signs.",
        "Without it, a plan may fail.",
        "Money is part of this.",
        "Examples of this are flats and boats.",
        "Ministers review these plans every year.",
        "If the tenant allows this to happen, the lease may end.",
        "Where this applies, the number is given.",
        "Reaching such a relationship takes years.",
        "The introduction of this rule was slow.",
        "Ministers have to review this Act within five years.",
    ],
)
def test_a_word_further_in_that_no_noun_explains_leans_on_the_sentence_before(text: str) -> None:
    assert leans_within(text, "Boats")


@pytest.mark.parametrize(
    "text",
    [
        # A noun of the same sentence can be meant.
        "The council must publish what it decides.",
        "Under the plan the board sells what it owns.",
        "People who use the service like it.",
        "The owner of the boat sells it.",
        "Under the plan of the council it pays.",
        "When young people leave care, the board helps them.",
        "When they leave care, young people are helped.",
        "If the owner wants it, the boat is sold.",
        "The board said it pays.",
        "Boards and these plans cost money.",
        # Nothing is meant.
        "Under section 5 it is important to publish a report.",
        "In practice it is possible that boards pay.",
        "Good plans make it easy to pay.",
        "Boards met this year.",
        "Councils run clubs such as choirs.",
        "Boards take such measures as they need.",
        # The document itself, or what follows.
        "Boards must follow this guidance.",
        "Part 2 of this report names the boards.",
        "Boards ask these questions:",
        "The tenants pay their rent.",
        "YOU MUST NOT USE THIS BOAT.",
    ],
)
def test_a_sentence_that_explains_its_own_words_does_not_lean(text: str) -> None:
    assert not leans_within(text, "Boats")


def test_an_act_that_speaks_of_itself_does_not_lean() -> None:
    assert not leans_within("Ministers have to review this Act within five years.", "Boats (Scotland) Act 2012")
    assert may_be_itself("Act within", "Boats (Scotland) Act 2012")
    assert not may_be_itself("order was", "The borders of Fife")
