"""Sources that a text names in brackets, "(Scottish Government, 2015, p. 4)": their years and pages say nothing of the matter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

__all__ = ["outside_named_sources", "ranges_outside_named_sources"]

_NAMED_SOURCE = re.compile(r"\([A-Z][^()]{0,150}?\b(?:19|20)\d\d[^()]{0,60}\)")


def outside_named_sources(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The matches of ``pattern`` in ``text``, in order, but for those that begin in the name of a source."""
    matches = {match.span(): match for match in pattern.finditer(text)}
    yield from (matches[place] for place in ranges_outside_named_sources(list(matches), text))


def ranges_outside_named_sources(ranges: Iterable[tuple[int, int]], text: str) -> Iterator[tuple[int, int]]:
    """The ``ranges`` of ``text``, start and end, in order, but for those that begin in the name of a source."""
    named = [match.span() for match in _NAMED_SOURCE.finditer(text)]
    for place in ranges:
        if not any(start <= place[0] < end for start, end in named):
            yield place
