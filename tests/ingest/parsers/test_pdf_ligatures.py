"""Joined letters that a file names wrongly."""

from pathlib import Path

import pytest

from ingest.parsers.page_view import PageView
from ingest.parsers.pdf_characters import Character, Style, lines_of
from ingest.parsers.pdf_ligatures import spelled_out
from tests.ingest.parsers.test_pdf import read
from tests.ingest.pdf_writer import PdfPage

STYLE = Style(10.0, bold=False, italic=False, font="Calibri", turn=0)


def seen(text: str) -> str:
    """What is read of signs that stand side by side."""
    glyphs = [(Character(sign, 50 + 6 * place, 56 + 6 * place, 98, 107, 100, STYLE), 1) for place, sign in enumerate(text)]
    characters = [character for character, _ in spelled_out(glyphs)]
    return "".join(line.text for line in lines_of(characters, 1, PageView(0, 0, 600, 800, rotation=0).for_text(0)))


@pytest.mark.parametrize(
    "drawn, meant",
    [
        ("acƟon", "action"), ("Ɵme", "time"), ("commiƩee", "committee"), ("aŌer", "after"), ("draŌ,", "draft,"),
        ("seƫng", "setting"), ("plaƞorm", "platform"), ("aƩenƟon", "attention"),
    ],
)  # fmt: skip
def test_the_letters_of_a_misnamed_sign_are_read(drawn: str, meant: str) -> None:
    assert seen(drawn) == meant


@pytest.mark.parametrize("name", ["Ōtaki", "TŌKU", "Ʃ = 4"])
def test_a_letter_of_another_language_stays(name: str) -> None:
    assert seen(name) == name


def test_the_letters_stand_where_their_sign_does(tmp_path: Path) -> None:
    page = PdfPage().text(60, 700, "The commi\xa1ng of the dra\xa2 was late.", font="misnamed")
    document = read(tmp_path, page)
    assert document.text == "The commiting of the draft was late."
