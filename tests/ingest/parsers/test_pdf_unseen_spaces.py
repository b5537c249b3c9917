"""Spaces that a file draws over the next letter, so that the page shows none."""

from ingest.parsers.page_view import PageView
from ingest.parsers.pdf_character import Character, Style
from ingest.parsers.pdf_characters import lines_of

STYLE = Style(10.0, bold=False, italic=False, font="", turn=0)


def seen(text: str) -> str:
    """What is read of a text in which "_" is a space without a gap."""
    x, characters = 50.0, []
    for sign in text:
        right = x if sign == "_" else x + 5
        characters.append(Character(" " if sign == "_" else sign, x, right, 98, 107, 100, STYLE))
        x = right
    return " ".join(line.text for line in lines_of(characters, 1, PageView(0, 0, 600, 800, rotation=0)))


def test_letters_that_only_the_file_sets_apart_are_words() -> None:
    assert seen("U_s_e_s a_nd D_is_c_l_os_ures") == "Uses and Disclosures"


def test_letters_that_the_page_sets_apart_stay_so() -> None:
    assert seen("U s e s a nd D is c l os") == "U s e s a nd D is c l os"


def test_words_whose_gaps_a_font_hides_stay_words() -> None:
    assert seen("Carers_may_ask_for_help_at_home") == "Carers may ask for help at home"
    assert seen("A_b c") == "A b c"
