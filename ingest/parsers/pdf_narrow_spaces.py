"""Spaces that a page shows where one piece of its text ends and another begins, narrower than PDFium takes for any: "courses" "every".

Files of some programs draw a line in pieces, and set it so tightly that no gap in it is wide. What is a space there the line itself
tells: by the spaces that it draws, and by the gaps between letters of one piece.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.parsers.pdf_character import Character
from ingest.parsers.pdf_text import Glyph

__all__ = ["with_narrow_spaces"]

_SAME_LINE = 0.05  # sizes between two baselines
_FEWEST_SPACES = 4  # in a line that tells how wide its spaces are
_FEWEST_LETTERS = 12
_WIDEST = 0.3  # sizes of a usual space: in lines with wider ones, PDFium finds those between the pieces
_LEAST_APART = 0.03  # sizes between the gaps within words and the spaces

_Seen = tuple[int, Character, int]


def with_narrow_spaces(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The glyphs of a page, with a space between pieces of a line that stand as far apart as its words do."""
    before_which = {place for line in _lines(glyphs) for place in _narrow_spaces(line)}
    if not before_which:
        return list(glyphs)
    found: list[Glyph] = []
    for place, glyph in enumerate(glyphs):
        if place in before_which:
            found.append((None, 0))
        found.append(glyph)
    return found


def _lines(glyphs: Sequence[Glyph]) -> Iterator[list[_Seen]]:
    """The characters of each line, with their places and objects. A gap that is a space already stands as a space."""
    line: list[_Seen] = []
    for place, (character, address) in enumerate(glyphs):
        if character is None:
            if line:
                line.append((place, line[-1][1]._replace(text=" "), 0))
            continue
        last = line[-1][1] if line else None
        if last is not None and not _goes_on(last, character):
            yield line
            line = []
        line.append((place, character, address))
    yield line


def _goes_on(last: Character, character: Character) -> bool:
    size = character.style.size
    is_level = abs(last.baseline - character.baseline) <= _SAME_LINE * size and last.style.size == size
    return is_level and not character.style.turn and last.left <= character.left


def _narrow_spaces(line: Sequence[_Seen]) -> Iterator[int]:
    """Before which characters of a line a space stands that nothing says."""
    spaces: list[float] = []
    letters: list[float] = []
    between: list[tuple[float, int]] = []
    inked = [number for number, (_, character, _) in enumerate(line) if character.text.strip()]
    for number, following in pairwise(inked):
        (_, before, one), (place, after, other) = line[number], line[following]
        gap = (after.left - before.right) / after.style.size
        if following > number + 1:
            spaces.append(gap)
        elif one == other:
            letters.append(gap)
        elif before.text.isalpha() and after.text.isalnum():
            between.append((gap, place))
    if not between or len(spaces) < _FEWEST_SPACES or len(letters) < _FEWEST_LETTERS:
        return
    narrow, wide = sorted(spaces)[len(spaces) // 4], sorted(letters)[int(len(letters) * 0.97)]
    if narrow > _WIDEST or narrow - wide < _LEAST_APART:
        return
    yield from (place for gap, place in between if gap > (narrow + wide) / 2)
