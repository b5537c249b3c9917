"""A document as a page shows it: headings, paragraphs, lists and rows, cut where a quotation begins and ends.

Every character of the text is shown, in order, once; what lies between blocks is white space, or is shown as a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from copro_qa.document import Block, BlockKind, Document, Page, Span
from copro_qa.service.pages.pieces import Piece, cut

__all__ = ["Heading", "Part", "document_parts", "outline"]

QUOTE_ANCHOR = "quote"
_DEEPEST_HEADING = 6
_NUMBERED = re.compile(r"\(?(?:[0-9]{1,3}|[ivxl]{1,6}|[A-Za-z])[.)]|[0-9]{1,3}(?:\.[0-9]{1,3})+")
_IN_GROUPS = {BlockKind.LIST_ITEM: "list", BlockKind.TABLE_ROW: "rows"}


@dataclass(slots=True)
class Part:
    """One element of the page. ``kind`` is a block's kind, ``list`` or ``rows``, or for what lies in those ``item``.

    ``level`` is the element's heading level. ``items`` are the items of a list, or the lists in an item.
    """

    kind: str
    pieces: list[Piece] = field(default_factory=list)
    level: int = 0
    anchor: str | None = None
    numbered: bool = False
    """Whether the text of an item begins with its own number."""
    items: list[Part] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Heading:
    """An entry of the contents list."""

    text: str
    level: int
    anchor: str


def outline(parts: list[Part]) -> list[Heading]:
    """The headings of a document that was cut into parts."""
    return [
        Heading("".join(piece.text for piece in part.pieces), part.level, part.anchor)
        for part in parts
        if part.kind == BlockKind.HEADING and part.anchor
    ]


def document_parts(document: Document, quote: Span | None, found: Sequence[Span] = (), within: Page | None = None) -> list[Part]:
    """The document in parts, or one page of it, with ``quote`` and the places in ``found`` marked.

    The piece with which a place begins is named ``found-1``, and so on, counted from the first of ``found``.
    """
    marks = [quote] if quote else []
    start, end = (within.start, within.end) if within else (0, len(document.text))
    page_starts = [(page.start, page.label) for page in document.pages if page.start < page.end]
    parts: list[Part] = []
    heading_level = 1
    cut_all = [
        (block, cut(document.span_of(block), marks, page_starts, found))
        for block in (_clipped(block, start, end) for block in _covering(document) if block.start < end and block.end > start)
    ]
    _name_first_mark([pieces for _, pieces in cut_all])
    _name_found(cut_all, {place.start: number for number, place in enumerate(found, 1)})
    for kind, run in groupby(cut_all, key=lambda block_and_pieces: block_and_pieces[0].kind):
        cut_blocks = list(run)
        if kind in _IN_GROUPS:
            parts.append(_group(_IN_GROUPS[kind], cut_blocks, depth=1))
            continue
        for block, pieces in cut_blocks:
            part = Part(kind.value, pieces)
            if kind is BlockKind.HEADING:
                # The title of the page has level 1. A level that the document leaves out is not left out on the page.
                heading_level = min(max(block.level, 1) + 1, heading_level + 1, _DEEPEST_HEADING)
                part.level, part.anchor = heading_level, f"section-{block.start}"
            parts.append(part)
    return parts


def _name_first_mark(cut_all: list[list[Piece]]) -> None:
    for pieces in cut_all:
        for place, piece in enumerate(pieces):
            if piece.marked:
                pieces[place] = replace(piece, anchor=QUOTE_ANCHOR)
                return


def _name_found(cut_all: list[tuple[Block, list[Piece]]], numbers: dict[int, int]) -> None:
    for block, pieces in cut_all:
        offset = block.start
        for place, piece in enumerate(pieces):
            if piece.found and offset in numbers and piece.anchor is None:
                pieces[place] = replace(piece, anchor=f"found-{numbers[offset]}")
            offset += len(piece.text)


def _clipped(block: Block, start: int, end: int) -> Block:
    """What of a block lies on the page."""
    return replace(block, start=max(block.start, start), end=min(block.end, end))


def _covering(document: Document) -> Iterator[Block]:
    """The blocks, and as paragraphs the text between them that is more than white space."""
    done = 0
    for block in document.blocks:
        if document.text[done : block.start].strip():
            yield Block(BlockKind.PARAGRAPH, done, block.start)
        yield block
        done = block.end
    if document.text[done:].strip():
        yield Block(BlockKind.PARAGRAPH, done, len(document.text))


def _group(kind: str, blocks: list[tuple[Block, list[Piece]]], depth: int) -> Part:
    """A list whose deeper items are lists inside the item before them."""
    group = Part(kind)
    deeper: list[tuple[Block, list[Piece]]] = []
    for block, pieces in blocks:
        if block.level > depth and group.items:
            deeper.append((block, pieces))
            continue
        _close(kind, group, deeper, depth)
        deeper = []
        text = "".join(piece.text for piece in pieces)
        group.items.append(Part("item", pieces, numbered=_NUMBERED.match(text) is not None))
    _close(kind, group, deeper, depth)
    return group


def _close(kind: str, group: Part, deeper: list[tuple[Block, list[Piece]]], depth: int) -> None:
    if deeper:
        group.items[-1].items.append(_group(kind, deeper, depth + 1))
