"""Where the text of a PDF stands on its pages, checked against what PDFium shows there."""

import ctypes
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
import pytest

from copro_qa.boxes import Box, PageSize
from ingest.parsed import ParsedDocument
from ingest.parsers.pdf import parse_pdf
from tests.ingest.pdf_writer import PdfPage, write_pdf
from tests.ingest.reading_blocks import settled


def letters_inside(path: Path, boxes: tuple[Box, ...]) -> str:
    """The characters whose middle PDFium shows inside the boxes, without white space."""
    file = pdfium.PdfDocument(path)
    found = "".join(character for box in boxes for character, x, y in shown(file[box.page - 1]) if holds(box, x, y))
    file.close()
    return "".join(found.split())


def shown(page: Any) -> list[tuple[str, float, float]]:
    text, box, x, y = page.get_textpage(), pdfium_c.FS_RECTF(), ctypes.c_int(), ctypes.c_int()
    wide, high = (round(100 * length) for length in page.get_size())
    characters = []
    for index in range(text.count_chars()):
        pdfium_c.FPDFText_GetLooseCharBox(text, index, box)
        pdfium_c.FPDF_PageToDevice(page, 0, 0, wide, high, 0, (box.left + box.right) / 2, (box.bottom + box.top) / 2, x, y)
        characters.append((chr(pdfium_c.FPDFText_GetUnicode(text, index)), x.value / 100, y.value / 100))
    return characters


def holds(box: Box, x: float, y: float) -> bool:
    return box.left < x < box.right and box.top < y < box.bottom


def boxes_of(document: ParsedDocument, quote: str) -> tuple[Box, ...]:
    start = document.text.index(quote)
    assert document.boxes is not None
    return document.boxes.boxes(start, start + len(quote))


def assert_marked(path: Path, quote: str) -> tuple[Box, ...]:
    boxes = boxes_of(settled(parse_pdf(path)), quote)
    assert letters_inside(path, boxes) == "".join(quote.split())
    return boxes


@pytest.mark.parametrize("crop", [None, (40, 500, 400, 800)])
@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_words_are_marked_on_turned_and_cropped_pages(tmp_path: Path, turned: int, crop: tuple[int, int, int, int] | None) -> None:
    page = PdfPage(turned=turned, crop=crop).paragraph(70, 700, "Two lines of text that are", "one sentence.")
    path = write_pdf(tmp_path / "document.pdf", page)
    assert len(assert_marked(path, "text that are one")) == 2
    (word,) = assert_marked(path, "lines")
    size = PageSize(360, 300) if crop else PageSize(595, 842)
    document = settled(parse_pdf(path))
    assert document.boxes is not None
    assert document.boxes.pages[1] == (PageSize(size.height, size.width) if turned % 180 else size)
    assert (word.right - word.left > word.bottom - word.top) == (turned % 180 == 0)


@pytest.mark.parametrize("turned", [0, 90])
def test_words_that_run_upwards_are_marked(tmp_path: Path, turned: int) -> None:
    page = PdfPage(turned=turned).upward(100, 100, "Two lines of text that are").upward(114, 100, "one sentence.")
    path = write_pdf(tmp_path / "document.pdf", page)
    assert_marked(path, "lines of text that are one")
    assert_marked(path, "text")


def test_a_quote_over_columns_and_pages_is_marked_on_both(tmp_path: Path) -> None:
    first = PdfPage()
    for number in range(4):
        first.text(70, 700 - 14 * number, "The left column goes on and on and").text(
            320, 700 - 14 * number, "so does the right one that goes on"
        )
    path = write_pdf(tmp_path / "document.pdf", first, PdfPage().text(70, 700, "to the page behind it."))
    boxes = assert_marked(path, "so does the right one that goes on to the page behind it.")
    assert [box.page for box in boxes] == [1, 2]


def test_the_parts_of_a_word_that_was_cut_are_marked_without_its_hyphen(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "document.pdf", PdfPage().paragraph(70, 700, "This was said by the commis-", "sion in its report."))
    assert len(assert_marked(path, "commission")) == 2


def test_the_mark_of_a_footnote_is_not_marked_with_the_sentence_that_it_interrupts(tmp_path: Path) -> None:
    page = PdfPage().paragraph(70, 700, *["This is a line of a paragraph in the usual size."] * 5)
    page.raised(70, 500, "The principles", "1", " are meant to drive change.").raised(70, 90, "", "1", " The Act of 2014.", size=8)
    path = write_pdf(tmp_path / "document.pdf", page)
    assert len(assert_marked(path, "principles are meant")) == 2


def test_a_row_of_a_table_is_marked_in_its_cells_and_in_the_headings_of_its_columns(tmp_path: Path) -> None:
    page = (
        PdfPage().paragraph(70, 700, *["This is a line of a paragraph in the usual size."] * 5).grid([70, 200, 400], [540, 520, 490, 470])
    )
    for x, heading, upper, lower in ((75, "Area", "Health", "Housing"), (205, "Year", "2010", "2014")):
        page.text(x, 526, heading, font="bold", size=10).text(x, 500, upper, size=10).text(x, 476, lower, size=10)
    path = write_pdf(tmp_path / "document.pdf", page)
    document = settled(parse_pdf(path))
    assert letters_inside(path, boxes_of(document, "Area: Housing; Year: 2014")) == "AreaHousingYear2014"
