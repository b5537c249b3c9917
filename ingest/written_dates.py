"""Dates as people write them in English texts: "3 May 2019", "May 3rd, 2019", "May 2019", "2019-05-03", "03/05/2019"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from copro_qa.answering.figure_words import FULL_MONTHS, MONTH

__all__ = ["WrittenDate", "written_dates", "years_in"]

_MONTH = rf"(?P<month>{MONTH})\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d|[-/–]\d)"
_PATTERNS = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<![\d.])(?P<day>\d{{1,2}})\s?(?:st|nd|rd|th)?\s+(?:day\s+)?(?:of\s+)?\b{_MONTH},?\s*\b{_YEAR}",
        rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}",
        rf"(?<![\w-]){_MONTH},?\s+{_YEAR}",
        r"(?<![\d.-])(?P<year>(?:19|20)\d\d)-(?P<number>[01]\d)-(?P<day>[0-3]\d)(?!\d)",
        r"(?<![\d./])(?P<one>\d{1,2})(?P<mark>[./])(?P<other>\d{1,2})(?P=mark)(?P<year>(?:19|20)?\d\d)(?![\d/])",
    )
]
_YEAR_ALONE = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_CENTURY = 100


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date from ``start`` to ``end`` of a text.

    ``readings`` holds it as ``2019-05`` or ``2019-05-03``, and two where the day and the month cannot be told from one another.
    """

    start: int
    end: int
    readings: tuple[str, ...]

    @property
    def certain(self) -> str | None:
        """The date where it can be read in one way only."""
        return self.readings[0] if len(self.readings) == 1 else None


def written_dates(text: str) -> list[WrittenDate]:
    """The dates in a text, in order. Of a day that the calendar lacks only the month is taken, if it is named."""
    found: list[WrittenDate] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            readings = tuple(dict.fromkeys(_readings(match)))
            if readings and not any(one.start < match.end() and match.start() < one.end for one in found):
                found.append(WrittenDate(match.start(), match.end(), readings))
    return sorted(found, key=lambda one: one.start)


def years_in(text: str) -> list[int]:
    """The years from 1900 on that a text names, in order, alone or in dates."""
    return [int(year) for year in _YEAR_ALONE.findall(text)]


def _readings(match: re.Match[str]) -> Iterator[str]:
    parts = match.groupdict()
    year = int(parts["year"])
    if "one" in parts:
        year += 0 if year >= _CENTURY else 2000
        for day, month in ((int(parts["one"]), int(parts["other"])), (int(parts["other"]), int(parts["one"]))):
            yield from _day(year, month, day)
        return
    name = (parts.get("month") or "").capitalize()
    month = (
        int(parts["number"]) if "number" in parts else next(place for place, one in enumerate(FULL_MONTHS, 1) if one.startswith(name[:3]))
    )
    if parts.get("day"):
        yield from _day(year, month, int(parts["day"]))
    else:
        yield f"{year}-{month:02d}"


def _day(year: int, month: int, day: int) -> Iterator[str]:
    try:
        yield date(year, month, day).isoformat()
    except ValueError:
        return
