"""Which documents a question may be answered from."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

from copro_qa.errors import NotADate, UnknownInFilter
from copro_qa.store.generation import Generation

__all__ = ["Filter"]

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True)
class Filter:
    """Narrows the documents; an empty field does not narrow. All fields must hold.

    ``documents`` are ids or paths. ``published_from`` and ``published_to`` are a year, a year and month, or a date, both included;
    a document that gives only its year counts for the whole of it, and one without a date is left out when either is set.

    Raises NotADate.
    """

    documents: tuple[str, ...] = ()
    collections: tuple[str, ...] = ()
    published_from: str | None = None
    published_to: str | None = None

    def __post_init__(self) -> None:
        for limit in (self.published_from, self.published_to):
            if limit is not None and _days(limit) is None:
                raise NotADate(limit)

    def places(self, generation: Generation) -> list[int] | None:
        """The places in the generation of the documents that are left; None when nothing is narrowed.

        Raises UnknownInFilter for a document that is not in the generation.
        """
        if self == _EVERYTHING:
            return None
        chosen = {self._place(generation, document) for document in self.documents}
        return [
            place
            for place, entry in enumerate(generation.entries)
            if (not chosen or place in chosen)
            and (not self.collections or entry.source.collection in self.collections)
            and self._in_time(entry.source.published)
        ]

    @staticmethod
    def _place(generation: Generation, document: str) -> int:
        place = generation.find(document)
        if place is None:
            raise UnknownInFilter(document)
        return place

    def _in_time(self, published: str | None) -> bool:
        if self.published_from is None and self.published_to is None:
            return True
        days = _days(published) if published else None
        if days is None:
            return False
        first, last = days
        earliest = _days(self.published_from) if self.published_from else None
        latest = _days(self.published_to) if self.published_to else None
        return (earliest is None or last >= earliest[0]) and (latest is None or first <= latest[1])


_EVERYTHING = Filter()


def _days(text: str) -> tuple[date, date] | None:
    """The first and last day that a year, month or date covers; None when it is none of them."""
    match = _DATE.fullmatch(text)
    if not match:
        return None
    year = int(match[1])
    month, day = (int(part) if part else None for part in match.groups()[1:])
    try:
        first = date(year, 1 if month is None else month, 1 if day is None else day)
        last_month = 12 if month is None else month
        last = date(year, last_month, calendar.monthrange(year, last_month)[1] if day is None else day)
    except ValueError:
        return None
    return first, last
