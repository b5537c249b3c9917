"""Letters that the page shows and the file does not name: a sign stands for each, and the report says so."""

from pathlib import Path

from ingest.parsed import ParsedDocument
from ingest.parsers.pdf import parse_pdf
from tests.ingest.pdf_writer import PdfPage, write_pdf
from tests.ingest.reading_blocks import settled

FIRST = "The board meets in spring and in autumn, and hears from carers."


def read_with(folder: Path, *parts: str) -> ParsedDocument:
    """A page with a line that begins "In all", shows something, and ends "of councils agreed.", all in one run of text."""
    page = PdfPage().paragraph(60, 760, FIRST, "Councils answer within a month.")
    page.parts.append("BT /plain 11 Tf 1 0 0 1 60 700 Tm (In all) Tj " + " ".join(parts) + " /plain 11 Tf (of councils agreed.) Tj ET")
    return settled(parse_pdf(write_pdf(folder / "document.pdf", page)))


def test_letters_without_a_name_are_shown_as_such(tmp_path: Path) -> None:
    document = read_with(tmp_path, "( ) Tj /unnamed 11 Tf (AB) Tj /plain 11 Tf ( ) Tj")
    assert "In all �� of councils agreed." in document.text
    assert any("�" in warning for warning in document.report.warnings)


def test_a_letter_that_is_said_to_be_a_space_within_a_word_is_shown_as_such(tmp_path: Path) -> None:
    document = read_with(tmp_path, "( ) Tj /unnamed 11 Tf (AB) Tj /plain 11 Tf ( the he) Tj /unnamed 11 Tf (A) Tj /plain 11 Tf (rt ) Tj")
    assert "In all �� the he�rt of councils agreed." in document.text


def test_a_gap_without_ink_is_a_gap(tmp_path: Path) -> None:
    document = read_with(tmp_path, "[-1500] TJ")
    assert "In all of councils agreed." in document.text
    assert not document.report.warnings


def test_a_rule_in_a_gap_is_no_letter(tmp_path: Path) -> None:
    page = PdfPage().paragraph(60, 760, FIRST).rule(96, 690, 96, 720).rule(90, 702, 104, 702)
    page.parts.append("BT /plain 11 Tf 1 0 0 1 60 700 Tm (In all) Tj [-1500] TJ (of councils agreed.) Tj ET")
    document = settled(parse_pdf(write_pdf(tmp_path / "document.pdf", page)))
    assert "�" not in document.text
