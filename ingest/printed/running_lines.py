"""Running headers, running footers and page numbers: left out of the text, and used to learn what is printed on each page."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from statistics import median

from ingest.enumerators import roman
from ingest.printed.browser_lines import browser_lines
from ingest.printed.page import Line, PrintedPage

__all__ = ["drop_running_lines"]

_MARGIN = 0.14  # share of the page's height at head and foot in which running lines stand
_EDGE_LINES = 5  # ... and how many lines from the edge may be such
_PAGE_NUMBER = re.compile(
    r"(?:page\s+|p\.?\s*)?[\[(|–—-]*\s*(?P<label>\d{1,4}|[ivxlc]{1,7})\s*[\])|–—-]*(?:\s*(?:of|/)\s*\d{1,4})?\Z", re.IGNORECASE
)
_NEAR_PAGES = 6  # chapters change their headers
_NUMBER = re.compile(r"\d+|\b[ivxlc]+\b")
_ROMAN_VALUES = {roman(value): value for value in range(1, 100)}
_LARGEST_SHIFT = 1500  # pages before the first of a file: volumes count on, but years in the heads of tables are larger
_TITLE_LARGER = 1.4  # a title is this much larger than the running line that repeats it
_HEADING = 1.15  # what is this much larger than most of the text is a heading when its number changes
_SAME_PLACE = 12.0  # points by which a running line may move from page to page

_Place = tuple[PrintedPage, Line]


def drop_running_lines(pages: list[PrintedPage], left_out: Counter[str]) -> None:
    """Takes running lines out of the pages, counts them, and labels pages that the file gives no labels for."""
    browser = browser_lines(pages)
    numbers = _page_numbers(pages) | browser.numbers
    _label(pages, numbers)
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


def _edge_lines(page: PrintedPage) -> Iterator[Line]:
    """The lines nearest to head and foot of a page."""
    ordered = sorted(page.lines, key=lambda line: line.baseline)
    margin = _MARGIN * page.height
    for line in ordered[: 2 * _EDGE_LINES]:
        if line.baseline < page.bottom + margin:
            yield line
    for line in ordered[-2 * _EDGE_LINES :]:
        if line.baseline > page.top - margin:
            yield line


def _pattern(line: Line) -> str:
    """What stays the same from page to page."""
    return _NUMBER.sub("#", line.flat.casefold())


def _repeated(pages: list[PrintedPage]) -> set[int]:
    """The lines that stand at the same place on page after page."""
    found: dict[str, list[_Place]] = defaultdict(list)
    for page in pages:
        for line in dict.fromkeys(_edge_lines(page)):
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
        value, after = _value(number), _value(again)
        if number != again and (value is None or after is None or after[1] - value[1] != other.number - page.number):
            return False
    return True


def _small_titles(pages: list[PrintedPage]) -> set[int]:
    """The lines at head and foot that repeat a title, set much smaller: in a short document a running line may stand there once only."""
    largest: dict[str, float] = {}
    for page in pages:
        for line in page.lines:
            largest[line.flat.casefold()] = max(line.size, largest.get(line.flat.casefold(), 0.0))
    return {id(line) for page in pages for line in _edge_lines(page) if line.size * _TITLE_LARGER < largest[line.flat.casefold()]}


def _value(label: str) -> tuple[str, int] | None:
    if label.isdigit():
        return "1", int(label)
    value = _ROMAN_VALUES.get(label.lower())
    return None if value is None else ("i" if label.islower() else "I", value)


def _page_numbers(pages: list[PrintedPage]) -> dict[int, Line]:
    """Per page the line that holds its number: those numbers that rise with the pages."""
    candidates: dict[tuple[str, int], list[tuple[int, Line]]] = defaultdict(list)
    for page in pages:
        for line in dict.fromkeys(_edge_lines(page)):
            match = _PAGE_NUMBER.match(line.flat)
            value = _value(match["label"]) if match else None
            if value is not None and value[1] - page.number < _LARGEST_SHIFT:
                candidates[value[0], value[1] - page.number].append((page.number, line))
    chosen: dict[int, Line] = {}
    for places in sorted((_at_one_height(places) for places in candidates.values()), key=len, reverse=True):
        if len({number for number, _ in places}) >= min(3, max(2, len(pages))) or (len(pages) == 1 and _is_alone(pages[0], places[0][1])):
            for number, line in places:
                chosen.setdefault(number, line)
    slots = [(line.baseline, line.size) for line in chosen.values()]
    for places in candidates.values():  # front matter is often too short for its own row of numbers
        for number, line in places:
            if any(abs(line.baseline - baseline) < 1.5 and abs(line.size - size) < 1 for baseline, size in slots):  # noqa: PLR2004  # points
                chosen.setdefault(number, line)
    return chosen


def _at_one_height(places: list[tuple[int, Line]]) -> list[tuple[int, Line]]:
    """Those that stand where most of them do: page numbers keep their place, figures of tables do not."""
    return max(
        ([(number, line) for number, line in places if abs(line.baseline - middle.baseline) < _SAME_PLACE] for _, middle in places),
        key=len,
    )


def _is_alone(page: PrintedPage, line: Line) -> bool:
    """Whether a single page's "1" stands clear of everything else at its foot."""
    return (
        line.flat.endswith("1")
        and line.baseline < page.bottom + 0.1 * page.height
        and all(other is line or other.baseline - line.baseline > 2 * line.size for other in page.lines)
    )


def _label(pages: list[PrintedPage], numbers: dict[int, Line]) -> None:
    """Labels from the file, else as printed, else by count from a neighbour, else the page's own number."""
    if any(page.label for page in pages):
        for page in pages:
            page.label = page.label or str(page.number)
        return
    shift: tuple[str, int] | None = None
    for page in pages:
        line = numbers.get(page.number)
        match = _PAGE_NUMBER.match(line.flat) if line is not None else None
        value = _value(match["label"]) if match else None
        if match and value is not None:
            page.label = match["label"]
            shift = (value[0], value[1] - page.number)
        elif shift is not None and shift[0] == "1" and page.number + shift[1] > 0:
            page.label = str(page.number + shift[1])
        else:
            page.label = str(page.number)
