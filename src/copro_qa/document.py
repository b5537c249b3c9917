"""A document's canonical text with its blocks and pages, and spans of it. Standard library only.

The text is stored once, in :class:`Document`. Everything else points at it with a :class:`Span`.
Offsets count Unicode code points of the canonical text.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cached_property

from copro_qa.blocks import Block, BlockKind, heading_paths
from copro_qa.errors import SpanOutOfRange
from copro_qa.page import Page, Recognised
from copro_qa.source import Source

__all__ = ["Block", "BlockKind", "Document", "Page", "Recognised", "Source", "Span"]


@dataclass(frozen=True)
class Document:
    """The canonical text of one file, with its blocks and pages in order.

    ``id`` is a hash of the file's bytes and of the recipe that made the text, so that
    ``(id, start, end)`` means the same characters for ever.

    Raises ``ValueError`` when a block or page does not lie in the text, or blocks overlap or are out of order.
    """

    id: str
    text: str = field(repr=False)
    blocks: tuple[Block, ...] = field(repr=False)
    pages: tuple[Page, ...] = field(repr=False)
    source: Source
    recognised: tuple[Recognised, ...] = field(default=(), repr=False)
    """What was read from scanned pages, in order; nothing for a document whose file holds its text."""

    def __post_init__(self) -> None:
        end = 0
        for part in self.recognised:
            if part.start < end or part.end > len(self.text):
                raise ValueError(f"{self.id}: {part} overlaps the one before it or leaves the text ({len(self.text)} characters)")
            end = part.end
        end = 0
        for block in self.blocks:
            if block.start < end or block.end > len(self.text):
                raise ValueError(f"{self.id}: block {block} overlaps the one before it or leaves the text ({len(self.text)} characters)")
            if block.lead is not None and not 0 <= block.lead < len(self.blocks):
                raise ValueError(f"{self.id}: block {block} leans on a block that is not there")
            end = block.end
        end = 0
        for page in self.pages:
            if page.start < end or page.end > len(self.text):
                raise ValueError(f"{self.id}: page {page} overlaps the one before it or leaves the text ({len(self.text)} characters)")
            end = page.end

    def __hash__(self) -> int:
        return hash(self.id)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Document) and self.id == other.id

    def span(self, start: int, end: int) -> Span:
        """The span ``text[start:end]``. Raises SpanOutOfRange."""
        return Span(self, start, end)

    def span_of(self, block: Block) -> Span:
        """The span of one of this document's blocks."""
        return Span(self, block.start, block.end)

    @cached_property
    def text_sha256(self) -> str:
        """Hash of the canonical text, as UTF-8."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @cached_property
    def _block_starts(self) -> list[int]:
        return [block.start for block in self.blocks]

    @cached_property
    def _recognised_starts(self) -> list[int]:
        return [part.start for part in self.recognised]

    @cached_property
    def _recognised_ends(self) -> list[int]:
        return [part.end for part in self.recognised]

    @cached_property
    def _page_starts(self) -> list[int]:
        return [page.start for page in self.pages]

    @cached_property
    def _heading_paths(self) -> list[tuple[int, ...]]:
        return heading_paths(self.blocks)

    def block_position_at(self, offset: int) -> int | None:
        """Position in ``blocks`` of the block that holds ``offset``, or of the last one before it; None before the first."""
        position = bisect_right(self._block_starts, offset) - 1
        return position if position >= 0 else None

    def blocks_in(self, start: int, end: int) -> tuple[Block, ...]:
        """The blocks that share at least one character with ``text[start:end]``."""
        first = self.block_position_at(start) or 0
        after = bisect_left(self._block_starts, end)
        return tuple(block for block in self.blocks[first:after] if block.end > start)

    def recognised_in(self, start: int, end: int) -> tuple[Recognised, ...]:
        """What shares at least one character with ``text[start:end]`` and was read from scanned pages."""
        first = bisect_right(self._recognised_ends, start)
        after = bisect_left(self._recognised_starts, end)
        return self.recognised[first:after]

    def headings_at(self, offset: int) -> tuple[Block, ...]:
        """The headings above ``offset``, outermost first."""
        position = self.block_position_at(offset)
        return () if position is None else tuple(self.blocks[heading] for heading in self._heading_paths[position])

    def section_at(self, offset: int) -> tuple[str, ...]:
        """The heading path at ``offset``, outermost first; each is a slice of the text."""
        return tuple(self.text[heading.start : heading.end] for heading in self.headings_at(offset))

    def page_at(self, offset: int) -> Page | None:
        """The page that ``offset`` is printed on; None for a document without pages, and before the first page of a book."""
        position = bisect_right(self._page_starts, offset) - 1
        return self.pages[position] if position >= 0 else None


@dataclass(frozen=True, slots=True)
class Span:
    """``document.text[start:end]``, never empty. The range is checked when it is made. Raises SpanOutOfRange."""

    document: Document
    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end <= len(self.document.text):
            raise SpanOutOfRange(self.start, self.end, len(self.document.text), self.document.id)

    def __repr__(self) -> str:
        return f"Span({self.document.source.path}, {self.start}, {self.end})"

    @property
    def text(self) -> str:
        """The verbatim characters, sliced from the document each time."""
        return self.document.text[self.start : self.end]

    @property
    def sha256(self) -> str:
        """Hash of the characters, as UTF-8."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks that this span touches."""
        return self.document.blocks_in(self.start, self.end)

    @property
    def section(self) -> tuple[str, ...]:
        """The heading path at the start, outermost first."""
        return self.document.section_at(self.start)

    @property
    def page(self) -> Page | None:
        """The page on which it starts."""
        return self.document.page_at(self.start)

    @property
    def is_recognised(self) -> bool:
        """Whether any of it was read from a scanned page by a text recognition program."""
        return bool(self.document.recognised_in(self.start, self.end))

    @property
    def recognition_confidence(self) -> float | None:
        """How sure the text recognition is of its words here, as their mean by characters; None where nothing was, or it is not known."""
        parts = [
            (min(part.end, self.end) - max(part.start, self.start), part.confidence)
            for part in self.document.recognised_in(self.start, self.end)
            if part.confidence is not None
        ]
        return sum(length * confidence for length, confidence in parts) / sum(length for length, _ in parts) if parts else None

    def contains(self, other: Span) -> bool:
        """Whether every character of ``other`` is one of this span's."""
        return self.document == other.document and self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.document == other.document and self.start < other.end and other.start < self.end
