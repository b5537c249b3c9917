"""Lines cut into parts: several figures, the headings of several columns, and the cells of a narrow table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from ingest.figures import CURRENCY, is_figure
from ingest.printed.page import Line, Rule, join_parts

__all__ = ["TELEPHONE", "figure_cells", "parts", "parts_at", "parts_at_gaps", "parts_at_wide_spaces", "parts_between", "parts_over"]

_HEADING_GAP = 0.5  # sizes: twice the space between words
_CELL_GAP = 0.7  # sizes: wider than the space between words of justified text
_WIDE_SPACE = 0.35  # sizes: wider than the space between words
_IN_LINE = 3.0  # points by which a word may stand beside the beginning of a column
_TOUCH = 0.5  # points by which a rule may stand over the edge of a word beside it
_TOKEN = re.compile(r"\S+")
TELEPHONE = r"(?:\+44[ -]?(?:\(0\)[ -]?)?|\(?0)\d{2,4}\)?(?:[ -]?\d{3,4}){2}(?!\S)"
"""What a telephone number looks like, as a regular expression."""
_NUMBER_OR_WORD = re.compile(rf"{TELEPHONE}|\S+")


def figure_cells(row: Sequence[Line]) -> list[Line]:
    """The texts of a row, each figure by itself, and a sign of currency that stands far to the left of its figure joined to it."""
    cells: list[Line] = []
    for part in (part for line in row for part in parts(line)):
        if cells and cells[-1].flat in CURRENCY and is_figure(part.flat):
            cells[-1] = join_parts(cells[-1], part)
        else:
            cells.append(part)
    return cells


def parts(line: Line, *, least: int = 2) -> list[Line]:
    """The line cut before each of the figures at its end, where there are at least so many ("Note 5" is a text); else the line alone."""
    if line.is_turned:
        return [line]
    groups: list[tuple[int, int]] = []
    for token in _NUMBER_OR_WORD.finditer(line.text):  # a telephone number is one text, though it looks like several figures
        before = line.text[groups[-1][0] : groups[-1][1]] if groups else ""
        if before and ((before in CURRENCY and is_figure(token[0])) or (token[0] in "%)" and is_figure(before))):
            groups[-1] = (groups[-1][0], token.end())
        else:
            groups.append((token.start(), token.end()))
    figures = 0
    while figures < len(groups) and is_figure(line.text[slice(*groups[-1 - figures])]):
        figures += 1
    if figures < least:
        return [line]
    cuts = [start for start, _ in groups[len(groups) - figures :]]
    return _cut(line, cuts if cuts[0] == groups[0][0] else [groups[0][0], *cuts])


def parts_at_gaps(line: Line, columns: Sequence[tuple[float, float]]) -> list[Line]:
    """A heading cut where its words stand over other columns than the word before, and further from it than words of one heading do."""
    if line.is_turned:
        return [line]
    words = [match.start() for match in _TOKEN.finditer(line.text)]
    cut = _cut(line, words) if len(words) > 1 else [line]
    starts, before = [words[0] if words else 0], -1
    for place, word in enumerate(cut):
        over = [column for column, (left, right) in enumerate(columns) if word.left < right and left < word.right]
        if place and word.left - cut[place - 1].right > _HEADING_GAP * line.size and over and before not in over:
            starts.append(words[place])
        before = over[-1] if over else before
    return _cut(line, starts) if len(starts) > 1 else [line]


def parts_at(line: Line, lefts: Sequence[float]) -> list[Line]:
    """The line cut before words that begin at one of ``lefts``, further from the word before than words of one text do."""
    if line.is_turned:
        return [line]
    words = [match.start() for match in _TOKEN.finditer(line.text)]
    if len(words) < 2 or not any(line.left < left < line.right for left in lefts):  # noqa: PLR2004  # one word
        return [line]
    cut = _cut(line, words)
    starts = [
        start
        for start, before, word in zip(words[1:], cut, cut[1:], strict=False)
        if word.left - before.right > _HEADING_GAP * line.size and any(abs(word.left - left) < _IN_LINE for left in lefts)
    ]
    return _cut(line, [words[0], *starts]) if starts else [line]


def parts_at_wide_spaces(line: Line) -> list[Line]:
    """The line cut wherever its words stand further apart than those of one text do, justified text too."""
    words = [match.start() for match in _TOKEN.finditer(line.text)]
    if line.is_turned or len(words) < 2:  # noqa: PLR2004  # one word
        return [line]
    cut = _cut(line, words)
    starts = [
        start for start, before, word in zip(words[1:], cut, cut[1:], strict=False) if word.left - before.right > _CELL_GAP * line.size
    ]
    return _cut(line, [words[0], *starts]) if starts else [line]


def parts_over(line: Line, lefts: Sequence[float]) -> list[Line]:
    """A heading cut before words that stand over a later column than the word before; ``lefts`` is where the columns begin."""
    if line.is_turned:
        return [line]
    words = [match.start() for match in _TOKEN.finditer(line.text)]
    if len(words) < 2:  # noqa: PLR2004  # one word
        return [line]
    cut = _cut(line, words)
    columns = [sum(1 for left in lefts if left - _IN_LINE <= word.left) for word in cut]
    starts = [
        start
        for start, (before, word), (earlier, column) in zip(words[1:], pairwise(cut), pairwise(columns), strict=True)
        if column > earlier and word.left - before.right > _WIDE_SPACE * line.size
    ]
    return _cut(line, [words[0], *starts]) if starts else [line]


def parts_between(line: Line, upright: Sequence[Rule]) -> list[Line]:
    """The line cut wherever an upright rule stands between two of its words: the cells of a narrow table may stand that close."""
    if line.is_turned:
        return [line]
    height = line.middle[1]
    across = [rule.left for rule in upright if line.left < rule.left < line.right and rule.bottom <= height <= rule.top]
    words = [match.start() for match in _TOKEN.finditer(line.text)] if across else []
    if len(words) < 2:  # noqa: PLR2004  # one word
        return [line]
    cut = _cut(line, words)
    starts = [
        start
        for start, before, word in zip(words[1:], cut, cut[1:], strict=False)
        if any(before.right - _TOUCH <= place <= word.left + _TOUCH for place in across)
    ]
    return _cut(line, [words[0], *starts]) if starts else [line]


class _Across(NamedTuple):
    """How the characters of a line lie on the page as it is shown, and how much longer the line is on the turned page.

    ``near`` and ``far`` say which numbers of a place are the two ends of a character, ``begin`` where the line begins.
    """

    near: int
    far: int
    begin: float
    scale: float

    @classmethod
    def of(cls, line: Line) -> _Across:
        places = line.placed.places
        first, last = (places[place] for place in _ends(line.text))
        middle = (last[1:5] - first[1:5]).reshape(2, 2).mean(axis=0)
        axis = int(np.argmax(np.abs(middle)))
        near, far = (1 + axis, 3 + axis) if middle[axis] >= 0 else (3 + axis, 1 + axis)
        begin = float(first[near])
        return cls(near, far, begin, (line.right - line.left) / (float(last[far] - first[near]) or 1.0))


def _cut(line: Line, starts: Sequence[int]) -> list[Line]:
    # Once for the line: it may have a hundred parts.
    across = _Across.of(line)
    return [_part(line, start, end, across) for start, end in zip(starts, [*starts[1:], len(line.text)], strict=True)]


def _part(line: Line, start: int, end: int, across: _Across) -> Line:
    placed = line.placed[start:end].without_end_space()
    left, right = _reach(line, start, start + len(placed.text), across)
    raised = [(first - start, last - start) for first, last in line.raised if start <= first and last <= start + len(placed.text)]
    return replace(line, placed=placed, left=left, right=right, raised=raised)


def _reach(line: Line, start: int, end: int, across: _Across) -> tuple[float, float]:
    """Where a part of a line begins and ends on the turned page, from the places of its characters on the page as it is shown."""
    first, last = (line.placed.places[start + place] for place in _ends(line.text[start:end]))
    left = line.left + (float(first[across.near]) - across.begin) * across.scale
    return left, line.left + (float(last[across.far]) - across.begin) * across.scale


def _ends(text: str) -> tuple[int, int]:
    """The first and the last character that is no space."""
    return len(text) - len(text.lstrip()), len(text.rstrip()) - 1
