"""Running lines that name the chapter, which are too few of one wording to be told by coming again."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from ingest.printed.page import Line, PrintedPage
from ingest.printed.page_numbers import edge_lines
from ingest.printed.repeated_text import RepeatedText
from ingest.sections import letters_of

__all__ = ["chapter_headers"]

_FEWEST_PAGES = 3  # that have such a line at one place
_DENSE = 0.5  # share of the pages between the first and the last of these that have one
_SAME_PLACE = 2  # points by which they may stand nearer to the edge of the page
_LETTERS = 4  # fewer are a number, or the mark of a footnote
_LARGER = 1.1  # a heading is this much larger than the running line that repeats it, or bold
_CONTINUED = re.compile(r"(?<!\W)\W*\bcont(?:inued|['’]?d|\.)\W*\Z", re.IGNORECASE)

_Candidate = tuple[PrintedPage, Line]


def chapter_headers(pages: Sequence[PrintedPage], text: RepeatedText, others: Collection[int]) -> set[int]:
    """The ids of lines that stand outermost at one place of several pages, and say again what a heading says that is set larger.

    ``others`` holds the ids of other running lines and page numbers, which may stand further out.
    """
    headings = _headings(pages)
    running = [(page, line) for page in pages for line in page.lines if id(line) in others]
    found = set()
    for is_head in (True, False):
        named = [
            (page, line)
            for page, line in _outermost(pages, others, is_head=is_head)
            if _repeats(line, headings) and not text.stands_in_text(page, line, {*others, id(line)})
        ]
        numbers: dict[tuple[int, int], set[int]] = defaultdict(set)
        for page, line in (*named, *running):
            size, inset = _place(page, line, is_head=is_head)
            for near in range(inset - _SAME_PLACE, inset + _SAME_PLACE + 1):
                numbers[size, near].add(page.number)
        for page, line in named:
            beside = numbers[_place(page, line, is_head=is_head)]
            if len(beside) >= _FEWEST_PAGES and len(beside) >= _DENSE * (max(beside) - min(beside) + 1):
                found.add(id(line))
    return found


def _outermost(pages: Sequence[PrintedPage], others: Collection[int], *, is_head: bool) -> Iterator[_Candidate]:
    """Per page the line that stands furthest out at its head or foot, beside other running lines."""
    for page in pages:
        lines = [line for line in dict.fromkeys(edge_lines(page)) if id(line) not in others]
        middle = (page.top + page.bottom) / 2
        at_edge = [line for line in lines if (line.baseline > middle) is is_head]
        if at_edge:
            yield page, max(at_edge, key=lambda line: line.baseline) if is_head else min(at_edge, key=lambda line: line.baseline)


def _place(page: PrintedPage, line: Line, *, is_head: bool) -> tuple[int, int]:
    """The size of a line, and how far it stands from the edge of its page, in whole points."""
    return round(line.size), round(page.top - line.baseline if is_head else line.baseline - page.bottom)


def _headings(pages: Sequence[PrintedPage]) -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = defaultdict(list)
    for page in pages:
        for line in page.lines:
            found[letters_of(line.flat)].append(line)
    return found


def _repeats(line: Line, headings: Mapping[str, Sequence[Line]]) -> bool:
    letters = letters_of(_CONTINUED.sub("", line.flat))
    if len(letters) < _LETTERS:
        return False
    is_part = _CONTINUED.search(line.flat) is not None  # "Annex B continued" under "Annex B: Who was asked"
    named = (
        [other for name, others in headings.items() if name.startswith(letters) for other in others]
        if is_part
        else headings.get(letters, ())
    )
    return any(other.size > _LARGER * line.size or (other.bold and not line.bold and other.size >= line.size) for other in named)
