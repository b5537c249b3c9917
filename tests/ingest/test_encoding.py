import pytest

from ingest.encoding import decode

TEXT = "Gaun Yersel – “the strategy”, £5 and café\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_is_read_without_a_guess(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == (TEXT, "")


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16-le", "utf-16-be"])
def test_other_encodings_are_guessed_and_the_guess_is_stated(encoding: str) -> None:
    text, warning = decode(TEXT.encode(encoding))
    assert text == TEXT
    assert "It was read as" in warning


def test_latin_1_is_the_last_guess() -> None:
    assert decode("Sìne £5".encode("latin-1")) == (
        "Sìne £5",
        "The file does not say how its letters are stored. It was read as Latin-1. If letters look wrong, save the file as UTF-8.",
    )


def test_a_declared_encoding_is_no_guess() -> None:
    assert decode(TEXT.encode("cp1252"), declared="iso-8859-1") == (TEXT, "")
    assert decode("żółw".encode("iso8859-2"), declared="ISO-8859-2") == ("żółw", "")


@pytest.mark.parametrize(
    "text, encoding, declared",
    [
        ("Программа", "cp1251", "windows-1251"),
        ("Программа", "koi8-r", "KOI8-R"),
        ("Ŵyth tŷ", "iso8859-14", "iso-8859-14"),
        ("ہمارا", "cp1256", "windows-1256"),
        ("議會計劃", "big5", "Big5"),
        ("议会计划", "gbk", "gb2312"),
        ("計画①", "cp932", "Shift_JIS"),
        ("계획", "euc-kr", "euc-kr"),
        ("แผนของสภา", "cp874", "TIS-620"),
        ("£5 – “plan”", "cp1252", "us-ascii"),
    ],
)
def test_leaflets_in_other_languages_are_read_as_browsers_read_them(text: str, encoding: str, declared: str) -> None:
    assert decode(text.encode(encoding), declared=declared) == (text, "")


def test_a_declaration_in_which_plain_letters_are_others_is_passed_over() -> None:
    assert decode(b"caf\xe9 +AGE-", declared="utf-7")[0] == "café +AGE-"


def test_a_declaration_that_makes_no_sense_is_passed_over() -> None:
    assert decode("café".encode("cp1252"), declared="rot13")[0] == "café"


def test_a_damaged_letter_does_not_turn_the_rest_into_another_encoding() -> None:
    text, warning = decode((TEXT * 20).encode() + b"\xff end")
    assert text.startswith(TEXT)
    assert text.endswith("\ufffd end")
    assert "damaged" in warning


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_letters_of_two_bytes_are_known_though_nothing_says_so_and_utf_8_would_take_them(encoding: str) -> None:
    text, warning = decode("The plan costs five pounds.\n".encode(encoding))
    assert text == "The plan costs five pounds.\n"
    assert encoding.upper() in warning


def test_a_page_that_says_that_it_is_in_letters_of_two_bytes_and_is_not_is_read_as_it_is() -> None:
    assert decode("The council’s plan".encode("cp1252"), declared="utf-16")[0] == "The council’s plan"
