"""What somebody is quoted as saying in a document: it is shown from the words that open it to those that close it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copro_qa.document import Block, BlockKind, Document, Span
from copro_qa.sentences import sentence_spans

__all__ = ["announced", "whole_speech"]

_LONGEST = 600
"""Characters. Longer speech is quoted as far as it answers."""
_SAYS = re.compile(
    r"\b(?:said|says|say|saying|adds?|added|argues?|argued|asks?|asked|comments?|commented|concludes?|concluded|explain(?:s|ed)|notes|noted"
    r"|observe[sd]|reads?|remarked|replied|states?|stated|t(?:ells|old)|writes|wrote|put it|in (?:his|her|their) words)\b[^:]{0,60}:$"
)
_OPENING = '“"‘'
_CURLED = re.compile(r"“[^“”]*”")
_STRAIGHT = re.compile(r"(?:(?<=[\s(:–—])|^)\"[^\"“”]+\"(?![^\W_])")


def whole_speech(span: Span, block: Block) -> Span:
    """The ``span``, of one ``block``, with the rest of what is in quotation marks where it ends or begins within them.

    The sentences around the marks come whole, so that it is said who speaks. Longer speech is left as it is.
    """
    document = span.document
    start, end = span.start, span.end
    for opens, closes in _speeches(document.text[block.start : block.end]):
        first, last = block.start + opens, block.start + closes
        if first < end < last or first < start < last:
            start, end = min(start, first), max(end, last)
    if (start, end) == (span.start, span.end) or end - start > _LONGEST:
        return span
    touched = [each for each in sentence_spans(document.span_of(block)) if each.start < end and start < each.end]
    whole = document.span(touched[0].start, touched[-1].end)
    return whole if whole.end - whole.start <= _LONGEST else span


def announced(span: Span, position: int) -> Span | None:
    """What somebody is said to say, in the paragraph after the block at ``position``, which ends with a colon; its first sentence if long.

    None where that is not sure: what stands after other colons may be something else, since not every figure or box is read.
    """
    document = span.document
    if not span.text.endswith(":") or span.end != document.blocks[position].end or position + 1 == len(document.blocks):
        return None
    following = document.blocks[position + 1]
    says = _SAYS.search(span.text) or document.text[following.start] in _OPENING
    if following.kind is not BlockKind.PARAGRAPH or not says:
        return None
    return document.span_of(following) if following.end - following.start <= _LONGEST else _first_sentence(document, following)


def _first_sentence(document: Document, block: Block) -> Span:
    first = sentence_spans(document.span(block.start, min(block.end, block.start + 2 * _LONGEST)))[0]
    return whole_speech(first, block)


def _speeches(text: str) -> Iterator[tuple[int, int]]:
    """The ranges of a text in quotation marks, the marks included."""
    for marks in (_CURLED, _STRAIGHT):
        yield from (match.span() for match in marks.finditer(text))
