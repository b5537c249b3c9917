"""What the end of a printed line and the beginning of the next say of the paragraph that they stand in."""

from __future__ import annotations

import re

from copro_qa.answering.figure_words import MONTH
from ingest.enumerators import bracketed_number
from ingest.printed.page import Line
from ingest.printed.paragraph import Paragraph

__all__ = [
    "FULL_LINE",
    "are_justified",
    "begins_next_note",
    "counted",
    "ends",
    "first_word",
    "is_cut_word",
    "is_full_here",
    "is_short",
    "is_small_behind",
]

FULL_LINE = 40
"""Characters: the lines of running text that is set loosely are longer."""
_SENTENCE_END = re.compile(r"(?:[.!?;…]|:[-–—]?)[\"'”’)\]]*\s*\Z")
_ABBREVIATED = re.compile(r"\b(?:[A-Za-z]|al|comm|Dr|lit|Mrs?|Ms|No|obs|pp|Prof|seq|St)\.\Z")
_HYPHENS = ("-", "\u2010", "\u00ad")
_WORD = 4.0  # sizes: about how wide a word is
_COUNTED = re.compile(rf"\s*(?P<number>\d{{1,4}})(?P<style>\)|\.?)\s+(?!{MONTH})(?=[\"'“‘(]?[A-Z])")
_SMALL_BEGINNINGS = 3  # lines that begin within a sentence: whatever their length, they are running text
_LINES_AROUND = 3  # of a paragraph that tell how wide it is set there


def begins_next_note(line: Line, paragraph: Paragraph) -> bool:
    """Whether a paragraph begins with a number in square brackets, as notes and references do, and the line with the next one."""
    number, before = bracketed_number(line.text), bracketed_number(paragraph.lines[0].text)
    return number is not None and before is not None and number == before + 1 and line.left < paragraph.left + 0.5 * line.size


def counted(line: Line) -> tuple[int, str] | None:
    """The number that a line begins with before a capital letter, and the point or bracket behind it; None where it begins with none."""
    match = _COUNTED.match(line.text)
    return (int(match["number"]), match["style"]) if match else None


def are_justified(line: Line, following: Line) -> bool:
    """Whether two lines begin and end under one another, as those of justified text do, with room for several words."""
    return max(abs(line.left - following.left), abs(line.right - following.right)) < 1 and len(line.flat) > FULL_LINE / 2


def is_small_behind(mark: str, line: Line) -> bool:
    """Whether a line goes on behind its number with a small letter."""
    return line.flat[len(mark) :].lstrip()[:1].islower()


def is_full_here(paragraph: Paragraph, *following: Line) -> bool:
    """Whether the last line of several has no room for another word within the lines around it, narrower as they may be than the column."""
    last = paragraph.lines[-1]
    small = sum(other.flat[:1].islower() for other in paragraph.lines[1:] if other.page == last.page)
    is_long = len(paragraph.lines) > 1 and len(last.flat) > FULL_LINE
    if not is_long and (small < _SMALL_BEGINNINGS or (ends(last) and not _ABBREVIATED.search(last.flat))):
        return False
    lines = paragraph.lines[-(_LINES_AROUND if is_long else 2 * _LINES_AROUND) :]
    word = min((first_word(line) for line in following), default=_WORD * last.size)
    return max(other.right for other in (*lines, *following) if other.page == last.page) - last.right < word


def is_short(paragraph: Paragraph) -> bool:
    """Whether the last line stops well before the edge of its column."""
    last, right = paragraph.lines[-1], paragraph.columns[-1].right
    return last.right < right - 0.12 * max(right - last.left, 1)


def is_cut_word(last: Line, line: Line) -> bool:
    """Whether a line ends in a hyphen behind a letter, and the next goes on with one."""
    return last.flat.endswith(_HYPHENS) and last.flat[-2:-1].isalpha() and line.flat[:1].isalpha()


def first_word(line: Line) -> float:
    """About how wide the first word of a line is, in points."""
    return len(line.flat.split(" ", 1)[0]) * 0.55 * line.size


def ends(line: Line) -> bool:
    """Whether a line ends as sentences do, or what leads a list."""
    return bool(_SENTENCE_END.search(line.flat))
