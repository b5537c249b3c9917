"""Notes that stand at the end of a printed text, away from the foot of the page that calls them."""

from pathlib import Path

from copro_qa.document import BlockKind
from ingest.parsed import ParsedDocument
from tests.ingest.parsers.test_pdf import read
from tests.ingest.pdf_writer import PdfPage
from tests.ingest.reading_blocks import leads_of, texts_of

CALLER = "Carers said that they want to be asked before the plan is made."


def first() -> PdfPage:
    page = PdfPage().paragraph(60, 780, *(f"This is line {line} of the text on the first page, which is long." for line in range(20)))
    return page.raised(60, 460, "Carers said that they want to be asked", "1", " before the plan is made.")


def note(page: PdfPage, y: float, mark: str, text: str) -> PdfPage:
    return page.raised(60, y, "", mark, text, size=8)


def last(*marks: str) -> PdfPage:
    page = PdfPage().paragraph(60, 780, *(f"The end comes in line {line} here, on another page of the text." for line in range(4)))
    for place, mark in enumerate(marks):
        note(page, 680 - 20 * place, mark, f"In the survey of carers of 20{place}9.")
    return page


def notes_of(document: ParsedDocument) -> list[str]:
    return texts_of(document, BlockKind.FOOTNOTE)


def test_a_note_at_the_end_of_the_text_is_a_footnote_of_the_sentence_that_calls_it(tmp_path: Path) -> None:
    document = read(tmp_path, first(), last("1"))
    assert notes_of(document) == ["1 In the survey of carers of 2009."]
    assert leads_of(document, BlockKind.FOOTNOTE) == [CALLER]
    assert document.text.rstrip().endswith("2009.")


def test_a_raised_number_that_nothing_calls_begins_no_note(tmp_path: Path) -> None:
    assert notes_of(read(tmp_path, first(), last("2"))) == []


def test_two_notes_of_one_mark_cannot_be_told_apart(tmp_path: Path) -> None:
    assert notes_of(read(tmp_path, first(), last("1", "1"))) == []
