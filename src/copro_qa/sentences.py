"""Sentence spans inside a span. The only file that imports nupunkt.

Punkt decides where sentences end (Kiss and Strunk, 2006, "Unsupervised Multilingual Sentence Boundary Detection"). Two rules put
right what it gets wrong in policy texts: a boundary inside brackets or after an abbreviation of ours is taken back, and a full stop
followed by a footnote digit is a boundary after all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import nupunkt

from copro_qa.document import Span

__all__ = ["sentence_spans"]

_ABBREVIATION = re.compile(
    r"(?:^|[\s(\[“\"‘'])(?:No|Nos|para|paras|s|ss|sch|Sch|art|Art|reg|regs|cl|pp?|ch|Ch|vol|Vol|ed|eds|Fig|fig"
    r"|cf|ibid|op|c|ca|St|e\.g|i\.e|et al|asp|Cm)\.$"
)
_FOOTNOTE_MARK = re.compile(r"[a-z)\]”’\"'][.!?][”’\"')\]]*(?:\d{1,3}|\[\d{1,3}\])(?=\s+[A-Z“‘\"'(])")
_LONGEST_BRACKET = 300
"""Characters. An opening bracket that is not closed within this many is taken as a slip of the pen, not as a bracket."""


def sentence_spans(span: Span) -> list[Span]:
    """The sentences of ``span`` in order, cut at block boundaries, without the white space around them.

    A list item, heading or table row is at least one sentence of its own. Every character that is not white space lies in exactly one.
    """
    document = span.document
    sentences: list[Span] = []
    cursor = span.start
    for block in span.blocks:
        start, end = max(block.start, span.start), min(block.end, span.end)
        sentences.extend(_sentences_between(span, cursor, start))
        sentences.extend(_sentences_between(span, start, end))
        cursor = end
    sentences.extend(_sentences_between(span, cursor, span.end))
    return [document.span(sentence.start, sentence.end) for sentence in sentences]


def _sentences_between(span: Span, start: int, end: int) -> Iterator[Span]:
    if start >= end:
        return
    text = span.document.text[start:end]
    boundaries = _boundaries(text)
    for left, right in zip([0, *boundaries], [*boundaries, len(text)], strict=True):
        piece = text[left:right]
        lead, trail = len(piece) - len(piece.lstrip()), len(piece) - len(piece.rstrip())
        if lead < len(piece):
            yield span.document.span(start + left + lead, start + right - trail)


def _boundaries(text: str) -> list[int]:
    """Offsets at which a new sentence begins, without 0."""
    proposed = {left for left, _ in nupunkt.sent_spans(text)} | {match.end() for match in _FOOTNOTE_MARK.finditer(text)}
    return [offset for offset in sorted(proposed) if 0 < offset < len(text) and not _inside_sentence(text, offset)]


def _inside_sentence(text: str, offset: int) -> bool:
    before, after = text[:offset].rstrip(), text[offset:].lstrip()
    if not before or not after:
        return True
    if _ABBREVIATION.search(before[-12:]) and (after[0].isdigit() or not before.endswith(("No.", "s.", "c."))):
        return True
    if after[0].islower() and not before.endswith((":", ";")):
        return True
    return _bracket_is_open(before, after)


def _bracket_is_open(before: str, after: str) -> bool:
    for opening, closing in ("()", "[]"):
        at = before.rfind(opening)
        if at >= 0 and closing not in before[at:] and closing in after[:_LONGEST_BRACKET] and len(before) - at < _LONGEST_BRACKET:
            return True
    return False
