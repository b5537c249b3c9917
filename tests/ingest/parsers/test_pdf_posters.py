"""Posters, forms and infographics: short texts that are scattered over the page."""

from pathlib import Path

import pytest

from tests.ingest.parsers.test_pdf import read
from tests.ingest.pdf_writer import PdfPage
from tests.ingest.reading_blocks import blocks_of

SCATTERED = [(60, 700, "Two hundred people told us"), (330, 700, "about support at home"), (200, 640, "and the board listened"),
             (420, 580, "with their carers"), (60, 520, "services changed")]  # fmt: skip


def texts(page: PdfPage, folder: Path) -> list[str]:
    return [text for _, text in blocks_of(read(folder, page))]


def test_texts_that_are_scattered_over_a_page_are_not_joined_into_a_sentence(tmp_path: Path) -> None:
    page = PdfPage()
    for x, y, text in SCATTERED:
        page.text(x, y, text, size=14)
    assert sorted(texts(page, tmp_path)) == sorted(text for _, _, text in SCATTERED)


def test_cards_side_by_side_are_not_read_as_columns(tmp_path: Path) -> None:
    page = PdfPage().text(60, 780, "What we heard", size=24, font="bold")
    for place, lines in enumerate([("Support that comes", "when it is asked for"), ("neighbours who look", "in on one another")]):
        page.paragraph(60 + 250 * place, 600, *lines)
    assert texts(page, tmp_path)[1:] == ["Support that comes when it is asked for", "neighbours who look in on one another"]


def test_the_entries_of_a_form_are_not_joined(tmp_path: Path) -> None:
    page = PdfPage().text(60, 700, "Tell us what would help you to take part in the meeting, and we will see to it.")
    entries = ["Access for my wheelchair", "a seat near the door", "An interpreter", "Something else that we should know of"]
    assert texts(page.paragraph(90, 660, *entries, distance=22), tmp_path)[1:] == entries


def test_text_that_is_set_loosely_is_a_paragraph(tmp_path: Path) -> None:
    lines = (
        "This paragraph is set with twice the usual distance between its lines, as drafts",
        "are, so that people can write between the lines. It is one paragraph.",
    )
    assert texts(PdfPage().paragraph(60, 700, *lines, distance=22), tmp_path) == [" ".join(lines)]


@pytest.mark.parametrize("y", [700, 693, 686])
def test_a_large_number_stands_before_the_text_that_it_numbers(tmp_path: Path, y: float) -> None:
    page = PdfPage().paragraph(120, 700, "Build the service with the people", "who will use it, and test it often.")
    page.text(75, y, "4", size=40, font="bold")
    assert texts(page, tmp_path) == ["4 Build the service with the people who will use it, and test it often."]


def test_a_number_that_is_drawn_twice_is_read_once(tmp_path: Path) -> None:
    page = PdfPage().text(75, 700, "1. Read the principles.").text(75, 660, "2. Complete the checklist.")
    page.text(73, 700, "1.", size=12, font="bold").text(73, 660, "2.", size=12, font="bold")
    assert texts(page, tmp_path) == ["1. Read the principles.", "2. Complete the checklist."]
