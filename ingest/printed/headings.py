"""Which printed paragraphs are headings: by the file's outline, by size and weight, and by what the whole document does."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from ingest.printed.heading_ranks import rank_headings
from ingest.printed.heading_shapes import is_worded_like_heading, unit_of
from ingest.printed.heading_styles import Places, headings_by_style
from ingest.printed.measures import Measures
from ingest.printed.paragraph import Paragraph

__all__ = ["OutlineEntry", "find_headings", "find_title"]

_LARGER = 1.12  # a heading set larger than the text is so by at least an eighth
_SMALLEST = 0.85
_CHARACTERS = 220
_BOLD_CHARACTERS = 130
_CAPITALS = 6  # letters: fewer capitals are an abbreviation
_LINES = 4
_FEWEST_UNITS = 2
_TITLED = 0.6  # share of the parts whose number has a title right under it, where titles are set like that
_VALUE = 40  # characters: what stands under a heading in a table without rules is shorter
_VALUE_LETTERS = 3  # fewer are a figure, with its unit perhaps
_TITLE_LARGER = 1.3
_FEWEST_OF_LIST = 4  # lines
_NEXT_LINE = 1.6  # sizes from line to line
_LARGEST_OF_LIST = 1.5  # times the text; larger lines are those of a cover


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """One entry of a file's outline. ``level`` counts from 1; ``page`` counts from 1."""

    title: str
    level: int
    page: int | None


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _bare(text: str) -> str:
    """Without a number in front."""
    return _letters(
        re.sub(r"^\s*(?:(?:chapter|part|section|annex|appendix)\s+\w+\s*[:.–-]?|[\d.]+|[a-z]\.)\s+", "", text, flags=re.IGNORECASE)
    )


def find_headings(order: Sequence[Paragraph | None], measures: Measures, outline: Sequence[OutlineEntry]) -> None:
    """Gives every paragraph that is a heading its rank, in ``level``.

    ``order`` holds the paragraphs as they are read, and None for each table.
    """
    paragraphs = [one for one in order if one is not None]
    places = Places(order)
    named = _in_outline(paragraphs, outline)
    found = {id(paragraph): paragraph for paragraph in paragraphs if id(paragraph) in named}
    for paragraph in paragraphs:
        if not paragraph.bullet and not paragraph.is_contents and _looks_like_heading(paragraph, measures, places):
            found[id(paragraph)] = paragraph
    for paragraph in _units(paragraphs, places, found):
        found[id(paragraph)] = paragraph
    for paragraph in headings_by_style(paragraphs, measures, places, found):
        found[id(paragraph)] = paragraph
    for paragraph in _lists(order, [one for one in found if one not in named], measures):
        del found[id(paragraph)]
    headings = [paragraph for paragraph in paragraphs if id(paragraph) in found]
    pairs = [(heading, after) for heading in headings if (after := places.after(heading)) is not None and id(after) in found]
    rank_headings(headings, pairs, named)


def _lists(order: Sequence[Paragraph | None], found: Collection[int], measures: Measures) -> list[Paragraph]:
    """Paragraphs that would be headings, set alike, begin alike and stand right under one another: the lines of a list."""
    may_be = frozenset(found)
    runs: list[list[Paragraph]] = [[]]
    for one in order:
        if one is None or id(one) not in may_be or one.size > _LARGEST_OF_LIST * measures.body_size:
            runs.append([])
        elif runs[-1] and _is_next_line(runs[-1][-1], one):
            runs[-1].append(one)
        else:
            runs.append([one])
    return [paragraph for run in runs if len(run) >= _FEWEST_OF_LIST for paragraph in run]


def _is_next_line(above: Paragraph, paragraph: Paragraph) -> bool:
    last, first = above.lines[-1], paragraph.lines[0]
    is_below = last.page == first.page and 0 < last.baseline - first.baseline < _NEXT_LINE * last.size
    return is_below and first.is_set_like(last) and abs(first.left - last.left) < 1


