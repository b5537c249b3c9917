from __future__ import annotations

from benchmarks.quality.marks import Marked, marked, summary, written
from copro_qa.answer import Quote
from tests.fakes import written as document_of


def quote(text: str, *marks: str) -> Quote:
    made = document_of("a.md", text)
    return Quote(made.span(0, len(text)), 0.9, key=tuple(made.span(text.index(mark), text.index(mark) + len(mark)) for mark in marks))


def test_the_share_counts_words_and_an_answer_is_marked_in_full_in_part_or_not_at_all() -> None:
    of = quote("Boards pay for two weeks of rest.", "two weeks")
    assert marked(of, ["two weeks"]) == Marked(2 / 7, whole=True, touched=True)
    assert marked(of, ["weeks of rest"]) == Marked(2 / 7, whole=False, touched=True)
    assert marked(of, ["Boards"]) == Marked(2 / 7, whole=False, touched=False)


def test_a_quote_without_the_labelled_answer_counts_only_for_the_share() -> None:
    assert marked(quote("Boards pay."), ["weeks", "Board"]) == Marked(0.0, whole=None, touched=None)


def test_a_summary_counts_quotes_marks_and_answers() -> None:
    found = [Marked(0.0, None, None), Marked(0.5, whole=True, touched=True), Marked(1.0, whole=False, touched=True)]
    assert summary(found) == (
        "3 quotes; 2 with a mark; of their words marked: median 0.75, nearly all in 1; "
        "of 2 with a labelled answer 1 mark it in full, 2 in part or in full"
    )
    assert summary([]) == "0 quotes; 0 with a mark"


def test_marks_are_written_between_brackets() -> None:
    assert written(quote("Boards pay for rest.", "Boards", "rest")) == "⟦Boards⟧ pay for ⟦rest⟧."
