"""Accents that a PDF file draws as signs of their own, as TeX does, put on their letters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ingest.parsers.pdf_character import Character

__all__ = ["with_accents"]

# Each accent with the mark that stands for it on a letter.
_ACCENTS = {
    "´": "\u0301", "`": "\u0300", "¨": "\u0308", "ˆ": "\u0302", "˜": "\u0303", "¯": "\u0304",
    "˘": "\u0306", "˙": "\u0307", "˚": "\u030a", "˝": "\u030b", "ˇ": "\u030c", "¸": "\u0327",
}  # fmt: skip
_ACCENT_RAISED = 0.5  # sizes by which the accent of a capital letter may stand higher
_UNDOTTED = {"ı": "i", "ȷ": "j"}  # what stands below an accent


def with_accents(characters: Iterable[Character | None]) -> Iterator[Character | None]:
    """The characters, with accents that are drawn over the letter behind or before them put on that letter."""
    accent: Character | None = None
    before: Character | None = None
    for character in characters:
        if accent is not None:
            if character is not None and _is_over(accent, character):
                yield character._replace(text=_UNDOTTED.get(character.text, character.text))
                yield character._replace(text=_ACCENTS[accent.text])
                accent, before = None, character
                continue
            yield accent
            accent = None
        if character is None or character.text not in _ACCENTS:
            yield character
        elif before is not None and _is_over(character, before):
            yield before._replace(text=_ACCENTS[character.text])
            continue
        else:
            accent = character
        before = character
    if accent is not None:
        yield accent


def _is_over(accent: Character, letter: Character) -> bool:
    middle = (accent.left + accent.right) / 2
    is_near = abs(accent.baseline - letter.baseline) < _ACCENT_RAISED * letter.style.size
    return letter.text.isalpha() and letter.left < middle < letter.right and is_near
