from __future__ import annotations

from dataclasses import replace

import pytest

from copro_qa.answer import Quote
from copro_qa.answering.extraction import Candidate, fold_repeats, merge_neighbours, quote_around, successors_first
from copro_qa.document import Block, BlockKind, Document, Span
from tests.fakes import document, source, written

HEADING, PARAGRAPH, ITEM, ROW = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.TABLE_ROW


def span_of(made: Document, text: str) -> Span:
    start = made.text.index(text)
    return made.span(start, start + len(text))


def candidate(made: Document, text: str, score: float = 0.8) -> Candidate:
    return Candidate(span_of(made, text), score)


def shown(quote: Quote) -> tuple[str | None, str]:
    return quote.lead.text if quote.lead else None, quote.text


PAIR = written("a.md", "First comes this. Then comes that. Last comes more.\nAnother paragraph.")


def test_sentences_side_by_side_that_answer_about_as_well_are_one_quote_with_each_as_its_key() -> None:
    merged = merge_neighbours([candidate(PAIR, "Then comes that.", 0.8), candidate(PAIR, "First comes this.", 0.75)])
    assert [(each.sentence.text, each.score) for each in merged] == [("First comes this. Then comes that.", 0.8)]
    assert [part.text for part in merged[0].key] == ["First comes this.", "Then comes that."]


def test_a_sentence_that_answers_much_worse_stays_apart() -> None:
    merged = merge_neighbours([candidate(PAIR, "Then comes that.", 0.8), candidate(PAIR, "First comes this.", 0.7)])
    assert [each.sentence.text for each in merged] == ["Then comes that.", "First comes this."]


def test_sentences_of_two_blocks_or_with_another_between_them_stay_apart() -> None:
    over_blocks = [candidate(PAIR, "Last comes more."), candidate(PAIR, "Another paragraph.")]
    with_gap = [candidate(PAIR, "First comes this."), candidate(PAIR, "Last comes more.")]
    assert len(merge_neighbours(over_blocks)) == len(merge_neighbours(with_gap)) == 2


def test_a_sentence_joins_what_was_joined_before() -> None:
    parts = ["Then comes that.", "First comes this.", "Last comes more."]
    (merged,) = merge_neighbours([candidate(PAIR, part) for part in parts])
    assert merged.sentence.text == "First comes this. Then comes that. Last comes more."
    assert len(merged.key) == 3


def test_sentences_at_the_same_place_of_two_documents_stay_apart() -> None:
    other = written("b.md", "First comes this. Then comes that. Last comes more.")
    assert len(merge_neighbours([candidate(PAIR, "First comes this."), candidate(other, "Then comes that.")])) == 2


def test_a_list_item_brings_the_sentence_that_leads_into_it() -> None:
    made = written("a.md", "Reform is long. The pillars are:\n- prevention\n- people")
    assert shown(quote_around(candidate(made, "prevention"))) == ("The pillars are:", "prevention")


def test_a_lead_in_brings_its_whole_list() -> None:
    made = written("a.md", "The pillars are:\n- prevention\n- people\nAfter the list.")
    assert shown(quote_around(candidate(made, "The pillars are:"))) == ("The pillars are:", "prevention\n\npeople")


def test_a_nested_item_brings_its_parent_and_a_lead_in_brings_nested_items_too() -> None:
    made = document((PARAGRAPH, "Duties:"), (ITEM, "boards must", 1, 0), (ITEM, "plan", 2, 1), (ITEM, "report", 2, 1), (PARAGRAPH, "End."))
    assert shown(quote_around(candidate(made, "plan"))) == ("boards must", "plan")
    assert shown(quote_around(candidate(made, "Duties:"))) == ("Duties:", "boards must\n\nplan\n\nreport")


def test_of_a_long_list_as_much_is_quoted_as_can_be_read() -> None:
    many = written("a.md", "They are:\n" + "\n".join(f"- item {number}" for number in range(40)))
    long = written("b.md", "They are:\n" + "\n".join(f"- item {number} {'word ' * 80}" for number in range(40)))
    assert quote_around(candidate(many, "They are:")).text.endswith("item 13")
    assert 400 < len(quote_around(candidate(long, "They are:")).text) <= 1_600


def test_a_colon_without_a_list_brings_nothing() -> None:
    made = written("a.md", "The pillars are:\nA paragraph of its own.")
    assert shown(quote_around(candidate(made, "The pillars are:"))) == (None, "The pillars are:")


