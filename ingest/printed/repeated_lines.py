"""The lines that stand at the same place of page after page."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise

from ingest.printed.page import Line, PrintedPage
from ingest.printed.page_numbers import edge_lines, number_value

__all__ = ["HEADING", "Place", "are_at_one_place", "pattern_of", "repeated_lines"]

HEADING = 1.15
"""What is this much larger than most of the text is a heading, also where it comes again or its number changes."""
_NEAR_PAGES = 6  # chapters change their headers
_NUMBER = re.compile(r"\d+|\b[ivxlc]+\b")
_AMOUNT = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")
_SAME_PLACE = 12.0  # points by which a running line may move from page to page
_SHORT = 5  # a file of fewer pages repeats less
_DENSE = (
    0.4  # share of the pages between the first and the last on which a running line stands; figures and first pages of chapters lack it
)

_MOST_BETWEEN = 2  # pages from one running line to the next somewhere; what comes on every third page, say, belongs to what stands there

Place = tuple[PrintedPage, Line]
"""A line and the page that it stands on."""


def pattern_of(line: Line) -> str:
    """What stays the same from page to page."""
    return _NUMBER.sub("#", line.flat.casefold())


def repeated_lines(pages: Sequence[PrintedPage], usual: float) -> dict[int, list[Place]]:
    """By id, the lines at head or foot that stand at the same place on page after page, each with those that it is like, in order.

    ``usual`` is the size of most of the text. A line is like itself too.
    """
    found: dict[str, list[Place]] = defaultdict(list)
    for page in pages:
        for line in dict.fromkeys(edge_lines(page)):
            found[pattern_of(line)].append((page, line))
    unique: dict[int, list[Line]] = defaultdict(list)
    for (page, line), *others in found.values():
        if not others:
            unique[page.number].append(line)
    repeated: dict[int, list[Place]] = {}
    needed = 2 if len(pages) < _SHORT else 3
    for pattern, places in found.items():
        if len(pattern) > 1 and len(places) >= needed:
            like = [
                [other for other in near if are_at_one_place(place, places[other])]
                for place, near in zip(places, _near(places), strict=True)
            ]
            counting = [
                len({places[other][0].number for other in beside if _counts_pages(place, places[other], usual)}) >= needed
                for place, beside in zip(places, like, strict=True)
            ]
            for place, beside in zip(places, like, strict=True):
                on_pages = {places[other][0].number for other in beside}
                if _say_something_of_their_pages([places[other] for other in beside], usual):
                    continue
                is_running = len(on_pages) >= needed and _are_dense(on_pages) and any(counting[other] for other in beside)
                if is_running and not _is_text_elsewhere(place, on_pages, pages, unique):
                    repeated[id(place[1])] = [places[other] for other in beside]
    return repeated


def _say_something_of_their_pages(like: Sequence[Place], usual: float) -> bool:
    """Whether the numbers in lines of one pattern, in the order of their pages, go up and down, such as how many people a survey asked.

    Numbers of pages rise with them. Those of chapters, and years, stay for some pages and do not come back.
    """
    if len({page.number for page, _ in like}) < len(like):  # two at a page head columns, or lead to other parts
        return False
    changes = [(before, after) for before, after in pairwise(like) if before[1].flat.casefold() != after[1].flat.casefold()]
    if any(_counts_pages(before, after, usual) for before, after in changes):
        return False
    said = [like[0][1].flat.casefold(), *(line.flat.casefold() for _, (_, line) in changes)]
    amounts = [[int(found.replace(",", "")) for found in _AMOUNT.findall(one)] for one in said]
    falls = any(len(before) == len(after) == 1 and after < before for before, after in pairwise(amounts))
    return falls or len(set(said)) < len(said)


def _are_dense(numbers: set[int]) -> bool:
    """Whether pages follow one another closely enough for a running line, which may stand on every second page."""
    if all(after - before > _MOST_BETWEEN for before, after in pairwise(sorted(numbers))):
        return False
    first, last = min(numbers), max(numbers)
    step = 2 if all((number - first) % 2 == 0 for number in numbers) else 1
    return len(numbers) >= _DENSE * ((last - first) // step + 1)


def _is_text_elsewhere(place: Place, on_pages: Collection[int], pages: Sequence[PrintedPage], unique: Mapping[int, Sequence[Line]]) -> bool:
    """Whether most pages between those with a line have text at its place that stands nowhere else: running lines keep theirs free.

    ``unique`` holds by page the lines at head and foot that come once.
    """
    own, line = place
    without = [page for page in pages if min(on_pages) < page.number < max(on_pages) and page.number not in on_pages and page.lines]
    taken = [
        page
        for page in without
        if any(
            other.shares_columns_with(line) and abs((other.baseline - page.bottom) - (line.baseline - own.bottom)) < line.size
            for other in unique.get(page.number, ())
        )
    ]
    return bool(taken) and 2 * len(taken) >= len(without)


def _near(places: Sequence[Place]) -> Iterator[range]:
    """For each place, which of them are on pages near to its own. They are in the order of the pages."""
    numbers = [page.number for page, _ in places]
    for number in numbers:
        yield range(bisect_left(numbers, number - _NEAR_PAGES), bisect_right(numbers, number + _NEAR_PAGES))


def are_at_one_place(first: Place, second: Place) -> bool:
    """Whether two lines stand as far from the head or foot of their pages and are as large."""
    (page, line), (other, there) = first, second
    if abs(there.size - line.size) >= 1:
        return False
    above = abs((there.baseline - other.bottom) - (line.baseline - page.bottom))
    below = abs((other.top - there.baseline) - (page.top - line.baseline))
    return min(above, below) < _SAME_PLACE


def _counts_pages(first: Place, second: Place, usual: float) -> bool:
    """Whether the numbers in two lines of one pattern are the same, or rise with the pages and are set no larger than the text.

    Those of "Case study 3" and other headings with which pages begin do neither.
    """
    (page, line), (other, there) = first, second
    if line.flat.casefold() == there.flat.casefold():
        return True
    numbers, others = (_NUMBER.findall(one.flat.casefold()) for one in (line, there))
    if line.size > HEADING * usual or len(numbers) != len(others):  # "#" may stand in the text itself
        return False
    for number, again in zip(numbers, others, strict=True):
        value, after = number_value(number), number_value(again)
        if number != again and (value is None or after is None or after[1] - value[1] != other.number - page.number):
            return False
    return True
