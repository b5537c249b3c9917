"""Lines of a web page or Markdown text that are set in bold and stand over text: headings, though nothing else says so."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from copro_qa.answering.figure_words import MONTH
from copro_qa.document import BlockKind
from ingest.draft import DraftBlock
from ingest.enumerators import item_mark
from ingest.parsers.bold_headings import FAKE_HEADING_LEVEL, settle_headings
from ingest.parsers.text import is_heading_shape

__all__ = ["head_by_bold", "is_bold_heading", "says_too_much", "states"]

_HEADING_CHARACTERS = 220
_SENTENCE_WORDS = 8  # with a full stop behind them
_LABEL_WORDS = 6  # before a colon
_MOST_IN_A_ROW = 3  # title, subtitle, date; more are a list of names
_MOST_BOLD = 0.5  # a larger share of the paragraphs: the text is set in bold
_FEW = 6  # paragraphs, of which any number may be bold
_DATED = re.compile(
    rf"(?:first |last )?(?:published|posted|updated|reviewed|issued|revised|date(?: added| published| posted)?)\b(?: (?:on|in))?\W*"
    rf"(?:\w{{3,9}}day,? )?(?:(?:\d{{1,2}}(?:st|nd|rd|th)? )?{MONTH}\b|\d{{1,2}}[/.]\d{{1,2}}[/.]\d)",
    re.IGNORECASE,
)
_DATED_WORDS = 12
_CONNECTS = re.compile(r"(?:and|or|and/or|but|either|then|plus|yes|no|n/?a)\W*|\([^()]*(?:\([^()]*\)[^()]*)*\)", re.IGNORECASE)
"""A word between two choices, or what stands in brackets: "OR", "(the Tenant(s))"."""
_STATES = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|must|will|shall|should|cannot|can|may|do|does|did|ends?|begins?|opens?|closes?|starts?)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(r"(?:who|whose|whom|what|when|where|which|why|how|whether|if|can|do|does|is|are|should|must|will)\b", re.IGNORECASE)
"""A line that begins so is a heading though it has a verb: "What you will need", "If you are refused"."""


def says_too_much(text: str) -> bool:
    """Whether what is set as a heading is none: a paragraph or sentence that an answer may need.

    So is the day on which a text was published, and what only connects others or adds to them. Questions stay headings.
    """
    if text.endswith("?"):
        return False
    if (_DATED.match(text) and len(text.split()) <= _DATED_WORDS) or _CONNECTS.fullmatch(text):
        return True
    is_sentence = text.endswith(".") and len(text.split()) >= _SENTENCE_WORDS and bool(_STATES.search(text))
    return len(text) > _HEADING_CHARACTERS or text.endswith((";", ",")) or is_sentence


def states(text: str) -> bool:
    """Whether a line has a verb such as a statement has."""
    return bool(_STATES.search(text))


def is_bold_heading(text: str) -> bool:
    """Whether a bold line may head what comes below it: it has the shape of a heading, and states nothing."""
    bare = text.removesuffix(":").rstrip()
    if (
        not is_heading_shape(bare)
        or says_too_much(text)
        or item_mark(text) is not None
        or (text.endswith(":") and len(text.split()) > _LABEL_WORDS)
    ):
        return False
    return bool(_ASKS.match(bare)) or not _STATES.search(bare)


def head_by_bold(blocks: Sequence[DraftBlock], bold: Collection[DraftBlock]) -> None:
    """Makes headings of bold paragraphs that stand over text. ``bold`` holds the blocks that are bold from end to end."""
    paragraphs = [block for block in blocks if block.kind is BlockKind.PARAGRAPH]
    count = sum(block in bold for block in paragraphs)
    if not bold or (count > _FEW and count > _MOST_BOLD * len(paragraphs)):
        return
    found: list[DraftBlock] = []
    row: list[DraftBlock] = []
    for block in blocks:
        if block.kind is BlockKind.PARAGRAPH and block in bold and is_bold_heading(block.flat):
            row.append(block)
            continue
        if len(row) <= _MOST_IN_A_ROW and row and _may_stand_under(row[-1], block):
            found += row
        row = []
    for block in found:
        block.kind, block.level = BlockKind.HEADING, FAKE_HEADING_LEVEL
    settle_headings(blocks, bold)


def _may_stand_under(heading: DraftBlock, block: DraftBlock) -> bool:
    """Whether a block is text that a bold line heads. One with a colon may lead a list, or name what a short line gives."""
    if heading.flat.endswith(":"):
        return block.kind is BlockKind.PARAGRAPH and block.ends_sentence and len(block.flat) > len(heading.flat)
    return block.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.TABLE_ROW, BlockKind.CAPTION, BlockKind.HEADING)
