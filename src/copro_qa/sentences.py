"""Sentence spans inside a span. The only file that imports nupunkt.

Punkt proposes where sentences end (Kiss and Strunk, 2006, "Unsupervised Multilingual Sentence Boundary Detection"). Its model knows
American law reports, so rules put right what it gets wrong in policy texts. Some boundaries are added: after an ordinary word that it
takes for an abbreviation, and after a footnote mark. Some are taken back: inside brackets, after an abbreviation of ours, after
the number of a paragraph, and before a small letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import nupunkt

from copro_qa.document import Span

__all__ = ["last_sentence", "sentence_spans"]

_BEFORE_A_NAME = frozenset(
    "al asst bros ca capt cf cllr cllrs col corp dr eds fr gen gov hon inc insp jr lieut ltd maj messrs mr mrs ms msgr mt mx op pres prof"
    " rev rt sen sgt sr st supt viz vs".split()
)
"""Lower-case. A full stop after one of these ends no sentence, whatever follows."""
_BEFORE_A_NUMBER = re.compile(
    r"(?:^|[^\w.])(?:nos?|paras?|ss?|sch|arts?|regs?|cl|pp?|c|chs?|vols?|figs?|asp|cmn?d?|ibid|eds?)\.$", re.IGNORECASE
)
"""A full stop after one of these ends no sentence when a number follows."""
_OTHER_ABBREVIATIONS = frozenset(
    "admin app appx approx apr art arts assoc aug ave bldg cap ch chs cit cmd cmnd co comm cont dec dept dist div edn esp est etc excl exec"
    " ext feb fig figs gov govt hosp ibid incl inst int intl jan jul jun mar max mem min misc nat natl nov nos oct para paras pers plc proc"
    " pub ref refs reg regs rep repr res resp sch sci scot sec secs sep sept ser soc suppl tel trans univ vol vols".split()
)
"""Lower-case. Whether a full stop after one of these ends the sentence is left to Punkt."""
_ORDINARY_SHORT_WORDS = frozenset("am an at in me no or so".split())
"""Words of two letters that Punkt takes for abbreviations."""

_CLOSING = r"[”’\"')\]]*"
_END_OF_WORD = re.compile(rf"(?<=[^\W\d_])[.!?]{_CLOSING}(?=\s+[“‘\"'(\[]*[A-Z])")
_LAST_WORD = re.compile(r"[^\W\d_]+$")
_NAMED_BY_LETTER = re.compile(
    r"\b(?:Annexe?|Appendix|Box|Figure|Group|Option|Part|Phase|Plan|Schedule|Section|Stage|Table|Theme) [A-Z]\.(?=\s+[A-Z][^\W\d_])"
)
_STARTS_A_WORD = re.compile(r"\s+[“‘\"'(\[]*(?:[A-Z][^\W\d_]|[AI]\s|[A-Z]{2})")
_FOOTNOTE_MARK = re.compile(
    rf"(?:[^\W\d_]|[)\]”’\"'%]|\b(?:19|20)\d\d)[.!?]{_CLOSING}(?:\d{{1,3}}|\[\d{{1,3}}\]|[¹²³⁰⁴-⁹]{{1,3}})(?=\s+[A-Z“‘\"'(])"
)
_MARK_ALONE = re.compile(r"\[\d{1,3}\](?=\s|$)")
_CITATION = re.compile(
    r"\s*\((?![^()]{0,160}\b(?:am|are|as|be|been|began|by|can|from|had|has|have|in|is|since|to|until|was|were|will)\b)"
    r"(?=[^()]{0,160}\b(?:(?:19|20)\d\d[a-z]?\b|ibid\b|pp?\.? ?\d))[^()]{2,150}(?<![.!?])\)\.?(?=\s|$)",
    re.IGNORECASE,
)
"""A source named in brackets: ``(Christie, 2011: 6)``. Without a verb, so that it is no sentence of its own."""
_NUMBER_OF_PARAGRAPH = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[A-Za-z]|[ivxlcIVXLC]{1,5})[.)]")
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_ABBREVIATED = re.compile(rf"(?:^|[^\w.])(?:(e\.g|i\.e)|([^\W\d_]+))\.{_CLOSING}$")

_NEARBY = 300
"""Characters looked at on each side of a boundary. A bracket that is not closed within as many is a slip of the pen."""
_UNBROKEN = re.compile(r"\S{200,}")
"""Punkt takes quadratic time over a stretch without white space. No word is as long."""
_TEXTS_REMEMBERED = 4_096
"""The same passages come up for many questions, and the same parts of one again and again while its sentences are looked at."""
_LONGEST_REMEMBERED = 2_000
"""Characters, so that what is remembered stays small."""


def sentence_spans(span: Span) -> list[Span]:
    """The sentences of ``span`` in order, cut at block boundaries, without the white space around them.

    A list item, heading or table row is at least one sentence of its own. Every character that is not white space lies in exactly one.
    """
    sentences: list[Span] = []
    cursor = span.start
    for block in span.blocks:
        start, end = max(block.start, span.start), min(block.end, span.end)
        sentences.extend(_sentences_between(span, cursor, start))
        sentences.extend(_sentences_between(span, start, end))
        cursor = end
    sentences.extend(_sentences_between(span, cursor, span.end))
    return sentences


def last_sentence(text: str) -> str:
    """The last sentence of a text that is in no document yet, without the white space around it; empty where the text is."""
    return text[max(_boundaries(text), default=0) :].strip()


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


def _boundaries(text: str) -> tuple[int, ...]:
    """Offsets at which a new sentence begins, or the white space before it, without 0."""
    return _remembered_boundaries(text) if len(text) <= _LONGEST_REMEMBERED else _boundaries_anew(text)


@lru_cache(maxsize=_TEXTS_REMEMBERED)
def _remembered_boundaries(text: str) -> tuple[int, ...]:
    return _boundaries_anew(text)


def _boundaries_anew(text: str) -> tuple[int, ...]:
    boundaries: list[int] = []
    last = 0
    for offset in sorted({_after_citation(text, proposed) for proposed in _proposed(text)}):
        if 0 < offset < len(text) and not _inside_sentence(text, last, offset):
            boundaries.append(offset)
            last = offset
    # What is left at the end without a letter or digit (a bracket, a dash) belongs to the sentence before it.
    if boundaries and not _LETTER_OR_DIGIT.search(text, boundaries[-1]):
        boundaries.pop()
    return tuple(boundaries)


def _after_citation(text: str, offset: int) -> int:
    """Where the source in brackets that stands at ``offset`` ends, since it belongs to the sentence before; ``offset`` without one."""
    citation = _CITATION.match(text, offset) if offset else None
    return citation.end() if citation else offset


def _proposed(text: str) -> set[int]:
    # Only the last characters of a stretch without white space can end a sentence.
    readable = _UNBROKEN.sub(lambda match: "x" * (len(match[0]) - 8) + match[0][-8:], text)
    offsets: set[int] = set()
    for offset, _ in nupunkt.sent_spans(readable):
        # The mark of a footnote belongs to what stands before it.
        mark = _MARK_ALONE.match(text, offset) if offset else None
        offsets.add(mark.end() if mark else offset)
    offsets |= {match.end() for pattern in (_FOOTNOTE_MARK, _NAMED_BY_LETTER) for match in pattern.finditer(text)}
    return offsets | {match.end() for match in _END_OF_WORD.finditer(text) if _ends_in_ordinary_word(match)}


def _ends_in_ordinary_word(match: re.Match[str]) -> bool:
    """Whether the full stop stands after a word and not an abbreviation or initial, with a word and not an initial after it."""
    last_word = _LAST_WORD.search(match.string[max(0, match.start() - 30) : match.start()])
    word = last_word[0] if last_word else ""
    if len(word) < 3 and word not in _ORDINARY_SHORT_WORDS and not (len(word) == 2 and word.isupper()):  # noqa: PLR2004 letters
        return False
    if word.casefold() in _BEFORE_A_NAME or (word.casefold() in _OTHER_ABBREVIATIONS and not word.isupper()):
        return False
    return bool(_STARTS_A_WORD.match(match.string, match.end()))


def _inside_sentence(text: str, last: int, offset: int) -> bool:
    """Whether ``offset`` lies inside a sentence that began at ``last``, so that it is no boundary."""
    before, after = text[max(last, offset - _NEARBY) : offset].rstrip(), text[offset : offset + _NEARBY].lstrip()
    if not after or not _LETTER_OR_DIGIT.search(text, last, offset):
        return True
    if _NUMBER_OF_PARAGRAPH.fullmatch(before.lstrip()) or _is_abbreviated(before, after):
        return True
    # Two capitals in a row, or one right after a small letter, as in "eHealth", begin a name.
    if after[0].islower() and not after[1:2].isupper() and not before.endswith((":", ";")):
        return True
    return _bracket_is_open(before, after)


def _is_abbreviated(before: str, after: str) -> bool:
    if after[0].isdigit() and _BEFORE_A_NUMBER.search(before[-12:]):
        return True
    match = _ABBREVIATED.search(before[-20:])
    return bool(match and (match[1] or match[2].casefold() in _BEFORE_A_NAME))


def _bracket_is_open(before: str, after: str) -> bool:
    """Whether a bracket is opened in ``before`` and closed in ``after``."""
    for opening, closing in ("()", "[]"):
        opened, closed = before.rfind(opening), after.find(closing)
        if opened >= 0 and closing not in before[opened:] and closed >= 0 and opening not in after[:closed]:
            return True
    return False
