"""How Word writes the numbers that it counts: in figures, letters, Roman numerals, signs or words."""

from __future__ import annotations

import re

from copro_qa.answering.figure_words import TEENS, TENS, UNITS
from ingest.enumerators import letters, roman

__all__ = ["ENGLISH_FORMS", "NOTHING_SHOWN", "written_number"]

NOTHING_SHOWN = ("none", "bullet")
"""The forms of levels that have no number: where a deeper level names theirs, nothing is printed for it."""

ENGLISH_FORMS = ("ordinal", "cardinalText", "ordinalText")
"""The forms that Word writes in the language of the text, and that are known here in English."""

_MARKS = "*†‡§"
_WORDS = {number: word for words in (UNITS, TEENS, TENS) for word, number in words.items()}
_ORDINALS = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth", "twelve": "twelfth"}
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}
_ENCLOSED = {"decimalEnclosedCircle": "①", "decimalEnclosedParen": "⑴", "decimalEnclosedFullstop": "⒈"}
_MOST_ENCLOSED = 20  # signs of each kind
_MOST_ROMAN = 5000  # beyond this nobody writes Roman numerals
_PADDED = re.compile(r"(0+[1-9]),")  # "001, 002, 003, ..."


def written_number(number: int, form: str) -> str:
    """A number in one of the forms that Word knows ("lowerRoman"), or in one that begins with an example ("001, 002, ...")."""
    padded = _PADDED.match(form)
    if padded:
        return str(number).zfill(len(padded[1]))
    written = _written(number, form) if number > 0 else ""
    return written or (f"{number:02d}" if form == "decimalZero" else f"{number}{_ending(number)}" if form == "ordinal" else str(number))


def _written(number: int, form: str) -> str:
    """Empty for a form, or a number in it, that is written in figures."""
    if form in ("lowerLetter", "upperLetter"):
        return letters(number).upper() if form == "upperLetter" else letters(number)
    if form in ("lowerRoman", "upperRoman") and number < _MOST_ROMAN:
        return roman(number).upper() if form == "upperRoman" else roman(number)
    if form == "chicago":
        return _MARKS[(number - 1) % len(_MARKS)] * ((number - 1) // len(_MARKS) + 1)
    if form in ("cardinalText", "ordinalText"):
        return _in_words(number, is_ordinal=form == "ordinalText")
    if form in _ENCLOSED and number <= _MOST_ENCLOSED:
        return chr(ord(_ENCLOSED[form]) + number - 1)
    if form == "numberInDash":
        return f"- {number} -"
    return f"{number:X}" if form == "hex" else ""


def _in_words(number: int, *, is_ordinal: bool) -> str:
    """A number below a hundred in English words ("Twenty-first"); empty for larger ones."""
    tens, units = divmod(number, 10)
    parts = [_WORDS[number]] if number in _WORDS else [_WORDS.get(tens * 10, ""), _WORDS.get(units, "")]
    if not all(parts):
        return ""
    if is_ordinal:
        last = parts[-1]
        parts[-1] = _ORDINALS.get(last) or (f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th")
    return "-".join(parts).capitalize()


def _ending(number: int) -> str:
    return "th" if number // 10 % 10 == 1 else _ENDINGS.get(number % 10, "th")
