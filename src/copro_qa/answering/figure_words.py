"""The words that numbers, places in a row, months and days are written with: the one place that lists them."""

from __future__ import annotations

__all__ = ["FEW", "FEW_WORDS", "FULL_MONTHS", "LARGE", "MONTH", "NUMBER_WORDS", "ORDINALS", "TEENS", "TENS", "UNITS", "WEEKDAY", "few"]

UNITS = dict(zip("one two three four five six seven eight nine".split(), range(1, 10), strict=True))
TEENS = dict(zip("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(), range(10, 20), strict=True))
TENS = dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True))
LARGE = "hundreds?|thousands?|million|billion|dozens?"
NUMBER_WORDS = rf"(?:{'|'.join([*UNITS, *TEENS, *TENS])}|{LARGE})"
"""A pattern without regard to case is meant; so it is for LARGE."""
ORDINALS = r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last)"
"""A place in a row, up to the tenth."""
FEW_WORDS = {word: number for word, number in (UNITS | TEENS).items() if 2 <= number <= 12}  # noqa: PLR2004
FEW = rf"(?:{'|'.join(FEW_WORDS)}|[2-9]|1[0-2])"
"""As many as the things that a list has, in words or in figures. See :func:`few`."""
FULL_MONTHS = "January February March April May June July August September October November December".split()
MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?"
    r"|Dec(?:ember)?)"
)
WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"


def few(number: str) -> int:
    """What FEW matched, as a number."""
    return int(number) if number.isdecimal() else FEW_WORDS[number.casefold()]
