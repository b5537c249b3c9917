"""Joined letters that a file names wrongly, or by a name that has to be taken apart."""

from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject

from ingest.parsers.page_view import PageView
from ingest.parsers.pdf_character import Character, Style
from ingest.parsers.pdf_characters import lines_of
from ingest.parsers.pdf_glyph_names import GlyphNames, letters_of
from ingest.parsers.pdf_ligatures import spelled_out, with_joined_letters, with_lost_letters
from ingest.reading import read as read_file
from tests.ingest.parsers.test_pdf import read
from tests.ingest.pdf_writer import PdfPage, write_pdf

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


def by_ghostscript(*signs: tuple[str, float]) -> str:
    """What is read of signs that stand side by side, each with its width."""
    glyphs: list[tuple[Character | None, int]] = []
    left = 50.0
    for text, width in signs:
        glyphs.append((Character(text, left, left + width, 98, 107, 100, STYLE), 1))
        left += width
    characters = [character for character, _ in with_lost_letters(glyphs)]
    return "".join(line.text for line in lines_of(characters, 1, PageView(0, 0, 600, 800, rotation=0).for_text(0)))


def word(text: str) -> list[tuple[str, float]]:
    return [(letter, 2.4 if letter in "il" else 3.8 if letter == "f" else 5.0) for letter in text]


def test_letters_that_ghostscript_lost_are_known_by_the_width_of_their_sign() -> None:
    assert by_ghostscript(*word("is "), ("i", 5.2), *word("nal")) == "is final"
    assert by_ghostscript(*word("isigni"), ("i", 5.2), *word("cant")) == "isignificant"
    assert by_ghostscript(*word("if di"), ("f", 6.6), *word("erent")) == "if different"
    assert by_ghostscript(*word("i e"), ("i", 7.9), *word("cient")) == "i efficient"
    assert by_ghostscript(*word("all "), ("l", 5.2), *word("ats")) == "all flats"
    assert by_ghostscript(("h", 10.5), *word("e other")) == "The other"


def test_a_sign_whose_letters_the_file_names_is_not_written_out_again() -> None:
    glyphs: list[tuple[Character | None, int]] = [(Character("f", 40, 43.8, 98, 107, 100, STYLE), 1)]
    glyphs += [
        (Character("i", 43.8, 46.2, 98, 107, 100, STYLE), 1),
        *((Character(one, 46.2, 52.2, 98, 107, 100, STYLE), 1) for one in "fi"),
    ]
    assert with_lost_letters(glyphs) == glyphs


def test_letters_of_their_own_width_are_whole() -> None:
    assert by_ghostscript(*word("if all is in the hall")) == "if all is in the hall"
    assert by_ghostscript(*word("A"), ("i", 2.4), ("h", 5.0), *word("O"), ("h", 10.5), *word("e")) == "AihOhe"


@pytest.mark.parametrize("producer, read", [("GPL Ghostscript 9.06", "The final report is in"), ("Another", "The inal report is in")])
def test_only_files_by_ghostscript_are_mended(tmp_path: Path, producer: str, read: str) -> None:
    page = PdfPage().text(60, 700, "The cnal report is in", font="lossy")
    assert read_file(write_pdf(tmp_path / "a.pdf", page, information=f"/Producer ({producer})")).text == read


def quartz(folder: Path, *lines: str, producer: str = "macOS Version 14 Quartz PDFContext") -> str:
    path = write_pdf(folder / "report.pdf", PdfPage().paragraph(60, 700, *lines), information=f"/Producer ({producer})")
    return read_file(path).text


def test_the_joined_letters_that_macos_names_by_brackets_are_read(tmp_path: Path) -> None:
    text = quartz(tmp_path, "Regula[ons for accoun[ng by the commi?ee, in [me", "for par[es: write a le?er and a be?er one.")
    assert text == "Regulations for accounting by the committee, in time for parties: write a letter and a better one."
    assert quartz(tmp_path, "The mee1ng on func1ons in 1 hall at 1.10") == "The meeting on functions in 1 hall at 1.10"


