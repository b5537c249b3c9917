"""Words looked up within one document, as a reader looks for them: in any case, with any white space between them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from copro_qa.document import Document, Span

__all__ = ["LONGEST_FIND", "around", "find_words"]

LONGEST_FIND = 200
"""Characters."""
_MOST_FOUND = 200
_AROUND = 60
"""Characters shown on each side of a place."""


def find_words(document: Document, words: str) -> Sequence[Span]:
    """The places, in order; the first two hundred of them."""
    parts = [re.escape(part) for part in words[:LONGEST_FIND].split()]
    if not parts:
        return []
    found: list[Span] = []
    for match in re.finditer(r"\s+".join(parts), document.text, re.IGNORECASE):
        found.append(document.span(match.start(), match.end()))
        if len(found) == _MOST_FOUND:
            break
    return found


def around(span: Span) -> tuple[str, str, str]:
    """The text before, of, and after a place, cut at white space where there is some."""
    text = span.document.text
    first, last = max(0, span.start - _AROUND), min(len(text), span.end + _AROUND)
    before, after = text[first : span.start], text[span.end : last]
    if first and " " in before:
        before = before[before.index(" ") :]
    if last < len(text) and " " in after:
        after = after[: after.rindex(" ") + 1]
    return before, span.text, after
