"""Marks of footnotes as files write them otherwise than small and a little raised."""

from pathlib import Path

import pytest

from copro_qa.document import BlockKind
from tests.ingest.parsers.test_pdf import body, read
from tests.ingest.pdf_writer import PdfPage
from tests.ingest.reading_blocks import leads_of, texts_of

NOTES = ["1 Public Bodies (Joint Working) (Scotland) Act 2014.", "2 Carers (Scotland) Act 2016."]


@pytest.mark.parametrize("size, higher", [(6, 5.5), (8, 5.5), (8.5, 4)])
def test_marks_that_stand_high_or_are_as_large_as_their_notes_begin_them(tmp_path: Path, size: float, higher: float) -> None:
    page = body(PdfPage()).raised(70, 500, "The principles", "1", " came first.").raised(70, 480, "Carers", "2", " were heard later.")
    for note, y in zip(NOTES, (92, 80), strict=True):
        mark, text = note.split(" ", 1)
        page.text(70, y + higher, mark, size=size).text(75.5, y, text, size=8)
    document = read(tmp_path, page)
    assert texts_of(document, BlockKind.FOOTNOTE) == NOTES
    assert leads_of(document, BlockKind.FOOTNOTE) == ["The principles came first.", "Carers were heard later."]


def test_a_figure_that_stands_higher_than_the_text_behind_it_within_a_row_is_no_mark(tmp_path: Path) -> None:
    page = body(PdfPage()).text(70, 405, "Homes").text(105, 405, "8").text(112, 400, "in the north of the island.")
    assert "⁸" not in read(tmp_path, page).text


def test_a_raised_figure_behind_the_end_of_a_sentence_is_a_mark_whatever_stands_before_it(tmp_path: Path) -> None:
    page = body(PdfPage()).raised(70, 500, "They moved in 2010.", "1", " About half of them came back by 2014,")
    page.raised(70, 486, "to a house of 80 m", "2", " or more.").raised(70, 90, "", "1", " A note.", size=8)
    document = read(tmp_path, page)
    assert "They moved in 2010. About half of them came back by 2014, to a house of 80 m² or more." in document.text
    assert texts_of(document, BlockKind.FOOTNOTE) == ["1 A note."]


def test_letters_behind_the_end_of_a_sentence_call_notes_that_stand_further_down(tmp_path: Path) -> None:
    page = body(PdfPage()).raised(70, 500, "The principles came first.", "a", "").raised(70, 480, "Carers were heard later,", "b", " too.")
    page.raised(70, 300, "", "a", " A first note.", size=8).raised(70, 284, "", "b", " A second note.", size=8)
    document = read(tmp_path, page.text(70, 200, "The text goes on below them, as it did above."))
    assert texts_of(document, BlockKind.FOOTNOTE) == ["a A first note.", "b A second note."]
    assert leads_of(document, BlockKind.FOOTNOTE) == ["The principles came first.", "Carers were heard later, too."]


def test_a_list_in_smaller_type_below_a_table_is_no_notes(tmp_path: Path) -> None:
    page = body(PdfPage()).rule(70, 300, 400, 300).paragraph(70, 288, "1. First we ask.", "2. Then we plan.", size=10)
    assert texts_of(read(tmp_path, page), BlockKind.FOOTNOTE) == []


def test_a_figure_that_the_font_itself_draws_small_and_high_is_a_mark(tmp_path: Path) -> None:
    page = body(PdfPage()).text(70, 500, "The principles came first.").text(191, 500, "1", font="superior")
    page.text(70, 480, "Carers were heard").text(162, 480, "2", font="superior").text(166, 480, ", too.")
    page.text(70, 460, "Half of it is 1/2 and").text(172, 460, "1", font="superior").text(176, 460, "/2 of the rest.")
    for number, y in (("1", 92), ("2", 80)):
        page.text(70, y, number, size=8, font="superior").text(73, y, NOTES[int(number) - 1][2:], size=8)
    document = read(tmp_path, page)
    assert texts_of(document, BlockKind.FOOTNOTE) == NOTES
    assert leads_of(document, BlockKind.FOOTNOTE) == ["The principles came first.", "Carers were heard, too."]
    assert "Half of it is 1/2 and 1/2 of the rest." in document.text


def test_a_superscript_that_is_a_sign_of_its_own_is_a_mark(tmp_path: Path) -> None:
    page = body(PdfPage()).text(70, 500, "The principles came first.", font="misnamed").text(191, 500, "\xb2", font="misnamed")
    page.text(70, 90, "\xb2", size=8, font="misnamed").text(75, 90, "A note of the second of them.", size=8)
    page.text(70, 470, "It covers 12 km").text(147, 470, "\xb2", font="misnamed")
    document = read(tmp_path, page)
    assert texts_of(document, BlockKind.FOOTNOTE) == ["2 A note of the second of them."]
    assert leads_of(document, BlockKind.FOOTNOTE) == ["The principles came first."]


def test_a_space_that_is_raised_with_a_mark_stays_between_the_words(tmp_path: Path) -> None:
    page = body(PdfPage()).raised(70, 500, "It insures deposits", "1 ", "up to the limit.").raised(70, 90, "", "1", " A note.", size=8)
    document = read(tmp_path, page)
    assert "It insures deposits up to the limit." in document.text
    assert texts_of(document, BlockKind.FOOTNOTE) == ["1 A note."]


def test_the_tiny_words_of_a_logo_beside_a_note_are_no_part_of_it(tmp_path: Path) -> None:
    page = (
        body(PdfPage()).raised(170, 500, "The principles", "1", " came first.").raised(170, 90, "", "1", " Joint Working Act 2014.", size=8)
    )
    document = read(tmp_path, page.text(60, 70, "COUNCIL OF AYTON", size=3))
    assert texts_of(document, BlockKind.FOOTNOTE) == ["1 Joint Working Act 2014."]
    document = read(tmp_path, page.text(170, 80, "A further line of it.", size=8))
    assert texts_of(document, BlockKind.FOOTNOTE) == ["1 Joint Working Act 2014. A further line of it."]
