from __future__ import annotations

from collections.abc import Sequence

import pytest

from copro_qa.answer import Quote
from copro_qa.answering.key import with_key
from copro_qa.models.reader import KeyRange, Passage, Reading
from tests.fakes import written


class PlainReader:
    def read(self, question: str, passages: Sequence[Passage]) -> list[Reading]:
        raise NotImplementedError


class MarkingReader(PlainReader):
    """Marks the first occurrence of each of ``words``."""

    def __init__(self, *words: str) -> None:
        self.words = words
        self.read_passages: list[Passage] = []

    def keys(self, question: str, passage: Passage, *, threshold: float = 0.5) -> list[KeyRange]:
        self.read_passages.append(passage)
        places = [(passage.text.index(word), len(word)) for word in self.words]
        return [KeyRange(start, start + length, threshold) for start, length in sorted(places)]


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
        ("How much is paid?", "Boards pay £1.5 million for 20 homes.", ["£1.5 million", "20"]),
        ("How long does it last?", "It is a plan for ten years.", ["ten years"]),
        ("Who pays?", "Boards pay £5.", []),
        ("How many?", "No figure is given.", []),
    ],
)
def test_without_a_reader_that_marks_words_the_figures_asked_for_are_marked(question: str, text: str, expected: list[str]) -> None:
    assert key(with_key(quote(text), question, PlainReader())) == expected


def test_only_the_figures_of_the_sentences_that_answer_are_marked() -> None:
    text = "There are 32 councils in all. There are 14 boards."
    assert key(with_key(quote(text, "There are 14 boards."), "How many boards are there?", PlainReader())) == ["14"]


def test_in_a_quote_of_several_sentences_those_that_answer_are_marked() -> None:
    text = "Prevention comes first of all. Boards listen."
    assert key(with_key(quote(text, "Boards listen."), "Who listens?", PlainReader())) == ["Boards listen."]


def test_nothing_is_marked_where_it_would_be_nearly_all() -> None:
    assert key(with_key(quote("Boards listen.", "Boards listen."), "Who listens?", PlainReader())) == []
    assert key(with_key(quote("Boards listen."), "Who listens?", MarkingReader("Boards listen."))) == []


def test_a_reader_that_marks_words_decides_and_whole_words_are_marked() -> None:
    marked = with_key(quote("Turnout was 84.6% at the referendum."), "How many?", MarkingReader("84"))
    assert key(marked) == ["84.6%"]
    assert key(with_key(quote("The boards (Fife and Moray) pay."), "Who pays?", MarkingReader("ife", "oray"))) == ["Fife", "Moray"]
    assert key(with_key(quote("It is paid by the boards."), "Who pays?", MarkingReader("bo", "ards"))) == ["boards"]


def test_words_that_the_question_has_already_are_not_marked() -> None:
    reader = MarkingReader("four pillars", "prevention", "reform")
    marked = with_key(
        quote("Reforms rest on four pillars of reform: prevention and others, in ten years' time."),
        "What are the four pillars of reform?",
        reader,
    )
    assert key(marked) == ["prevention"]


def test_the_reader_is_shown_the_quote_with_its_sentences_and_what_stands_over_it() -> None:
    made = written("a.md", "# Breaks\nThe boards pay:\n- for breaks. And for rest.")
    reader = MarkingReader("breaks")
    start = made.text.index("for breaks")
    with_key(Quote(made.span(start, len(made.text)), 0.9, lead=made.span_of(made.blocks[1])), "For what?", reader)
    (passage,) = reader.read_passages
    assert passage.text == "for breaks. And for rest."
    assert [passage.text[start:end] for start, end in passage.sentences] == ["for breaks.", "And for rest."]
    assert "Breaks" in passage.context
    assert "The boards pay:" in passage.context
