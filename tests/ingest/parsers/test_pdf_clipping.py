"""What lies outside the part of the page to which it is cut is not seen, and so is no text."""

from pathlib import Path

import pytest

from ingest.parsed import ParsedDocument
from ingest.parsers.pdf import parse_pdf
from tests.ingest.pdf_writer import PdfPage, write_pdf
from tests.ingest.reading_blocks import settled

WORDS = "Share of carers"


def read_with(folder: Path, clip: str) -> ParsedDocument:
    page = PdfPage().paragraph(60, 700, "The board meets in spring and in autumn.", "Councils hear what it says.")
    page.parts += ["q", clip]
    page.text(62, 520, WORDS, size=9).parts.append("Q")
    return settled(parse_pdf(write_pdf(folder / "document.pdf", page)))


@pytest.mark.parametrize(
    "clip",
    [
        "60 300 200 100 re W n",
        "60 300 10 10 re W n 60 500 200 100 re W n",
        "60 400 m 300 400 l 300 650 l h W n",
    ],
    ids=["another part of the page", "two parts that do not meet", "a triangle beside it"],
)
def test_text_that_is_cut_off_is_left_out_and_counted(tmp_path: Path, clip: str) -> None:
    document = read_with(tmp_path, clip)
    assert WORDS not in document.text
    assert document.report.left_out == {"invisible text": 1}


@pytest.mark.parametrize(
    "clip",
    ["60 500 200 100 re W n", "60 450 m 60 650 l 300 650 l h W n", "60 524 200 100 re W n"],
    ids=["a box around it", "a triangle around it", "a box that cuts its feet"],
)
def test_text_that_is_seen_where_it_is_cut_stays(tmp_path: Path, clip: str) -> None:
    document = read_with(tmp_path, clip)
    assert WORDS in document.text
    assert not document.report.left_out
