"""Joined letters that macOS names by signs which stand for something else: "Regula[ons", "commi?ee"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ingest.parsers.pdf_character import Character
from ingest.parsers.pdf_text import Glyph

__all__ = ["with_named_letters"]

_SIGNS = frozenset('0123456789[]{}=!?#$^<>\\|~*+;"@_')
_CLOSE = 0.1  # sizes between a sign and the letter beside it, at most
_FEWEST = 2  # times that a sign says which letters it stands for
_MOSTLY = 0.6  # share of the times that it stands between small letters
# What follows the joined letters in words of English.
_FOLLOWS = {"ti": re.compile(r"on|ng|v[aei]|es|al|me|c[aeiku]|fi|t[luy]|m[ae]|nu"), "tt": re.compile(r"er|e[ned]|ing|a[ci]|le")}
_FOLLOWS_AT_BEGINNING = {"ti": re.compile(r"me|ed|tle|ll|ght|red")}
_LONGEST = 4


def with_named_letters(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The characters of a page of a file by macOS, with the letters that a sign stands for in its place, where the words tell which."""
    inside: Counter[tuple[str, str]] = Counter()
    told: Counter[tuple[str, str, str]] = Counter()
    for place, (character, _) in enumerate(glyphs):
        if character is not None and character.text in _SIGNS and _is_letter_beside(glyphs, place, -1):
            key, rest = (character.style.font, character.text), _rest(glyphs, place)
            inside[key] += bool(rest)
            told.update((*key, letters) for letters, pattern in _FOLLOWS.items() if rest and pattern.match(rest))
    meant = {(font, sign): letters for (font, sign, letters), count in told.items() if count >= max(_FEWEST, _MOSTLY * inside[font, sign])}
    found: list[Glyph] = []
    for place, (character, address) in enumerate(glyphs):
        letters = meant.get((character.style.font, character.text), "") if character is not None else ""
        if character is None or not letters or not _is_within_word(glyphs, place, letters):
            found.append((character, address))
        else:
            found.extend((character._replace(text=letter), address) for letter in letters)
    return found


def _is_within_word(glyphs: Sequence[Glyph], place: int, letters: str) -> bool:
    """Whether a sign stands behind a small letter, or begins a word that may begin with those letters."""
    if _is_letter_beside(glyphs, place, -1):
        return True
    begins = _FOLLOWS_AT_BEGINNING.get(letters)
    return begins is not None and begins.match(_rest(glyphs, place)) is not None


def _is_letter_beside(glyphs: Sequence[Glyph], place: int, step: int) -> bool:
    character, beside = glyphs[place][0], glyphs[place + step][0] if 0 <= place + step < len(glyphs) else None
    return character is not None and beside is not None and _is_small(beside) and _are_close(beside, character)


def _rest(glyphs: Sequence[Glyph], place: int) -> str:
    """The small letters that follow a sign in its word, up to some of them."""
    rest = ""
    before = glyphs[place][0]
    for character, _ in glyphs[place + 1 : place + 1 + _LONGEST]:
        if character is None or before is None or not _is_small(character) or not _are_close(before, character):
            break
        rest += character.text
        before = character
    return rest


def _is_small(character: Character) -> bool:
    return character.text.isascii() and character.text.islower()


def _are_close(before: Character, after: Character) -> bool:
    return before.baseline == after.baseline and abs(after.left - before.right) < _CLOSE * after.style.size
