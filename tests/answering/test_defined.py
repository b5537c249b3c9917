from __future__ import annotations

import pytest

from copro_qa.answer import Quote
from copro_qa.answering.defined import defined_by
from copro_qa.answering.term_weights import TermWeights
from tests.fakes import written

COMMON = {"support": 90}
WEIGHTS = TermWeights(100, lambda term: COMMON.get(term, 1))


@pytest.mark.parametrize(
    "question, names",
    [
        ("What is self-directed support?", ["self-directed support"]),
        ("what is self-directed support (SDS)", ["self-directed support", "SDS"]),
        ("So what are participation requests?", ["participation requests"]),
        ("What's the Change Fund?", ["Change Fund"]),
        ("What is the third sector?", ["third sector"]),
        ("What is meant by an asset transfer?", ["asset transfer"]),
        ("Define co-production", ["co-production"]),
        ("Can you explain reablement?", None),
        ("explain reablement", ["reablement"]),
        ("What does PB (participatory budgeting) stand for?", ["PB", "participatory budgeting"]),
        ("What does the term locality mean?", ["locality"]),
        ("locality meaning", ["locality"]),
        ("What counts as a community body?", ["community body"]),
        ("what qualifies as respite", ["respite"]),
        ("What is regarded as a carer?", ["carer"]),
        ("What constitutes a locality?", ["locality"]),
        ("What counts?", None),
        ("SDS in a nutshell?", ["SDS"]),
        ("meaning of prevention", ["prevention"]),
        ("What is the fare?", None),
        ("What is the role of carers?", None),
        ("What is a carer's right?", None),
        ("What are carers’ rights?", None),
        ("What is the latest strategy?", None),
        ("What is it?", None),
        ("What is happening in Fife?", None),
        ("Who explains self-directed support?", None),
        ("What is the difference between the two?", None),
        ("", None),
    ],
)
def test_questions_that_ask_what_a_thing_is(question: str, names: list[str] | None) -> None:
    found = defined_by(question, WEIGHTS)
    assert (found and found.names) == names


TEXT = written(
    "a.md",
    "# Self-directed support and the Act\n"
    "## Purpose\n"
    "Self-directed support is a way to arrange care.\n\n"
    "It is for adults.\n\n"
    "People have more say.\n\n"
    "One side is the people who need support.\n\n"
    "## What it is\n"
    "Somebody holds the budget.\n\n"
    "## The link with plans\n"
    "SDS means choice.\n\n"
    "Plans are made by a board.\n\n",
)


def spoken_of(words: str, *, question: str = "What is self-directed support (SDS)?", lead: str | None = None) -> bool:
    def span(text: str) -> tuple[int, int]:
        start = TEXT.text.index(text)
        return start, start + len(text)

    found = defined_by(question, WEIGHTS)
    assert found is not None
    return found.is_spoken_of(Quote(TEXT.span(*span(words)), 0.5, lead=TEXT.span(*span(lead)) if lead else None))


@pytest.mark.parametrize(
    "words, expected",
    [
        pytest.param("Self-directed support is a way to arrange care.", True, id="it names the thing"),
        pytest.param("SDS means choice.", True, id="it has its letters"),
        pytest.param("It is for adults.", True, id="it points back"),
        pytest.param("People have more say.", False, id="under a heading of its own, and only the title names the thing"),
        pytest.param("Somebody holds the budget.", True, id="a heading that says nothing leaves it to the title"),
        pytest.param("One side is the people who need support.", False, id="a common word of its name is not the thing"),
        pytest.param("Plans are made by a board.", False, id="about something else"),
    ],
)
def test_only_what_speaks_of_the_thing_may_say_what_it_is(words: str, expected: bool) -> None:  # noqa: FBT001
    assert spoken_of(words) is expected


def test_a_lead_in_that_names_the_thing_is_enough() -> None:
    assert spoken_of("People have more say.", lead="Self-directed support is a way to arrange care.")


def test_a_name_without_a_word_to_search_for_keeps_nothing_out() -> None:
    assert spoken_of("Plans are made by a board.", question="What is &?")


@pytest.mark.parametrize(
    "words, expected",
    [
        ("COSLA signed an agreement in 2014.", False),
        ("The Convention of Scottish Local Authorities (COSLA) met.", True),
        ("COSLA stands for what councils have in common.", True),
        ("CPP stands for Community Planning Partnership.", False),
        ("The convention of the councils of Scotland met.", False),
    ],
)
def test_what_letters_stand_for_is_said_only_where_they_are_spelled_out(words: str, expected: bool) -> None:  # noqa: FBT001
    said = written("b.md", f"# Agreements\n{words}")
    quote = Quote(said.span_of(said.blocks[-1]), 0.5)
    for question in ("What does COSLA stand for?", "And what do the letters COSLA stand for"):
        found = defined_by(question, WEIGHTS)
        assert found is not None
        assert found.is_spoken_of(quote) is expected


def test_what_the_corpus_says_that_letters_stand_for_is_looked_for() -> None:
    said = written("b.md", "Residents share in budgeting by participation.\n\nPB is cheap.")
    found = defined_by("What does PB (budgeting by participation) stand for?", WEIGHTS)
    assert found is not None
    assert [found.is_spoken_of(Quote(said.span_of(block), 0.5)) for block in said.blocks] == [True, False]
