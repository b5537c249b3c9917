"""Plain text that is parted into pages: what stands at the head or foot of page after page is left out."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from ingest.left_out import LeftOut, Reason

__all__ = ["without_running_lines"]

_EDGE = 2  # lines at head and foot of a page that may be such
_FEWEST = 3  # pages
_MOST_APART = 0.5  # share of the pages that have such a line at least: left and right pages may differ
_LABELLED = re.compile(r"(?P<label>[^:]{1,80}):\s*\S")
_PAGE_NUMBER = re.compile(r"\W*(?:page\s+)?(?P<number>\d{1,4})(?:\s*(?:of|/)\s*\d{1,4})?\W*\Z", re.IGNORECASE)


def without_running_lines(pages: Sequence[str], left_out: LeftOut) -> list[str]:
    """The pages of a text without the lines that each of them, or every second one, begins or ends with, and without their numbers.

    The first of those lines that say the same stays, for it may be a title.
    """
    filled = [page for page in pages if page.strip()]
    if len(filled) < _FEWEST:
        return list(pages)
    shift = Counter(int(match["number"]) - number for number, page in enumerate(pages) for match in _numbers(page))
    counted = [value for value, times in shift.items() if times >= max(_FEWEST, _MOST_APART * len(filled))]
    said = Counter(line for page in filled for line in {_flat(lines) for lines in _edges(page).values()})
    entries = _entries(filled)
    running = {line for line, times in said.items() if times >= max(_FEWEST, _MOST_APART * len(filled))} - entries

    def reason(line: str, number: int) -> str:
        match = _PAGE_NUMBER.match(line)
        if match and int(match["number"]) - number in counted:
            return Reason.PAGE_NUMBER
        return Reason.RUNNING_LINE if _flat(line) in running else ""

    kept = []
    met: set[str] = set()
    for number, page in enumerate(pages):
        lines = page.split("\n")
        edges = list(_edges(page))
        gone = {place: why for place in edges if (why := reason(lines[place], number))}
        for position, place in enumerate(edges):
            inward = place + 1 if 2 * position < len(edges) else place - 1
            is_attached = 0 <= inward < len(lines) and bool(lines[inward].strip()) and inward not in gone  # to a paragraph
            if gone.get(place) == Reason.PAGE_NUMBER:
                left_out[Reason.PAGE_NUMBER] += 1
            elif place in gone:
                is_first = _flat(lines[place]) not in met
                met.add(_flat(lines[place]))
                if is_first or is_attached:
                    continue
                left_out.add(gone[place], lines[place])
            else:
                continue
            lines[place] = ""
            gone[place] = "gone"
        kept.append("\n".join(lines))
    return kept


def _flat(line: str) -> str:
    return " ".join(line.split())


def _entries(pages: Sequence[str]) -> set[str]:
    """The lines such as "Decision: approved" whose label has another value elsewhere: each says something of its own page."""
    values: dict[str, set[str]] = defaultdict(set)
    for page in pages:
        for line in page.split("\n"):
            match = _LABELLED.match(flat := _flat(line))
            if match and not match["label"].isdigit():  # but the time of a day
                values[match["label"].casefold()].add(flat)
    return {line for lines in values.values() if len(lines) > 1 for line in lines}


def _edges(page: str) -> dict[int, str]:
    """The first and last lines of a page that hold something, by their number."""
    filled = [(place, line) for place, line in enumerate(page.split("\n")) if line.strip()]
    return dict([*filled[:_EDGE], *filled[-_EDGE:]])


def _numbers(page: str) -> list[re.Match[str]]:
    return [match for line in _edges(page).values() if (match := _PAGE_NUMBER.match(line))]
