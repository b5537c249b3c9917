"""Where a printed paragraph ends and the next begins, over columns and pages."""

from __future__ import annotations

import re

from ingest.enumerators import awaits_number, follows, item_mark, strip_bullet
from ingest.figures import is_figure
from ingest.printed.line_ends import (
    FULL_LINE,
    are_justified,
    begins_next_note,
    counted,
    ends,
    first_word,
    is_cut_word,
    is_full_here,
    is_short,
    is_small_behind,
)
from ingest.printed.measures import Measures
from ingest.printed.page import Line
from ingest.printed.paragraph import Column, Paragraph
from ingest.unfinished import breaks_off

__all__ = ["LOOSE", "Paragraphs"]

_CLAUSE_END = re.compile(r"[;,]\s+(?:and|or)\Z|,\Z")
_CAPTION = re.compile(r"\s*(?:(?i:figure|fig\.|table|chart|box)\s+\d+(?:\.\d+)*:|(?:[Ff]IGURE|[Tt]ABLE|CHART|BOX)\s+\d+\b)")
_STOP = re.compile(r"[.:!?][)”’\"']*\Z")
_SPACE = 0.25  # sizes
_LOOSER = 1.75  # sizes between two lines of one item
LOOSE = 1.6
"""Sizes: at this distance of their lines, short ones are entries of a form or a poster, each of its own."""
_COLUMN_LINES = 4  # text runs on from column to column only where each has at least so many lines
_SAME_LINE_GAP = 3.0  # sizes: the widest gap within a justified line
_SAME_EDGE = 1.5  # points by which the numbers of paragraphs that follow one another may begin apart
_LITTLE_LARGER = 1.04  # a heading that is set closely over its text may be no larger than this
_OVER = 2.0  # sizes from a line that breaks off to the next one of its text, where texts are set loosely
_HANGS = 0.5  # sizes by which the lines of an item begin further in than its bullet


