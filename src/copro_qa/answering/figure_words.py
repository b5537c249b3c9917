"""The words that numbers, months and days are written with: the one place that lists them."""

from __future__ import annotations

__all__ = ["FULL_MONTHS", "LARGE", "MONTH", "NUMBER_WORDS", "TEENS", "TENS", "UNITS", "WEEKDAY"]

UNITS = dict(zip("one two three four five six seven eight nine".split(), range(1, 10), strict=True))
TEENS = dict(zip("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(), range(10, 20), strict=True))
TENS = dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True))
LARGE = "hundreds?|thousands?|million|billion|dozens?"
NUMBER_WORDS = rf"(?:{'|'.join([*UNITS, *TEENS, *TENS])}|{LARGE})"
"""A pattern without regard to case is meant; so it is for LARGE."""
FULL_MONTHS = "January February March April May June July August September October November December".split()
MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?"
    r"|Dec(?:ember)?)"
)
WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
