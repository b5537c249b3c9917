"""Which figures and dates a text states, however they are written: "six" and "6", "1,000" and "1000", "31 March" and "31 May"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copro_qa.answering.figure_words import FULL_MONTHS, LARGE, MONTH, TEENS, TENS, UNITS, WEEKDAY
from copro_qa.answering.named_sources import outside_named_sources

__all__ = ["figures_of", "times_of", "without_figures"]

_DAY_BEFORE = r"(?:(?<=\d )|(?<=\dst )|(?<=\dnd )|(?<=\drd )|(?<=\dth ))"
_FIGURE = re.compile(
    r"(?P<digits>\d+(?:[.,]\d+)*)"
    rf"|\b(?P<tens>(?i:{'|'.join(TENS)}))(?:[ -](?P<unit>(?i:{'|'.join(UNITS)})))?\b"
    rf"|\b(?P<word>(?i:{LARGE}|millions|billions|half|halves|quarters?|(?:a|one|two)[ -]thirds?|twice|doubled?|tripled?))\b"
    # "One" alone is seldom a figure: "one of them", "no one". Nor is "may" a month, but beside a day or a year.
    rf"|\b(?P<small>(?i:{'|'.join([*list(UNITS)[1:], *TEENS])}))\b"
    rf"|\b(?P<month>{_DAY_BEFORE}{MONTH}|{MONTH}(?= \d)|{'|'.join(month for month in FULL_MONTHS if month != 'May')})\b"
    rf"|\b(?P<weekday>{WEEKDAY})s?\b"
)
_SHORT_MONTH = 3
"""Letters that tell months apart: "Sept" and "September" are the same."""
_BETWEEN_THOUSANDS = re.compile(r",(?=\d{3}(?!\d))")

_TIME = re.compile(r"\b(?P<time>minute|hour|day|dai(?=ly)|week|fortnight|month|term|quarter|year|annual|decade)(?:s|ly)?\b", re.IGNORECASE)
_ALSO_CALLED = {"dai": "day", "annual": "year"}


def figures_of(text: str) -> frozenset[str]:
    """The figures, months and days of the week that ``text`` states, each written in one way; those in the name of a source are none."""
    return frozenset(_written(match) for match in outside_named_sources(_FIGURE, text))


def times_of(text: str) -> frozenset[str]:
    """The stretches of time that ``text`` counts in or by, each written in one way: of "six weeks" and of "weekly" the week."""
    found = (match["time"].casefold() for match in outside_named_sources(_TIME, text))
    return frozenset(_ALSO_CALLED.get(time, time) for time in found)


def without_figures(text: str) -> str:
    """``text`` with a space in place of each figure."""
    return "".join(_rest(text))


def _rest(text: str) -> Iterator[str]:
    end = 0
    for match in _FIGURE.finditer(text):
        yield text[end : match.start()] + " "
        end = match.end()
    yield text[end:]


def _written(match: re.Match[str]) -> str:
    if match["digits"]:
        return _BETWEEN_THOUSANDS.sub("", match["digits"])
    if match["tens"]:
        return str(TENS[match["tens"].casefold()] + UNITS.get((match["unit"] or "").casefold(), 0))
    if match["small"]:
        return str((UNITS | TEENS)[match["small"].casefold()])
    if match["month"]:
        return match["month"][:_SHORT_MONTH].casefold()
    return (match["word"] or match["weekday"]).casefold().removesuffix("s")
