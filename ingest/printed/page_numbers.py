"""The numbers that are printed on pages: found by rising with them, and used to label them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from ingest.enumerators import roman
from ingest.printed.page import Line, PrintedPage

__all__ = ["counted_pages", "edge_lines", "label_pages", "number_value", "numbers_on_spreads", "page_numbers"]

_MARGIN = 0.14  # share of the page's height at head and foot in which running lines stand
_EDGE_LINES = 5  # ... and how many lines from the edge may be such
_PAGE_NUMBER = re.compile(
    r"(?:page\s+|p\.?\s*)?[\[(|–—-]*\s*(?P<label>\d{1,5}|[ivxlc]{1,7})\s*[\])|–—-]*(?:\s*(?:of|/)\s*\d{1,4})?\Z", re.IGNORECASE
)
_OF_ALL = re.compile(r"\W*page\s+(?P<label>\d{1,4})\s*(?:of|/)\s*(?P<all>\d{1,4})\W*\Z", re.IGNORECASE)
_PAGE_WITHIN = re.compile(r"\bpage\s+(?P<label>\d{1,4}|[ivxlc]{1,7})\b", re.IGNORECASE)
_LABEL_AT_END = re.compile(r"(?:\A|[\s|])(?P<label>\d{1,4})\Z|\A(?P<first>\d{1,4})[\s|]")
_COUNTS_ELSE = re.compile(
    r"\b(?:annex|appendix|article|case|chapter|day|figure|goal|issue|item|module|no\.|objective|option|outcome|part|priority|question|schedule|"
    r"section|session|stage|standard|step|table|theme|unit|volume|ward|week)\s+\Z",
    re.IGNORECASE,
)
_FEWEST_COUNTED = 3  # lines whose number rises with the pages, where none says that it is a page
_LARGEST_SHIFT = 1500  # pages before the first of a file: volumes count on, but years in the heads of tables are larger
_YEARS = range(1800, 2200)  # the pages of gazettes count on over the year, but no further number is as likely a year
_ROMAN_VALUES = {roman(value): value for value in range(1, 100)}
_SAME_PLACE = 12.0  # points by which a page number may move from page to page
_LETTERED = re.compile(r"(?P<letters>(?:[A-Z]{1,2}-)?)(?P<label>\d{1,4})\Z")
_FEWEST_ENDS = 4  # pages that end with their number, at whatever height
_SPECK = 0.5  # sizes of a number: the words of a sign beside it
_SAME_ROW = 2.0  # points between two baselines


def edge_lines(page: PrintedPage) -> Iterator[Line]:
    """The lines nearest to head and foot of a page."""
    ordered = sorted(page.lines, key=lambda line: line.baseline)
    margin = _MARGIN * page.height
    for line in ordered[: 2 * _EDGE_LINES]:
        if line.baseline < page.bottom + margin:
            yield line
    for line in ordered[-2 * _EDGE_LINES :]:
        if line.baseline > page.top - margin:
            yield line


def number_value(label: str) -> tuple[str, int] | None:
    """In which way a number is written ("1", "i" or "I") and its value; None for what is none."""
    if label.isdigit():
        return "1", int(label)
    value = _ROMAN_VALUES.get(label.lower())
    return None if value is None else ("i" if label.islower() else "I", value)


def counted_pages(running: Sequence[tuple[PrintedPage, Line]]) -> dict[int, tuple[str, Line]]:
    """Per page its number as a running line says it among other words ("Annual report | Page 3 of 9"), and that line.

    Where no line says that it is a page, the number has to rise with the pages, first or last in the line.
    """
    found: dict[int, tuple[str, Line]] = {}
    counted: dict[int, list[tuple[int, str, Line]]] = defaultdict(list)
    for page, line in running:
        named, at_end = _PAGE_WITHIN.search(line.flat), _LABEL_AT_END.search(line.flat)
        if named and number_value(named["label"]) is not None:
            found.setdefault(page.number, (named["label"], line))
        elif at_end and not (at_end["label"] and _COUNTS_ELSE.search(line.flat[: at_end.start("label")])):
            label = at_end["label"] or at_end["first"]
            counted[int(label) - page.number].append((page.number, label, line))
    for shift, places in counted.items():
        if shift < _LARGEST_SHIFT and len({number for number, _, _ in places}) >= _FEWEST_COUNTED:
            for number, label, line in places:
                found.setdefault(number, (label, line))
    same = {number for number, (label, _) in found.items() for beside in (number - 1, number + 1) if found.get(beside, ("",))[0] == label}
    return {number: one for number, one in found.items() if number not in same}  # "See page 3" on each page


def page_numbers(pages: list[PrintedPage], known: Sequence[Line] = ()) -> dict[int, Line]:
    """Per page the line that holds its number: those numbers that rise with the pages, or stand where ``known`` numbers of pages do."""
    candidates: dict[tuple[str, int], list[tuple[int, Line]]] = defaultdict(list)
    for page in pages:
        for line in dict.fromkeys(edge_lines(page)):
            match = _PAGE_NUMBER.match(line.flat)
            value = number_value(match["label"]) if match else None
            if value is not None and (value[1] - page.number < _LARGEST_SHIFT or value[1] not in _YEARS):
                candidates[value[0], value[1] - page.number].append((page.number, line))
    chosen = dict(_at_the_ends(pages)) | _of_all(pages)
    for places in sorted((_at_one_height(places) for places in candidates.values()), key=len, reverse=True):
        if len({number for number, _ in places}) >= min(3, max(2, len(pages))) or (len(pages) == 1 and _is_alone(pages[0], places[0][1])):
            for number, line in places:
                chosen.setdefault(number, line)
    slots = [(line.baseline, line.size) for line in (*chosen.values(), *known)]
    for places in candidates.values():  # front matter is often too short for its own row of numbers
        for number, line in places:
            if any(abs(line.baseline - baseline) < 1.5 and abs(line.size - size) < 1 for baseline, size in slots):  # noqa: PLR2004  # points
                chosen.setdefault(number, line)
    return chosen


def numbers_on_spreads(pages: Sequence[PrintedPage]) -> dict[int, list[Line]]:
    """Per page of a file whose pages show two pages of paper side by side, the lines that hold their numbers, from left to right."""
    wide = [page for page in pages if page.right - page.left > page.height]
    counted: dict[int, list[tuple[int, Line]]] = defaultdict(list)
    for page in wide:
        for line in dict.fromkeys(edge_lines(page)):
            match = _PAGE_NUMBER.match(line.flat)
            value = number_value(match["label"]) if match else None
            if value is not None and value[0] == "1" and value[1] not in _YEARS:
                counted[value[1] - 2 * page.number].append((page.number, line))
    level = {shift: _at_one_height(places) for shift, places in counted.items()}
    steady = {shift: places for shift, places in level.items() if len({page for page, _ in places}) >= _FEWEST_COUNTED}
    found: dict[int, list[Line]] = defaultdict(list)
    for shift in sorted(steady):
        if shift - 1 in steady or shift + 1 in steady:
            for number, line in steady[shift]:
                found[number].append(line)
    return found


def _of_all(pages: Sequence[PrintedPage]) -> dict[int, Line]:
    """Per page the line that says which of all pages of the file it is ("Page 2 of 3"), wherever at its edges that stands."""
    return {
        page.number: line
        for page in pages
        for line in edge_lines(page)
        if (match := _OF_ALL.match(line.flat)) and (int(match["label"]), int(match["all"])) == (page.number, len(pages))
    }


def _at_one_height(places: list[tuple[int, Line]]) -> list[tuple[int, Line]]:
    """Those that stand where most of them do: page numbers keep their place, figures of tables do not."""
    return max(
        ([(number, line) for number, line in places if abs(line.baseline - middle.baseline) < _SAME_PLACE] for _, middle in places),
        key=len,
    )


def _at_the_ends(pages: Sequence[PrintedPage]) -> Iterator[tuple[int, Line]]:
    """Per page the number that is its last line, where several end so: right below the text, as in files that were made from web pages.

    A number that stands by itself at the side, further out than all else, counts as well.
    """
    ends: dict[tuple[str, int], list[tuple[int, Line]]] = defaultdict(list)
    for page in pages:
        last = min(page.lines, key=lambda line: line.baseline, default=None)
        is_alone = last is not None and sum(line.baseline - last.baseline < _SAME_ROW for line in page.lines) == 1
        for line in dict.fromkeys([*([last] if last is not None and is_alone else []), *_outermost(page)]):
            match = _LETTERED.match(line.flat)
            if match is not None and int(match["label"]) - page.number < _LARGEST_SHIFT:
                ends[match["letters"], int(match["label"]) - page.number].append((page.number, line))
    for places in ends.values():
        for number, line in places:
            alike = (
                other for _, other in places if abs(line.middle[0] - other.middle[0]) < _SAME_PLACE and abs(line.size - other.size) < 1
            )
            if sum(1 for _ in alike) >= _FEWEST_ENDS:
                yield number, line


def _outermost(page: PrintedPage) -> Iterator[Line]:
    """The line that ends left of where all others begin, and the one that begins right of where they end."""
    by_left, by_right = sorted(page.lines, key=lambda line: line.left)[:2], sorted(page.lines, key=lambda line: line.right)[-2:]
    if len(page.lines) > 1 and by_left[0].right <= by_left[1].left:
        yield by_left[0]
    if len(page.lines) > 1 and by_right[0].right <= by_right[1].left:
        yield by_right[1]


def _is_alone(page: PrintedPage, line: Line) -> bool:
    """Whether a single page's "1", or another number in the middle of it, stands clear of everything else at its foot."""
    is_centred = abs(line.middle[0] - (page.left + page.right) / 2) < _SAME_PLACE
    return (
        (line.flat.endswith("1") or (is_centred and line.flat.isdecimal()))
        and line.baseline < page.bottom + 0.1 * page.height
        and all(other is line or other.baseline - line.baseline > 2 * line.size or other.size < _SPECK * line.size for other in page.lines)
    )


def label_pages(pages: list[PrintedPage], numbers: Mapping[int, Line], counted: Mapping[int, tuple[str, Line]]) -> None:
    """Labels from the file, else as printed, by itself or in a running line, else by count from a neighbour, else the page's own number."""
    if any(page.label for page in pages):
        for page in pages:
            page.label = page.label or str(page.number)
        return
    shift: tuple[str, int] | None = None
    for page in pages:
        line = numbers.get(page.number)
        match = _PAGE_NUMBER.match(line.flat) if line is not None else None
        label = match["label"] if match else counted[page.number][0] if page.number in counted else ""
        value = number_value(label) if label else None
        if value is not None:
            page.label = label
            shift = (value[0], value[1] - page.number)
        elif shift is not None and shift[0] == "1" and page.number + shift[1] > 0:
            page.label = str(page.number + shift[1])
        else:
            page.label = str(page.number)
