"""From one quotation of an answer to the next, across its documents: the address carries where they all stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from copro_qa.document import Span

__all__ = ["QuoteWalk", "read_walk"]

_PLACE = re.compile(r"([0-9a-f]{8,64}):([0-9]{1,12}):([0-9]{1,12})")
_MOST = 10


@dataclass(frozen=True, slots=True)
class QuoteWalk:
    """Where the reader is among the quotations of an answer. ``number`` counts from 1."""

    number: int
    count: int
    previous: str | None
    next: str | None


def read_walk(written: str, span: Span | None, *, is_there: Callable[[str], bool]) -> QuoteWalk | None:
    """The walk that ``quotes`` in an address describes; None when it has not this quotation and another one in it.

    ``is_there`` says whether a document of this id is in the index: those that have gone or changed since are passed over.
    """
    if span is None:
        return None
    places = [match.groups() for part in written.split(",")[:_MOST] if (match := _PLACE.fullmatch(part))]
    here = (span.document.id, str(span.start), str(span.end))
    if here not in places or len(places) < 2:  # noqa: PLR2004  from one quotation there is nowhere to go
        return None
    at = places.index(here)
    before = next((place for place in range(at - 1, -1, -1) if is_there(places[place][0])), None)
    after = next((place for place in range(at + 1, len(places)) if is_there(places[place][0])), None)
    return QuoteWalk(
        at + 1,
        len(places),
        None if before is None else _address(places, before),
        None if after is None else _address(places, after),
    )


def _address(places: Sequence[tuple[str, ...]], at: int) -> str:
    document, start, end = places[at]
    everything = ",".join(":".join(place) for place in places)
    query = urlencode({"quote": f"{start}:{end}", "quotes": everything}, safe=":,")
    return f"/documents/{document}?{query}#quote"
