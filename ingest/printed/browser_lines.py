"""What a browser prints in the margins of a page by itself: when it was printed, the page's title and address, and "1/3"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.printed.page import Line, PrintedPage

__all__ = ["BrowserLines", "browser_lines"]

_MARGIN = 0.07  # share of the page's height at head and foot in which browsers print; Chromium and Firefox stay within .04
_LARGEST = 11.0  # points: browsers set these lines in 8 to 10
_SAME_ROW = 2.0  # points between the baselines of one row
_SAME_SIZE = 0.6  # points
_DATE = r"\d{1,4}([./-])\s?\d{1,2}\1\s?\d{1,4}\.?"
_TIME = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s*[ap]\.?\s?m\.?)?"
_KINDS = {
    "date": re.compile(rf"{_DATE},?\s{_TIME}\Z", re.IGNORECASE),
    "address": re.compile(
        r"(?:https?|file|about|data|blob|content|view-source|[a-z]+-extension):[^\s]+(?:\s?(?:…|\.\.\.))?\Z", re.IGNORECASE
    ),
    "number": re.compile(r"(?:page\s)?(?P<number>\d{1,4})\s?(?:/|of)\s?(?P<last>\d{1,4})\Z", re.IGNORECASE),
}


@dataclass(slots=True)
class BrowserLines:
    """The lines that browsers have added: per page the one that numbers it, and the ids of all others."""

    numbers: dict[int, Line] = field(default_factory=dict)
    others: set[int] = field(default_factory=set)


def browser_lines(pages: Sequence[PrintedPage]) -> BrowserLines:
    """The headers and footers of pages that a browser has printed.

    A page is taken for such only where two of the three kinds that have a form of their own, "24/05/2021, 14:02", an address and "1/3",
    stand by themselves in its outermost rows, set in the same small type, and date and address are those of another page of the printout
    too: so the last row of a timetable or of a list of references is none. A title beside them has no such form and goes with its row.
    """
    found = BrowserLines()
    rows_of = {page.number: [row for row in _outermost_rows(page) if _kinds(row)] for page in pages}
    pages_with = Counter(text for rows in rows_of.values() for text in {line.flat for row in rows for line in row})
    for page in pages:
        rows = rows_of[page.number]
        lines = [line for row in rows for line in row]
        kinds_of = {kind: line.flat for row in rows for line in row if (kind := _kinds(row).get(id(line)))}
        if len(kinds_of) < 2 or not _are_set_alike(lines):  # noqa: PLR2004  # of three
            continue
        is_only_page = len(pages) == 1 or _is_only_page(kinds_of.get("number"))
        if not is_only_page and any(pages_with[text] < 2 for kind, text in kinds_of.items() if kind != "number"):  # noqa: PLR2004
            continue
        for row in rows:
            kinds = _kinds(row)
            for line in row:
                if kinds.get(id(line)) == "number":
                    found.numbers[page.number] = line
                else:
                    found.others.add(id(line))
    return found


def _is_only_page(number: str | None) -> bool:
    """Whether "1/1" says that a page was printed by itself: the file may hold several printouts."""
    match = _KINDS["number"].match(number) if number else None
    return match is not None and int(match["last"]) == 1


def _outermost_rows(page: PrintedPage) -> list[list[Line]]:
    """The row at the very head of a page and the one at its very foot, where they stand in the margin."""
    if not page.lines:
        return []
    head = max(line.baseline for line in page.lines)
    foot = min(line.baseline for line in page.lines)
    edges = [head] if head > page.top - _MARGIN * page.height else []
    edges += [foot] if foot < page.bottom + _MARGIN * page.height else []
    return [[line for line in page.lines if abs(line.baseline - edge) < _SAME_ROW] for edge in edges]


def _kinds(row: Sequence[Line]) -> dict[int, str]:
    """By id, of which kind the lines of a row are that have a form of their own."""
    found = {}
    for line in row:
        for kind, form in _KINDS.items():
            match = form.match(line.flat)
            if match and (kind != "number" or 1 <= int(match["number"]) <= int(match["last"])):
                found[id(line)] = kind
    return found


def _are_set_alike(lines: Sequence[Line]) -> bool:
    sizes = [line.size for line in lines]
    return max(sizes) <= _LARGEST and max(sizes) - min(sizes) < _SAME_SIZE
