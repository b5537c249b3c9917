"""Spaces between pieces of a tightly set line."""

from ingest.parsers.pdf_character import Character, Style
from ingest.parsers.pdf_narrow_spaces import with_narrow_spaces

STYLE = Style(10.0, bold=False, italic=False, font="Lato", turn=0)
WIDE = 5.0


def line(*pieces: str, space: float = 1.0, apart: float = 0.9, baseline: float = 100.0) -> list[tuple[Character | None, int]]:
    """A line of letters without gaps, drawn in pieces; how far apart its words and its pieces stand, in points of ten a size."""
    glyphs: list[tuple[Character | None, int]] = []
    left = 50.0
    for address, piece in enumerate(pieces, 1):
        for letter in piece:
            width = space if letter == " " else WIDE
            glyphs.append((Character(letter, left, left + width, baseline - 2, baseline + 7, baseline, STYLE), address))
            left += width
        left += apart
    return glyphs


def text_of(glyphs: list[tuple[Character | None, int]]) -> str:
    return "".join(" " if character is None else character.text for character, _ in with_narrow_spaces(glyphs))


def test_pieces_as_far_apart_as_the_words_are_words() -> None:
    assert text_of(line("It has new courses", "every year for staff")) == "It has new courses every year for staff"


def test_pieces_that_stand_as_close_as_letters_are_one_word() -> None:
    assert text_of(line("It has new cour", "ses every year for staff", apart=0.1)) == "It has new courses every year for staff"


def test_a_line_with_few_or_wide_spaces_tells_nothing() -> None:
    assert text_of(line("New courses", "every year")) == "New coursesevery year"
    assert text_of(line("It has new courses", "every year for staff", space=4.0, apart=3.0)) == "It has new coursesevery year for staff"


def test_every_line_is_looked_at_by_itself() -> None:
    glyphs = [*line("It has new courses", "every year for staff"), *line("All", "staff", baseline=80.0)]
    assert text_of(glyphs) == "It has new courses every year for staffAllstaff"