@pytest.mark.parametrize(
    "line",
    [
        "A list[on] of [insert name] and a[0] or what?is and x=on",
        "The council[note] says why?because and how?so in its plan.",
        "Room a1on2 and x1 are in b2es, and 1 meeting on 1 day.",
    ],
)
def test_signs_that_stand_for_themselves_stay(tmp_path: Path, line: str) -> None:
    assert quartz(tmp_path, line) == line


def test_other_programs_name_no_letters_by_brackets(tmp_path: Path) -> None:
    line = "Regula[ons for accoun[ng"
    assert quartz(tmp_path, line, producer="LibreOffice 7.4") == line


def test_letters_that_a_font_joins_by_name_are_read(tmp_path: Path) -> None:
    document = read(tmp_path, PdfPage().text(60, 700, "Sta\x1e are o\x1eered an o\x1fce.", font="joined"))
    assert document.text == "Staff are offered an office."


def test_a_sign_with_another_name_is_not_made_up(tmp_path: Path) -> None:
    document = read(tmp_path, PdfPage().text(60, 700, "Sta\x1d are o\x1eered an offer.", font="joined"))
    assert "offered an offer." in document.text
    assert "Staff" not in document.text


@pytest.mark.parametrize(
    "name, letters",
    [
        ("/f_f_i", "ffi"),
        ("f_f", "ff"),
        ("/T_h", "Th"),
        ("/f_i.liga", "fi"),
        ("/fi", ""),
        ("/f_", ""),
        ("/uni0066_uni0066", ""),
        ("/g30", ""),
    ],
)
def test_the_letters_of_a_name(name: str, letters: str) -> None:
    assert letters_of(name) == letters


def test_a_file_that_cannot_be_read_names_nothing(tmp_path: Path) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 broken")
    assert GlyphNames(tmp_path / "broken.pdf", None).on_page(1) == {}


def test_two_fonts_of_one_name_that_disagree_name_nothing(tmp_path: Path) -> None:
    own = PdfWriter()
    page = own.add_blank_page(600, 800)

    def font(*signs: str) -> DictionaryObject:
        differences = ArrayObject([NumberObject(28), *map(NameObject, signs)])
        encoding = DictionaryObject({NameObject("/Differences"): differences})
        return DictionaryObject({NameObject("/BaseFont"): NameObject("/ABCDEF+Lato"), NameObject("/Encoding"): encoding})

    fonts = DictionaryObject({NameObject("/A"): font("/e", "/f_i", "/f_f"), NameObject("/B"): font("/f_f", "/f_l", "/g32")})
    forms = DictionaryObject({NameObject("/Form"): DictionaryObject()})
    resources = DictionaryObject({NameObject("/Font"): fonts, NameObject("/XObject"): forms})
    forms[NameObject("/Form")][NameObject("/Resources")] = own._add_object(resources)  # type: ignore[index]  # it holds itself
    page[NameObject("/Resources")] = own._add_object(resources)
    own.write(tmp_path / "two.pdf")
    assert GlyphNames(tmp_path / "two.pdf", None).on_page(1) == {("Lato", 28): "ff"}


def test_a_space_that_lies_upon_a_joined_sign_is_none() -> None:
    signs = [("Tra", 50.0, 68.0), ("\x1d", 68.0, 80.0), (" ", 71.0, 74.0), ("c", 80.0, 86.0), (" ", 86.0, 89.0), ("x", 89.0, 95.0)]
    glyphs = [(Character(text, left, right, 98, 107, 100, STYLE), 1) for text, left, right in signs]
    read_now = with_joined_letters(glyphs, lambda: {("Calibri", 29): "ffi"})
    assert "".join(character.text for character, _ in read_now if character is not None) == "Traffic x"
    assert with_joined_letters(glyphs, dict) == glyphs
