"""How a document begins: the words of its first pages, and the headline that is set over its text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from copro_qa.document import Block
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
_IMPRINT_BLOCKS = 60


@dataclass(frozen=True, slots=True)
class Opening:
    """``blocks`` are those of the first page with text; ``text`` is that of the first pages, with what is printed in their margins."""

    blocks: tuple[OpeningBlock, ...]
    imprint: tuple[OpeningBlock, ...]
    """Those of the next pages, where what stands on no cover may be printed."""
    text: str
    is_recognised: bool
    """Whether some of it was read from pictures, where any letter may be wrong."""
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
    following = [block for block in parsed.blocks if first_end <= block.start < end] if shown else []
    margins = [text for texts in parsed.report.left_out_texts.values() for text in texts]
    text = " ".join([parsed.text[: min(end, _CHARACTERS)], *margins])[: 2 * _CHARACTERS]
    running = parsed.report.left_out_texts.get(Reason.RUNNING_LINE, {})
    lines = tuple(line for line, times in running.items() if times > 1)
    blocks = _on_one_line(parsed, first if shown else first[:_BLOCKS])
    return Opening(
        blocks,
        imprint=_on_one_line(parsed, following[:_IMPRINT_BLOCKS]),
        text=text,
        is_recognised=any(part.start < end for part in parsed.recognised),
        running_lines=lines[:_MOST_LINES],
        headline=headline_of(blocks),
        subject=subject_of(blocks),
    )


def _on_one_line(parsed: ParsedDocument, blocks: Sequence[Block]) -> tuple[OpeningBlock, ...]:
    texts = (parsed.text[block.start : min(block.end, block.start + _BLOCK_CHARACTERS)] for block in blocks)
    return tuple(OpeningBlock(block.kind, block.level, " ".join(text.split())) for block, text in zip(blocks, texts, strict=True))
