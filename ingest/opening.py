"""How a document begins: the words of its first pages, and the headline that is set over its text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from copro_qa.document import BlockKind
from ingest.left_out import Reason
from ingest.parsed import ParsedDocument
from ingest.sections import letters_of
from ingest.written_dates import written_dates

__all__ = ["Opening", "OpeningBlock", "is_body", "is_general", "opening_of", "telling_words"]

_PAGES = 3  # what a title speaks of stands on one of these
_BLOCKS = 12  # of a text without pages
_UNPAGED_CHARACTERS = 4000
_CHARACTERS = 20_000  # more on three pages is data
_BLOCK_CHARACTERS = 2000
_MOST_LINES = 20
_WORDS_ABOVE = 40  # more text before a heading is the document itself
_HEADLINE_WORDS = 40
_MEETING_WORDS = 30
_LINE_WORDS = 12
_LINES_OF_MEETING = 5
_HIGHEST_LEVELS = 2
_FEWEST_LETTERS = 3
_SHOWN = frozenset({BlockKind.TITLE, BlockKind.HEADING})
_GENERAL = re.compile(
    r"(?:[\divxl.]+\s+)?(?:(?:table of )?contents|index|introduction|foreword|preface|(?:executive )?summary|abstract|background|overview|"
    r"agenda|present|apologies.*|acknowledge?ments?|glossary|notes?|page \w+|seite \d+|for immediate release|"
    r"public disclosure authorized|draft|confidential|official(?: sensitive)?|regulations?|directives?|decisions?|"
    r"federal register\b.*|editorial|article|"
    r"research (?:article|paper)|analysis|review|"
    r"perspective|heading \d+|annex(?: \w+)?|appendix(?: \w+)?|part \w+|chapter \w+|section \w+|version [\d.]+|to|from|dear .*|re:?)\W*\Z",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"(?:the\s+)?(?!.*\b(?:report|minutes|notice|policy|plan|strategy|guidance|act|review|statement|procedures?|terms|constitution|standing)\b)"
    r"(?:(?:[\w&'’,.()-]+\s+){0,7}(?:council|committee|department|ministry|commission|office|agency|board|authority|trust|institute|university|"
    r"association|society|group|foundation|parliament|congress|government|corporation|company|bank|union|college)"
    r"|(?:[\w’'.]+\s+){0,3}(?:department|ministry|council|office|university|city|county|government|parliament|house)\s+"
    r"(?:of|for)\s+[\w &,'’-]{3,60}"
    r"|(?:fish and wildlife|national park|forest) service|bureau of [\w ,]{3,60})\W*\Z",
    re.IGNORECASE,
)
_MEETING = re.compile(r"(?:(?:draft|extract of|extract from)\s+)?(?:the\s+)?(?:minutes|agenda|notice|notes|record)\b", re.IGNORECASE)
_SITTING = re.compile(r"\b(?:minutes|agenda|meeting)\b", re.IGNORECASE)
_OF_MEETING = re.compile(r"(?:next\s+)?(?:meeting\b|held on\b|to be held\b)", re.IGNORECASE)
_REFERENCE = re.compile(
    r"\[|\(?RIN\b|(?:docket|file|case|ref\w*|our ref|your ref)\b|\d+ C\.?F\.?R\.?\b|washington,|[\d\W]+\Z", re.IGNORECASE
)
"""A line that only says under which number a paper is kept, or where a body sits."""
_NOT_OF_TITLES = re.compile(r"\S@\S|://|\d[^\W\d_]{3,}\d|[“\"‘].*[”\"’]\Z")
"""An address, letters of a font that does not say its own, or what somebody has said."""
_STOP_WORDS = frozenset("the a an of and for in on to with by at from or as is are be its our this that".split())
_FOREIGN_LETTERS = re.compile(r"[\u0100-\u024f\ue000-\uf8ff\ufffd\x00-\x1f]")
_MOST_FOREIGN = 0.25  # beyond that, letters are those of a font that does not say its own


@dataclass(frozen=True, slots=True)
class OpeningBlock:
    """A block of the first page, its text on one line."""

    kind: BlockKind
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Opening:
    """``blocks`` are those of the first page with text; ``text`` is that of the first pages, with what is printed in their margins."""

    blocks: tuple[OpeningBlock, ...]
    text: str
    running_lines: tuple[str, ...]
    """What is printed at the head or foot of several pages."""
    headline: str | None
    """What is set over the text, one line; None where nothing is so clearly."""


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
    return Opening(blocks, text, lines[:_MOST_LINES], _headline(blocks))


def telling_words(text: str) -> list[str]:
    """The words of a text that say something, in small letters; numbers are among them."""
    return [word for word in re.findall(r"[^\W_]+", text.casefold()) if word not in _STOP_WORDS]


def is_general(text: str) -> bool:
    """Whether a heading may stand in any document ("Introduction"), so that it is no title of one."""
    return bool(_GENERAL.match(text))


def is_body(text: str) -> bool:
    """Whether a line is but the name of a council, a department or another body."""
    return bool(_BODY.match(text))


def _headline(blocks: Sequence[OpeningBlock]) -> str | None:
    place = next((place for place, block in enumerate(blocks) if block.kind is BlockKind.TITLE and _may_be_headline(block)), None)
    if place is None:
        place = _first_heading(blocks)
    if place is None:
        return None
    headline = blocks[place].text
    following = _what_of_the_body(blocks[place + 1 : place + 1 + _BLOCKS]) if _BODY.match(headline) else None
    headline = f"{headline.rstrip(' :–—-')}: {following}" if following else headline
    day = _day_of_meeting(blocks[place + 1 :]) if _SITTING.search(headline) and not written_dates(headline) else None
    return f"{headline}, {day}" if day else headline


def _first_heading(blocks: Sequence[OpeningBlock]) -> int | None:
    """The first of the highest headings, where nearly nothing stands above it."""
    levels = [block.level for block in blocks if block.kind is BlockKind.HEADING]
    highest = min(levels, default=0)
    above = 0
    for place, block in enumerate(blocks):
        is_first = not above and block.level <= _HIGHEST_LEVELS
        if block.kind is BlockKind.HEADING and (is_first or block.level == highest <= _HIGHEST_LEVELS):
            return place if above <= _WORDS_ABOVE and _may_be_headline(block) else None
        above += len(block.text.split())
    return None


def _may_be_headline(block: OpeningBlock) -> bool:
    letters = [character for character in block.text if character.isalpha()]
    foreign = len(_FOREIGN_LETTERS.findall(block.text))
    return (
        len(letters) >= (_FEWEST_LETTERS if block.kind is BlockKind.TITLE else 2 * _FEWEST_LETTERS)  # not a number or a mark
        and foreign <= _MOST_FOREIGN * len(letters)
        and len(letters) >= 0.5 * len(block.text.replace(" ", ""))  # figures and signs
        and len(block.text.split()) <= _HEADLINE_WORDS
        and not is_general(block.text)
        and not _NOT_OF_TITLES.search(block.text)
        and not (_OF_MEETING.match(block.text) and not written_dates(block.text))
        and not _is_only_date(block.text)
    )


def _day_of_meeting(blocks: Sequence[OpeningBlock]) -> str | None:
    """The first day in the short lines under the headline of minutes or an agenda, without which one is like the next."""
    short = takewhile(lambda block: len(block.text.split()) <= _LINE_WORDS, blocks[:_LINES_OF_MEETING])
    return next((block.text[day.start : day.end] for block in short for day in written_dates(block.text)), None)


def _is_only_date(text: str) -> bool:
    dates = written_dates(text)
    return bool(dates) and not [word for word in telling_words(text[: dates[0].start] + text[dates[0].end :]) if not word.endswith("day")]


def _what_of_the_body(blocks: Sequence[OpeningBlock]) -> str | None:
    """What follows upon the name of a council or the like: the heading under it, or the minutes or meeting that a paragraph announces."""
    said: list[str] = []
    has_reference = False
    for block in blocks:
        dates = written_dates(block.text)
        words = len(block.text.split())
        is_meeting = bool(_MEETING.match(block.text) or _OF_MEETING.match(block.text))
        if is_meeting and dates and (block.kind in _SHOWN or words <= _MEETING_WORDS):
            return ", ".join([*said, block.text[: dates[0].end]])
        if said:
            break
        if _REFERENCE.match(block.text):
            has_reference = True
        elif block.kind in _SHOWN or (has_reference and words <= _HEADLINE_WORDS and not block.text.endswith((".", ":"))):
            if is_general(block.text) and not _MEETING.match(block.text):
                break
            if not _BODY.match(block.text):
                said.append(block.text)
        else:
            break
    return said[0] if said and letters_of(said[0]) else None
