"""Items of lists that a web page types out: behind bullets and numbers of their own, in paragraphs or in lines of one paragraph."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise, takewhile
from typing import NamedTuple

from copro_qa.document import BlockKind
from ingest.draft import DraftBlock, Piece, cut_out
from ingest.enumerators import follows, item_mark, item_text, strip_bullet
from ingest.parsers.bold_lines import is_bold_heading

__all__ = ["LINE_END", "Part", "is_bold_throughout", "lines_apart", "make_items"]

LINE_END = "\v"
"""Stands in the text of a paragraph where a line of it ends. It is white space like any other."""
_INITIAL = re.compile(r"[A-Z]\.\Z")  # of a name, where no list tells
_LONGEST_VALUE = 60  # characters
_ENDS = re.compile(r"[.:;!?…][\"'”’)\]]*\s*\Z")  # of a sentence
_DASH = re.compile(r"\s*[-–—*+]\s")  # also before the name under a quotation


def _says_something(lines: Sequence[str]) -> bool:
    """Whether what follows a bold line is more than the value of a label, such as an address."""
    first = lines[0].strip()
    return sum(map(len, lines)) >= _LONGEST_VALUE or bool(_ENDS.search(first)) or strip_bullet(first) is not None


class Part(NamedTuple):
    """A part of a paragraph, with the notes that it calls. ``is_heading`` says that it is a bold line over what follows."""

    text: str
    marks: list[str]
    is_heading: bool = False


def is_bold_throughout(text: str, bold: Sequence[bool]) -> bool:
    """Whether all lines of a paragraph that hold something are bold."""
    filled = [is_bold for line, is_bold in zip(text.split(LINE_END), bold, strict=False) if line.strip()]
    return bool(filled) and all(filled)


def lines_apart(text: str, marks: Sequence[tuple[int, str]], bold: Sequence[bool] = ()) -> list[Part]:
    """The paragraph cut before the items that stand on lines of their own, and around bold lines over others; alone where there are none.

    ``marks`` are the notes that it calls, each with its place; each part is given with its own. ``bold`` says it of each line.
    """
    parts, end = [], -1
    for stretch, is_heading in _around_headings(text, bold):
        for part in [stretch] if is_heading else _parts(stretch):
            start, end = end + 1, end + 1 + len(part)  # between two parts stands the end of a line
            parts.append(Part(part, [note for place, note in marks if start <= place <= end], is_heading))
    return parts


def _around_headings(text: str, bold: Sequence[bool]) -> list[tuple[str, bool]]:
    """The paragraph cut around bold lines that head the line below them."""
    lines = text.split(LINE_END)
    if len(bold) != len(lines) or is_bold_throughout(text, bold):
        return [(text, False)]
    heads = [
        place
        for place, line in enumerate(lines[:-1])
        if bold[place]
        and is_bold_heading(" ".join(line.split()))
        and lines[place + 1].strip()
        and not bold[place + 1]
        and _says_something(
            [line for line, _ in takewhile(lambda pair: not pair[1], zip(lines[place + 1 :], bold[place + 1 :], strict=True))]
        )
        and (not place or not lines[place - 1].strip() or _ENDS.search(lines[place - 1]))
    ]
    starts = sorted({0, *heads, *(place + 1 for place in heads)})
    return [(LINE_END.join(lines[start:end]), start in heads) for start, end in pairwise([*starts, len(lines)])]


def _parts(text: str) -> list[str]:
    lines = text.split(LINE_END)
    bullets = [place for place, line in enumerate(lines) if strip_bullet(line) is not None]
    numbers = [place for place, line in enumerate(lines) if item_mark(line) is not None]
    are_in_order = all(follows(item_mark(lines[one]) or "", item_mark(lines[other]) or "") for one, other in pairwise(numbers))
    begins = bullets if len(bullets) > 1 else numbers if len(numbers) > 1 and are_in_order else []
    if not begins:
        return [text]
    starts = sorted({0, *begins, *(place + 1 for place in bullets if bullets is begins)} - {len(lines)})
    return [LINE_END.join(lines[start:end]) for start, end in pairwise([*starts, len(lines)])]


def make_items(blocks: Sequence[DraftBlock], depths: Mapping[int, int]) -> None:
    """Makes items of the paragraphs that begin with a bullet or a number. ``depths`` holds, by their ids, how deep in lists they lie."""
    marked = [_is_marked(block) for block in blocks]
    dashed = [bool(_DASH.match(block.raw)) for block in blocks]
    for place, block in enumerate(blocks):
        if not marked[place]:
            continue
        beside = [other for other in (place - 1, place + 1) if 0 <= other < len(blocks) and marked[other]]
        if dashed[place] and not any(dashed[other] for other in beside):
            continue
        is_led = place > 0 and blocks[place - 1].flat.endswith(":")
        if strip_bullet(block.raw) is not None and not beside and not is_led:
            continue  # a sign before a remark
        is_alone = not any(_are_beside(block, blocks[other]) for other in beside)
        if block.label and is_alone and (_INITIAL.match(block.label) or (_goes_on_small(block) and not is_led)):
            continue  # the name of a person, or a sentence that only looks like an item: "v. the council"
        text = item_text(block.raw)
        block.kind, block.level = BlockKind.LIST_ITEM, depths.get(id(block), 1)
        if text is not None:
            start = len(block.raw.rstrip()) - len(text.rstrip())
            block.pieces = (
                cut_out(block.pieces, start, len(block.raw)) if block.raw[start:].strip() == text.strip() else [Piece(text, block.page)]
            )


def _is_marked(block: DraftBlock) -> bool:
    text = strip_bullet(block.raw) if block.kind is BlockKind.PARAGRAPH else None
    return block.kind is BlockKind.PARAGRAPH and (item_mark(block.raw) is not None if text is None else bool(text.strip()))


def _goes_on_small(block: DraftBlock) -> bool:
    """Whether a small letter follows the number that a block begins with."""
    return block.flat.removeprefix(block.label).lstrip()[:1].islower()


def _are_beside(one: DraftBlock, other: DraftBlock) -> bool:
    return follows(one.label, other.label) or follows(other.label, one.label)
