from __future__ import annotations

import pytest

from copro_qa.answer import Quote
from copro_qa.answering.key import with_key
from tests.fakes import written


def marked(of: Quote, question: str, *words: str) -> list[str]:
    """What is marked when a reader takes the first occurrence of each of ``words`` in the document for a short answer."""
    document = of.span.document
    places = sorted((document.text.index(word), len(word)) for word in words)
    return key(with_key(of, question, [document.span(start, start + length) for start, length in places]))


def quote(text: str, *key: str) -> Quote:
    made = written("a.md", text)
    parts = tuple(made.span(text.index(part), text.index(part) + len(part)) for part in key)
    return Quote(made.span(0, len(text)), 0.9, key=parts)


def key(of: Quote) -> list[str]:
    return [part.text for part in of.key]


@pytest.mark.parametrize(
    "question, text, expected",
    [
        ("When did it start?", "It started on 1 April 2014 in 3 areas.", ["1 April 2014"]),
        ("In which year did it start?", "It started in 2014 (Smith, 2015: 3).", ["2014"]),
        ("How much did it fall?", "It fell by nine percentage points from 2009/10 to 2014/15.", ["nine percentage points"]),
        ("What was the turnout?", "An 84.6% turnout was seen in 2014.", ["84.6%"]),
        ("How much is paid?", "Boards pay £1.5 million for 20 homes.", ["£1.5 million"]),
        ("How long does it last?", "It is a plan for ten years.", ["ten years"]),
        ("Who pays?", "Boards pay £5.", []),
        ("How many?", "No figure is given.", []),
    ],
)
def test_without_a_reader_that_marks_words_the_figures_asked_for_are_marked(question: str, text: str, expected: list[str]) -> None:
    assert key(with_key(quote(text), question)) == expected


def test_of_a_figure_that_a_reader_marks_in_part_all_is_marked() -> None:
    assert marked(quote("They spent £11 million on it, and £2 on tea."), "How much was spent?", "£11") == ["£11 million"]
    assert marked(quote("It must answer within 30 working days of that."), "How long do they have?", "30") == ["30 working days"]


def test_where_several_sentences_answer_each_has_its_figure_marked() -> None:
    text = "Turnout was 8 per cent. Turnout had been 5 per cent in 2021."
    both = quote(text, "Turnout was 8 per cent.", "Turnout had been 5 per cent in 2021.")
    assert marked(both, "What was the turnout?", "5 per cent") == ["8 per cent", "5 per cent"]
    one = quote(text, "Turnout had been 5 per cent in 2021.")
    assert marked(one, "What was the turnout?", "5 per cent") == ["5 per cent"]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Shona Campbell chairs the grants panel.", ["Shona Campbell"]),
        ("The chair of the Grants Panel is Dr Begum, elected in 2016.", ["Dr Begum"]),
        ("Shona Campbell chairs it; Tom Reid is her deputy.", []),
        ("A councillor chairs it.", []),
        ("The panel’s chair is Jane Young.", ["Jane Young"]),
        ("The chair welcomed members to Victoria Quay.", []),
        ("The chair met members in Tollcross Gardens.", []),
    ],
)
def test_the_one_person_named_is_marked_where_a_person_is_asked_for(text: str, expected: list[str]) -> None:
    assert key(with_key(quote(text), "Who chairs the grants panel?")) == expected
    assert key(with_key(quote(text), "What does the grants panel do?")) == []


def test_a_source_named_in_brackets_is_not_marked() -> None:
    text = "Panels are made up of residents (Scottish Government, 2011: 10)."
    assert marked(quote(text), "Who makes up the panels?", "Scottish Government") == []
    assert marked(quote(text), "Who makes up the panels?", "residents", "Scottish Government") == ["residents"]


def test_only_the_figures_of_the_sentences_that_answer_are_marked() -> None:
    text = "There are 32 councils in all. There are 14 boards."
    assert key(with_key(quote(text, "There are 14 boards."), "How many boards are there?")) == ["14"]


def test_in_a_quote_of_several_sentences_those_that_answer_are_marked() -> None:
    text = "Prevention comes first of all. Boards listen."
    assert key(with_key(quote(text, "Boards listen."), "Who listens?")) == ["Boards listen."]


def test_nothing_is_marked_where_it_would_be_nearly_all() -> None:
    assert key(with_key(quote("Boards listen.", "Boards listen."), "Who listens?")) == []
    assert marked(quote("Boards listen."), "Who listens?", "Boards listen.") == []


@pytest.mark.parametrize(
    "question", ["What does prevention mean?", "Why act early?", "What are the four pillars?", "Which pillars are there?"]
)
def test_a_few_words_are_not_marked_where_more_than_a_name_or_figure_is_asked_for(question: str) -> None:
    assert marked(quote("Prevention means to act early, so that acute services are needed less."), question, "acute") == []


def test_a_reader_that_marks_words_decides_and_whole_words_are_marked() -> None:
    assert marked(quote("Turnout was 84.6% at the referendum."), "How many?", "84") == ["84.6%"]
    assert marked(quote("The boards (Fife and Moray) pay."), "Who pays?", "ife", "oray") == ["Fife", "Moray"]
    assert marked(quote("It is paid by the boards."), "Who pays?", "bo", "ards") == ["boards"]


def test_words_that_the_question_has_already_are_not_marked() -> None:
    pillars = quote("Reforms rest on four pillars of reform: prevention and others, in ten years' time.")
    assert marked(pillars, "Which of the four pillars of reform is first?", "four pillars", "prevention", "reform") == ["prevention"]


def test_only_what_was_read_in_the_quote_itself_is_marked() -> None:
    made = written("a.md", "Fife pays for rest. Moray pays for breaks. Boards pay.")
    second = Quote(made.span(made.text.index("Moray"), made.text.index(" Boards")), 0.9)
    assert marked(second, "Who pays?", "Fife", "Moray", "Boards") == ["Moray"]
    other = written("b.md", "Moray pays for rest. Fife pays for breaks. Boards pay.")
    assert key(with_key(second, "Who pays?", [other.span(0, 5), other.span(21, 25)])) == []
