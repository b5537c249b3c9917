import unicodedata
from pathlib import Path

from ingest.parsers.page_view import PageView
from ingest.parsers.pdf_character import Character, Style
from ingest.parsers.pdf_characters import lines_of
from tests.ingest.parsers.test_pdf import read
from tests.ingest.pdf_writer import PdfPage

STYLE = Style(10.0, bold=False, italic=False, font="Serif", turn=0)


def texts(*signs: tuple[str, float]) -> list[str]:
    """The runs of signs that are drawn side by side, each with its width; the letters of one sign share its place."""
    characters, left = [], 50.0
    for letters, width in signs:
        characters += [Character(letter, left, left + width, 98, 107, 100, STYLE) for letter in letters]
        left += width
    return [line.text for line in lines_of(characters, 1, PageView(0, 0, 600, 800, rotation=0).for_text(0))]


def test_a_ligature_that_is_wider_than_its_font_is_large_does_not_cut_the_word() -> None:
    assert texts(("o", 6), ("ffi", 12), ("ce", 5)) == ["office"]
    assert texts(("o", 6), ("ffl", 12), ("oad", 5)) == ["offload"]


def test_other_letters_that_stand_on_one_spot_and_are_as_wide_are_runs_of_their_own() -> None:
    assert texts(("WW", 12)) == ["W", "W"]


def over(accent: str, letter: str, *, raised: float = 0, is_behind: bool = False) -> str:
    """A word in which a file draws an accent by itself, in the middle of a letter, before or behind it."""
    signs = [(accent, 56.5, 59.5, 100 + raised), (letter, 55, 61, 100)]
    signs = [*(signs[::-1] if is_behind else signs), ("n", 61, 66, 100)]
    characters = [Character("m", 50, 55, 98, 107, 100, STYLE)]
    characters += [Character(text, left, right, 98, 107, baseline, STYLE) for text, left, right, baseline in signs]
    (line,) = lines_of(characters, 1, PageView(0, 0, 600, 800, rotation=0).for_text(0))
    return unicodedata.normalize("NFC", line.text)


def test_an_accent_that_is_drawn_over_a_letter_belongs_to_it() -> None:
    assert (over("¨", "u"), over("´", "ı"), over("¯", "y"), over("ˇ", "S", raised=2)) == ("mün", "mín", "mȳn", "mŠn")
    assert (over("¨", "u", is_behind=True), over("ˇ", "S", raised=2, is_behind=True)) == ("mün", "mŠn")


def test_an_accent_that_stands_beside_a_letter_stays_as_it_is() -> None:
    assert texts(("a", 6), ("´", 4), ("b", 6)) == ["a´b"]


def test_signs_in_the_font_symbol_are_read_as_a_reader_sees_them(tmp_path: Path) -> None:
    page = PdfPage().text(60, 700, "Applicants must be aged").text(186, 700, "\xb3", font="symbol").text(196, 700, "16 in that year.")
    document = read(tmp_path, page)
    assert document.text == "Applicants must be aged ≥ 16 in that year."
    assert "sign that only its font knows" not in document.report.left_out


def test_a_sign_that_only_its_font_knows_is_counted(tmp_path: Path) -> None:
    page = PdfPage().text(60, 700, "Applicants must be aged").text(186, 700, "\xbd", font="symbol").text(196, 700, "16 in that year.")
    document = read(tmp_path, page)
    assert document.text == "Applicants must be aged 16 in that year."
    assert document.report.left_out["sign that only its font knows"] == 1
