"""Headings that are hardly larger than the text and not heavier: what the whole document does again and again tells them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ingest.printed.heading_shapes import bare_text, is_worded_like_heading, number_class
from ingest.printed.measures import Measures
from ingest.printed.page import Line
from ingest.printed.paragraph import Paragraph

__all__ = ["Places", "headings_by_style"]

_ADDRESS = re.compile(r"\W*(?:https?://|www\.)", re.IGNORECASE)  # under a link
_SLIGHTLY_LARGER = 1.04
_SMALLEST = 0.95  # of the size of the text: what is set smaller are notes, sources and labels
_SMALLEST_CAPITALS = 0.75  # small capitals are as much smaller
_CHARACTERS = 130
_INDENTED = 0.4  # sizes
_NUMBERED_CHARACTERS = 110  # a longer text behind a number is an item of a list
_SHARE = 0.6  # of all that a document sets in a style, when that is a style of headings
_FEWEST = 3  # different texts
_FEWEST_STRIKING = 2  # where they are underlined or a little larger
_TEXT = 45  # characters: a paragraph as long is running text
_SAME_ROW = 0.4  # sizes between the baselines of two cells of a row
_ABBREVIATION = 6  # letters
_NEXT_LINE = 3.0  # sizes
_CELL = 30  # characters: what stands beside a line of running text in a column of its own is longer


class _Style(NamedTuple):
    size: float
    bold: bool
    italic: bool
    underlined: bool
    capitals: bool
    counting: str = ""
    """How its number is written, where nothing else sets it apart from the text."""
    indented: bool = False
    """Whether such a number begins further in than the lines of its column."""


class Places:
    """What follows each paragraph, and what stands beside it."""

    def __init__(self, order: Sequence[Paragraph | None]) -> None:
        """``order`` holds the paragraphs as they are read, and None for each table."""
        self._after = {id(one): after for one, after in zip(order, [*order[1:], None], strict=True) if one is not None}
        self._last = next((one for one in reversed(order[-1:])), None)
        self._lines: dict[int, list[tuple[Line, int]]] = defaultdict(list)
        for one in order:
            if one is not None:
                for line in one.lines:
                    self._lines[line.page].append((line, len(one.flat)))

    def after(self, paragraph: Paragraph) -> Paragraph | None:
        """The next paragraph, or None before a table and at the end."""
        return self._after.get(id(paragraph))

    def ends(self, paragraph: Paragraph) -> bool:
        """Whether nothing follows at all."""
        return paragraph is self._last

    def is_right_above(self, paragraph: Paragraph, after: Paragraph) -> bool:
        """Whether a paragraph stands in the line right under another."""
        last, first = paragraph.lines[-1], after.lines[0]
        is_below = last.page == first.page and 0 < last.baseline - first.baseline < _NEXT_LINE * last.size
        return is_below and first.shares_columns_with(last)

    def is_in_row(self, paragraph: Paragraph) -> bool:
        """Whether a short text stands beside it, as in the rows of a table that has no rules."""
        line = paragraph.lines[0]
        return any(
            abs(other.baseline - line.baseline) < _SAME_ROW * line.size and not other.shares_columns_with(line) and characters < _CELL
            for other, characters in self._lines[line.page]
        )


def headings_by_style(
    paragraphs: Sequence[Paragraph], measures: Measures, places: Places, known: Mapping[int, Paragraph]
) -> list[Paragraph]:
    """The paragraphs that are headings by their style. ``known`` holds by id those that are headings already."""
    groups: dict[_Style, list[Paragraph]] = defaultdict(list)
    for paragraph in paragraphs:
        style = None if paragraph.bullet or paragraph.is_contents or id(paragraph) in known else _style(paragraph, measures)
        if style is not None:
            groups[style].append(paragraph)
    found = []
    for style, group in groups.items():
        worded = [paragraph for paragraph in group if _may_be(paragraph, style)]
        heads = [paragraph for paragraph in worded if _heads_text(paragraph, style, measures, places)]
        fewest = _FEWEST_STRIKING if style.underlined or style.size > _SLIGHTLY_LARGER * measures.body_size else _FEWEST
        others = worded if style.underlined else group  # a rule under a whole sentence is there for its weight
        telling = [paragraph for paragraph in others if id(places.after(paragraph)) not in known]
        if len({paragraph.flat for paragraph in heads}) >= fewest and len(heads) >= _SHARE * len(telling):
            found += _with_those_above(worded, style, measures, {id(paragraph) for paragraph in heads}, places, known)
    return found


def _style(paragraph: Paragraph, measures: Measures) -> _Style | None:
    """The style of a paragraph, where it sets it apart from the text."""
    size, capitals = round(paragraph.size * 2) / 2, _is_in_capitals(paragraph)
    if size < (_SMALLEST_CAPITALS if capitals else _SMALLEST) * measures.body_size:
        return None
    style = _Style(size, paragraph.is_bold, paragraph.is_italic, paragraph.is_underlined, capitals)
    is_apart = style.underlined or capitals or (style.italic and not measures.body_is_italic)
    is_apart = is_apart or size > _SLIGHTLY_LARGER * measures.body_size
    if is_apart:
        return style
    counting = number_class(paragraph) if paragraph.label else ""
    if not counting:
        return None
    indented = paragraph.left > paragraph.columns[0].left + _INDENTED * paragraph.size
    return style._replace(counting=counting + paragraph.label[-1:], indented=indented)


def _is_in_capitals(paragraph: Paragraph) -> bool:
    """Whether all of its letters are capitals, and there are too many for an abbreviation."""
    return paragraph.flat.isupper() and sum(map(str.isalpha, paragraph.flat)) > _ABBREVIATION


def _may_be(paragraph: Paragraph, style: _Style) -> bool:
    most = _NUMBERED_CHARACTERS if style.counting else _CHARACTERS
    return is_worded_like_heading(paragraph, with_colon=style.underlined) and len(bare_text(paragraph)) <= most


def _heads_text(paragraph: Paragraph, style: _Style, measures: Measures, places: Places) -> bool:
    """Whether running text, a list or a table that is set otherwise follows a paragraph."""
    after = places.after(paragraph)
    if after is None:
        return not places.ends(paragraph) and not style.counting
    if _style(after, measures) == style or after.size > max(paragraph.size, measures.body_size) + 1 or places.is_in_row(paragraph):
        return False
    if (
        after.lines[0].page == paragraph.lines[-1].page
        and after.lines[0].baseline > paragraph.lines[-1].baseline
        and after.left < paragraph.left
    ):
        return False
    if not after.is_item and (after.flat[0].islower() or _ADDRESS.match(after.flat)):
        return False
    if style.counting and _counts_no_deeper(after, paragraph):
        return False
    return style.underlined or after.is_item or len(after.flat) >= _TEXT or after.flat.endswith((".", "?", "!", ":"))


def _counts_no_deeper(after: Paragraph, paragraph: Paragraph) -> bool:
    """Whether the next paragraph is the next item of the same list, or of one further out."""
    own, other = number_class(paragraph), number_class(after) if after.label else ""
    return other == own or (other[:1] == own[:1] == "1" and other.count(".") <= own.count("."))


def _with_those_above(
    worded: Sequence[Paragraph], style: _Style, measures: Measures, heads: set[int], places: Places, known: Mapping[int, Paragraph]
) -> list[Paragraph]:
    """Those of a group that head text, and those that stand right above one of them or above another heading."""
    found = []
    for paragraph in worded:
        after = places.after(paragraph)
        is_above = after is not None and (id(after) in heads or id(after) in known) and not style.counting
        is_larger = after is not None and after.size > max(paragraph.size, measures.body_size) + 1
        if id(paragraph) in heads or (is_above and not is_larger):
            found.append(paragraph)
    return found
