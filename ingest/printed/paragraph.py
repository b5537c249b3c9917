"""A printed paragraph: the lines of one block, and the block that they make."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass

from copro_qa.document import BlockKind
from ingest.draft import DraftBlock, Piece
from ingest.enumerators import item_mark, item_text, strip_bullet
from ingest.left_out import Reason
from ingest.notes import as_raised, raised
from ingest.placed_text import PlacedText
from ingest.printed.page import Line

__all__ = ["Column", "Paragraph"]

_SENTENCE_ENDS = (".", "!", "?", "”", "’", '"', ")")
_LEADERS = re.compile(r"\s*(?:(?:\.\s?){4,}|…{2,}|_{5,})\s*(\d{1,4}|[ivxlc]+)?\s*\Z")


_TO_PAGE = re.compile(r"(?:(?:\.\s?){4,}|…{2,})\s*(?:\d{1,4}|[ivxlc]+)\s*\Z")
_MOST_ENTRY_LINES = 3


@dataclass(frozen=True, slots=True)
class Column:
    """What a line stands in: its edges, and the number of lines."""

    left: float
    right: float
    lines: int
    own_right: float = math.inf
    """Where its lines end, but for those that reach into the next column, as a line over both does."""


class Paragraph:
    """Lines that make one block."""

    def __init__(self, line: Line, column: Column) -> None:
        self.lines = [line]
        self.columns = [column]
        self.bullet = not line.label and strip_bullet(line.text) is not None
        self.label = "" if self.bullet else (line.label or item_mark(line.text) or "")
        self.is_contents = line.is_contents or bool(_LEADERS.search(line.text))
        self.level = 0

    @property
    def is_item(self) -> bool:
        """Whether it begins with a bullet or a number."""
        return self.bullet or bool(self.label)

    def find_page(self) -> None:
        """Tells an entry of a contents list whose last line, of two or three, leads to a page."""
        if 1 < len(self.lines) <= _MOST_ENTRY_LINES and _TO_PAGE.search(self.lines[-1].text):
            self.is_contents = True

    @property
    def flat(self) -> str:
        """Its text on one line."""
        return " ".join(" ".join(line.text for line in self.lines).split())

    @property
    def size(self) -> float:
        """The size of its first line."""
        return self.lines[0].size

    @property
    def is_bold(self) -> bool:
        """Whether all of it is bold."""
        return all(line.bold for line in self.lines)

    @property
    def is_italic(self) -> bool:
        """Whether all of it is italic."""
        return all(line.italic for line in self.lines)

    @property
    def is_underlined(self) -> bool:
        """Whether all of it is underlined."""
        return all(line.is_underlined for line in self.lines)

    @property
    def left(self) -> float:
        """Where its first line begins."""
        return self.lines[0].left

    def block(self, kind: BlockKind, notes: set[str], left_out: Counter[str]) -> DraftBlock:
        """The block, with the marks of footnotes taken out of the text. ``notes`` holds the keys of footnotes, by page."""
        block = DraftBlock(kind, [], level=self.level, label=self.label)
        for position, line in enumerate(self.lines):
            placed = line.placed
            for start, end in reversed(line.raised):
                known = {key.partition(":")[2] for key in notes if key.startswith(f"{line.page}:")}
                key, kept = raised(placed.text[start:end], placed.text[:start], known)
                kept = as_raised(kept, placed.text[end:])
                if key:
                    left_out[Reason.FOOTNOTE_MARK] += 1
                    block.marks.append(f"{line.page}:{key}")
                placed = placed[:start] + placed[start:end].replaced(kept) + placed[end:] if kept else _without_mark(placed, start, end)
            behind_bullet = item_text(placed.text) if position == 0 else None
            if behind_bullet is not None:
                placed = placed[len(placed.text) - len(behind_bullet) :]
            placed = _without_leaders(placed, to_blank=self.is_contents)
            if position + 1 < len(self.lines):
                placed = placed.without_end_space() + "\n"
            block.pieces.append(Piece(placed.text, line.page, placed.places))
        return block


def _without_mark(placed: PlacedText, start: int, end: int) -> PlacedText:
    """Without the mark of a note; what stood between two sentences without a space leaves one."""
    rest = placed.without(start, end)
    if rest.text[:start].endswith(_SENTENCE_ENDS) and rest.text[start : start + 1].isupper():
        return rest[:start] + " " + rest[start:]
    return rest


def _without_leaders(placed: PlacedText, *, to_blank: bool) -> PlacedText:
    """With a space in place of the dots that lead to a number; ``to_blank``, also of those that lead to nothing, which a form needs."""
    leaders = _LEADERS.search(placed.text)
    if leaders is None or not (leaders[1] or to_blank):
        return placed
    return placed[: leaders.start()] + " " + (placed[leaders.start(1) : leaders.end(1)] if leaders[1] else "")
