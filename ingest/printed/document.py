"""From the printed pages of a document to its draft."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from itertools import zip_longest

from copro_qa.document import BlockKind
from ingest.draft import Draft, DraftBlock, DraftPage
from ingest.left_out import Reason
from ingest.printed.aligned_tables import take_aligned_tables
from ingest.printed.cards import take_cards
from ingest.printed.contents_entries import settle_contents
from ingest.printed.continued_tables import carries_on, carry_on, open_table, take_continued_tables
from ingest.printed.drop_caps import join_drop_caps
from ingest.printed.end_notes import find_end_notes
from ingest.printed.entries import find_entries, mark_entries
from ingest.printed.footnotes import take_footnotes
from ingest.printed.headed_rows import take_headed_rows
from ingest.printed.headings import OutlineEntry, find_headings, find_title
from ingest.printed.interrupted import interrupted_by
from ingest.printed.joined_lines import joined_lines
from ingest.printed.labelled_tables import take_labelled_tables
from ingest.printed.labelled_values import take_labelled_values
from ingest.printed.line_breaks import mark_breaks
from ingest.printed.list_depth import Indents, find_unmarked_items
from ingest.printed.lone_dashes import mark_lone_dashes
from ingest.printed.measures import Measures
from ingest.printed.page import Line, PrintedPage
from ingest.printed.paragraph import Column, Paragraph
from ingest.printed.paragraphs import Paragraphs
from ingest.printed.reading_order import in_reading_order
from ingest.printed.ruled_tables import PlacedTable, take_ruled_tables
from ingest.printed.running_lines import drop_running_lines
from ingest.printed.spread_lines import joined_spread_lines
from ingest.printed.underlines import mark_underlined
from ingest.printed.word_tables import take_word_tables
from ingest.tables import table_blocks

__all__ = ["OutlineEntry", "printed_draft"]

_ASIDE_WORDS = 3  # fewer words that run up or down the page are labels of charts
_DRAWN_LINE = re.compile(r"[_.…=~–—\s-]{3,}|[\ufffd\s]+")  # typed where others draw one, or to be written on; or nothing that can be read
_BESIDE = 8.0  # sizes above and below a line
_FEWEST_BESIDE = 3  # lines of another column
_TITLE_LARGER = 1.4  # what is set this much larger than a line may span columns


def printed_draft(pages: list[PrintedPage], outline: Sequence[OutlineEntry], media_type: str) -> Draft:
    """The blocks of printed pages, in reading order, with the pages' labels."""
    draft = Draft(media_type, [], pages_without_text=tuple(page.number for page in pages if not page.lines))
    for page in pages:
        page.lines = joined_spread_lines(joined_lines(page.lines))
    join_drop_caps(pages)
    said = drop_running_lines(pages, draft.left_out)
    draft.pages = [DraftPage(page.number, page.label, page.size) for page in pages]
    measures = Measures(pages)
    found = _Gathering(measures, draft)
    for page, following in zip_longest(pages, pages[1:]):
        found.add_page(page, following)
    find_headings(found.order(), measures, outline)
    settle_contents(found.paragraphs, len(pages))  # once headings are known: what is no entry is text, and heads nothing
    draft.blocks = found.blocks(find_title(found.paragraphs, measures))
    draft.blocks += [DraftBlock(BlockKind.FOOTNOTE, [line.piece(ends_line=False)]) for line in said]
    return draft


