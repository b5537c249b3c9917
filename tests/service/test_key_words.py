from __future__ import annotations

from copro_qa.answer import Quote
from copro_qa.service.pages.key_words import key_words
from tests.service.small_index import guide

QUESTION = "Who plans a service?"


def test_words_that_carry_the_answer_are_marked_as_they_are() -> None:
    document = guide()
    span = document.span_of(document.blocks[1])
    key = (document.span(span.start + 4, span.start + 20),)
    assert key_words(Quote(span, 0.9, key=key), QUESTION) == key


def test_when_all_of_a_quotation_does_the_words_of_the_question_are_marked_in_any_form() -> None:
    document = guide()
    span = document.span_of(document.blocks[1])
    for key in ((span,), ()):
        assert [part.text for part in key_words(Quote(span, 0.9, key=key), QUESTION)] == ["plan", "services"]
