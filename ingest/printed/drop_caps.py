"""Large first letters that reach down over several lines: part of the word that they begin."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from ingest.printed.page import Line, PrintedPage, join_parts

__all__ = ["join_drop_caps"]

_LARGER = 1.7  # than the line that goes on with the word
_GAP = 0.5  # sizes of the letter up to that line
_WORD = re.compile(r"[^\W\d_]+")


def join_drop_caps(pages: Sequence[PrintedPage]) -> None:
    """Puts each large first letter before the line that stands beside its head."""
    letters = [(page, line) for page in pages for line in page.lines if len(line.flat) == 1 and line.flat.isalpha() and line.flat.isupper()]
    if not letters:
        return
    usual = median(line.size for page in pages for line in page.lines)
    words = Counter(word for page in pages for line in page.lines for word in _WORD.findall(line.flat.casefold()))
    for page, letter in letters:
        beside = _line_beside(letter, page) if letter.size > _LARGER * usual else None
        if beside is not None:
            first = (_WORD.match(beside.flat.casefold()) or [""])[0]
            is_word = letter.flat in "AI" and words[first] > 1  # "A board", not "Aboard": the word stands elsewhere too
            joined = join_parts(letter, beside, " " if is_word else "")
            whole = replace(joined, left=beside.left, bottom=beside.bottom, top=beside.top, bold=beside.bold)
            page.lines = [whole if line is beside else line for line in page.lines if line is not letter]


def _line_beside(letter: Line, page: PrintedPage) -> Line | None:
    """The highest of the lines beside a letter, where there are two or more of one size."""
    beside = [
        line
        for line in page.lines
        if line is not letter
        and letter.size > _LARGER * line.size
        and -0.2 * letter.size < line.left - letter.right < _GAP * letter.size
        and letter.bottom - 0.3 * line.size < line.middle[1] < letter.top + 0.3 * line.size
    ]
    if len(beside) < 2 or max(line.size for line in beside) - min(line.size for line in beside) > 1:  # noqa: PLR2004  # a letter beside one line is an initial
        return None
    highest = max(beside, key=lambda line: line.baseline)
    first, second = highest.flat[:1], highest.flat[1:2]
    if first.isupper() and second.islower():  # a word of its own, beside the Q or A of questions and answers
        return None
    return highest if first.isalpha() or first in "’'" else None
