from __future__ import annotations

import pytest

from copro_qa.answering.extraction import Candidate
from copro_qa.answering.standing_alone import quote_around
from copro_qa.document import Document, Span
from tests.fakes import written


def span_of(made: Document, words: str) -> Span:
    start = made.text.index(words)
    return made.span(start, start + len(words))


def quoted(outline: str, words: str) -> tuple[str | None, str]:
    quote = quote_around(Candidate(span_of(written("a.md", outline), words), 0.8))
    return quote.lead.text if quote.lead else None, quote.text


@pytest.mark.parametrize("opening, closing", [("“", "”"), ('"', '"')])
@pytest.mark.parametrize("part", [0, 1])
def test_speech_is_quoted_from_who_speaks_to_the_end_of_it(opening: str, closing: str, part: int) -> None:
    sentences = [f"Ann Roy said: {opening}We asked for years.", f"Now we have it.{closing}"]
    text = " ".join(["They met in May.", *sentences, "The fund opens soon."])
    assert quoted(text, sentences[part]) == (None, " ".join(sentences))


def test_words_in_quotation_marks_within_a_sentence_bring_nothing() -> None:
    assert quoted("It is “a right”. It is “owed”. All agree.", "It is “owed”.") == ("It is “a right”.", "It is “owed”.")
    assert quoted('A 6" pipe is laid. An 8" pipe is not.', 'A 6" pipe is laid.') == (None, 'A 6" pipe is laid.')


def test_long_speech_is_quoted_as_far_as_it_answers() -> None:
    opening = "Ann Roy said: “We asked for years."
    assert quoted(f"{opening} {'Nobody came to hear us. ' * 30}So we left.”", opening) == (None, opening)


def test_who_is_said_to_speak_brings_the_paragraph_that_is_said() -> None:
    assert quoted("Ann Roy said:\n“We asked. We got it.”\nIt opens soon.", "Ann Roy said:") == ("Ann Roy said:", "“We asked. We got it.”")
    assert quoted("Ann Roy, who chairs it, wrote to us:\nWe asked.", "Ann Roy, who chairs it, wrote to us:")[1] == "We asked."
    long = "We asked. " + "Nobody came to hear us. " * 30
    assert quoted(f"Ann Roy said:\n{long}", "Ann Roy said:") == ("Ann Roy said:", "We asked.")
    assert quoted("The parts are:\nA paragraph of its own.", "The parts are:") == (None, "The parts are:")
