"""Spaces that a file draws within words, where the page shows none: "R e p o r t" that is seen as "Report", "signifi cant"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ingest.parsers.pdf_character import Character

__all__ = ["seen_characters"]

_FEWEST = 4  # spaces without a gap; one or two may be a matter of how a font says its widths
_NO_GAP = 0.04  # sizes
_ON_THE_LETTER = 0.1  # sizes that a space reaches back into the letter before it, as behind joined letters that are set as one sign
_LETTERS_OF_PARTS = 3.0  # of the parts between all spaces, on average: words are longer


def seen_characters(characters: Sequence[Character]) -> list[int]:
    """The places of the characters of a line without the spaces that no gap shows.

    All of them, unless such a space lies on the letter before it, or there are several in a line of parts that are too short for words.
    """
    everything = list(range(len(characters)))
    inked = [place for place, character in enumerate(characters) if character.text.strip()]
    if len(inked) == len(characters):
        return everything
    unseen = {
        place
        for before, after in pairwise(inked)
        if after > before + 1 and _are_close(characters[before], characters[after])
        for place in range(before + 1, after)
    }
    covered = {place for place in unseen if _lies_on(characters[place], characters[place - 1])}
    parts = "".join(character.text for character in characters).split()
    if len(unseen) < _FEWEST or sum(map(len, parts)) > _LETTERS_OF_PARTS * len(parts):
        unseen = covered
    return [place for place in everything if place not in unseen]


def _lies_on(space: Character, letter: Character) -> bool:
    return bool(letter.text.strip()) and space.left < letter.right - _ON_THE_LETTER * letter.style.size


def _are_close(before: Character, after: Character) -> bool:
    """Whether a letter stands right behind another one."""
    is_level = before.baseline == after.baseline and all(one.text.isalpha() or one.text in "’'" for one in (before, after))
    return is_level and abs(after.left - before.right) < _NO_GAP * max(before.style.size, after.style.size)
