"""Whether the numbers to which dots lead are those of pages, as in a contents list, or amounts and codes, as in a schedule."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

__all__ = ["LARGEST", "is_index", "lead_to_pages", "led_number"]

_NUMBER = re.compile(r"(\d{1,4}|[ivxlc]+)\s*\Z")
_FEWEST = 2  # entries: a single line with dots and a number is part of a form or of a bill
_MOST_UNNUMBERED = 0.5  # of the entries, where a number stands in a line of its own
_RISING = 0.75  # of the steps from number to number; lists of tables begin anew, and columns are read one after the other
_FEWEST_IN_INDEX = 12  # steps from entry to entry; a table of a few parties goes by the alphabet too
LARGEST = 999  # hardly a document has more pages; a larger number is a code, a year or an amount


def led_number(text: str) -> int | None:
    """The number at the end of a line, 0 for a Roman one, which counts pages before the first; None where there is none."""
    match = _NUMBER.search(text)
    return None if match is None else int(match[1]) if match[1].isdecimal() else 0


def lead_to_pages(numbers: Sequence[int | None], pages: int = 0) -> bool:
    """Whether lines that end in these numbers are entries of a contents list: pages are counted, so that their numbers hardly ever fall.

    ``pages`` is how many the file has; an extract of a book has fewer than its contents list tells.
    """
    known = [number for number in numbers if number is not None]
    if len(known) < _FEWEST or len(known) < _MOST_UNNUMBERED * len(numbers) or max(known) > max(LARGEST, pages):
        return False
    steps = [before <= after for before, after in pairwise(filter(None, known))]
    return sum(steps) >= _RISING * len(steps)


def is_index(texts: Sequence[str], pages: int) -> bool:
    """Whether lines are entries of an index, which go by the alphabet, and lead to one of the ``pages`` of the file."""
    words = ["".join(filter(str.isalpha, text.casefold())) for text in texts]
    numbers = [number for text in texts if (number := led_number(text)) is not None]
    steps = [before <= after for before, after in pairwise(filter(None, words))]
    return len(steps) >= _FEWEST_IN_INDEX and sum(steps) >= _RISING * len(steps) and max(numbers, default=pages + 1) <= pages
