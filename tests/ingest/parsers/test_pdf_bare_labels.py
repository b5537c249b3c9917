"""Letters and numbers without a point or a bracket that count paragraphs from the margin."""

from pathlib import Path

import pytest

from copro_qa.document import BlockKind
from tests.ingest.parsers.test_pdf import body, read
from tests.ingest.pdf_writer import PdfPage
from tests.ingest.reading_blocks import blocks_of, leads_of, texts_of

TEXTS = [
    "A motion is moved and then seconded",
    "A motion may be changed where the chair agrees to it",
    "The chair closes the debate except:",
]


def lettered(labels: str) -> PdfPage:
    page = body(PdfPage()).text(60, 600, "1", font="bold").text(90, 600, "RULES OF DEBATE", font="bold")
    for number, (label, text) in enumerate(zip(labels, TEXTS, strict=True)):
        page.text(60, 580 - 32 * number, label).text(90, 580 - 32 * number, text).text(
            90, 567 - 32 * number, "and so it goes on to the end."
        )
    return page


@pytest.mark.parametrize("labels", ["abc", "nop", "pqs"])
def test_letters_in_the_margin_are_the_labels_of_their_paragraphs(tmp_path: Path, labels: str) -> None:
    document = read(tmp_path, lettered(labels))
    assert texts_of(document, BlockKind.LIST_ITEM) == [
        f"{label} {text} and so it goes on to the end." for label, text in zip(labels, TEXTS, strict=True)
    ]
    assert ("heading", "1 RULES OF DEBATE") in blocks_of(document)


def test_numerals_below_a_letter_are_led_by_it_though_some_stand_as_close_as_words(tmp_path: Path) -> None:
    page = body(PdfPage())
    for number, (label, text) in enumerate(zip("abc", TEXTS, strict=True)):
        page.text(60, 580 - 16 * number, label).text(90, 580 - 16 * number, text)
    for number, label in enumerate(["i", "ii", "iii", "iv"]):
        page.text(80, 524 - 16 * number, label).text(106, 524 - 16 * number, f"to speak on point {number}; or")
    page.text(80, 460, "v").text(92, 460, "to make a point of order.")
    document = read(tmp_path, page)
    assert leads_of(document)[3:] == [f"c {TEXTS[2]}"] * 5
    assert texts_of(document, BlockKind.LIST_ITEM)[-1] == "v to make a point of order."


def test_letters_that_do_not_count_label_nothing(tmp_path: Path) -> None:
    assert texts_of(read(tmp_path, lettered("axe")), BlockKind.LIST_ITEM) == []


def test_letters_before_the_rows_of_a_table_of_figures_label_no_paragraphs(tmp_path: Path) -> None:
    page = body(PdfPage())
    for number, label in enumerate("abcd"):
        page.text(60, 580 - 16 * number, label).text(90, 580 - 16 * number, "Homes for rent").text(300, 580 - 16 * number, f"1,20{number}")
    assert texts_of(read(tmp_path, page), BlockKind.LIST_ITEM) == []
