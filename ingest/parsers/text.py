"""Plain text: headings, lists and paragraphs told by their shape alone."""

from __future__ import annotations

import re
from itertools import islice, takewhile

from copro_qa.document import BlockKind
from ingest.draft import Draft, DraftBlock
from ingest.enumerators import awaits_number, item_mark, item_text, strip_bullet
from ingest.parsers.text_lines import WRAPPED_AT, Line, begins_next_note, breaks_word, is_wrapped, lines_of
from ingest.parsers.text_pages import without_running_lines
from ingest.parsers.text_tables import begins_like_table, table_at
from ingest.sections import heads_references
from ingest.unfinished import breaks_off

__all__ = ["is_heading_shape", "parse_text"]

_HEADING_CHARACTERS = 90
_HEADING_WORDS = 14
_SHORTEST_PARAGRAPH = 60
_PARAGRAPH_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,2})*\.?\s")
_LISTED_CHARACTERS = 220  # a longer line behind a colon is a paragraph of its own
_UNDERLINE = re.compile(r"\s*(={3,}|-{3,}|~{3,}|_{3,}|\*{3,}|\^{3,}|#{3,})\s*\Z")
_OF_ADDRESS = re.compile(r"\w@\w|://|\bwww\.|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\Z")  # of a person or page, or with a postcode
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*\Z")
_NUMBERED_HEADING = re.compile(r"(?:(?:chapter|part|section|annex|appendix)\s+\w+|\d{1,2}(?:\.\d{1,2}){0,3}\.?)\s+\S", re.IGNORECASE)


def is_heading_shape(text: str) -> bool:
    """Whether a line is short, begins like a heading and does not end like a sentence."""
    if not 2 <= len(text) <= _HEADING_CHARACTERS or len(text.split()) > _HEADING_WORDS:  # noqa: PLR2004  # one letter is none
        return False
    if text.endswith((".", ":", ";", ",", "!", "…")) or " | " in text or _OF_ADDRESS.search(text):
        return False
    return (text[0].isupper() or text[0].isdigit() or text[0] in "‘“'\"(") and any(character.isalpha() for character in text)


def parse_text(text: str) -> Draft:
    """The blocks of a plain text."""
    draft = Draft("text/plain", [])
    parts = without_running_lines(text.replace("\r\n", "\n").replace("\r", "\n").split("\f"), draft.left_out)
    wrapped = is_wrapped([line for part in parts for line in lines_of(part)])
    for part in parts:
        lines = lines_of(part)
        if not lines:
            continue
        blocks = _Reading(lines, wrapped=wrapped or is_wrapped(lines)).blocks
        if blocks and draft.blocks:
            blocks[0].after_break = True
        draft.blocks.extend(blocks)
    return draft