def test_a_sentence_that_points_back_brings_the_one_before_it() -> None:
    made = written("a.md", "Boards plan services. They publish a report. Councils agree.")
    assert shown(quote_around(candidate(made, "They publish a report."))) == ("Boards plan services.", "They publish a report.")
    assert shown(quote_around(candidate(made, "Councils agree."))) == (None, "Councils agree.")


def test_a_sentence_that_points_back_at_the_start_of_a_paragraph_stands_alone() -> None:
    made = written("a.md", "Boards plan services.\nThey publish a report.")
    assert shown(quote_around(candidate(made, "They publish a report."))) == (None, "They publish a report.")


def test_a_heading_is_no_lead_because_every_quote_names_its_section() -> None:
    made = document((HEADING, "Pillars"), (ITEM, "prevention", 1, 0))
    assert shown(quote_around(candidate(made, "prevention"))) == (None, "prevention")


def test_a_block_that_is_said_to_lead_into_itself_has_no_lead() -> None:
    made = document((ITEM, "prevention", 1, 0))
    assert shown(quote_around(candidate(made, "prevention"))) == (None, "prevention")


def test_text_before_every_block_can_be_quoted() -> None:
    made = Document("id", "Stray. Block.", (Block(PARAGRAPH, 7, 13),), (), source())
    assert shown(quote_around(candidate(made, "Stray."))) == (None, "Stray.")


def test_a_table_row_brings_its_caption() -> None:
    made = document((BlockKind.CAPTION, "Table 1: Spending"), (ROW, "Health; 5", 0, 0))
    assert shown(quote_around(candidate(made, "Health; 5"))) == ("Table 1: Spending", "Health; 5")


def test_the_sentence_before_is_found_in_a_paragraph_as_long_as_a_book() -> None:
    made = written("a.md", "Boards plan services. " * 40_000 + "They publish a report.")
    assert shown(quote_around(candidate(made, "They publish a report.")))[0] == "Boards plan services."


def test_a_sentence_too_long_to_be_shown_is_no_lead() -> None:
    made = written("a.md", "Boards plan " + "very " * 600 + "well. They publish a report.")
    assert shown(quote_around(candidate(made, "They publish a report."))) == (None, "They publish a report.")


REPEATS = [
    written("a.md", "Unpaid carers are offered a break every year.\nBoards pay for it."),
    written("b.md", "UNPAID carers are offered a break, every year!"),
]


def test_the_same_words_elsewhere_are_folded_into_the_better_quote() -> None:
    quotes = [Quote(made.span_of(made.blocks[0]), score) for made, score in zip(REPEATS, (0.9, 0.8), strict=True)]
    (folded,) = fold_repeats(quotes)
    assert (folded.text, folded.score) == ("Unpaid carers are offered a break every year.", 0.9)
    assert [span.document.source.path for span in folded.also] == ["b.md"]


def test_what_says_something_else_is_kept_in_its_order() -> None:
    quotes = [Quote(REPEATS[0].span_of(block), score) for block, score in zip(REPEATS[0].blocks, (0.9, 0.8), strict=True)]
    assert fold_repeats(quotes) == quotes


def test_a_quote_inside_a_better_one_or_inside_its_lead_is_dropped() -> None:
    made = written("a.md", "The pillars are:\n- prevention\n- people")
    whole = quote_around(candidate(made, "The pillars are:"))
    assert fold_repeats([whole, quote_around(candidate(made, "people")), quote_around(candidate(made, "The pillars are:", 0.5))]) == [whole]


def test_quotes_without_a_word_are_never_the_same() -> None:
    made = written("a.md", "…\n—")
    quotes = [Quote(made.span_of(block), 0.5) for block in made.blocks]
    assert fold_repeats(quotes) == quotes


def of_year(path: str, *, superseded_by: tuple[str, ...] = ()) -> Document:
    return written(path, f"Words of {path}.", of=replace(source(path), superseded_by=superseded_by))


@pytest.mark.parametrize(
    "given, expected",
    [
        (["old", "new"], ["new", "old"]),
        (["new", "old"], ["new", "old"]),
        (["other", "old", "third", "new"], ["other", "new", "old", "third"]),
        (["old", "other"], ["old", "other"]),
    ],
)
def test_a_superseded_document_yields_to_its_successor_only(given: list[str], expected: list[str]) -> None:
    documents = {"old": of_year("old", superseded_by=("new",)), "new": of_year("new"), "other": of_year("other"), "third": of_year("third")}
    quotes = [Quote(documents[name].span(0, 5), 0.9 - place / 10) for place, name in enumerate(given)]
    assert [quote.span.document.source.path for quote in successors_first(quotes)] == expected
