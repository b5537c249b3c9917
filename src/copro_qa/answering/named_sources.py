"""Sources that a text names in brackets, "(Scottish Government, 2015, p. 4)": their years and pages say nothing of the matter."""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["outside_named_sources"]

_NAMED_SOURCE = re.compile(r"\([A-Z][^()]{0,150}?\b(?:19|20)\d\d[^()]{0,60}\)")


def outside_named_sources(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The matches of ``pattern`` in ``text``, in order, but for those that begin in the name of a source."""
    named = [match.span() for match in _NAMED_SOURCE.finditer(text)]
    for match in pattern.finditer(text):
        if not any(start <= match.start() < end for start, end in named):
            yield match
