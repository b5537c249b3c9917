"""A span cut where a highlight begins or ends, so that a template can mark it. Cutting changes no character."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from copro_qa.document import Document, Span

__all__ = ["Piece", "cut", "cut_words"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a document's text. ``page`` is the label of a page that begins with it."""

    text: str
    marked: bool
    page: str | None = None
    anchor: str | None = None
    """The name that a link can lead to."""
    found: bool = False
    """Whether it is among the words that the reader looked for."""


def cut(span: Span, marks: Sequence[Span], page_starts: Iterable[tuple[int, str]] = (), found: Sequence[Span] = ()) -> list[Piece]:
    """The pieces of ``span``, in order: together they are its text. ``page_starts`` holds offsets and labels of pages."""
    pages = dict(page_starts)
    found = [place for place in found if place.overlaps(span)] if found else []
    edges = {edge for mark in (*marks, *found) for edge in (mark.start, mark.end)} | pages.keys()
    inside = sorted(edge for edge in edges if span.start < edge < span.end)
    document: Document = span.document
    return [
        Piece(
            document.text[start:end],
            any(mark.start <= start and end <= mark.end for mark in marks),
            pages.get(start),
            found=any(place.start <= start and end <= place.end for place in found),
        )
        for start, end in zip([span.start, *inside], [*inside, span.end], strict=True)
    ]


def cut_words(text: str, ranges: Iterable[tuple[int, int]]) -> list[Piece]:
    """The pieces of a text that was kept by itself, in order: together they are ``text``. The ``ranges`` in it are marked."""
    pieces, at = [], 0
    for start, end in ranges:
        pieces += [Piece(text[at:start], marked=False), Piece(text[start:end], marked=True)]
        at = end
    return [piece for piece in (*pieces, Piece(text[at:], marked=False)) if piece.text]