class _Reading:
    """One walk over the lines, gathering blocks."""

    def __init__(self, lines: list[Line], *, wrapped: bool) -> None:
        self._lines = lines
        self._wrapped = wrapped
        self._has_gaps = any(line.gap for line in lines[1:])
        self._width = max((len(line.text) for line in lines), default=0)
        self._at = 0
        self._no_table_up_to = 0
        self._indents: list[int] = []
        self.blocks: list[DraftBlock] = []
        while self._at < len(lines):
            self._block()

    def _following(self, distance: int = 1) -> Line | None:
        place = self._at + distance
        return self._lines[place] if place < len(self._lines) else None

    def _up_to_gap(self) -> list[str]:
        """The lines from the one at hand to the next empty one, as wide as they are in the file."""
        rest = takewhile(lambda line: not line.gap, islice(self._lines, self._at + 1, None))
        return [" " * line.indent + line.text for line in (self._lines[self._at], *rest)]

    def _block(self) -> None:
        line, following = self._lines[self._at], self._following()
        if self._at >= self._no_table_up_to and begins_like_table(line.text, following.text if following and not following.gap else ""):
            lines = self._up_to_gap()
            rows = table_at(lines)
            self._no_table_up_to = self._at + len(lines)  # what is no table as a whole is none in part
            if rows:
                self._indents = []
                self.blocks.extend(rows)
                self._at += len(lines)
                return
        if _UNDERLINE.match(line.text):
            self._at += 1
        elif following and not following.gap and _UNDERLINE.match(following.text) and len(line.text) <= 2 * _HEADING_CHARACTERS:
            drawn = 1 if "=" in following.text else 2
            self._heading(line.text, _level(line.text) if _NUMBERED_HEADING.match(line.text) else drawn)
            self._at += 1
        elif self._is_heading(line, following):
            self._heading(line.text, _level(line.text))
        elif line.is_marked:
            self._item(line)
        else:
            self._indents = []
            text = self._gather()
            self.blocks.append(DraftBlock.of(BlockKind.PARAGRAPH, text))
            if text.endswith(":"):
                self._unmarked_list()

    def _is_heading(self, line: Line, following: Line | None) -> bool:
        if not is_heading_shape(line.text) or strip_bullet(line.text) is not None or following is None or breaks_word(line, following):
            return False
        if breaks_off(line.text) and not line.text.isupper():
            return False
        if line.gap and heads_references(line.text) and not following.is_marked:
            return True
        if line.text.isupper() and (line.gap or following.gap) and len(line.text) > 3:  # noqa: PLR2004
            return True
        if item_mark(line.text) and (following.is_marked or not following.gap or not _NUMBERED_HEADING.match(line.text)):
            return False
        if self._wrapped or self._has_gaps:
            alone = line.gap and following.gap
            return (
                alone
                and (not following.is_marked or _is_numbered_paragraph(following.text))
                and not (self._wrapped and len(line.text) > self._width * 0.9)
                and self._opens_text(following)
            )
        return self._opens_text(following)

    def _opens_text(self, following: Line) -> bool:
        """Whether what comes next is text that a heading can stand over."""
        return (
            len(following.text) > _HEADING_CHARACTERS
            or bool(_SENTENCE_END.search(following.text))
            or self._runs_on(following)
            or following.text.endswith(":")
            or self._wrapped
        )

    def _runs_on(self, line: Line) -> bool:
        """Whether a long line goes on in the next one, as paragraphs do that are broken over several lines."""
        place = next((place for place in range(self._at, len(self._lines)) if self._lines[place] is line), len(self._lines))
        after = self._lines[place + 1] if place + 1 < len(self._lines) else None
        return len(line.text) >= WRAPPED_AT.start and after is not None and not after.gap and after.text[0].islower()

    def _heading(self, text: str, level: int) -> None:
        self._indents = []
        self.blocks.append(DraftBlock.of(BlockKind.HEADING, text, level=level))
        self._at += 1

    def _item(self, line: Line) -> None:
        while self._indents and self._indents[-1] > line.indent:
            self._indents.pop()
        if not self._indents or self._indents[-1] < line.indent:
            self._indents.append(line.indent)
        label = line.mark or ""
        text = self._gather()
        bare = item_text(text)
        self.blocks.append(DraftBlock.of(BlockKind.LIST_ITEM, text if bare is None else bare, level=len(self._indents), label=label))

    def _gather(self) -> str:
        """The line at hand with the lines that carry its paragraph on."""
        first = self._lines[self._at]
        texts = [first.text]
        self._at += 1
        while self._at < len(self._lines):
            line = self._lines[self._at]
            hangs = first.is_marked and line.indent > first.indent
            goes_on = self._wrapped or hangs or breaks_word(self._lines[self._at - 1], line)
            is_item = line.is_marked and not (self._wrapped and awaits_number(texts[-1]))
            if line.gap or is_item or begins_next_note(texts[0], line.text) or _UNDERLINE.match(line.text) or not goes_on:
                break
            if texts[-1].endswith(":") and not line.text[0].islower():
                break
            texts.append(line.text)
            self._at += 1
        return "\n".join(texts)

    def _unmarked_list(self) -> None:
        """Short lines behind a colon, without marks, up to the first full sentence; a broken word keeps two lines together."""
        items: list[str] = []
        place = self._at
        while place < len(self._lines):
            end = place + 1
            while end < len(self._lines) and breaks_word(self._lines[end - 1], self._lines[end]):
                end += 1
            line, text = self._lines[place], "\n".join(line.text for line in self._lines[place:end])
            ends = _SENTENCE_END.search(text) or text.endswith(":") or len(text) > _LISTED_CHARACTERS
            if ends or line.is_marked or (line.gap and items) or _UNDERLINE.match(line.text):
                break
            items.append(text)
            place = end
        if len(items) > 1:
            self.blocks.extend(DraftBlock.of(BlockKind.LIST_ITEM, item, level=1) for item in items)
            self._at = place


def _is_numbered_paragraph(text: str) -> bool:
    """Whether a line is a paragraph that a number counts, over which a heading may stand, rather than an item of a list."""
    return bool(_PARAGRAPH_NUMBER.match(text)) and len(text) >= _SHORTEST_PARAGRAPH and bool(_SENTENCE_END.search(text))


def _level(text: str) -> int:
    number = re.match(r"\d{1,2}(?:\.\d{1,2}){0,3}", text)
    if number and _NUMBERED_HEADING.match(text):
        return number[0].count(".") + 1
    return 1