class _Gathering:
    """Paragraphs, tables and footnotes of page after page, in order."""

    def __init__(self, measures: Measures, draft: Draft) -> None:
        self._measures = measures
        self._draft = draft
        self._paragraphs = Paragraphs(measures)
        self._found: list[Paragraph | PlacedTable | DraftBlock] = []
        self._open: Paragraph | None = None
        self._open_table: PlacedTable | None = None  # at the end of the page before
        self._notes: set[str] = set()
        self.paragraphs: list[Paragraph] = []

    def add_page(self, page: PrintedPage, following: PrintedPage | None) -> None:
        """Adds what stands on the next page, before the ``following``."""
        tables: list[PlacedTable] = list(take_ruled_tables(page, self._open_table))
        notes = take_footnotes(page, self._measures.body_size)
        cards = take_cards(page)
        tables += take_word_tables(page, following, body_is_bold=self._measures.body_is_bold)
        tables += take_continued_tables(page, tables, self._open_table)
        tables += take_headed_rows(page)
        tables += take_aligned_tables(page)
        tables += take_labelled_values(page)
        tables += take_labelled_tables(page)
        page.lines += page.in_charts
        self._open_table = open_table(page, tables)
        self._notes.update(f"{page.number}:{note.key}" for note in notes if note.key)
        mark_entries(page)
        mark_underlined(page)
        mark_breaks(page.lines, self._measures.body_size)
        mark_lone_dashes(page.lines)
        lines = [*page.lines, *cards]
        columns = _columns(lines)
        items: list[Line | PlacedTable] = [*lines, *tables]
        for item in in_reading_order(items):
            if isinstance(item, Line):
                self._add_line(item, columns[id(item)])
            else:
                self._add_table(item)
        self._found.extend(note.block() for note in notes)
        for line in page.aside:
            if len(line.flat.split()) >= _ASIDE_WORDS:
                self._found.append(DraftBlock(BlockKind.PARAGRAPH, [line.piece()]))
            else:
                self._draft.left_out[Reason.TURNED] += 1

    def _add_line(self, line: Line, column: Column) -> None:
        paragraph = self._paragraphs.add(line, column, self._open)
        if paragraph is self._open:
            return
        around = interrupted_by(line, self.paragraphs, self._measures)
        if around is None:
            self._found.append(paragraph)
            self.paragraphs.append(paragraph)
        else:
            around.lines.append(line)
            around.columns.append(column)
        self._open = around or paragraph

    def _add_table(self, table: PlacedTable) -> None:
        before = next((one for one in reversed(self._found) if not isinstance(one, DraftBlock)), None)
        if isinstance(before, PlacedTable) and carries_on(before, table):
            carry_on(before, table)
            return
        self._found.append(table)
        self._open = None if self._open is not None and self._open.lines[-1].page == table.page and _ends(self._open) else self._open

    def order(self) -> list[Paragraph | None]:
        """The paragraphs as they are read, and None for each table between them."""
        return [one if isinstance(one, Paragraph) else None for one in self._found if not isinstance(one, DraftBlock)]

    def blocks(self, title: Paragraph | None) -> list[DraftBlock]:
        """All that was found, as blocks."""
        blocks: list[DraftBlock] = []
        indents = Indents()
        find_unmarked_items(self.paragraphs)
        find_entries(self.paragraphs)
        end_notes = find_end_notes(self.paragraphs, self._notes, self._measures.body_size)
        for one in self._found:
            if isinstance(one, Paragraph) and id(one) in end_notes:
                blocks.extend(end_notes[id(one)])
            elif isinstance(one, Paragraph):
                if not _DRAWN_LINE.fullmatch(one.flat):
                    blocks.append(self._block(one, indents, is_title=one is title))
            elif isinstance(one, PlacedTable):
                blocks.extend(table_blocks(one.table))
            else:
                blocks.append(one)
        return blocks

    def _block(self, paragraph: Paragraph, indents: Indents, *, is_title: bool) -> DraftBlock:
        kind = BlockKind.PARAGRAPH
        if is_title:
            kind, paragraph.level = BlockKind.TITLE, 0
        elif paragraph.level:
            kind = BlockKind.HEADING
        elif paragraph.is_contents:
            kind = BlockKind.CONTENTS
        elif paragraph.is_item:
            kind = BlockKind.LIST_ITEM
        if kind is BlockKind.LIST_ITEM:
            paragraph.level = indents.depth(paragraph)
        else:
            indents.clear()
        return paragraph.block(kind, self._notes, self._draft.left_out)


def _ends(paragraph: Paragraph) -> bool:
    return paragraph.flat.endswith((".", ":", "?", "!"))


def _columns(lines: list[Line]) -> dict[int, Column]:
    """For each line the column it stands in, by id. A title over several columns says nothing of theirs."""

    def is_of_column(line: Line, other: Line) -> bool:
        return abs(other.left - line.left) < 4 * line.size and other.shares_columns_with(line) and other.size <= _TITLE_LARGER * line.size

    columns = {}
    for line in lines:
        inside = [other for other in lines if is_of_column(line, other)]
        right = max(other.right for other in inside)
        columns[id(line)] = Column(min(other.left for other in inside), right, len(inside), _own_right(line, inside, lines))
    return columns


def _own_right(line: Line, inside: list[Line], lines: list[Line]) -> float:
    """Where the lines of a column end that do not reach into the next one, where several lines of that stand beside a line."""
    beside = [other.left for other in lines if other.left > line.right and abs(other.baseline - line.baseline) < _BESIDE * line.size]
    if len(beside) < _FEWEST_BESIDE:
        return math.inf
    return max(other.right for other in inside if other.right <= min(beside))
