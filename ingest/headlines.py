"""The headline of a document: what is set over the text of its first page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from copro_qa.document import BlockKind
from ingest.opening_blocks import OpeningBlock, is_body, is_general, is_only_date
from ingest.written_dates import written_dates

__all__ = ["headline_of", "speaks_of_earlier_meeting", "subject_of"]

_WORDS_ABOVE = 40  # more text before a heading is the document itself
_HEADLINE_WORDS = 40
_MEETING_WORDS = 30
_SUBTITLE_WORDS = 2
_LINE_WORDS = 12
_FEWEST_WORDS_OF_COVER = 3
_COVER_LINE_WORDS = 20
_LINES_OF_MEETING = 5
_LINES_OF_TITLE = 3
_WORDS_OF_TITLE = 60
_TITLE_CHARACTERS = 550  # a longer one would be taken for a page
_NEAR = 12  # blocks under a headline that may say what it is of
_HIGHEST_LEVELS = 2
_FEWEST_LETTERS = 3
_FEWEST_OF_LETTERS = 0.5  # of the signs of a headline; the rest may be figures
_MEETING = re.compile(r"(?:(?:draft|extract of|extract from)\s+)?(?:the\s+)?(?:minutes|agenda|notice|notes|record)\b", re.IGNORECASE)
_GOES_ON = re.compile(r"(?:of|on|laying down|concerning|establishing|amending|repealing|regarding|relating to|as regards)\s+\S")
_EARLIER = re.compile(
    r"\b(?:last|previous|prior|earlier)\b|"
    r"\b(?:approve|approval|approving|confirm|confirmation|confirming|agree|accept|acceptance|receive|adopt|sign|signing)\b.*\bminutes\b",
    re.IGNORECASE,
)
"""Of an agenda: the minutes that are to be approved are those of another meeting."""
_SITTING = re.compile(r"\b(?:minutes|agenda|meeting)\b", re.IGNORECASE)
_OF_MEETING = re.compile(r"(?:next\s+)?(?:meeting\b|held on\b|to be held\b)", re.IGNORECASE)
_DATED = re.compile(r"dated?\b", re.IGNORECASE)
_PLACE_HOLDER = re.compile(r"\[.*\]\Z|(?:select|enter|insert|choose|click)\b", re.IGNORECASE)
_BREAKS_OFF = re.compile(r"\b(?:a|an|and|by|for|from|in|of|on|or|the|to|with)\Z", re.IGNORECASE)
_SUBJECT = re.compile(r"(?:re|subj|subject|(?:document |report )?title)\s*:\s*", re.IGNORECASE)
_REFERENCE = re.compile(
    r"\[|\(?RIN\b|(?:docket|file|case|ref\w*|our ref|your ref)\b|\d+ C\.?F\.?R\.?\b|washington,|[\d\W]+\Z", re.IGNORECASE
)
"""A line that only says under which number a paper is kept, or where a body sits."""
_NOT_OF_TITLES = re.compile(r"\S@\S+\.\w|://|\d[^\W\d_]{3,}\d|[“\"‘].*[”\"’]\Z")
"""An address, letters of a font that does not say its own, or what somebody has said."""
_FOREIGN_LETTERS = re.compile(r"[\u0100-\u024f\ue000-\uf8ff\ufffd\x00-\x1f]")
_MOST_FOREIGN = 0.25  # beyond that, letters are those of a font that does not say its own


def headline_of(blocks: Sequence[OpeningBlock]) -> str | None:
    """The headline over the blocks of a first page, on one line; None where nothing is so clearly.

    The name of a council, a department or another body alone is told with what
    follows upon it, and minutes and agendas with their day.
    """
    place = next((place for place, block in enumerate(blocks) if block.kind is BlockKind.TITLE and _may_be_headline(block)), None)
    if place is None:
        place = _first_heading(blocks)
    if place is None:
        return _cover_line(blocks)
    headline = blocks[place].text
    line_below = blocks[place + 1] if place + 1 < len(blocks) else None
    if line_below is not None and _BREAKS_OFF.search(headline) and line_below.words <= _COVER_LINE_WORDS and _may_be_headline(line_below):
        headline, place = f"{headline} {line_below.text}", place + 1
    for line in _going_on(blocks[place + 1 : place + 1 + _LINES_OF_TITLE]):
        headline = f"{headline} {line}" if len(headline) + len(line) < _TITLE_CHARACTERS else headline
    near = blocks[place + 1 : place + 1 + _NEAR]
    following = _what_of_the_body(near) or subject_of(near) if is_body(headline) else None
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
        above += block.words
    return None


def _cover_line(blocks: Sequence[OpeningBlock]) -> str | None:
    """The first line of a cover on which nothing is set as a heading, with the next where it breaks off ("A plan for the", "north")."""
    cover = [
        block for block in takewhile(lambda block: block.kind is BlockKind.FRONT_MATTER, blocks) if not _PLACE_HOLDER.match(block.text)
    ]
    if not cover or not _may_be_headline(cover[0]) or not _FEWEST_WORDS_OF_COVER <= cover[0].words <= _COVER_LINE_WORDS:
        return None
    line = cover[0].text
    if is_body(line) and (following := _what_of_the_body(cover[1:])):
        return f"{line}: {following}"
    return f"{line} {cover[1].text}" if len(cover) > 1 and _BREAKS_OFF.search(line) else line


def _may_be_headline(block: OpeningBlock) -> bool:
    letters = [character for character in block.text if character.isalpha()]
    foreign = len(_FOREIGN_LETTERS.findall(block.text))
    return (
        len(letters) >= (_FEWEST_LETTERS if block.kind is BlockKind.TITLE else 2 * _FEWEST_LETTERS)  # not a number or a mark
        and foreign <= _MOST_FOREIGN * len(letters)
        and len(letters) >= _FEWEST_OF_LETTERS * len(block.text.replace(" ", ""))
        and block.words <= _HEADLINE_WORDS
        and not is_general(block.text)
        and not block.text.endswith(":")
        and not _NOT_OF_TITLES.search(block.text)
        and not (_OF_MEETING.match(block.text) and not written_dates(block.text))
        and not is_only_date(block.text)
    )


def _going_on(blocks: Sequence[OpeningBlock]) -> list[str]:
    """The lines under a headline that go on with it, as the titles of laws do: "of 14 December 2022", "on measures for rivers"."""
    lines = takewhile(lambda block: _GOES_ON.match(block.text) and block.words <= _WORDS_OF_TITLE and not block.text.endswith("."), blocks)
    return [block.text for block in lines]


def _day_of_meeting(blocks: Sequence[OpeningBlock]) -> str | None:
    """The first day in the short lines under the headline of minutes or an agenda, without which one is like the next."""
    short = takewhile(lambda block: block.words <= _LINE_WORDS and not _EARLIER.search(block.text), blocks[:_LINES_OF_MEETING])
    return next((block.text[day.start : day.end] for block in short for day in written_dates(block.text)), None)


def speaks_of_earlier_meeting(text: str) -> bool:
    """Whether a line of an agenda speaks of the meeting before."""
    return bool(_EARLIER.search(text))


def subject_of(blocks: Sequence[OpeningBlock]) -> str | None:
    """What a letter or a memorandum says that it is about, in a line or a row of a table, with its day: many are about the same."""
    day = next((block.text[day.start : day.end] for block in blocks if _DATED.match(block.text) for day in written_dates(block.text)), "")
    for place, block in enumerate(blocks[:_NEAR]):
        label = _SUBJECT.match(block.text)
        subject = block.text[label.end() :] or next((following.text for following in blocks[place + 1 :]), "") if label else ""
        if subject and len(subject.split()) <= _HEADLINE_WORDS:
            return f"{subject}, {day}" if day and not written_dates(subject) else subject
    return None


def _what_of_the_body(blocks: Sequence[OpeningBlock]) -> str | None:
    """What follows upon the name of a council or the like: the heading under it, or the minutes or meeting that a paragraph announces."""
    has_reference = False
    day = ""
    for block in blocks:
        dates = written_dates(block.text)
        if _EARLIER.search(block.text):
            return None
        if (_MEETING.match(block.text) or _OF_MEETING.match(block.text)) and dates and (block.is_heading or block.words <= _MEETING_WORDS):
            return block.text[: dates[0].end]
        if _REFERENCE.match(block.text) or is_only_date(block.text) or is_body(block.text):
            has_reference = True
        elif block.is_heading or _is_subtitle(block, has_reference=has_reference):
            if is_general(block.text) and not _MEETING.match(block.text):
                return None
            return _with_its_meeting(block.text, blocks, day)
        elif dates and _SITTING.search(block.text) and block.words <= _HEADLINE_WORDS and not day:
            day = block.text[dates[0].start : dates[0].end]
        else:
            return None
    return None


def _is_subtitle(block: OpeningBlock, *, has_reference: bool) -> bool:
    is_line = _SUBTITLE_WORDS <= block.words <= _HEADLINE_WORDS and not block.text.endswith((".", ":"))
    return is_line and (has_reference or block.kind is BlockKind.FRONT_MATTER) and _may_be_headline(block)


def _with_its_meeting(text: str, blocks: Sequence[OpeningBlock], day: str) -> str:
    """The heading, with the day of the meeting that was named above it or is held under it."""
    if day and not written_dates(text):
        return f"{text}, {day}"
    under = next((block for place, block in enumerate(blocks[1:]) if blocks[place].text == text), None)
    dates = written_dates(under.text) if under is not None and _OF_MEETING.match(under.text) and _MEETING.match(text) else []
    return f"{text}, {under.text[: dates[0].end]}" if under is not None and dates else text
