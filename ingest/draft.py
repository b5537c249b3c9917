"""What a parser hands over: the pieces of a file in reading order, before any of the text is normalised.

A parser says what it saw (a heading, an item, a footnote, on which page) and leaves the wording as it found it. What the
pieces mean together is settled in :mod:`ingest.layout`, and the text is normalised once, in :mod:`ingest.canonical`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from copro_qa.boxes import PageSize
from copro_qa.document import BlockKind
from ingest.left_out import LeftOut
from ingest.parsed import FileFacts
from ingest.placed_text import COLUMNS, Places

__all__ = ["Draft", "DraftBlock", "DraftPage", "Piece", "cut_out"]

_LONG_CHARACTERS = 150
_SENTENCE_END = re.compile(r"[.:;!?…][\"'”’)\]]*\Z")
_SMALL_LETTER = re.compile(r"[\"'“‘(\[]*[a-z]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of raw text from one place of the file. A line break in it stands for the end of a printed line.

    ``page`` counts from 1. ``places``, where a parser knows them, says where each character of ``text`` is printed.
    """

    text: str
    page: int | None = None
    places: Places | None = field(default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.places is not None and self.places.shape != (len(self.text), COLUMNS):
            raise ValueError(f"{len(self.text)} characters need places of shape ({len(self.text)}, {COLUMNS}), not {self.places.shape}")


def cut_out(pieces: Sequence[Piece], start: int, end: int) -> list[Piece]:
    """What stands from ``start`` to ``end`` in the text of pieces that stand one after the other."""
    found = []
    for piece in pieces:
        first, last = max(start, 0), min(end, len(piece.text))
        if first < last:
            places = None if piece.places is None else piece.places[first:last]
            found.append(replace(piece, text=piece.text[first:last], places=places))
        start, end = start - len(piece.text), end - len(piece.text)
    return found


@dataclass(slots=True, eq=False)
class DraftBlock:
    """One block to be. Its raw text is that of its pieces, one after the other."""

    kind: BlockKind
    pieces: list[Piece]
    level: int = 0
    """A heading's rank as the file gives it (1 is the top), or a list item's depth (1 is the outermost)."""
    label: str = ""
    """The number that a list item or heading goes by ("(iv)", "2.3"). It is part of the text too. Empty for a bullet."""
    indent: float | None = None
    """For an item of a list, how far in its text begins, in points, where the file says so."""
    lead: DraftBlock | None = None
    """The block that introduces this one."""
    marks: list[str] = field(default_factory=list)
    """Which footnotes are called in this block, by the keys of their texts."""
    note: str = ""
    """For the text of a footnote: its key."""
    after_break: bool = False
    """Whether a page ended, or a rule was drawn, right before this block."""

    @property
    def raw(self) -> str:
        """The text as the file has it."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def flat(self) -> str:
        """The raw text on one line, to look at while the layout is settled; never kept."""
        return " ".join(self.raw.split())

    @property
    def is_long(self) -> bool:
        """Whether it reads like a paragraph: between such items of a list further paragraphs may stand."""
        return len(self.flat) >= _LONG_CHARACTERS

    @property
    def ends_sentence(self) -> bool:
        """Whether it ends as sentences, or the lead-ins of lists, do."""
        return bool(_SENTENCE_END.search(self.flat))

    @property
    def begins_within_sentence(self) -> bool:
        """Whether it begins with a small letter, as the second half of a sentence does."""
        return bool(_SMALL_LETTER.match(self.flat))

    @property
    def page(self) -> int | None:
        """The page on which it begins."""
        return next((piece.page for piece in self.pieces if piece.page is not None), None)

    @classmethod
    def of(cls, kind: BlockKind, text: str, *, page: int | None = None, level: int = 0, label: str = "") -> DraftBlock:
        """A block of one piece."""
        return cls(kind, [Piece(text, page)], level=level, label=label)


@dataclass(frozen=True, slots=True)
class DraftPage:
    """A page of the file. ``number`` counts from 1; ``label`` is what is printed on it; ``size`` is that of the page as it is shown."""

    number: int
    label: str
    size: PageSize | None = None


@dataclass(slots=True)
class Draft:
    """All that a parser found in one file, in reading order."""

    media_type: str
    blocks: list[DraftBlock]
    facts: FileFacts = field(default_factory=FileFacts)
    pages: list[DraftPage] = field(default_factory=list)
    begins_before_pages: bool = False
    """Whether text may stand before the first of the pages, which nobody numbered."""
    pages_without_text: tuple[int, ...] = ()
    pages_of_pictures: tuple[int, ...] = ()
    """Pages that may be scans, whose pictures nobody has looked into."""
    recognised_pages: tuple[int, ...] = ()
    """Pages whose text was read from their pictures."""
    pages_not_recognised: tuple[int, ...] = ()
    """Pages over whose pictures text recognition broke down."""
    left_out: LeftOut = field(default_factory=LeftOut)
    """Why text was left out, in plain words, and how many pieces."""
    warnings: list[str] = field(default_factory=list)
    has_whole_paragraphs: bool = False
    """Whether the file itself says where each paragraph ends, so that halves of a sentence are not looked for and joined."""
