"""Cards side by side, such as the addresses of several people: each is read by itself, also where the file draws them row by row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from copro_qa.answering.figure_words import MONTH
from ingest.printed.figures import TELEPHONE
from ingest.printed.page import Line, PrintedPage
from ingest.printed.rows import Row, rows_at

__all__ = ["take_cards"]

_WIDE_GAP = 1.4  # times the distance of lines
_CONTACT_DETAILS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:(?:tel|telephone|phone|mobile|mob|fax|t|m|f)\b[.:]?\s*)?{TELEPHONE}\Z",
        r"(?:(?:e-?mail|e)\b[.:]?\s*)?[^\s@]+@[^\s@]+\.\w+\Z",
        r"(?:(?:website|web|w)\b[.:]?\s*)?(?:https?://|www\.)\S+\Z",
        r"(?:.*\s)?[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}\Z",  # a postcode
        rf"\d{{1,4}}[A-Z]?,?\s(?!{MONTH}[a-z]*\b)[^\W\d_][^\d]*\s(?:street|st|road|rd|avenue|lane|place|terrace|square|way|drive|court|house|row|crescent)\.?,?\Z",
    )
)
_NAME_OF_KIND = re.compile(r"\b(?:tel|telephone|phone|mobile|fax|e-?mail|website|address|post ?code)s?\b", re.IGNORECASE)


def take_cards(page: PrintedPage) -> list[Line]:
    """The lines of the cards of a page, card by card. They are taken out of the page."""
    cards: list[Line] = []
    place = 0
    while place < len(page.lines):
        rows, end = rows_at(page.lines, place)
        if not _are_cards(rows):
            place = max(end, place + 1)
            continue
        for column in range(len(rows[0])):
            cards += _joined([line for row in rows for line in row[column]])
        del page.lines[place:end]
    return cards


def _joined(lines: list[Line]) -> list[Line]:
    """The lines under one another, each noted to go on from the one above it where no other card begins below a wider gap."""
    distances = [above.baseline - line.baseline for above, line in pairwise(lines)]
    for (above, line), distance in zip(pairwise(lines), distances, strict=True):
        if distance < _WIDE_GAP * min(distances):
            line.follows = above
    return lines


def _are_cards(rows: Sequence[Row]) -> bool:
    """Whether the cells of a row, the first one too, are contact details of one kind, and so are those of a row of another kind.

    One kind is enough where names stand above each row of them. Tables are the other way round: their columns hold one kind of thing,
    under the name of that kind, and their first one holds labels.
    """
    kinds = [_kind(row) for row in rows]
    found = {kind for kind in kinds if kind is not None}
    if len(found) != 1:
        return len(found) > 1
    is_named = kinds[0] is None and not any(_NAME_OF_KIND.search(line.text) for cell in rows[0] for line in cell)
    return is_named and all(above is None or kind is None for above, kind in pairwise(kinds))


def _kind(row: Row) -> int | None:
    """Which kind of contact details all cells of a row are; None for another row."""
    cells = [" ".join(line.flat for line in cell) for cell in row]
    found = (number for number, pattern in enumerate(_CONTACT_DETAILS) if all(map(pattern.match, cells)))
    return next(found, None)
