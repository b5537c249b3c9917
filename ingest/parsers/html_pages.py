"""The pages of a printed edition while a chapter of a book is read: on which of them each text stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from ingest.draft import Piece
from ingest.stated_numbers import stated_number

__all__ = ["PAGE_MARK", "CurrentPage", "page_begun", "pieces_by_page"]

PAGE_MARK = "data-printed-page"
"""The attribute of an empty element that stands where a page begins: which page of the book, from 1."""


@dataclass(slots=True)
class CurrentPage:
    """The page that the reading has come to; None before the first, and in texts without pages."""

    number: int | None = None


def page_begun(node: LexborNode) -> int | None:
    """The page that begins at an element; None for another element."""
    return stated_number(node.attributes.get(PAGE_MARK)) if node.tag == "wbr" else None


def pieces_by_page(text: str, page: int | None, breaks: Sequence[tuple[int, int]]) -> list[Piece]:
    """A text in pieces of one page each. It begins on ``page``; ``breaks`` are the places in it where others begin."""
    pieces, start = [], 0
    for place, following in breaks:
        if place >= len(text):
            break
        if text[start:place].strip():
            pieces.append(Piece(text[start:place], page))
            start = place
        page = following
    return [*pieces, Piece(text[start:], page)]
