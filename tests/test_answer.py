from __future__ import annotations

import re
from dataclasses import replace

import pytest

from copro_qa.answer import Answer, Citation, Flag, Quote, Reason, Searched, quote_ids
from copro_qa.document import Block, BlockKind, Document, Page, Recognised
from tests.fakes import document, source

HEADING, PARAGRAPH, ITEM = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM
MADE = document((HEADING, "Part"), (PARAGRAPH, "They are:"), (ITEM, "people", 1, 1), (ITEM, "places", 1, 1))
LEAD, PEOPLE, PLACES = (MADE.span_of(block) for block in MADE.blocks[1:])
SEARCHED = Searched(1, 2, "0f", "2026-01-02T03:04:05+00:00")


def quote_of(made: Document, text: str, *, after: int = 0) -> Quote:
    start = made.text.index(text, after)
    return Quote(made.span(start, start + len(text)), 0.5)


def test_a_quote_is_the_slice_of_its_document() -> None:
    assert Quote(PEOPLE, 0.5).text == "people" == MADE.text[PEOPLE.start : PEOPLE.end]


@pytest.mark.parametrize("score", [-0.01, 1.01, float("nan")])
def test_a_score_outside_of_0_to_1_is_refused(score: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        Quote(PEOPLE, score)
    with pytest.raises(ValueError, match="between 0 and 1"):
        Answer("Which?", score, SEARCHED, (Quote(PEOPLE, 0.5),))


def test_a_key_outside_of_the_quote_is_refused() -> None:
    with pytest.raises(ValueError, match="leaves the quote"):
        Quote(PEOPLE, 0.5, key=(MADE.span(PEOPLE.start, PEOPLE.end + 1),))


def test_a_lead_in_the_quote_or_in_another_document_is_refused() -> None:
    other = Document("other", MADE.text, MADE.blocks, (), MADE.source)
    for lead in (PEOPLE, MADE.span(LEAD.start, PEOPLE.start + 1), other.span(LEAD.start, LEAD.end)):
        with pytest.raises(ValueError, match="another document or overlaps"):
            Quote(PEOPLE, 0.5, lead=lead)


def test_the_id_of_a_quote_does_not_change_when_other_sections_do() -> None:
    before = document((HEADING, "Aim"), (PARAGRAPH, "People lead."), (HEADING, "End"), (PARAGRAPH, "People lead."))
    after = document((HEADING, "New"), (PARAGRAPH, "People lead."), (HEADING, "Aim"), (PARAGRAPH, "They plan. People lead."))
    assert quote_of(before, "People lead.").id == quote_of(after, "People lead.", after=after.text.index("plan.")).id


def test_the_same_words_under_another_heading_or_again_below_the_same_one_have_another_id() -> None:
    made = document((HEADING, "Aim"), (PARAGRAPH, "People lead. People lead."), (HEADING, "End"), (PARAGRAPH, "People lead."))
    second = made.text.index("People", 6)
    ids = {quote_of(made, "People lead.", after=after).id for after in (0, second, second + 1)}
    assert len(ids) == 3


def test_equal_words_under_equal_headings_have_one_id_a_document() -> None:
    parts = ((HEADING, "Aim"), (PARAGRAPH, "People lead."))
    here, there = document(*parts), replace(document(*parts), source=source("other.txt"))
    assert quote_of(here, "People lead.").id != quote_of(there, "People lead.").id


def test_equal_words_below_two_headings_of_the_same_name_have_two_ids() -> None:
    made = document((HEADING, "Aim"), (PARAGRAPH, "People lead."), (HEADING, "Aim"), (PARAGRAPH, "People lead."))
    assert quote_of(made, "People lead.").id != quote_of(made, "People lead.", after=made.text.rindex("Aim")).id


def test_the_id_of_a_quote_does_not_change_when_a_new_section_gives_later_ones_other_numbers() -> None:
    before = document((HEADING, "1. Aim"), (PARAGRAPH, "People plan."), (HEADING, "2. End"), (PARAGRAPH, "People lead."))
    after = document((HEADING, "1. Aim"), (HEADING, "2. Means"), (PARAGRAPH, "Money."), (HEADING, "3. End"), (PARAGRAPH, "People lead."))
    assert quote_of(before, "People lead.").id == quote_of(after, "People lead.").id


def test_the_ids_of_all_places_of_the_same_words_are_those_of_their_quotes() -> None:
    made = document(
        (HEADING, "1 Aim"), (PARAGRAPH, "Lead. Lead."), (HEADING, "2 End"), (PARAGRAPH, "Lead."), (HEADING, "3 Aim"), (PARAGRAPH, "Lead.")
    )
    places = [made.span(match.start(), match.end()) for match in re.finditer("Lead", made.text)]
    ids = list(quote_ids(places))
    assert ids == [Quote(place, 0.5).id for place in places]
    assert len(set(ids)) == 4


def test_an_id_is_a_short_text_that_fits_an_address() -> None:
    assert Quote(PEOPLE, 0.5).id == Quote(PEOPLE, 0.9, lead=LEAD).id
    assert len(Quote(PEOPLE, 0.5).id) == 20
    assert Quote(PEOPLE, 0.5).id.isalnum()


def test_an_answer_has_quotes_or_a_reason_and_never_both_or_neither() -> None:
    with pytest.raises(ValueError, match="quotes or a reason"):
        Answer("Which?", 0.5, SEARCHED)
    with pytest.raises(ValueError, match="quotes or a reason"):
        Answer("Which?", 0.5, SEARCHED, (Quote(PEOPLE, 0.5),), reason=Reason.NOT_FOUND)
    assert Answer("Which?", 0.5, SEARCHED, (Quote(PEOPLE, 0.5),)).answered
    assert not Answer("Which?", 0.5, SEARCHED, reason=Reason.NOT_FOUND).answered


def test_citations_are_numbered_from_one_in_the_order_of_the_quotes() -> None:
    answer = Answer("Which?", 0.5, SEARCHED, (Quote(PLACES, 0.5), Quote(PEOPLE, 0.4)))
    assert [(citation.number, citation.span.text) for citation in answer.citations] == [(1, "places"), (2, "people")]
    assert all(citation.span == citation.quote.span for citation in answer.citations)


def test_the_spans_of_an_answer_are_all_that_it_shows() -> None:
    quote = Quote(PEOPLE, 0.5, lead=LEAD, key=(MADE.span(PEOPLE.start, PEOPLE.start + 3),), also=(PLACES,))
    assert Answer("Which?", 0.5, SEARCHED, (quote,)).spans == (PEOPLE, LEAD, quote.key[0], PLACES)
    assert Answer("Which?", 0.5, SEARCHED, related=(quote,), reason=Reason.NOT_FOUND).spans == (PEOPLE, LEAD, quote.key[0], PLACES)


def test_a_locator_names_title_publisher_year_section_and_page_as_far_as_they_are_known() -> None:
    facts = replace(source(title="A report"), publisher="The board", published="2015-06-24")
    made = Document("id", MADE.text, MADE.blocks, (Page(1, "iv", 0, len(MADE.text)),), facts)
    quote = Quote(made.span(PEOPLE.start, PEOPLE.end), 0.5)
    assert Citation(1, quote, quote.span).locator == "A report (The board, 2015), Part, page iv"
    bare = Document("id", "Text.", (), (), source(title="Bare"))
    assert Citation(1, quote, bare.span(0, 4)).locator == "Bare"
    undated = Document("id", "Text.", (), (), replace(facts, published=None))
    assert Citation(1, quote, undated.span(0, 4)).locator == "A report (The board)"


def test_flags_say_what_to_know_before_relying_on_a_quote() -> None:
    text = "Row; 5\n\nSmith (2011) A book."
    blocks = (Block(BlockKind.TABLE_ROW, 0, 6), Block(BlockKind.REFERENCE, 8, len(text)))
    facts = replace(source(), superseded_by=("later.txt",), unofficial_summary=True)
    old, plain = Document("old", text, blocks, (), facts), Document("plain", text, blocks, (), source())

    def flags(made: Document, start: int, end: int) -> tuple[Flag, ...]:
        quote = Quote(made.span(start, end), 0.5)
        return Citation(1, quote, quote.span).flags

    assert flags(plain, 0, 6) == (Flag.TABLE,)
    assert flags(plain, 8, 12) == (Flag.REFERENCE_LIST,)
    assert flags(plain, 4, 12) == (Flag.REFERENCE_LIST, Flag.TABLE)
    assert flags(plain, 6, 8) == ()
    assert flags(old, 0, 6) == (Flag.SUPERSEDED, Flag.TABLE, Flag.UNOFFICIAL_SUMMARY)
    notes = Document("slides", "Say it.", (Block(BlockKind.SPEAKER_NOTE, 0, 7),), (), source())
    assert flags(notes, 0, 7) == (Flag.SPEAKER_NOTES,)


def test_a_quote_from_a_scan_is_flagged_and_says_how_sure_its_words_are() -> None:
    text = "Read from a scan. Printed."
    made = Document("id", text, (), (), source(), (Recognised(0, 5, 0.5), Recognised(5, 17, 0.9)))

    def citation(start: int, end: int) -> Citation:
        return Citation(1, Quote(made.span(start, end), 0.5), made.span(start, end))

    assert (citation(0, 17).flags, citation(0, 17).ocr_confidence) == ((Flag.OCR,), 0.78)
    assert citation(0, 4).ocr_confidence == 0.5
    assert (citation(18, 26).flags, citation(18, 26).ocr_confidence) == ((), None)
    behind = Document("id", text, (), (), source(), (Recognised(0, 17),))
    unknown = Citation(1, Quote(behind.span(0, 17), 0.5), behind.span(0, 17))
    assert (unknown.flags, unknown.ocr_confidence) == ((Flag.OCR,), None)
