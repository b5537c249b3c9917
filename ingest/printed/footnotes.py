"""Footnotes at the foot of printed pages: small type, each beginning with its mark."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from copro_qa.document import BlockKind
from ingest.draft import DraftBlock
from ingest.notes import is_note_key
from ingest.printed.page import Line, PrintedPage, Rule
from ingest.printed.reading_order import in_reading_order

__all__ = ["Footnote", "spaced", "take_footnotes"]

_SMALLER = 0.94  # footnotes are set at most this large beside the text
_RULE_ABOVE = 3.0  # sizes from the first footnote up to the rule over it
_SAME_EDGE = 3.0  # points by which a footnote may begin to the left of its rule; the next column begins to the right of it
_NUMBERED = re.compile(r"\s*(?P<key>\d{1,3}|[*†‡§]{1,2})[.)]?\s+(?=\S)")
_SPAN = 0.6  # share of the page, from its foot, that footnotes may fill
_FOOT = 0.25  # share of the page, from its foot, in which notes end that only a rule tells, or that are as large as the text
_OF_A_LOGO = 0.7  # of the size of a note: what is smaller and beside it is no part of it
_TIGHT = 1.6  # sizes between two lines of one note
_MOST_LINES = 1000  # of a page: beyond, comparing each with each other takes too long


@dataclass(slots=True)
class Footnote:
    """One footnote: its key as printed ("" for the rest of one that began on an earlier page) and its lines."""

    key: str
    lines: list[Line]

    def block(self) -> DraftBlock:
        """The block of its text, which begins with the key."""
        pieces = [line.piece(ends_line=line is not self.lines[-1]) for line in self.lines]
        return DraftBlock(BlockKind.FOOTNOTE, pieces, note=f"{self.lines[0].page}:{self.key}" if self.key else "")


def take_footnotes(page: PrintedPage, body_size: float) -> list[Footnote]:
    """The footnotes of a page in order. Their lines are taken out of the page."""
    ordered = _lines_at_feet_of_columns(page, body_size) or _lines_at_foot(page, body_size)
    notes: list[Footnote] = []
    apart: set[int] = set()
    for line in ordered:
        key = _key(line)
        if key and (not notes or _may_follow(notes[-1].key, key)):
            notes.append(Footnote(key, [spaced(line)]))
        elif notes and _stands_apart(line, notes[-1].lines):
            apart.add(id(line))
        elif notes:
            notes[-1].lines.append(line)
    taken = {id(line) for line in ordered} - apart
    if not notes or not _key(ordered[0]):
        return []
    page.lines = [line for line in page.lines if id(line) not in taken]
    return notes


def _stands_apart(line: Line, note: Sequence[Line]) -> bool:
    """Whether a line in much smaller type stands beside a note, as the words of a logo do."""
    return line.size < _OF_A_LOGO * note[0].size and not any(line.shares_columns_with(other) for other in note)


def _lines_at_foot(page: PrintedPage, body_size: float) -> list[Line]:
    """The lines of the notes of a page in order: those in small type, else those below rules."""
    small = list(_small_lines_at_foot(page, body_size))
    if not small:
        return _lines_below_rules(page)
    starts = [line for line in small if _key(line)]
    if not any(_is_called(line, page, small) for line in starts):
        return []
    highest = max(line.baseline for line in starts)
    return in_reading_order([line for line in small if line.baseline <= highest + 0.3 * line.size])


def _lines_at_feet_of_columns(page: PrintedPage, body_size: float) -> list[Line]:
    """The lines of notes that stand under two columns of text or more, column by column; none unless all of them surely are.

    The text of one column may end lower than the notes of the next begin. So each foot has to begin with a raised mark that is raised in
    the text too, or, where a note goes on from the column before, below a rule.
    """
    if len(page.lines) > _MOST_LINES:
        return []
    limit = page.bottom + _SPAN * page.height
    large = [line for line in page.lines if line.size > _SMALLER * body_size and len(line.flat) > 3]  # noqa: PLR2004  # not a stray mark
    small = [
        line
        for line in page.lines
        if line.size <= _SMALLER * body_size
        and line.baseline < limit
        and all(other.baseline > line.baseline for other in large if other.shares_columns_with(line))
    ]
    marks = {is_note_key(line.text[start:end]) for line in large for start, end in line.raised}
    feet: list[list[Line]] = []
    for line in sorted(small, key=lambda line: (line.left, -line.baseline)):
        foot = next((foot for foot in feet if any(other.shares_columns_with(line) for other in foot)), None)
        if foot is None:
            feet.append([line])
        else:
            foot.append(line)
    kept: list[Line] = []
    for foot in feet:
        foot.sort(key=lambda line: -line.baseline)
        has_mark = bool(foot[0].raised) and _key(foot[0]) in marks
        if not has_mark and not (kept and _is_below_rule(foot[0], page.rules)):
            return []
        kept += foot
    return kept if len(feet) > 1 else []


def _is_below_rule(line: Line, rules: Sequence[Rule]) -> bool:
    """Whether a level rule stands close over the beginning of a line."""
    over = (rule for rule in rules if not rule.is_upright and rule.left - _SAME_EDGE < line.left < rule.right)
    return any(0 <= rule.bottom - line.top < _RULE_ABOVE * line.size for rule in over)


def _small_lines_at_foot(page: PrintedPage, body_size: float) -> Iterator[Line]:
    """The lines below the last line of the page that is as large as the text."""
    limit = page.bottom + _SPAN * page.height
    large = [line.baseline for line in page.lines if line.size > _SMALLER * body_size and len(line.flat) > 3]  # noqa: PLR2004  # not a stray mark
    for line in page.lines:
        if line.size <= _SMALLER * body_size and line.baseline < limit and all(other > line.baseline for other in large):
            yield line


def _lines_below_rules(page: PrintedPage) -> list[Line]:
    """The lines of notes as large as the text, column by column where there are several, each below its own rule."""
    limit = page.bottom + _SPAN * page.height
    feet: list[list[Line]] = []
    for rule in sorted((rule for rule in page.rules if not rule.is_upright and rule.bottom < limit), key=lambda rule: -rule.bottom):
        below = _lines_below(rule, page)
        if below and not any(other.shares_columns_with(line) for foot in feet for other in foot for line in below):
            feet.append(below)
    feet.sort(key=lambda foot: foot[0].left)
    keys = [[key for line in foot if (key := _key(line))] for foot in feet]
    is_one_count = all(_may_follow(before[-1], after[0]) for before, after in pairwise(keys))
    return [line for foot in (feet if is_one_count else feet[:1]) for line in foot]


def _lines_below(rule: Rule, page: PrintedPage) -> list[Line]:
    """The lines below a rule under which a raised mark stands that is raised in the text above too.

    The rule may also be the last one of a table, and text may follow the note below it. So there are none unless all lines below are
    notes: set alike and tightly, down to the foot of the page, with no other rule below.
    """
    below = [line for line in page.lines if line.baseline < rule.bottom and rule.left - _SAME_EDGE < line.left < rule.right]
    below.sort(key=lambda line: -line.baseline)
    first = below[0] if below else None
    if first is None or not first.raised or rule.bottom - first.top > _RULE_ABOVE * first.size:
        return []
    if below[-1].baseline > page.bottom + _FOOT * page.height or not all(_goes_on(*pair) for pair in pairwise(below)):
        return []
    if any(_is_below(other, rule) for other in page.rules):
        return []
    above = {is_note_key(line.text[start:end]) for line in page.lines if line.baseline > rule.bottom for start, end in line.raised}
    return below if _key(first) and _key(first) in above else []


def _goes_on(line: Line, following: Line) -> bool:
    """Whether the next line belongs to notes too: it is set like the one above it, and stands close to it or begins a note."""
    if abs(following.size - line.size) > 0.5 or following.bold != line.bold:  # noqa: PLR2004  # a point's half is how sizes are rounded
        return False
    return line.baseline - following.baseline <= _TIGHT * line.size or bool(following.raised and _key(following))


def _is_below(other: Rule, rule: Rule) -> bool:
    return not other.is_upright and other.bottom < rule.bottom - 1 and other.left < rule.right and rule.left < other.right


def _key(line: Line) -> str:
    """The mark that a footnote's first line begins with, or an empty text."""
    if line.raised and not line.text[: line.raised[0][0]].strip():
        return is_note_key(line.text[: line.raised[0][1]]) or ""
    match = _NUMBERED.match(line.text)
    return match["key"] if match else ""


