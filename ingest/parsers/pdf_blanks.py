"""What was typed over the blanks of a form: "for __ minutes" with a 20 upon the blank reads "for 20 minutes"."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from ingest.placed_text import Places
from ingest.printed.page import Line

__all__ = ["with_filled_blanks"]

_BLANK = re.compile(r"_{2,}")
_UPON = 0.5  # share of the smaller of both by which an entry and its blank stand over one another
_SAME_ROW = 0.7  # sizes between the baselines of a line and of what is typed upon its blanks


def with_filled_blanks(lines: Sequence[Line], added: Collection[int]) -> list[Line]:
    """The lines, with those of which the ids are in ``added`` put into the blanks that they stand upon, of other lines."""
    values = [line for line in lines if id(line) in added and line.text.strip() and "__" not in line.text]
    if not values:
        return list(lines)
    placed: set[int] = set()
    for line in lines:
        if line.raised or line.is_turned or "__" not in line.text:
            continue
        for blank in reversed(list(_BLANK.finditer(line.text))):
            places = line.placed.places[blank.start() : blank.end()]
            upon = [value for value in values if id(value) not in placed and _is_upon(value, line, places)]
            if len(upon) == 1:
                placed.add(id(upon[0]))
                line.placed = line.placed[: blank.start()] + upon[0].placed.stripped() + line.placed[blank.end() :]
    return [line for line in lines if id(line) not in placed]


def _is_upon(value: Line, line: Line, places: Places) -> bool:
    """Whether an entry stands upon a blank of a line, of which the places of the characters are given."""
    if abs(value.baseline - line.baseline) > _SAME_ROW * max(line.size, value.size):
        return False
    left, right = float(places[:, 1].min()), float(places[:, 3].max())
    entry = value.placed.stripped().places
    start, end = float(entry[:, 1].min()), float(entry[:, 3].max())
    return min(right, end) - max(left, start) > _UPON * min(right - left, end - start)
