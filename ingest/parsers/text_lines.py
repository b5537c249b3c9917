"""The lines of a plain text: where they stand, and how they go on in one another."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.enumerators import bracketed_number, item_mark, strip_bullet

__all__ = ["WRAPPED_AT", "Line", "begins_next_note", "breaks_word", "is_wrapped", "lines_of"]

WRAPPED_AT = range(45, 110)
"""Where people and programs wrap lines of plain text."""
_TIGHT_MARK = re.compile(r"(?:\d{1,2}[.)]|\(?[a-z]\))(?=[A-Z][a-z])|\[[a-z]\]\s*(?=[A-Z])")  # "1.Chair", "[a] Elect"
_BROKEN_WORD = re.compile(r"[a-z]-\Z")


@dataclass(slots=True)
class Line:
    """One line of the file. ``gap`` says that an empty line stands before it."""

    text: str
    indent: int
    gap: bool

    @property
    def is_marked(self) -> bool:
        """Whether it begins with a bullet or a number, be it without a space behind it."""
        return strip_bullet(self.text) is not None or self.mark is not None

    @property
    def mark(self) -> str | None:
        """The number that it begins with; None for none."""
        tight = _TIGHT_MARK.match(self.text)
        return item_mark(self.text) or (tight[0].rstrip() if tight else None)


def lines_of(text: str) -> list[Line]:
    """The lines of a text that hold something."""
    lines, gap = [], True
    for raw in text.split("\n"):
        expanded = raw.expandtabs(4)
        if expanded.strip():
            lines.append(Line(expanded.strip(), len(expanded) - len(expanded.lstrip()), gap))
            gap = False
        else:
            gap = True
    return lines


def is_wrapped(lines: list[Line]) -> bool:
    """Whether paragraphs are broken over several lines: most lines that go on end near the same column."""
    going_on = [len(line.text) for line, following in pairwise(lines) if not following.gap and not following.is_marked]
    if len(going_on) < 2:  # noqa: PLR2004
        return False
    lower = sum(1 for line, following in pairwise(lines) if not following.gap and following.text[0].islower())
    return (
        round(median(going_on)) in WRAPPED_AT and lower >= len(going_on) / 4 and max(len(line.text) for line in lines) < 2 * WRAPPED_AT.stop
    )


def begins_next_note(first: str, text: str) -> bool:
    """Whether two paragraphs begin with numbers in square brackets that follow one another."""
    number, following = bracketed_number(first), bracketed_number(text)
    return number is not None and following == number + 1


def breaks_word(line: Line, following: Line) -> bool:
    """Whether a word begins at the end of a line and ends in the next."""
    return not following.gap and following.text[0].islower() and _BROKEN_WORD.search(line.text) is not None
