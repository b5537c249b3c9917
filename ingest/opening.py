"""How a document begins: the words of its first pages, and the headline that is set over its text."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.headlines import headline_of, subject_of
from ingest.left_out import Reason
from ingest.opening_blocks import OpeningBlock
from ingest.parsed import ParsedDocument

__all__ = ["Opening", "opening_of"]

_PAGES = 3  # what a title speaks of stands on one of these
_BLOCKS = 12  # of a text without pages
_UNPAGED_CHARACTERS = 4000
_CHARACTERS = 20_000  # more on three pages is data
_BLOCK_CHARACTERS = 2000
_MOST_LINES = 20


@dataclass(frozen=True, slots=True)
class Opening:
    """``blocks`` are those of the first page with text; ``text`` is that of the first pages, with what is printed in their margins."""

    blocks: tuple[OpeningBlock, ...]
    text: str
    running_lines: tuple[str, ...]
    """What is printed at the head or foot of several pages."""
    headline: str | None
    """What is set over the text, one line; None where nothing is so clearly."""
    subject: str | None
    """What a letter or a memorandum says that it is about."""


def opening_of(parsed: ParsedDocument) -> Opening:
    """How a document begins."""
    shown = [page for page in parsed.pages if page.end > page.start]
    end = shown[min(_PAGES, len(shown)) - 1].end if shown else _UNPAGED_CHARACTERS
    first_end = shown[0].end if shown else _UNPAGED_CHARACTERS
    first = [block for block in parsed.blocks if block.start < first_end]
    blocks = tuple(
        OpeningBlock(block.kind, block.level, " ".join(parsed.text[block.start : min(block.end, block.start + _BLOCK_CHARACTERS)].split()))
        for block in (first if shown else first[:_BLOCKS])
    )
    margins = [text for texts in parsed.report.left_out_texts.values() for text in texts]
    text = " ".join([parsed.text[: min(end, _CHARACTERS)], *margins])[: 2 * _CHARACTERS]
    running = parsed.report.left_out_texts.get(Reason.RUNNING_LINE, {})
    lines = tuple(line for line, times in running.items() if times > 1)
    return Opening(blocks, text, lines[:_MOST_LINES], headline_of(blocks), subject_of(blocks))
