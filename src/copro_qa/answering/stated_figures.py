"""Which figures and dates a text states, however they are written: "six" and "6", "1,000" and "1000", "31 March" and "31 May"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copro_qa.answering.named_sources import outside_named_sources

__all__ = ["figures_of", "without_figures"]

_UNITS = dict(zip("one two three four five six seven eight nine".split(), range(1, 10), strict=True))
_TEENS = dict(zip("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(), range(10, 20), strict=True))
_TENS = dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True))
_MONTH = (
    r"(?:January|February|March|April|June|July|August|September|October|November|December)\b|May\b(?= \d)|(?<=\d )May\b|(?<=\dth )May\b"
)
_FIGURE = re.compile(
    r"(?P<digits>\d+(?:[.,]\d+)*)"
    rf"|\b(?P<tens>(?i:{'|'.join(_TENS)}))(?:[ -](?P<unit>(?i:{'|'.join(_UNITS)})))?\b"
    r"|\b(?P<word>(?i:hundreds?|thousands?|millions?|billions?|dozens?|half|halves|quarters?|(?:a|one|two)[ -]thirds?"
    r"|twice|doubled?|tripled?))\b"
    # "One" alone is seldom a figure: "one of them", "no one".
    rf"|\b(?P<small>(?i:{'|'.join([*list(_UNITS)[1:], *_TEENS])}))\b"
    rf"|\b(?P<name>{_MONTH}|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b)"
)
_BETWEEN_THOUSANDS = re.compile(r",(?=\d{3}(?!\d))")


def figures_of(text: str) -> frozenset[str]:
    """The figures, months and days of the week that ``text`` states, each written in one way; those in the name of a source are none."""
    return frozenset(_written(match) for match in outside_named_sources(_FIGURE, text))


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
        return str(_TENS[match["tens"].casefold()] + _UNITS.get((match["unit"] or "").casefold(), 0))
    if match["small"]:
        return str((_UNITS | _TEENS)[match["small"].casefold()])
    return (match["word"] or match["name"]).casefold().removesuffix("s")
