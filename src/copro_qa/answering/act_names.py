"""Names of Acts with brackets in them, which a mark is not to cut: "the Social Care (Self-directed Support) (Scotland) Act 2013"."""

from __future__ import annotations

import re

from copro_qa.store.lexical import terms

__all__ = ["act_names", "past_names", "without_years"]

_LAW = r"(?:Acts?|Bill|Regulations|Order|Rules)"
_NAME = re.compile(
    r"(?<![\w’'-])(?!(?:Under|In|Since|By|With|From|As|After|Before|When|If|For|On|To|Where|Through)\b)"
    r"(?:[A-Z][\w’'-]*,? (?:(?:and|of|for|the|to|in) ){0,2}){1,12}(?:\([^()\n]{2,60}\) ){1,3}"
    rf"(?:[A-Z][\w’'-]* ){{0,4}}{_LAW}\b(?: (?:19|20)\d\d\b)?"
)
_YEAR_OF_LAW = re.compile(rf"(?P<law>\b{_LAW}(?: \([^()\n]*\))*) (?:1[5-9]|20)\d\d\b")
_BETWEEN = re.compile(r"[\s,;:)]*")


def act_names(text: str) -> list[tuple[int, int]]:
    """The ranges of all such names in a text, in order."""
    return [match.span() for match in _NAME.finditer(text)]


def without_years(text: str) -> str:
    """``text`` without the years in the names of laws, with brackets in them or none: "the Carers (Scotland) Act"."""
    return _YEAR_OF_LAW.sub(r"\g<law>", text)


def past_names(text: str, start: int, end: int) -> tuple[int, int]:
    """The range of a mark, so that neither end lies within a name where the other lies outside it.

    A mark that runs into a name takes it in. One that begins in a name begins behind it, or where nothing is said there, with it. A mark
    that lies within a name ("2013") stays.
    """
    for first, last in act_names(text):
        if start < first < end < last:
            end = last
        elif first < start < last < end:
            behind = _BETWEEN.match(text, last)
            after = behind.end() if behind else last
            start = after if after < end and terms(text[after:end]) else first
    return start, end