def _is_called(start: Line, page: PrintedPage, small: list[Line]) -> bool:
    """Whether something on the page says that a line begins a footnote, and no lines with a number in front: a mark, or a rule above."""
    if start.raised or not _key(start).isdigit():
        return True
    marks = {is_note_key(line.text[first:last]) for line in page.lines for first, last in line.raised}
    highest = max(line.top for line in small)
    ruled = any(not rule.is_upright and 0 <= rule.bottom - highest < _RULE_ABOVE * start.size for rule in page.rules)
    are_at_foot = min(line.baseline for line in small) < page.bottom + _FOOT * page.height  # else the rule may be the last of a table
    return _key(start) in marks or (ruled and are_at_foot)


def _may_follow(before: str, key: str) -> bool:
    """Whether a mark can be the next one on the page, and is not a number that a line happens to begin with."""
    if before.isdigit() and key.isdigit():
        return 0 < int(key) - int(before) <= 2  # noqa: PLR2004  # one may have been missed
    return True


def spaced(line: Line) -> Line:
    """The first line of a note, with a space between the mark and the text."""
    if line.raised and not line.text[: line.raised[0][0]].strip():
        end = line.raised[0][1]
        line.placed = line.placed[:end].stripped() + " " + line.placed[end:].stripped()
        line.raised = []
    return line
