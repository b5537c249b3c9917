"""Lines that come again at the edges of pages and are text all the same: headings, heads of tables, lines of paragraphs and forms."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from ingest.printed.measures import Measures
from ingest.printed.page import Line, PrintedPage
from ingest.printed.page_numbers import edge_lines
from ingest.printed.repeated_lines import HEADING, Place, pattern_of
from ingest.printed.ruled_tables import take_ruled_tables
from ingest.printed.table_edges import begins_table

__all__ = ["RepeatedText"]

_ROUNDS = 4  # what is text may show that its neighbour is
_SAME_ROW = 1.5  # points between two baselines
_SAME_EDGE = 3.0  # points between the edges of the cells of one column
_ROW_BELOW = 2.5  # sizes from the head of a table to its first row
_CLOSE_BELOW = 2.0  # ... where it has two columns only: a running line at either side of the page may stand over two columns of text
_HEADING_CHARACTERS = 100
_FEWEST_HEADINGS = 2  # that are set in one way before it is known to be that of headings
_MOSTLY = 0.2  # share of the text above which a way of setting it is no heading's

_MOST_ROWS = 3  # of running lines at one edge
_MOST_HEADED = 5  # pages one after the other that begin with the same heading; a running line heads more
_CONTINUED = re.compile(r"\(?\bcont(?:inued|['’]?d|\.)?\)?\s*\Z", re.IGNORECASE)

_Style = tuple[str, float, bool]


class RepeatedText:
    """Tells text from running lines among the lines that repeat."""

    def __init__(self, pages: Sequence[PrintedPage], usual: float) -> None:
        self._pages = pages
        self._usual = usual
        self._measures = Measures(pages)
        self._pages_with: Counter[str] = Counter()
        self._kept: set[int] = set()  # the ids of lines that come again and are text
        for page in pages:
            self._pages_with.update({line.flat.casefold() for line in page.lines})

    def leave_text(self, repeated: Mapping[int, list[Place]], furniture: Collection[int]) -> dict[int, list[Place]]:
        """Of the lines that repeat, those that are running lines. ``furniture`` holds the ids of what else is none of the text."""
        running = dict(repeated)
        for _ in range(_ROUNDS):
            others = running.keys() | set(furniture)
            looks = {
                id(line) for page in self._pages for line in page.lines if id(line) in running and self.stands_in_text(page, line, others)
            }
            kept = {one for one, like in running.items() if _are_mostly(looks, [id(line) for _, line in like if id(line) in running])}
            if not kept:
                break
            running = {one: like for one, like in running.items() if one not in kept}
            self._kept |= kept
        kept = self._headings(running) | self._first_letterheads(running)
        return {one: like for one, like in running.items() if one not in kept}

    # ------------------------------------------------------------------------------------------- by place

    def stands_in_text(self, page: PrintedPage, line: Line, others: Collection[int]) -> bool:
        """Whether a line stands within the text of its page. ``others`` holds the ids of running lines and page numbers."""
        text = [other for other in page.lines if id(other) not in others]
        is_head = line.baseline > (page.top + page.bottom) / 2
        return (
            self._is_further_in(line, text, is_head=is_head)
            or self._is_attached(line, text, is_head=is_head)
            or (is_head and _heads_columns(line, page, others))
            or _is_in_ruled_table(line, page, others)
            or begins_table(line, page, others, is_head=is_head)
        )

    def _is_further_in(self, line: Line, text: Sequence[Line], *, is_head: bool) -> bool:
        """Whether text is printed further out: what stands on this page alone, or is known as text though it comes again."""
        sign = 1 if is_head else -1
        return any(
            sign * (other.baseline - line.baseline) > 0.8 * line.size
            and other.shares_columns_with(line)
            and (self._pages_with[other.flat.casefold()] == 1 or id(other) in self._kept)
            for other in text
        )

    def _is_attached(self, line: Line, text: Sequence[Line], *, is_head: bool) -> bool:
        """Whether a line is set like the next one towards the middle of the page, and as near as the lines of a paragraph are."""
        sign = 1 if is_head else -1
        inner = [other for other in text if sign * (line.baseline - other.baseline) > _SAME_ROW and other.shares_columns_with(line)]
        if not inner:
            return False
        following = min(inner, key=lambda other: sign * (line.baseline - other.baseline))
        if abs(following.size - line.size) > 0.06 * line.size + 0.3 or following.bold != line.bold:
            return False
        return abs(line.baseline - following.baseline) <= 1.22 * self._measures.line_distance(line.size) + 0.5

    # ------------------------------------------------------------------------------------------- headings

    def _headings(self, running: Mapping[int, list[Place]]) -> set[int]:
        """The ids of those that are headings: of large ones the first, unless the same stands elsewhere in the text.

        On a few pages in a row all of them are, where headings within pages are set in the same way, and most pages of the file lack them.
        """
        styles = self._heading_styles(running)
        larger: dict[str, float] = {}
        for page in self._pages:
            for line in page.lines:
                if id(line) not in running:
                    larger[pattern_of(line)] = max(line.size, larger.get(pattern_of(line), 0.0))
        found = set()
        for page in self._pages:
            for line in page.lines:
                like = running.get(id(line))
                if like is None:
                    continue
                if _CONTINUED.search(line.flat):  # the heading itself stands further up
                    continue
                is_heading = _style(line) in styles and self._is_rare(line)
                is_large = line.size > HEADING * self._usual and larger.get(pattern_of(line), 0.0) < line.size - 1
                first, _ = like[0]
                if (is_heading and len(like) <= _MOST_HEADED) or ((is_heading or is_large) and first.number == page.number):
                    found.add(id(line))
        return found

    def _first_letterheads(self, running: Mapping[int, list[Place]]) -> set[int]:
        """The ids of lines that stand in four rows or more at an edge, on the first page: what a letter or form says of itself."""
        found = set()
        for page in self._pages:
            lines = [line for line in page.lines if id(line) in running]
            for is_head in (True, False):
                at_edge = [line for line in lines if (line.baseline > (page.top + page.bottom) / 2) is is_head]
                if len({round(line.baseline / 3) for line in at_edge}) > _MOST_ROWS:
                    found |= {id(line) for line in at_edge if running[id(line)][0][0].number == page.number}
        return found

    def _is_rare(self, line: Line) -> bool:
        return 2 * self._pages_with[line.flat.casefold()] < len(self._pages)

    def _heading_styles(self, running: Collection[int]) -> set[_Style]:
        """How the headings are set that stand within pages: larger than the text, or bold."""
        texts: dict[_Style, set[str]] = defaultdict(set)
        sizes: Counter[_Style] = Counter()
        for page in self._pages:
            edges = set(map(id, edge_lines(page)))
            for line in page.lines:
                if line.size < self._usual or not (line.bold or line.size > HEADING * self._usual):
                    continue
                sizes[_style(line)] += len(line.text)
                if id(line) not in edges and id(line) not in running and len(line.flat) <= _HEADING_CHARACTERS:
                    texts[_style(line)].add(line.flat.casefold())
        everything = sum(len(line.text) for page in self._pages for line in page.lines)
        return {style for style, found in texts.items() if len(found) >= _FEWEST_HEADINGS and sizes[style] <= _MOSTLY * everything}


def _are_mostly(looks: Collection[int], like: Sequence[int]) -> bool:
    return 2 * sum(one in looks for one in like) >= len(like)


def _style(line: Line) -> _Style:
    return line.font, round(line.size * 2) / 2, line.bold


def _heads_columns(line: Line, page: PrintedPage, others: Collection[int]) -> bool:
    """Whether a line is one of a row whose texts stand right over the cells of a table without rules."""
    row = [other for other in page.lines if id(other) in others and abs(other.baseline - line.baseline) < _SAME_ROW]
    below = [
        other
        for other in page.lines
        if id(other) not in others and 0.5 * line.size < line.baseline - other.baseline < _ROW_BELOW * max(line.size, other.size)
    ]
    over = [
        min(head.baseline - cell.baseline for cell in cells)
        for head in row
        if (cells := [cell for cell in below if min(abs(cell.left - head.left), abs(cell.right - head.right)) < _SAME_EDGE])
    ]
    if len(over) < len(row):
        return False
    return len(over) > 2 or (len(over) == 2 and max(over) < _CLOSE_BELOW * line.size)  # noqa: PLR2004  # columns


def _is_in_ruled_table(line: Line, page: PrintedPage, others: Collection[int]) -> bool:
    """Whether a line stands in a cell of a ruled table that has other rows on this page."""
    across, up = line.middle
    if not any(rule.is_upright and rule.bottom <= up <= rule.top for rule in page.rules):
        return False
    for table in take_ruled_tables(replace(page, lines=list(page.lines))):
        if table.left <= across <= table.right and table.bottom <= up <= table.top:
            rest = (other for other in page.lines if id(other) not in others)
            return any(table.bottom <= other.middle[1] <= table.top and table.left <= other.middle[0] <= table.right for other in rest)
    return False
