"""What dates, amounts, persons, addresses and lists look like in a text: the one place that knows.

Two questions are asked of a text. Whether it may state something of a kind at all (``holds``): rather yes than no, because a sentence
that is passed over is lost. And which of its words do (``figures``): rather no than yes, because a mark on the wrong words misleads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from enum import StrEnum

from copro_qa.answering.figure_words import MONTH, NUMBER_WORDS, WEEKDAY
from copro_qa.answering.named_people import names_a_body, names_a_person, names_a_post
from copro_qa.answering.named_sources import outside_named_sources
from copro_qa.store.lexical import terms

__all__ = ["FIGURES", "Kind", "figures", "holds", "items"]


class Kind(StrEnum):
    """What a question may ask for, and a text may state."""

    CONTACT = "contact"
    MONEY = "money"
    SHARE = "share"
    DURATION = "duration"
    FREQUENCY = "frequency"
    DATE = "date"
    TIME = "time"
    """When something is due: a date, a time in which or how often, or what it comes after."""
    COUNT = "count"
    AMOUNT = "amount"
    """An amount of anything."""
    PERSON = "person"
    """Somebody by name."""
    POST = "post"
    """Somebody by name or by post."""
    HOLDER = "holder"
    """Whoever does something: a person, a post or a body."""
    LIST = "list"


FIGURES = frozenset({Kind.MONEY, Kind.SHARE, Kind.DURATION, Kind.FREQUENCY, Kind.DATE, Kind.TIME, Kind.COUNT, Kind.AMOUNT})
"""The kinds that are stated by a figure, and of which documents of different years may state different ones."""

# Small words for things that several kinds share.
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_YEAR = r"(?:1[5-9]|20)\d\d"
_TIMES = r"(?:second|minute|hour|day|night|week|fortnight|month|term|quarter|year|decade|centur|life)\w*"
_PARTS_OF_A_WHOLE = r"(?:half|halves|thirds?|quarters?|fifths?|tenths?)"
_NUMBER = r"(?<![\w.])\d+(?:[.,]\d+)*"

_DATE = re.compile(
    rf"\b(?:(?:{_DAY} )?{MONTH}\.? (?:\d{{1,2}}, )?)?{_YEAR}(?:[/–-]\d{{2,4}})?\b"
    # Behind a month it is a year, however long ago.
    rf"|\b(?:{_DAY} )?{MONTH}\.? (?:\d{{1,2}}, )?(?:[01]\d|20)\d\d\b|\b{_DAY} {MONTH}\b"
)
_UNIT = (
    r"(?:per ?cent|percentage points?|p|m|bn|million|billion|thousand|hundred|years?|months?|weeks?"
    r"|(?:(?:working|calendar|school|full|consecutive) )?days?|hours?|minutes?)\b"
)
_AMOUNT = re.compile(
    rf"(?:[£$€]\s?)?{_NUMBER}(?:\s?%|\s?{_UNIT})*|\b(?:{NUMBER_WORDS}|half|a third|a quarter|two[ -]thirds)\b(?: {_UNIT})*",
    re.IGNORECASE,
)
_PART = (
    r"(?:(?:section|sub-?section|paragraph|chapter|figure|table|annex|part|page|option|step|schedule|article|regulation|rule|principle"
    r"|standard|appendix|clause){0}(?: no\.)?|no\.)"
)
_NUMBER_OF_A_PART = r"\d+(?:\.\d+)*[A-Z]?(?:\(\w{1,4}\))*"
_NUMBERS_A_PART = (
    rf"\b{_PART.format('s')} {_NUMBER_OF_A_PART}(?:(?:, ?| and | to | or | ?[-–] ?){_NUMBER_OF_A_PART})*"
    rf"|\b{_PART.format('')} {_NUMBER_OF_A_PART}"
    r"|(?m:^)\s*\d+(?:\.\d+)*(?:[.)](?=\s)|(?=\s+(?-i:[A-Z])))"
)
_ONE_OF_TWO = r"\bone another\b|\bno one\b|\bone\b(?=[^.;]*\bthe other\b)"
_NO_COUNT = re.compile(rf"\b{_YEAR}\b|{_NUMBERS_A_PART}|{_ONE_OF_TWO}", re.IGNORECASE)
"""Numbers that count nothing: years, and the numbers of sections and list items."""
_NO_FIGURE = re.compile(rf"{_NUMBERS_A_PART}|{_ONE_OF_TWO}", re.IGNORECASE)

_HOLDS = {
    Kind.CONTACT: re.compile(r"@|\bhttps?:|\bwww\.|\b\w+\.(?:gov|org|com|scot|co|net)\b|\d[\d ]{5,}\d", re.IGNORECASE),
    Kind.MONEY: re.compile(
        r"[£€$]\s?\d|\b\d[\d,.]*\s?(?:p\b|m\b|bn\b)|\d\s?%|\bper ?cent"
        r"|\b(?:percentage|free|nothing|no (?:charge|cost|fee|payment)s?|million|billion|pounds?|pence|dollars?|euros?)\b",
        re.IGNORECASE,
    ),
    Kind.SHARE: re.compile(
        rf"\d\s?%|\bper ?cent\b|\bpercentage\b|\b(?:{_PARTS_OF_A_WHOLE}|majority|all|none|most)\b"
        rf"|\b(?:{NUMBER_WORDS}|\d+) (?:in|out of) (?:every )?(?:{NUMBER_WORDS}|\d+)\b",
        re.IGNORECASE,
    ),
    Kind.DURATION: re.compile(
        # "Each year" says how often, and not how long.
        rf"(?<!\beach )(?<!\bevery )(?<!\bper )\b{_TIMES}\b|\b(?:until|permanent\w*|indefinite\w*|immediate\w*|ever)\b"
        rf"|{_YEAR} ?(?:to|until|[-–]) ?\d",
        re.IGNORECASE,
    ),
    Kind.FREQUENCY: re.compile(
        rf"\b(?:every|each|once|twice|per|a|times) {_TIMES}\b|\b(?:annual|year|month|week|dai|regular|continu)\w*\b|\b(?:times|once)\b",
        re.IGNORECASE,
    ),
    Kind.DATE: re.compile(
        rf"\b\d{{3,4}}s?\b|\b(?-i:{MONTH})\b|\b(?:spring|summer|autumn|winter|now|century|centuries)\b"
        rf"|\b(?:{WEEKDAY}|Easter|Christmas|Midsummer)|\bduring the\b|\bimmediately\b|\b(?:beginning|start|end|moment|time) of\b"
        rf"|\b(?:within|after|before|every) .{{0,20}}{_TIMES}",
        re.IGNORECASE,
    ),
    Kind.COUNT: re.compile(rf"\d|\b(?:{NUMBER_WORDS}|none|no|both|once|twice|single)\b", re.IGNORECASE),
    Kind.AMOUNT: re.compile(
        rf"\d|\b(?:{NUMBER_WORDS}|{_PARTS_OF_A_WHOLE}|doubl\w*|tripl\w*|none|no|nothing|free|all|most)\b|\bper ?cent\b", re.IGNORECASE
    ),
}
_HOLDS[Kind.TIME] = re.compile(
    rf"{_HOLDS[Kind.DATE].pattern}|{_HOLDS[Kind.FREQUENCY].pattern}|\b{_TIMES}\b"
    r"|\b(?:when|whenever|if|where|once|as soon as|until|before|after|prior to|following|on (?:request|receipt|receiving))\b",
    re.IGNORECASE,
)
_A_FINE = frozenset(terms("fine fines penalty penalties"))
_PUNISHES = re.compile(r"\b(?:imprison\w*|prison|jail\w*|custod\w*|community service|struck off|disqualif\w*|suspen\w*)\b", re.IGNORECASE)
"""What a penalty may be besides a sum."""
_NAMES = {Kind.PERSON: names_a_person, Kind.POST: names_a_post, Kind.HOLDER: names_a_body}
_FIGURES_OF = {
    Kind.MONEY: re.compile(r"[£$€]|\d\s?p\b|\b(?:pounds?|pence)\b", re.IGNORECASE),
    Kind.SHARE: re.compile(rf"%|\bper ?cent|percentage|\b{_PARTS_OF_A_WHOLE}\b", re.IGNORECASE),
    Kind.DURATION: re.compile(rf"\b{_TIMES}", re.IGNORECASE),
}
"""What tells amounts of one kind from others."""
_BETWEEN_ITEMS = re.compile(r"\s*[;\n]\s*|,\s+(?:and\s+|or\s+)?|\s+(?:and|or|&)\s+", re.IGNORECASE)


def holds(text: str, kind: Kind, asked: AbstractSet[str] = frozenset()) -> bool:
    """Whether ``text`` holds anything that may be of this kind. Rather yes than no. Of a list ``items`` says how long it is.

    ``asked`` are the terms of the question: who it names itself is not who it asks for.
    """
    if kind is Kind.LIST:
        return items(text) > 1
    if kind in _NAMES:
        return _NAMES[kind](text, asked)
    if kind is Kind.MONEY and asked & _A_FINE and _PUNISHES.search(text):
        return True
    return bool(_HOLDS[kind].search(_NO_COUNT.sub(" ", text) if kind is Kind.COUNT else text))


def items(text: str) -> int:
    """How many things ``text`` may list: what its lines, commas, semicolons, "and" and "or" part. Rather too many than too few."""
    return sum(bool(part) for part in _BETWEEN_ITEMS.split(text.strip()))


def figures(text: str, kind: Kind) -> Iterator[tuple[int, int]]:
    """Where in ``text`` figures of this kind stand, in order; nothing for kinds that no figure states. Rather too few than too many."""
    if kind not in FIGURES:
        return
    if kind in {Kind.DATE, Kind.TIME}:
        yield from (match.span() for match in outside_named_sources(_DATE, text))
        return
    no_amounts = [match.span() for pattern in (_DATE, _NO_FIGURE) for match in pattern.finditer(text)]
    tell = _FIGURES_OF.get(kind)
    for match in outside_named_sources(_AMOUNT, text):
        is_none = any(start <= match.start() < end for start, end in no_amounts)
        if not is_none and (tell is None or tell.search(match[0])):
            yield match.span()
