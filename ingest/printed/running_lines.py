"""Running headers, running footers and page numbers: left out of the text, and used to learn what is printed on each page."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from statistics import median

from ingest.printed.browser_lines import browser_lines
from ingest.printed.page import Line, PrintedPage
from ingest.printed.page_numbers import edge_lines, label_pages, number_value, page_numbers

__all__ = ["drop_running_lines"]

_NEAR_PAGES = 6  # chapters change their headers
_NUMBER = re.compile(r"\d+|\b[ivxlc]+\b")
_TITLE_LARGER = 1.4  # a title is this much larger than the running line that repeats it
_HEADING = 1.15  # what is this much larger than most of the text is a heading when its number changes
_SAME_PLACE = 12.0  # points by which a running line may move from page to page

_Place = tuple[PrintedPage, Line]


def drop_running_lines(pages: list[PrintedPage], left_out: Counter[str]) -> None:
    """Takes running lines out of the pages, counts them, and labels pages that the file gives no labels for."""
    browser = browser_lines(pages)
    numbers = page_numbers(pages) | browser.numbers
    label_pages(pages, numbers)
    repeated = _repeated(pages) | _small_titles(pages) | browser.others
    for page in pages:
        kept = []
        running = [line for line in page.lines if id(line) in repeated]
        for line in page.lines:
            if line is numbers.get(page.number):
                left_out["page number"] += 1
            elif id(line) in repeated or any(_beside(line, other) for other in running):
                left_out["running header or footer"] += 1
            else:
                kept.append(line)
        page.lines = kept


def _beside(line: Line, running: Line) -> bool:
    """Whether a line stands on the baseline of a running one and is set like it: the name of a chapter, say."""
    return abs(line.baseline - running.baseline) < 1.5 and abs(line.size - running.size) < 1  # noqa: PLR2004  # points


def _pattern(line: Line) -> str:
    """What stays the same from page to page."""
    return _NUMBER.sub("#", line.flat.casefold())


def _repeated(pages: list[PrintedPage]) -> set[int]:
    """The lines that stand at the same place on page after page."""
    found: dict[str, list[_Place]] = defaultdict(list)
    for page in pages:
        for line in dict.fromkeys(edge_lines(page)):
            found[_pattern(line)].append((page, line))
    repeated: set[int] = set()
    usual = median(line.size for page in pages for line in page.lines for _ in line.text) if found else 0.0
    needed = 2 if len(pages) < 5 else 3  # noqa: PLR2004  # short files repeat less
    for pattern, places in found.items():
        if len(pattern) > 1 and len(places) >= needed:
            like = [
                [other for other in near if _are_at_one_place(place, places[other])]
                for place, near in zip(places, _near(places), strict=True)
            ]
            counting = [
                len({places[other][0].number for other in beside if _counts_pages(place, places[other], usual)}) >= needed
                for place, beside in zip(places, like, strict=True)
            ]
            for (_, line), beside in zip(places, like, strict=True):
                on_pages = {places[other][0].number for other in beside}
                if len(on_pages) >= needed and any(counting[other] for other in beside):
                    repeated.add(id(line))
    return repeated


def _near(places: Sequence[_Place]) -> Iterator[range]:
    """For each place, which of them are on pages near to its own. They are in the order of the pages."""
    numbers = [page.number for page, _ in places]
    for number in numbers:
        yield range(bisect_left(numbers, number - _NEAR_PAGES), bisect_right(numbers, number + _NEAR_PAGES))


def _are_at_one_place(first: _Place, second: _Place) -> bool:
    """Whether two lines stand as far from the head or foot of their pages and are as large."""
    (page, line), (other, there) = first, second
    if abs(there.size - line.size) >= 1:
        return False
    above = abs((there.baseline - other.bottom) - (line.baseline - page.bottom))
    below = abs((other.top - there.baseline) - (page.top - line.baseline))
    return min(above, below) < _SAME_PLACE


def _counts_pages(first: _Place, second: _Place, usual: float) -> bool:
    """Whether the numbers in two lines of one pattern are the same, or rise with the pages and are set no larger than the text.

    Those of "Case study 3" and other headings with which pages begin do neither.
    """
    (page, line), (other, there) = first, second
    if line.flat.casefold() == there.flat.casefold():
        return True
    numbers, others = (_NUMBER.findall(one.flat.casefold()) for one in (line, there))
    if line.size > _HEADING * usual or len(numbers) != len(others):  # "#" may stand in the text itself
        return False
    for number, again in zip(numbers, others, strict=True):
        value, after = number_value(number), number_value(again)
        if number != again and (value is None or after is None or after[1] - value[1] != other.number - page.number):
            return False
    return True


def _small_titles(pages: list[PrintedPage]) -> set[int]:
    """The lines at head and foot that repeat a title, set much smaller: in a short document a running line may stand there once only."""
    largest: dict[str, float] = {}
    for page in pages:
        for line in page.lines:
            largest[line.flat.casefold()] = max(line.size, largest.get(line.flat.casefold(), 0.0))
    return {id(line) for page in pages for line in edge_lines(page) if line.size * _TITLE_LARGER < largest[line.flat.casefold()]}
