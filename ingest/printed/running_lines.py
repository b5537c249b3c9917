"""Running headers, running footers and page numbers: left out of the text, and used to learn what is printed on each page."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from ingest.enumerators import roman
from ingest.printed.page import Line, PrintedPage

__all__ = ["drop_running_lines"]

_MARGIN = 0.14  # share of the page's height at head and foot in which running lines stand
_EDGE_LINES = 5  # ... and how many lines from the edge may be such
_PAGE_NUMBER = re.compile(
    r"(?:page\s+|p\.?\s*)?[\[(|–—-]*\s*(?P<label>\d{1,4}|[ivxlc]{1,7})\s*[\])|–—-]*(?:\s*(?:of|/)\s*\d{1,4})?\Z", re.IGNORECASE
)
_ROMAN_VALUES = {roman(value): value for value in range(1, 100)}
_LARGEST_SHIFT = 1500  # pages before the first of a file: volumes count on, but years in the heads of tables are larger
_TITLE_LARGER = 1.4  # a title is this much larger than the running line that repeats it
_SAME_PLACE = 12.0  # points by which a running line may move from page to page


def drop_running_lines(pages: list[PrintedPage], left_out: Counter[str]) -> None:
    """Takes running lines out of the pages, counts them, and labels pages that the file gives no labels for."""
    numbers = _page_numbers(pages)
    _label(pages, numbers)
    repeated = _repeated(pages) | _small_titles(pages)
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
    return re.sub(r"\d+|\b[ivxlc]+\b", "#", line.flat.casefold())


def _repeated(pages: list[PrintedPage]) -> set[int]:
    """The lines that stand at the same place on page after page."""
    found: dict[str, list[tuple[PrintedPage, Line]]] = defaultdict(list)
    for page in pages:
        for line in dict.fromkeys(_edge_lines(page)):
            found[_pattern(line)].append((page, line))
    repeated: set[int] = set()
    for pattern, places in found.items():
        for page, line in places:
            like = {
                other.number
                for other, there in places
                if min(
                    abs((there.baseline - other.bottom) - (line.baseline - page.bottom)),
                    abs((other.top - there.baseline) - (page.top - line.baseline)),
                )
                < _SAME_PLACE
                and abs(there.size - line.size) < 1
            }
            needed = 2 if len(pages) < 5 else 3  # noqa: PLR2004  # short files repeat less
            near = sum(1 for number in like if abs(number - page.number) <= 6)  # noqa: PLR2004  # chapters change their headers
            if near >= needed and len(pattern) > 1:
                repeated.add(id(line))
    return repeated


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
