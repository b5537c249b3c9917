"""Paragraphs that are interrupted by a box, a figure or the end of a page: which one a line goes on with."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.enumerators import item_mark
from ingest.printed.line_ends import FULL_LINE, ends, is_full_here, is_short
from ingest.printed.measures import Measures
from ingest.printed.page import Line
from ingest.printed.paragraph import Paragraph

__all__ = ["interrupted_by"]

_MOST_BETWEEN = 8  # paragraphs in a box beside a paragraph


def interrupted_by(line: Line, paragraphs: Sequence[Paragraph], measures: Measures) -> Paragraph | None:
    """Of the last ``paragraphs`` the one that a line within a sentence goes on with, though something else was read in between."""
    if not line.flat[:1].islower() or item_mark(line.text) is not None:
        return None
    last = paragraphs[-_MOST_BETWEEN:]
    if last and last[-1].lines[-1].page < line.page:
        return _cut_by_page(line, last) if ends(last[-1].lines[-1]) else None
    return next((paragraph for paragraph in reversed(last) if _stands_above(paragraph, line, measures)), None)


def _stands_above(paragraph: Paragraph, line: Line, measures: Measures) -> bool:
    """Whether a paragraph that is no end of a sentence stands right above a line."""
    last = paragraph.lines[-1]
    is_below = 0 < last.baseline - line.baseline <= 1.22 * measures.line_distance(line.size) + 0.5
    is_text = not ends(last) and not paragraph.is_contents and not last.is_entry and is_full_here(paragraph)
    return last.page == line.page and is_below and line.is_set_like(last) and abs(line.left - last.left) < 1 and is_text


def _cut_by_page(line: Line, paragraphs: Sequence[Paragraph]) -> Paragraph | None:
    """Of the last ``paragraphs`` of the page before, the only one that breaks off within a sentence, where another was read behind it."""
    found = [
        paragraph
        for paragraph in paragraphs
        if (last := paragraph.lines[-1]).page == line.page - 1
        and line.is_set_like(last)
        and not (ends(last) or paragraph.is_contents or last.is_entry)
        and len(last.flat) > FULL_LINE
        and not is_short(paragraph)
    ]
    return found[0] if len(found) == 1 else None
