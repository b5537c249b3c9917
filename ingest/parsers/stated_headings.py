"""Sentences of a Word or OpenDocument text that stand in a heading style: text, which an answer may need, and no headings.

Forms and legal texts are often written so: "3.4.1 The Deputy Chair is appointed by the board." is a clause. A heading cannot be quoted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby, pairwise

from copro_qa.document import BlockKind
from ingest.draft import DraftBlock
from ingest.parsers.bold_headings import FAKE_HEADING_LEVEL, rank_bold
from ingest.parsers.bold_lines import says_too_much, states
from ingest.written_dates import written_dates

__all__ = ["settle_statements"]

_ENDS = re.compile(r"[\w)][.;][”’\"')\]]*\Z")
_SENTENCE_WORDS = 5
_GOES_ON = re.compile(r"[a-z)]\. [A-Z][a-z]*[a-z ]")
_WORDS_OF_SEVERAL = 12  # of sentences, of which the last has no full stop
_LEAD_IN_WORDS = 10  # before a colon
_NUMBER = re.compile(r"\W*(?:\d{1,3}(?:\.\d{1,3})*[.)]?|\(?\w{1,3}[.)])\s+")
_FEWEST_IN_SMALL_LETTERS = 3  # words
_MOST_IN_SMALL_LETTERS = 0.3  # share of the headings by style
_CLAUSE_WORDS = 6  # of a clause without a full stop among others
_PART_OF_CLAUSES = 1 / 3  # of headings alike that follow on one another so many have to state something
_TO_FILL_IN = re.compile(r"_{3,}|«[^»]+»")
"""A line of a form, with a place for what is written or printed into it."""
_QUOTATION = re.compile(r"[“\"‘'][^“”\"]{20,}[”\"’'][.,]?")
_SPEAKER = re.compile(
    r"[-–—] ?\w.{1,80}"
    r"|(?:(?:Dr|Mrs?|Ms|Sir|Dame|Cllr|Councillor|Professor)\.? )?[^\W\d_a-z][\w’'-]+(?: [^\W\d_a-z][\w’'-]*){1,3}(?:,.{1,60})?"
)
"""A name of two to four words, with what its bearer is behind a comma, or anything behind a dash."""
_VERSION = re.compile(r"\W*(?:(?:final|first|second) )?(?:draft|version|final|v)\b[ .]?\d*(?:\.\d+)*\W*|\[date\]", re.IGNORECASE)
_COUNTED = re.compile(
    r"(?:point|principle|standard|criterion|criteria|step|stage|part|chapter|section|theme|goal|priority|question|option|outcome|pillar)"
    r" \w{1,4}[.:)–-]? ",
    re.IGNORECASE,
)
"""A heading that is numbered in words and stands over text heads it, though it may be a sentence: "Point 1. Know who your users are."."""


def settle_statements(blocks: Sequence[DraftBlock]) -> None:
    """Makes text of headings by style that state something, are lines of a form, or are sentences with nothing below them.

    So do the clauses beside these. Of lines that only say when a document was made it makes front matter.
    """
    stated = {
        block
        for block, after in zip(blocks, [*blocks[1:], None], strict=False)
        if _is_of_style(block) and _states(block.flat, heads_something=_heads_something(block, after))
    }
    of_style = list(filter(_is_of_style, blocks))
    going_on = [block for block in of_style if _goes_on_from_before(block.flat)]
    if len(going_on) <= _MOST_IN_SMALL_LETTERS * len(of_style):  # else it is how this text writes its headings
        stated.update(going_on)
    for level, run in groupby(blocks, key=lambda block: block.level if _is_of_style(block) else 0):
        clauses = list(run)
        forms = {_form(block.label) for block in clauses if block.label and block in stated}
        alike = [block for block in clauses if block.label and _form(block.label) in forms]
        if level and sum(block in stated for block in alike) >= _PART_OF_CLAUSES * len(alike):
            stated.update(block for block, _ in pairwise(alike) if len(block.flat.split()) >= _CLAUSE_WORDS)
    for block in stated:
        block.kind, block.level = (BlockKind.LIST_ITEM, 1) if block.label else (BlockKind.PARAGRAPH, 0)
    for before, block in pairwise(blocks):
        if block.kind is BlockKind.HEADING and _names_a_speaker(before, block):
            block.kind, block.level = BlockKind.PARAGRAPH, 0
    for block, after in zip(blocks, [*blocks[1:], None], strict=False):
        if block.kind is BlockKind.HEADING and _is_status(block.flat) and not _heads_something(block, after):
            block.kind, block.level = BlockKind.FRONT_MATTER, 0
    rank_bold(blocks)


def _goes_on_from_before(text: str) -> bool:
    """Whether a line begins with a small letter, as parts of a sentence and items of a list do: "1. reach an agreement"."""
    bare = _NUMBER.sub("", text)
    return bare[:1].islower() and not bare[1:2].isupper() and len(bare.split()) >= _FEWEST_IN_SMALL_LETTERS


def _names_a_speaker(before: DraftBlock, block: DraftBlock) -> bool:
    """Whether a line below a paragraph that is all in quotation marks says whose words these are."""
    is_quotation = before.kind is BlockKind.PARAGRAPH and bool(_QUOTATION.fullmatch(before.flat))
    return is_quotation and bool(_SPEAKER.fullmatch(block.flat)) and not block.label


def _is_status(text: str) -> bool:
    """Whether a line of a cover only says when a document was made, or which of its versions it is."""
    if _VERSION.fullmatch(text):
        return True
    dates = written_dates(text)
    return len(dates) == 1 and not text[: dates[0].start].strip(" (") and not text[dates[0].end :].strip(" ).")


def _is_of_style(block: DraftBlock) -> bool:
    return block.kind is BlockKind.HEADING and block.level < FAKE_HEADING_LEVEL


def _form(label: str) -> str:
    """Of what kind a number is, and how deep: that of "3.4.1" and "3.4.12", "a)" and "b)"."""
    return re.sub(r"[^\W\d_]+", "a", re.sub(r"\d+", "1", label))


def _heads_something(block: DraftBlock, after: DraftBlock | None) -> bool:
    return after is not None and (after.kind is not BlockKind.HEADING or after.level > block.level)


def _states(text: str, *, heads_something: bool) -> bool:
    if heads_something and _COUNTED.match(text):
        return False
    if _TO_FILL_IN.search(text):
        return True
    words = len(text.split())
    if text.endswith(":") and not heads_something:
        return True  # a label of a form
    leads_in = text.endswith(":") and words >= _LEAD_IN_WORDS
    if states(text) and (leads_in or (_GOES_ON.search(text) and words >= _WORDS_OF_SEVERAL)):
        return True
    return says_too_much(text) or (not heads_something and bool(_ENDS.search(text)) and words >= _SENTENCE_WORDS)
