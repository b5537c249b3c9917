"""Letters that a page shows as one sign, where the file names that sign wrongly or not at all: "Ɵme" for "time", "inal" for "final"."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from ingest.parsers.pdf_character import Character
from ingest.parsers.pdf_glyph_names import SignName, sign_name
from ingest.parsers.pdf_text import Glyph

__all__ = ["spelled_out", "with_joined_letters", "with_lost_letters"]

# What files that Windows prints say for the joined letters of Calibri and its kin. They are letters of other languages too, so they
# count only beside small letters of English.
_MISNAMED = {"Ɵ": "ti", "Ʃ": "tt", "ƫ": "tti", "Ō": "ft", "ƞ": "tf"}
# Of joined letters, Ghostscript keeps only the last in what it says of them: the sign reads as that letter, and is as wide as all.
_LOST = {"i": "fi", "l": "fl", "f": "ff", "h": "Th"}
_WIDER = {"i": 1.8, "l": 1.8, "f": 1.5, "h": 1.8}  # times as wide as the letter by itself
_OF_THREE = 2.7  # times as wide: "ffi" and "ffl"
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


def with_joined_letters(glyphs: Sequence[Glyph], named: Callable[[], Mapping[SignName, str]]) -> list[Glyph]:
    """The characters of a page, with the letters that its fonts join in the place of a sign for which PDFium gives a bare code.

    ``named`` tells the letters by font and code; it is asked only for a page with such codes.
    """
    if not any(character is not None and character.text < " " for character, _ in glyphs):
        return list(glyphs)
    letters = named()
    found: list[Glyph] = []
    sign: Character | None = None
    for character, address in glyphs:
        is_upon_it = sign is not None and character is not None and sign.left <= character.left and character.right <= sign.right
        if character is not None and is_upon_it and character.text == " ":
            continue  # PDFium draws a space upon a sign that it does not know
        is_bare = character is not None and character.text < " "
        joined = letters.get(sign_name(character.style.font, ord(character.text)), "") if character is not None and is_bare else ""
        found.extend(_side_by_side(character, joined, address) if character is not None and joined else [(character, address)])
        sign = character if joined else None
    return found


def _side_by_side(character: Character, letters: str, address: int) -> Iterator[Glyph]:
    """The letters of a sign, in its place."""
    step = (character.right - character.left) / len(letters)
    for number, letter in enumerate(letters):
        left = character.left + number * step
        yield character._replace(text=letter, left=left, right=left + step), address


def with_lost_letters(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The characters of a page of a file by Ghostscript, with all of the letters of a sign that reads as its last: "final", not "inal".

    Only for such files: in others a wider letter may be one of another cut. The letters stand side by side in the place of the sign.
    """
    narrow: dict[tuple[str, str], float] = {}
    for character, _ in glyphs:
        if character is not None and character.text in _LOST and _width(character) > 0:
            key = character.style.font, character.text
            narrow[key] = min(narrow.get(key, _width(character)), _width(character))
    found: list[Glyph] = []
    for place, (character, address) in enumerate(glyphs):
        letters = _letters(glyphs, place, character, narrow) if character is not None and character.text in _LOST else ""
        if character is None or not letters:
            found.append((character, address))
            continue
        found.extend(_side_by_side(character, letters, address))
    return found


def _width(character: Character) -> float:
    """In sizes; 0 where the text does not run from left to right."""
    style = character.style
    return (character.right - character.left) / style.size if style.size and not style.turn else 0.0


def _letters(glyphs: Sequence[Glyph], place: int, character: Character, narrow: Mapping[tuple[str, str], float]) -> str:
    """The letters of a sign that reads as one and is too wide for it, within a word of small letters; empty for others."""
    least = narrow.get((character.style.font, character.text), 0.0)
    if not least or _width(character) < _WIDER[character.text] * least:
        return ""
    before, following = (glyphs[near][0] if 0 <= near < len(glyphs) else None for near in (place - 1, place + 1))
    if any(near is not None and (near.left, near.right) == (character.left, character.right) for near in (before, following)):
        return ""  # the file names all letters of the sign
    if character.text == "h":
        begins_word = before is None or not before.text.isalpha()
        return _LOST["h"] if begins_word and _is_small(following, character) else ""
    if not _is_small(before, character) and not _is_small(following, character):
        return ""
    is_of_three = character.text != "f" and _width(character) >= _OF_THREE * least
    return f"f{_LOST[character.text]}" if is_of_three else _LOST[character.text]
