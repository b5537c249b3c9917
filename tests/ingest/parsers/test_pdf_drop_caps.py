"""Large first letters of printed paragraphs."""

from pathlib import Path

import pytest

from copro_qa.document import BlockKind
from tests.ingest.parsers.test_pdf import read
from tests.ingest.pdf_writer import PdfPage
from tests.ingest.reading_blocks import texts_of

LINES = (
    "{} must act within thirty days of the request that a carer has made",
    "and must tell the carer in writing what is done for them and why it is",
    "done, and what the carer can do if nothing is done within that time as",
    "the law says that it must be. Else the board answers to the council.",
)


def page_with(letter: str, rest: str) -> PdfPage:
    page = PdfPage().text(60, 690, letter, size=42)
    page.paragraph(96, 708, LINES[0].format(rest), LINES[1])
    page.paragraph(60, 680, *LINES[2:])
    return page.paragraph(60, 600, *(f"The board said so in line {line} of its own plan, which it made for carers." for line in range(20)))


@pytest.mark.parametrize(
    "letter, rest, words",
    [("T", "he board", "The board"), ("A", "board", "A board"), ("A", "ll of them", "All of them"), ("T", "HE BOARD", "THE BOARD")],
)
def test_a_large_first_letter_begins_its_word(tmp_path: Path, letter: str, rest: str, words: str) -> None:
    first = texts_of(read(tmp_path, page_with(letter, rest)), BlockKind.PARAGRAPH)[0]
    assert first == " ".join(LINES).format(words)


def test_a_large_letter_beside_one_line_stays_what_it_is(tmp_path: Path) -> None:
    page = PdfPage().text(60, 690, "B", size=42).text(100, 700, "Everyone is asked")
    page.paragraph(60, 600, *(f"The board said so in line {line} of its own plan, which it made for carers." for line in range(20)))
    assert "BEveryone" not in read(tmp_path, page).text


def test_the_letters_of_questions_and_answers_are_no_part_of_their_words(tmp_path: Path) -> None:
    page = PdfPage()
    for y, letter, words in ((690, "Q", "How long may the board take to decide"), (600, "A", "Nobody waits for more than thirty days")):
        page.text(60, y, letter, size=42).paragraph(96, y + 18, words, "from the day on which the carer has asked for it in writing.")
    page.paragraph(60, 500, *(f"The board said so in line {line} of its own plan, which it made for carers." for line in range(20)))
    text = read(tmp_path, page).text
    assert "How long may the board" in text
    assert "QHow" not in text
    assert "Nobody waits" in text
    assert "ANobody" not in text
