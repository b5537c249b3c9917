"""Letters that a page shows as one sign, where the file names that sign wrongly: "Ɵme" for "time"."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.parsers.pdf_characters import Character
from ingest.parsers.pdf_text import Glyph

__all__ = ["spelled_out"]

# What files that Windows prints say for the joined letters of Calibri and its kin. They are letters of other languages too, so they
# count only beside small letters of English.
_MISNAMED = {"Ɵ": "ti", "Ʃ": "tt", "ƫ": "tti", "Ō": "ft", "ƞ": "tf"}
_BEGINS_WORDS = "ƟƩ"  # the others are letters that names of other languages begin with


def spelled_out(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The characters of a page, with the letters that such a sign stands for in its place."""
    if not any(character is not None and character.text in _MISNAMED for character, _ in glyphs):
        return list(glyphs)
    found: list[Glyph] = []
    for place, (character, address) in enumerate(glyphs):
        if character is None or character.text not in _MISNAMED or not _is_joined(glyphs, place, character):
            found.append((character, address))
        else:
            found.extend((character._replace(text=letter), address) for letter in _MISNAMED[character.text])
    return found


def _is_joined(glyphs: Sequence[Glyph], place: int, character: Character) -> bool:
    """Whether a sign stands behind a small letter of English, or begins a word that goes on with one."""
    before, following = (glyphs[near][0] if 0 <= near < len(glyphs) else None for near in (place - 1, place + 1))
    return _is_small(before, character) or (character.text in _BEGINS_WORDS and _is_small(following, character))


def _is_small(near: Character | None, character: Character) -> bool:
    is_letter = near is not None and near.text.isascii() and near.text.islower()
    return is_letter and near is not None and near.baseline == character.baseline
