"""Which cells of a table's row say what the question asks for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from copro_qa.answering.clauses import overlap, words_of
from copro_qa.answering.lead_ins import GIVEN
from copro_qa.answering.subjects import terms_in

__all__ = ["in_row"]

Range = tuple[int, int]

_ASKING = frozenset("what which who whom whose when where why how would could should can do does did".split())
_CELL = re.compile(r"(?:([^:;]{1,80}): )?(.+?)(?:; |$)", re.DOTALL)
_FIGURE = re.compile(r"[\d\s./–-]+")
_SHARED = 2
"""Words of the question from which a cell of a table speaks of what is asked."""


def in_row(text: str, asked: AbstractSet[str], pointed: Sequence[Range] = (), *, names: bool = True, figures: bool = True) -> list[Range]:
    """The ranges of a table's row that tell: the cells under the heading that the question names, else all but the row's name.

    None of a row with a single cell: that is as good as a sentence. ``names``: the question may well ask for the row's name.
    """
    # "What it would do" is not named by every question that asks what.
    asked = asked - _ASKING
    headings, cells = [], []
    for match in _CELL.finditer(text):
        headings.append(terms_in(words_of(match[1] or "")))
        cells.append((match.span(2), terms_in(words_of(match[2]))))
    if len(cells) < 2:  # noqa: PLR2004
        return []
    if not names:
        # "Under the proposals, may I take part?" is answered by what a proposal would do.
        headings[0] = frozenset()
    named = max((len(heading & asked) for heading in headings), default=0)
    under = [cell for heading, cell in zip(headings, cells, strict=True) if len(heading & asked) == named]
    # Where all headings share the question's words, none is named by them.
    if named and len(under) < len(cells) and (told := _saying_something(under, asked)):
        return told
    if answering := _sharing_most(cells, asked):
        return answering
    told = _saying_something(cells, asked)
    if not figures:
        # The day on which something was issued is not what changed.
        told = [(start, end) for start, end in told if not _FIGURE.fullmatch(text, start, end)] or told
    if at := [place for place in told if any(overlap(place, mark) for mark in pointed)]:
        return at
    return [place for place in told if place != cells[0][0]] or told or [place for place, _ in cells[:1]]


def _sharing_most(cells: Sequence[tuple[Range, frozenset[str]]], asked: AbstractSet[str]) -> list[Range]:
    """The one cell behind the row's name that has most of the question's words, and more: what it says is what the question speaks of."""
    shared = [len(value & asked) for _, value in cells]
    most = max(shared)
    place = shared.index(most)
    goes_on = not cells[place][1] <= asked
    return [cells[place][0]] if place and most >= _SHARED and shared.count(most) == 1 and goes_on else []


def _saying_something(cells: Sequence[tuple[Range, frozenset[str]]], asked: AbstractSet[str]) -> list[Range]:
    """The cells of which the question has less than half; where none is left, those that it does not have whole."""
    mostly_new = [place for place, value in cells if not value or len(value & asked) < GIVEN * len(value)]
    return mostly_new or [place for place, value in cells if not value <= asked]
