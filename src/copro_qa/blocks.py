"""What a document's text is made of: headings, paragraphs, items and rows, and which headings stand above each. Standard library only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Block", "BlockKind", "heading_paths"]


class BlockKind(StrEnum):
    """What a stretch of text is to its reader."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_ROW = "table_row"
    CAPTION = "caption"
    FOOTNOTE = "footnote"
    REFERENCE = "reference"
    CONTENTS = "contents"
    FRONT_MATTER = "front_matter"
    SPEAKER_NOTE = "speaker_note"


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph, list item or table row: ``text[start:end]`` of its document.

    ``level`` is a heading's depth (1 is the top) or a list item's depth (1 is the outermost), else 0.
    ``lead`` is the position, in ``Document.blocks``, of the block that introduces this one: the sentence
    with the colon before a list, the parent item of a nested item, or the caption of a table.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    lead: int | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a block must hold text: start={self.start}, end={self.end}")


def heading_paths(blocks: Sequence[Block]) -> list[tuple[int, ...]]:
    """Per block, the positions of the headings above it, outermost first. A heading's own path ends with itself."""
    paths: list[tuple[int, ...]] = []
    open_headings: list[int] = []
    for position, block in enumerate(blocks):
        if block.kind is BlockKind.HEADING:
            while open_headings and blocks[open_headings[-1]].level >= block.level:
                open_headings.pop()
            open_headings.append(position)
        paths.append(tuple(open_headings))
    return paths
