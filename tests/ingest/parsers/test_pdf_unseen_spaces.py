from __future__ import annotations

from ingest.parsers.pdf_character import Character, Style
from ingest.parsers.pdf_unseen_spaces import seen_characters

STYLE = Style(10.0, bold=False, italic=False, font="Body", turn=0)


def set_from(*parts: tuple[str, float, float]) -> list[Character]:
    """Characters on one line: each with where it begins and ends."""
    return [Character(text, left, right, 0.0, 10.0, 2.0, STYLE) for text, left, right in parts]


def seen(*parts: tuple[str, float, float]) -> str:
    characters = set_from(*parts)
    return "".join(characters[place].text for place in seen_characters(characters))


def test_a_space_that_lies_on_joined_letters_is_not_seen() -> None:
    joined = [("n", 0.0, 5.0), ("f", 5.0, 11.0), ("i", 5.0, 11.0)]
    assert seen(*joined, (" ", 8.5, 11.0), ("c", 11.1, 16.0)) == "nfic"
    assert seen(*joined, (" ", 8.5, 11.0), ("c", 13.0, 18.0)) == "nfi c"  # a gap is seen


def test_a_narrow_space_behind_a_letter_is_kept() -> None:
    assert seen(("a", 0.0, 5.0), (" ", 5.0, 5.2), ("b", 5.2, 10.0)) == "a b"


def test_spaces_between_all_letters_without_gaps_are_not_seen() -> None:
    letters = [(letter, 5.0 * place, 5.0 * place + 5.0) for place, letter in enumerate("report")]
    drawn = [part for text, left, right in letters for part in ((text, left, right), (" ", right, right))]
    assert seen(*drawn).rstrip() == "report"
