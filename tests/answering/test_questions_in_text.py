from __future__ import annotations

import pytest

from copro_qa.answering.eligibility import may_answer
from copro_qa.answering.extraction import Candidate
from copro_qa.answering.questions_in_text import begins_answering, is_question, with_questions
from copro_qa.answering.standing_alone import quote_around
from copro_qa.document import Document, Span
from tests.fakes import written
from tests.models.test_reader_input import passage_of


def span_of(made: Document, words: str) -> Span:
    start = made.text.index(words)
    return made.span(start, start + len(words))


def quoted(outline: str, words: str) -> tuple[str | None, str]:
    quote = quote_around(Candidate(span_of(written("a.md", outline), words), 0.8))
    return quote.lead.text if quote.lead else None, quote.text


@pytest.mark.parametrize(
    "text, asks",
    [
        ("Do I pay for care?", True),
        ("Q3. In what way (if any) does it help?3", True),
        ("“Who pays?”", True),
        ("She asked us “who pays?”", False),
        ("They pay.", False),
    ],
)
def test_a_question_is_told_by_its_end_but_not_one_that_somebody_else_is_said_to_have_asked(text: str, asks: bool) -> None:  # noqa: FBT001
    assert is_question(text) is asks


@pytest.mark.parametrize(
    "outline, words, question, may",
    [
        ("Do I pay for care? No, care is free.", "Do I pay for care?", "Do people pay for care?", False),
        ("Do I pay for care? No, care is free.", "No, care is free.", "Do people pay for care?", True),
        ("Do I pay for care? No, care is free.", "Do I pay for care?", "Which questions does the leaflet ask?", True),
        ("Workers ask themselves:\n- Who is left out?", "Who is left out?", "How do workers begin a visit?", True),
        ("# Questions for a visit\n- Who is left out?", "Who is left out?", "How do workers begin a visit?", True),
        ("The office tells carers:\n- Who is left out?", "Who is left out?", "How do workers begin a visit?", False),
    ],
)
def test_a_question_answers_only_who_wants_to_know_what_to_ask(outline: str, words: str, question: str, may: bool) -> None:  # noqa: FBT001
    assert may_answer(span_of(written("a.md", outline), words), question) is may


def test_a_yes_or_no_brings_the_question_before_it() -> None:
    asked = "Do I pay for care?"
    assert quoted(f"Costs are fair. {asked} No, care is free.", "No, care is free.") == (asked, "No, care is free.")
    assert quoted(f"{asked}\nYes – but not for all of it.", "Yes – but not for all of it.") == (asked, "Yes – but not for all of it.")


def test_a_bare_yes_or_no_goes_on_to_the_reason_that_follows() -> None:
    assert quoted("Do I pay for care? No. It is free for all. Ask us.", "No.") == ("Do I pay for care?", "No. It is free for all.")
    assert quoted("Do I pay for care? It depends.", "It depends.") == ("Do I pay for care?", "It depends.")


@pytest.mark.parametrize(
    "curt", ["Within six weeks.", "The local office.", "A. Only if everybody in the family agrees to it before the end of March."]
)
def test_a_curt_answer_brings_its_question_and_a_full_one_does_not(curt: str) -> None:
    asked = "When, and by whom, is it decided?"
    assert quoted(f"{asked} {curt} They write.", curt) == (asked, curt)
    assert quoted(f"{asked}\n{curt}", curt) == (asked, curt)
    full = "The local office decides within six weeks of the day on which it hears from you."
    assert quoted(f"{asked} {full}", full) == (None, full)
    assert quoted(f"It is decided. {curt.removeprefix('A. ')}", curt.removeprefix("A. ")) == (None, curt.removeprefix("A. "))


@pytest.mark.parametrize("own", ["No. 5 is closed.", "Normally, the board pays.", "Nobody pays.", "Yesterday it was free.", "No one pays."])
def test_words_that_only_look_like_yes_or_no_are_none(own: str) -> None:
    assert not begins_answering(own)


def test_what_follows_a_question_is_weighed_with_its_words() -> None:
    passage = passage_of("Who pays?", "The board does.", "It has a budget.", "Why?", "When?")
    assert with_questions(passage) == ["Who pays?", "Who pays? The board does.", "It has a budget.", "Why?", "When?"]