class Paragraphs:
    """Gathers lines, given in reading order, into paragraphs."""

    def __init__(self, measures: Measures) -> None:
        self._measures = measures
        self._counted: tuple[int, str, Line] | None = None  # the last paragraph that begins with a number

    def add(self, line: Line, column: Column, open_paragraph: Paragraph | None) -> Paragraph:
        """The paragraph that the line belongs to: the open one, or a new one."""
        is_next = open_paragraph is not None and self._counts_on(line, open_paragraph.lines[-1])
        if open_paragraph is not None and not is_next and not self._begins(line, column, open_paragraph):
            open_paragraph.lines.append(line)
            open_paragraph.columns.append(column)
            return open_paragraph
        number = counted(line)
        if number is not None:
            self._counted = (*number, line)
        return Paragraph(line, column)

    def _counts_on(self, line: Line, last: Line) -> bool:
        """Whether a line begins with the next number under that of the last numbered paragraph, whatever stands between them."""
        number = counted(line)
        if number is None or self._counted is None or line.follows is not None:
            return False
        if awaits_number(last.flat) or breaks_off(last.flat) or last.flat.endswith("-"):
            return False
        value, style, before = self._counted
        is_under = abs(line.left - before.left) < _SAME_EDGE and abs(line.size - before.size) < 0.5  # noqa: PLR2004  # points
        return number == (value + 1, style) and is_under

    def _begins(self, line: Line, column: Column, paragraph: Paragraph) -> bool:
        last = paragraph.lines[-1]
        if line.follows is last:
            return False
        if line.label or begins_next_note(line, paragraph):
            return True
        if paragraph.is_contents or line.is_contents or line.is_entry or last.is_entry:
            return True
        if abs(line.size - last.size) > 0.06 * last.size + 0.3 or strip_bullet(line.text) is not None:
            return True
        if line.page != last.page or line.baseline > last.baseline - 0.3 * line.size:
            return not self._goes_on_elsewhere(line, column, paragraph)
        if not any(other.page == line.page and other.shares_columns_with(line) for other in paragraph.lines):
            return True
        if line.parted_from is last or self._is_apart(line, paragraph) or self._changes_weight(line, paragraph):
            return True
        if self._is_centred_apart(line, paragraph):
            return True
        mark = item_mark(line.text)
        if mark is not None:
            return self._begins_item(line, mark, paragraph)
        return not is_cut_word(last, line) and (self._is_indented(line, paragraph) or self._was_short(line, paragraph))

    def _goes_on_elsewhere(self, line: Line, column: Column, paragraph: Paragraph) -> bool:
        """Whether a line at the head of the next column or page carries the paragraph on."""
        last = paragraph.lines[-1]
        mark = item_mark(line.text)
        is_item = mark is not None and (not is_small_behind(mark, line) or self._may_end(paragraph) or follows(paragraph.label, mark))
        is_item = is_item and not _is_named(mark, paragraph)
        is_ended = ends(last) and (paragraph.is_item or not last.flat.endswith(";"))  # within brackets sources are parted so
        if is_item or line.bold != last.bold or is_ended or _CAPTION.match(line.text) or is_figure(last.flat):
            return False
        if line.page == last.page:
            if abs(line.baseline - last.baseline) < 0.3 * line.size:
                return line.flat[:1].islower() and 0 < line.left - last.right < _SAME_LINE_GAP * line.size
            if min(column.lines, paragraph.columns[-1].lines) < _COLUMN_LINES:
                return False  # texts that are scattered over the page
        if line.size > 1.12 * self._measures.body_size:
            return line.page == last.page and line.flat[:1].islower()
        return line.flat[:1].islower() or (not is_short(paragraph) and len(last.flat) > 20)  # noqa: PLR2004  # a full line

    def _begins_item(self, line: Line, mark: str, paragraph: Paragraph) -> bool:
        """Whether a line that begins with a number begins an item; it may be that of a sentence: "as set out in paragraph 2.3"."""
        last, edge = paragraph.lines[-1], _HANGS * line.size
        if _is_named(mark, paragraph):
            return False
        if self._may_end(paragraph):
            return True
        if paragraph.is_item:
            left = min(other.left for other in paragraph.lines if other is paragraph.lines[0] or other.shares_columns_with(line))
            is_outer, is_level = line.left < left - edge, abs(line.left - paragraph.left) < edge
            return is_outer or (is_level and (paragraph.bullet or follows(paragraph.label, mark)))
        return line.left < last.left - edge and len(paragraph.lines) > 1

    def _may_end(self, paragraph: Paragraph) -> bool:
        """Whether a paragraph may end with its last line: a sentence or clause does, or there was room for more."""
        last = paragraph.lines[-1]
        return ends(last) or bool(_CLAUSE_END.search(last.flat)) or is_short(paragraph)

    def _is_apart(self, line: Line, paragraph: Paragraph) -> bool:
        last = paragraph.lines[-1]
        usual = self._measures.line_distance(line.size)
        if len(paragraph.lines) > 1 and paragraph.lines[-2].page == last.page:
            own = paragraph.lines[-2].baseline - last.baseline
            usual = max(usual, own) if 0 < own < 2 * line.size else usual
        distance = last.baseline - line.baseline
        if _leads_over(last, line) and distance < _OVER * line.size:
            return False
        if distance > LOOSE * max(line.size, self._measures.body_size):
            had_room = self._room(paragraph) > first_word(line) + line.size
            is_begun = len(paragraph.lines) > 1 or line.flat[:1].islower()
            is_justified = is_begun and are_justified(last, line) and not ends(last)  # beside a picture, say
            if (len(last.flat) < FULL_LINE or had_room) and not breaks_off(last.flat) and not is_justified:
                return True
        return distance > 1.22 * usual + 0.5 and not (distance <= _LOOSER * line.size and self._goes_on_hanging(line, paragraph))

    def _goes_on_hanging(self, line: Line, paragraph: Paragraph) -> bool:
        """Whether a line stands as far in as the text of an item whose last line had no room for its first word, within a sentence."""
        last = paragraph.lines[-1]
        hangs = paragraph.is_item and line.left > paragraph.left + _HANGS * line.size and line.is_set_like(last)
        return hangs and not _STOP.search(last.flat) and self._room(paragraph) < first_word(line) + _SPACE * line.size

    def _changes_weight(self, line: Line, paragraph: Paragraph) -> bool:
        last = paragraph.lines[-1]
        if line.bold == last.bold:
            return self._changes_look(line, paragraph)
        hangs = paragraph.is_item and line.left > paragraph.left + _HANGS * line.size
        if last.bold and hangs:  # an item that begins with bold words; under a bold number text may be set in as far
            return not paragraph.bullet and paragraph.is_bold and (line.flat[:1].isupper() or _is_in_brackets(line))
        if last.bold:  # a bold line over plain text: a heading, unless it is the start of a sentence
            return paragraph.is_bold and (is_short(paragraph) or line.flat[:1].isupper() or _is_in_brackets(line))
        return ends(last) or (is_short(paragraph) and not hangs)

    def _changes_look(self, line: Line, paragraph: Paragraph) -> bool:
        """Whether text begins under a heading that is underlined, italic or a little larger; the last of its lines has room for more."""
        last = paragraph.lines[-1]
        is_underlined = paragraph.is_underlined and not line.is_underlined
        is_italic = paragraph.is_italic and not line.italic and not paragraph.bullet
        is_larger = last.size > _LITTLE_LARGER * line.size
        if not (is_underlined or is_italic or is_larger) or not line.flat[:1].isupper() or breaks_off(last.flat):
            return False
        return self._room(paragraph) > first_word(line) + 2 * line.size and not ends(last)

    def _is_centred_apart(self, line: Line, paragraph: Paragraph) -> bool:
        """Whether two lines of a cover are centred one under the other; larger type makes one title of them."""
        last = paragraph.lines[-1]
        centred = abs((line.left + line.right) - (last.left + last.right)) < 6 and abs(line.left - last.left) > 2 * line.size  # noqa: PLR2004  # points
        return centred and line.size <= 1.12 * self._measures.body_size and (line.flat[:1].isupper() or line.flat[:1].isdigit())

    def _room(self, paragraph: Paragraph) -> float:
        """What is left of the column behind the last line, in points."""
        return paragraph.columns[-1].right - paragraph.lines[-1].right

    def _is_indented(self, line: Line, paragraph: Paragraph) -> bool:
        last = paragraph.lines[-1]
        if paragraph.is_item:
            hangs = min((other.left for other in paragraph.lines[1:] if other.page == line.page), default=None)
            if hangs is None:
                out = line.left < paragraph.left - 0.8 * line.size
                return line.flat[:1].isupper() and (out or (line.left < paragraph.left + 0.3 * line.size and ends(last)))
            return line.left < hangs - 0.8 * line.size and (ends(last) or is_short(paragraph)) and line.flat[:1].isupper()
        return line.left > last.left + 0.8 * line.size and ends(last) and len(paragraph.lines) > 1

    def _was_short(self, line: Line, paragraph: Paragraph) -> bool:
        """Whether the line before was the last of a paragraph: it stops early, and this one begins like a sentence."""
        last, right = paragraph.lines[-1], paragraph.columns[-1].right
        if paragraph.bullet and line.left > paragraph.left + _HANGS * line.size:  # of an item no more than its own column counts
            right = min(right, paragraph.columns[-1].own_right)
        if are_justified(last, line) or (len(paragraph.lines) > 1 and are_justified(paragraph.lines[-2], last)):
            return False  # beside a picture, say, lines end further in than those of the column above and below
        if is_full_here(paragraph, line) or (breaks_off(last.flat) and not last.flat.endswith(",")):
            return False
        if not (line.flat[:1].isupper() or line.flat[:1].isdigit() or not line.flat[:1].isalnum()):
            return False
        room, needed = right - last.right, first_word(line)
        if ends(last):
            return room > needed + 1.5 * line.size
        return room > 0.3 * max(right - last.left, 1) and room > needed + 2 * line.size


def _is_in_brackets(line: Line) -> bool:
    """Whether a line is a remark in brackets, as under the headings of minutes: "(Item 9)"."""
    return line.flat.startswith("(") and line.flat.endswith(")")


def _leads_over(last: Line, line: Line) -> bool:
    """Whether a line ends in a word that no text ends in, such as "and", and the next one begins under it, set alike."""
    is_alike = abs(line.left - last.left) < 1 and line.is_set_like(last)
    return is_alike and breaks_off(last.flat) and not last.flat.endswith(",") and line.flat[:1].isalnum()


def _is_named(mark: str | None, paragraph: Paragraph) -> bool:
    """Whether a number at the beginning of a line is that of a clause which the sentence names, and not the next one of the list."""
    return mark is not None and awaits_number(paragraph.lines[-1].flat) and not follows(paragraph.label, mark)