def _in_outline(paragraphs: Sequence[Paragraph], outline: Sequence[OutlineEntry]) -> dict[int, int]:
    """The ranks of the paragraphs that the outline names on their page, by id."""
    by_page: dict[int, dict[str, int]] = defaultdict(dict)
    for entry in outline:
        if entry.page is not None and _bare(entry.title):
            by_page[entry.page][_bare(entry.title)] = entry.level
    named = {}
    for paragraph in paragraphs:
        level = by_page[paragraph.lines[0].page].get(_bare(paragraph.flat))
        if level is not None and len(paragraph.lines) <= _LINES and not paragraph.bullet and not paragraph.is_contents:
            named[id(paragraph)] = level
    return named


def _looks_like_heading(paragraph: Paragraph, measures: Measures, places: Places) -> bool:
    """Whether a paragraph is set so much larger or heavier than the text that it is a heading wherever it stands."""
    text = paragraph.flat
    is_heavier = paragraph.is_bold and not measures.body_is_bold
    if not is_worded_like_heading(paragraph, with_colon=is_heavier) or _leads_bold_items(paragraph, places):
        return False
    if paragraph.size > _LARGER * measures.body_size:
        return len(text) <= _CHARACTERS
    if len(text) > _BOLD_CHARACTERS or paragraph.size < _SMALLEST * measures.body_size:
        return False
    letters = sum(map(str.isalpha, text))
    is_capital = text.isupper() and (letters > _CAPITALS or paragraph.is_underlined) and len(paragraph.lines) < 3  # noqa: PLR2004  # lines
    return (is_heavier or is_capital) and not _is_cell(paragraph, measures, places)


def _leads_bold_items(paragraph: Paragraph, places: Places) -> bool:
    """Whether a bold line with a colon leads a list that is bold too, as recommendations are set."""
    after = places.after(paragraph) if paragraph.flat.endswith(":") else None
    return after is not None and after.is_item and after.is_bold and abs(after.size - paragraph.size) < 1


def _is_cell(paragraph: Paragraph, measures: Measures, places: Places) -> bool:
    """Whether what looks like a heading stands over nothing, or over and beside short texts as in a table without rules."""
    after = places.after(paragraph)
    if after is None:
        return False
    if after.size > _LARGER * measures.body_size and after.size > paragraph.size + 1 and is_worded_like_heading(after):
        return after.lines[0].page == paragraph.lines[-1].page
    is_value = sum(map(str.isalpha, after.flat)) < _VALUE_LETTERS and any(map(str.isdigit, after.flat))
    if is_value and places.is_right_above(paragraph, after):
        return True
    is_short = len(after.flat) < _VALUE and not after.flat.endswith((".", "?", "!")) and not after.is_item
    return is_short and places.is_in_row(paragraph)


def _units(paragraphs: Sequence[Paragraph], places: Places, found: dict[int, Paragraph]) -> list[Paragraph]:
    """Paragraphs that name a part by its number alone ("Article 12"), where there are several or a heading is under it, and the titles."""
    by_unit = defaultdict(list)
    for paragraph in paragraphs:
        if unit_of(paragraph) and not paragraph.is_contents:
            by_unit[unit_of(paragraph)].append(paragraph)
    units: list[Paragraph] = []
    for group in by_unit.values():
        under = [after for paragraph in group if (after := places.after(paragraph)) is not None and places.is_right_above(paragraph, after)]
        titles = [after for after in under if is_worded_like_heading(after) and not after.is_item and len(after.flat) <= _BOLD_CHARACTERS]
        if len({paragraph.flat for paragraph in group}) >= _FEWEST_UNITS or any(id(title) in found for title in under):
            units += group
            units += titles if len(titles) >= _TITLED * len(group) else []
    return units


def find_title(paragraphs: Sequence[Paragraph], measures: Measures) -> Paragraph | None:
    """What is set largest on the first page with text, when it stands out."""
    if not paragraphs:
        return None
    page = paragraphs[0].lines[0].page
    first = [
        paragraph
        for paragraph in paragraphs
        if paragraph.lines[0].page == page and paragraph.level and sum(map(str.isalpha, paragraph.flat)) > 5  # noqa: PLR2004  # not a year
    ]
    largest = max(first, key=lambda paragraph: paragraph.size, default=None)
    if largest is None or largest.size < _TITLE_LARGER * measures.body_size or len(largest.flat) > _CHARACTERS:
        return None
    return largest
