"""Which title a document goes by: the one in its properties, or the headline of its first page.

Files are made from older files, and keep their properties: the minutes of one meeting carry the title of another's. So the page has the
word where it contradicts the properties, or where they hold what a program wrote there. Where it is unsure, the properties win.
"""

from __future__ import annotations

import re

from copro_qa.document import BlockKind
from ingest.facts import FILE_ENDINGS
from ingest.opening import Opening
from ingest.opening_blocks import OpeningBlock, is_body, is_general, telling_words
from ingest.sections import letters_of
from ingest.written_dates import written_dates, years_in

__all__ = ["chosen_title"]

_FILE_NAME = re.compile(
    rf"\S*(?:_|\d)\S*\Z|[a-z0-9]+(?:-[a-z0-9]+){{2,}}\Z|.*\.(?:{FILE_ENDINGS})\Z|.*\b\d+\.\.\d+\Z",
    re.IGNORECASE,
)
_RUN_TOGETHER = re.compile(r"(?:[A-Z][a-z]+){3,}\Z")  # as files are named, and no title is
_ADDRESS = re.compile(r"\S+://\S+\Z")
_LABELLED = re.compile(r"([\w -]{2,25}?)\s*:\s*\S")
_FRAME_WORDS = 3  # two titles that begin with as many same words are of one series
_CUT_WORDS = 5  # a title of fewer that a paragraph begins with may well be its heading
_LINE_WORDS = 15
_SHORT = 6


def chosen_title(stated: str | None, opening: Opening) -> str | None:
    """The title to use, or None where neither the properties' title (``stated``) nor the page gives one."""
    if stated is None:
        return opening.headline or opening.subject
    subject = None if opening.subject is None or is_general(opening.subject) else opening.subject
    headline = _line_of_same_series(stated, opening) or opening.headline or subject
    if headline is None and (row := _row_of_another_year(stated, opening)):
        return row
    if headline is None or len(letters_of(headline)) < _SHORT or letters_of(stated) == letters_of(headline):
        return stated
    if is_body(stated) and letters_of(headline).startswith(letters_of(stated)):
        return headline  # which says what of the body's it is
    return headline if _is_contradicted(stated, headline, opening) else stated


def _row_of_another_year(stated: str, opening: Opening) -> str | None:
    """The row with which a page begins, set as a headline in a table, where the properties name a date that the first pages do not."""
    first = next(iter(opening.blocks), None)
    is_row = first is not None and first.kind is BlockKind.TABLE_ROW and first.words <= _LINE_WORDS
    if first is None or not is_row:
        return None
    dates, years = _dates(stated), years_in(stated)
    if not (_dates(first.text) if dates else years_in(first.text)):
        return None
    is_borne_out = bool(dates & _dates(opening.text)) if dates else not years or any(str(year) in opening.text for year in years)
    return None if is_borne_out else first.text


def _is_contradicted(stated: str, headline: str, opening: Opening) -> bool:
    dates = _dates(stated)
    if dates:
        supported = _dates(opening.text)
        if any(reading in supported for reading in dates):
            return False
        if _dates(headline):
            return True
    years = set(years_in(stated))
    if years and set(years_in(headline)) - years and not any(str(year) in opening.text for year in years):
        return True
    if is_general(stated) or _FILE_NAME.match(stated) or _RUN_TOGETHER.match(stated) or _ADDRESS.match(stated):
        return True
    if _is_labelled_line(stated, opening.blocks) or (_has_title(opening) and _is_cut_from_text(stated, opening.blocks)):
        return True
    return not is_body(headline) and not opening.is_recognised and _speaks_of_something_else(stated, headline, opening.text)


def _dates(text: str) -> set[str]:
    return {reading for date in written_dates(text) for reading in date.readings}


def _speaks_of_something_else(stated: str, headline: str, text: str) -> bool:
    """Whether half of what the title tells is not on the first pages, or it differs in that from a headline of the same series."""
    words = [word for word in telling_words(stated) if not any(map(str.isdigit, word))]
    if not words:
        return True
    known = letters_of(text)
    absent = [word for word in words if _stem(word) not in known]
    own, of_headline = telling_words(stated), telling_words(headline)
    if not absent or not set(of_headline) - set(own):
        return False
    if 2 * len(absent) >= len(words):
        return True
    return len(own) > _FRAME_WORDS and own[:_FRAME_WORDS] == of_headline[:_FRAME_WORDS]


def _stem(word: str) -> str:
    """Without an ending: "policy" is found in "policies"."""
    return word[:-3] if len(word) > _SHORT else word


def _is_labelled_line(stated: str, blocks: tuple[OpeningBlock, ...]) -> bool:
    """Whether the title is an entry of a letterhead ("Clerk: Ann Bain"), of which the page has one too, not as a heading."""
    label = _LABELLED.match(stated)
    if not label:
        return False
    lines = (_LABELLED.match(block.text) for block in blocks if block.kind not in (BlockKind.TITLE, BlockKind.HEADING))
    return any(line is not None and letters_of(line[1]) == letters_of(label[1]) for line in lines)


def _has_title(opening: Opening) -> bool:
    return any(block.kind is BlockKind.TITLE for block in opening.blocks)


def _is_cut_from_text(stated: str, blocks: tuple[OpeningBlock, ...]) -> bool:
    """Whether a paragraph begins with the title and goes on: programs take the first words of a text for a title."""
    letters = letters_of(stated)
    return len(stated.split()) >= _CUT_WORDS and any(
        letters_of(block.text).startswith(letters) and len(block.text.split()) > len(stated.split()) + _CUT_WORDS
        for block in blocks
        if block.kind is BlockKind.PARAGRAPH
    )


def _line_of_same_series(stated: str, opening: Opening) -> str | None:
    """The first line of the page, though it is set as text, where it is the title but for its date ("Council - 3 May 2019")."""
    first = next(iter(opening.blocks), None)
    if first is None or len(first.text.split()) > _LINE_WORDS or first.text.endswith("."):
        return None
    line, title = written_dates(first.text), written_dates(stated)
    if not line or not title:
        return None
    rest = set(telling_words(stated[: title[0].start] + stated[title[0].end :]))
    return first.text if rest and rest <= set(telling_words(first.text)) else None
