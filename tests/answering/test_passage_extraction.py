from __future__ import annotations

from collections.abc import Sequence

import pytest

from copro_qa.answering.passage_extraction import extract
from copro_qa.models.reader import Passage, Reading


class WordReader:
    """A sentence with the question's first word has the figure 0.9, another 0.2."""

    def __init__(self) -> None:
        self.given: list[Passage] = []

    def read(self, question: str, passages: Sequence[Passage]) -> list[Reading]:
        self.given += passages
        wanted = question.split(maxsplit=1)[0].lower()
        figures = [
            tuple(0.9 if wanted in passage.text[start:end].lower() else 0.2 for start, end in passage.sentences) for passage in passages
        ]
        return [Reading(max(figure, default=0.0), figure) for figure in figures]


PASSAGE = "  Heading\n\nCarers rest. Boards pay.\r\n- carers’ breaks\n\n\tNaïve 🌱 carers \n"


def texts(question: str, passage: str, *, line: float = 0.5) -> list[str]:
    found = extract(WordReader(), question, passage, line=line)
    return [passage[start:end] for start, end, _ in found.spans]


def test_the_sentences_that_reach_the_line_are_given_in_order_exactly_as_they_stand() -> None:
    assert texts("carers", PASSAGE) == ["Carers rest.", "- carers’ breaks", "Naïve 🌱 carers"]
    assert texts("boards", PASSAGE) == ["Boards pay."]
    found = extract(WordReader(), "boards", PASSAGE, line=0.5)
    assert (found.relevance, [span.score for span in found.spans]) == (0.9, [0.9])


def test_a_passage_that_does_not_answer_gives_no_spans_but_its_relevance() -> None:
    found = extract(WordReader(), "zebras", PASSAGE, line=0.5)
    assert (found.relevance, found.spans) == (0.2, ())


@pytest.mark.parametrize("passage", ["", " ", "\n\n \t\r\n", "\u00a0"])
def test_a_passage_without_text_is_not_read_at_all(passage: str) -> None:
    reader = WordReader()
    assert extract(reader, "carers", passage, line=0.5) == (0.0, ())
    assert reader.given == []


def test_an_empty_question_finds_nothing() -> None:
    assert extract(WordReader(), " ", PASSAGE, line=0.5) == (0.0, ())


def test_lines_end_sentences_and_the_reader_sees_the_passage_as_it_was_given() -> None:
    reader = WordReader()
    extract(reader, "carers", PASSAGE, line=0.5)
    (given,) = reader.given
    assert given.text == PASSAGE
    assert [PASSAGE[start:end] for start, end in given.sentences] == [
        "Heading", "Carers rest.", "Boards pay.", "- carers’ breaks", "Naïve 🌱 carers",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "passage", ["a" + " " * 200_000 + "carers", "carers. " * 20_000, "\n \n" * 50_000 + "carers", " x" * 100_000 + " carers"]
)
def test_a_passage_as_long_as_a_book_is_read(passage: str) -> None:
    assert "carers" in texts("carers", passage)[-1]
