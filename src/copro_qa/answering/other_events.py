"""Whether a quote dates something else by what the question asks the date of: "It appeared in 2008, five years before the Act."."""

from __future__ import annotations

import re

from copro_qa.store.lexical import terms

__all__ = ["dates_another_event"]

_SUBJECT = re.compile(
    r"\b(?:when|(?:what|which) (?:year|month|day|date)) (?:did|was|were|does|do|is|are|will|has|have)"
    r"\s+(?P<subject>[\w’'()-]+(?:\s+[\w’'()-]+){0,6})",
    re.IGNORECASE,
)
_BY_ANOTHER = re.compile(
    r"\b(?:before|after|following|prior to|ahead of|since|until) (?:the|this|that|these|those|its|their|an?) [\w’'-]+(?: [\w’'-]+){0,3}",
    re.IGNORECASE,
)


def dates_another_event(question: str, text: str) -> bool:
    """Whether ``text`` names what ``question`` asks the date of only to say how long before or after it something else was."""
    asked = _SUBJECT.search(question)
    by_another = _BY_ANOTHER.search(text)
    if asked is None or by_another is None:
        return False
    subject = set(terms(asked["subject"]))
    outside = f"{text[: by_another.start()]} {text[by_another.end() :]}"
    return bool(subject & set(terms(by_another[0]))) and not subject & set(terms(outside))
