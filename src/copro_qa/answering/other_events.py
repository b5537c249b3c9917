"""Whether a quote dates something else than what the question asks the date of: "It appeared in 2008, five years before the Act.".

Who asks when an Act came into force is not answered by the year in its name either: that is the year in which it was made.
"""

from __future__ import annotations

import re

from copro_qa.answering.act_names import without_years
from copro_qa.answering.stated_kinds import Kind, holds
from copro_qa.store.lexical import terms

__all__ = ["asks_when_in_force", "dates_another_event"]

_SUBJECT = re.compile(
    r"\b(?:when|(?:what|which) (?:year|month|day|date)) (?:did|was|were|does|do|is|are|will|has|have)"
    r"\s+(?P<subject>[\w’'()-]+(?:\s+[\w’'()-]+){0,6})",
    re.IGNORECASE,
)
_BY_ANOTHER = re.compile(
    r"\b(?:before|after|following|prior to|ahead of|since|until) (?:the|this|that|these|those|its|their|an?) [\w’'-]+(?: [\w’'-]+){0,3}",
    re.IGNORECASE,
)
_IN_FORCE = re.compile(
    r"\b(?:when|(?:what|which) (?:year|month|day|date))\b.*\b(?:(?:in|into|take|takes|took) (?:force|effect)|commence(?:d|s|ment)?)\b",
    re.IGNORECASE,
)


def asks_when_in_force(question: str) -> bool:
    """Whether ``question`` asks when a law came into force."""
    return bool(_IN_FORCE.search(question))


def dates_another_event(question: str, text: str) -> bool:
    """Whether ``text`` names what ``question`` asks the date of only to say how long before or after it something else was.

    So it is too where a law's coming into force is asked about, and no date stands in ``text`` but in the names of laws.
    """
    if asks_when_in_force(question) and (unnamed := without_years(text)) != text:
        return not holds(unnamed, Kind.DATE, frozenset(terms(question)))
    asked = _SUBJECT.search(question)
    by_another = _BY_ANOTHER.search(text)
    if asked is None or by_another is None:
        return False
    subject = set(terms(asked["subject"]))
    outside = f"{text[: by_another.start()]} {text[by_another.end() :]}"
    return bool(subject & set(terms(by_another[0]))) and not subject & set(terms(outside))
