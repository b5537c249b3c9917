"""What kind of thing a question asks for, told by its words, and whether a text holds any.

A question that asks for a date is not answered by a sentence without one, however near it comes. Only kinds that leave a clear trace in a
text are told: where there is doubt, nothing is expected. After Li and Roth (2002), "Learning question classifiers", whose classes of
numbers, persons and places these are a part of, by rules in place of learning.
"""

from __future__ import annotations

import re
from enum import StrEnum

__all__ = ["Kind", "expected_kind", "holds"]


class Kind(StrEnum):
    """What a question may ask for."""

    CONTACT = "contact"
    MONEY = "money"
    SHARE = "share"
    DURATION = "duration"
    FREQUENCY = "frequency"
    DATE = "date"
    COUNT = "count"
    PERSON = "person"


_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_TIMES = r"(?:second|minute|hour|day|night|week|fortnight|month|term|quarter|year|decade|centur|life)\w*"
_NUMBER_WORDS = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty"
    "|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|million|billion|dozens?|none|no|both|once|twice|single|one"
)
_OFFICE = (
    r"(?:minister|chair\w*|convener|chief|director|commissioner|head|leader|secretary|president|author|officer|ombudsman|manager|judge)"
)
_SUM = r"(?:costs?|fees?|charges?|price|budget|fines?|penalt(?:y|ies)|salary|funding|grant)"

# The first kind of which a pattern matches counts, so the narrower stand before the wider.
_ASKED: dict[Kind, tuple[str, ...]] = {
    Kind.CONTACT: (
        r"\b(?:(?:phone|telephone|contact) numbers?|helpline|e-?mail address|postal address|contact details|(?:website|web) address)\b",
    ),
    Kind.MONEY: (
        r"\bhow much (?:money|funding|does it cost|did it cost|will it cost|do i pay|will i pay)",
        r"\bhow much\b.*\b(?:cost|pay|paid|spen[dt]|fund\w*|budget|invest\w*|grant|fine|fee|charge|worth|allocat\w*|awarded)\b",
        rf"\bhow (?:big|high|large) (?:is|are|was|were|will) (?:the )?(?:\w+ )?{_SUM}\b",
        rf"\bwhat(?: is| are| was| were|'s|’s)? (?:the )?(?:\w+ )?{_SUM}\b",
        r"\b(?:what|which) (?:sum|amount)\b",
    ),
    Kind.SHARE: (r"\b(?:what|which) (?:proportion|percentage|per cent|share|fraction)\b",),
    Kind.DURATION: (r"\bhow long\b", r"\bhow (?:far ahead|soon|quickly)\b", rf"\bhow many {_TIMES}\b", r"\bwhat is the time limit\b"),
    Kind.FREQUENCY: (r"\bhow (?:often|frequently|regularly)\b",),
    Kind.DATE: (
        r"(?:^|[.?!,;:]\s*|\band )when (?:was|were|did|will|has|have|is|are)\b",
        r"\bwhen do(?:es)?\b.*\b(?:start|begin|end|expire|open|close|come into force|take effect|come in)\b",
        r"\b(?:what|which) (?:year|date|month|day|decade)\b",
        r"\bwhat (?:is|was) the (?:deadline|date)\b",
    ),
    Kind.COUNT: (r"\bhow many\b", r"\b(?:what|which) (?:number|age)\b", r"\bhow old\b", r"\bby how much\b"),
    Kind.PERSON: (
        rf"\bwho (?:is|was|are|were) (?:the )?(?:\w+ ){{0,4}}{_OFFICE}\b",
        r"\bwho (?:chair(?:s|ed)|led|leads|wrote|heads|headed)\b",
        r"\bwho (?:is|was|are|will)\b.*\b(?:chair|lead|head)\b",
        rf"\b(?:the )?name of the (?:\w+ ){{0,4}}{_OFFICE}\b",
    ),
}
_EXPECTED = {kind: re.compile("|".join(patterns), re.IGNORECASE) for kind, patterns in _ASKED.items()}
_CLAUSE_OF_TIME = re.compile(r"^\W*when\b[^?]*,", re.IGNORECASE)
"""A question that begins "When a plan is reviewed, who …" does not ask for a date."""

_NO_COUNT = re.compile(
    r"\b(?:1[5-9]|20)\d\d\b|\b(?:section|paragraph|chapter|figure|table|annex|part|page|option|step|schedule)s? \d+|^\s*[\d.]+(?=\s)",
    re.IGNORECASE,
)
"""Numbers that count nothing: years, and the numbers of sections and list items."""
_HOLDS = {
    Kind.CONTACT: re.compile(r"@|\bhttps?:|\bwww\.|\b\w+\.(?:gov|org|com|scot|co|net)\b|\d[\d ]{5,}\d", re.IGNORECASE),
    Kind.MONEY: re.compile(
        r"[£€$]\s?\d|\b\d[\d,.]*\s?(?:p\b|pounds?\b|pence\b|m\b|bn\b)|\d\s?%|\bper cent\b|\b(?:free|million|billion)\b", re.IGNORECASE
    ),
    Kind.SHARE: re.compile(
        r"\d\s?%|\bper ?cent\b|\bpercentage\b|\b(?:half|third|thirds|quarters?|fifths?|tenths?|majority|all|none|most)\b"
        r"|\b(?:one|two|three|four|\d+) (?:in|out of) (?:every )?(?:two|three|four|five|six|seven|eight|nine|ten|\d+)\b",
        re.IGNORECASE,
    ),
    Kind.DURATION: re.compile(rf"\b{_TIMES}\b|\b(?:until|permanent\w*|indefinite\w*|immediate\w*|ever)\b", re.IGNORECASE),
    Kind.FREQUENCY: re.compile(
        rf"\b(?:every|each|once|twice|per|a|times) {_TIMES}\b|\b(?:annual|year|month|week|dai|regular|continu)\w*\b|\b(?:times|once)\b",
        re.IGNORECASE,
    ),
    Kind.DATE: re.compile(
        rf"\b(?:1[5-9]|20)\d\d\b|\b(?:{_MONTHS})\b|\b(?:spring|summer|autumn|winter|now)\b|\b(?:within|after|before) .{{0,20}}{_TIMES}",
        re.IGNORECASE,
    ),
    Kind.COUNT: re.compile(rf"\d|\b(?:{_NUMBER_WORDS})\b", re.IGNORECASE),
    Kind.PERSON: re.compile(
        r"\b(?:Dr|Mr|Mrs|Ms|Miss|Sir|Dame|Lord|Lady|Baroness|Prof|Professor)\.?\s+[A-Z]"
        r"|\b[A-Z][\w'’-]+\s+(?:[A-Z]\.?\s+)?(?:Mc|Mac|O['’])?[A-Z][a-z'’-]+\b"
    ),
}


def expected_kind(question: str) -> Kind | None:
    """The kind that ``question`` asks for; None when its words do not tell."""
    if _CLAUSE_OF_TIME.match(question):
        question = question.partition(",")[2]
    return next((kind for kind, pattern in _EXPECTED.items() if pattern.search(question)), None)


def holds(text: str, kind: Kind) -> bool:
    """Whether ``text`` holds anything that may be of this kind. Rather yes than no."""
    looked_at = _NO_COUNT.sub(" ", text) if kind is Kind.COUNT else text
    return bool(_HOLDS[kind].search(looked_at))
