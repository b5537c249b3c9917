"""Scripts that run from right to left, as Arabic and Hebrew do: from where letters stand to the order in which they are read.

Files draw such letters in whatever order their program liked, word by word or letter by letter, and PDFium turns some of them round
and others not. So only where they stand is believed. A page on which most letters run to the left is laid out as its mirror image:
there columns, indents and cells come in the order in which they are read. What runs to the right within, figures and words of other
scripts, is turned back.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ingest.parsers.pdf_character import Character
from ingest.parsers.reading_direction import has_right_to_left, is_mark

__all__ = ["in_order_of_places"]

_SPACE, _GAP = 0.08, 0.35  # sizes: the narrowest gap between two words, where the file has a space between them and where not
_SAME_LINE = 0.45  # sizes by which the baselines of neighbours in one line may differ
_LAM, _ALEFS = "\u0644", frozenset("\u0627\u0622\u0623\u0625")  # drawn as one sign


@dataclass(slots=True)
class _Unit:
    """Signs that stand in one place: a letter, or those that are drawn as one, and the marks upon them."""

    signs: list[Character]
    left: float
    right: float
    word: int
    """How many spaces the file has before it in its line."""


def in_order_of_places(signs: Iterable[Character | None], *, is_mirrored: bool) -> Iterator[Character | None]:
    """The signs of a page with those of each line in the order of their places, and None where a gap stands for a space.

    Only lines that run to the left are ordered, unless the page is mirrored. Marks follow the letter that they stand on, and the letters
    of a joined sign stand as they are read.
    """
    line: list[Character | None] = []
    before: Character | None = None
    for sign in signs:
        if sign is not None and before is not None and _are_apart(before, sign):
            yield from _line(line, is_mirrored=is_mirrored)
            line = []
        line.append(sign)
        before = sign or before
    yield from _line(line, is_mirrored=is_mirrored)


def _are_apart(before: Character, sign: Character) -> bool:
    """Whether two signs stand on different lines."""
    return abs(sign.baseline - before.baseline) > _SAME_LINE * max(sign.style.size, before.style.size)


def _line(line: Sequence[Character | None], *, is_mirrored: bool) -> Iterator[Character | None]:
    if not is_mirrored and not any(sign is not None and has_right_to_left(sign.text) for sign in line):
        yield from line
        return
    before: _Unit | None = None
    for unit in sorted(_units(line), key=lambda unit: unit.left):
        if before is not None:
            gap = (unit.left - before.right) / min(unit.signs[0].style.size, before.signs[0].style.size)
            if gap > (_SPACE if unit.word != before.word else _GAP):
                yield None
        yield from unit.signs
        before = unit
    yield None


def _units(line: Sequence[Character | None]) -> list[_Unit]:
    units: list[_Unit] = []
    marks: list[Character] = []
    word = 0
    for sign in line:
        if sign is None or not sign.text.strip():
            word += 1
        elif is_mark(sign.text):
            marks.append(sign)
        else:
            letters = [sign._replace(text=letter) for letter in _letters(sign.text)]
            if units and (units[-1].left, units[-1].right) == (sign.left, sign.right):
                units[-1].signs.extend(letters)
            else:
                units.append(_Unit(letters, sign.left, sign.right, word))
    for unit in units:
        if len(unit.signs) == 2 and unit.signs[1].text == _LAM and unit.signs[0].text in _ALEFS:  # noqa: PLR2004  # PDFium turns these
            unit.signs.reverse()
    for mark in marks:
        middle = (mark.left + mark.right) / 2
        under = min(units, key=lambda unit: max(unit.left - middle, middle - unit.right, 0.0), default=None)
        if under is not None:
            under.signs.append(mark)
    return units


def _letters(text: str) -> str:
    """A letter in one of the forms that it has within words, as the letter that it is; a joined sign as its letters."""
    return unicodedata.normalize("NFKC", text) if "\ufb1d" <= text <= "\ufefc" and text not in "\ufd3e\ufd3f" else text
