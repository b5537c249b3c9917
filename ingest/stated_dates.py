"""The date that a document gives itself on its first pages: of its publication, of its meeting, of its adoption, or on its cover.

A wrong date is worse than none, so a date counts only where the page says what it is the date of, or where it stands on the cover alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from copro_qa.document import BlockKind
from ingest.headlines import speaks_of_earlier_meeting
from ingest.opening import Opening
from ingest.opening_blocks import OpeningBlock
from ingest.written_dates import WrittenDate, written_dates

__all__ = ["stated_date"]

_PUBLISHED = re.compile(
    r"(?:first\s+|date\s+|originally\s+)?published|publication\s+date|date\s+of\s+(?:publication|issue|(?:this\s+)?(?:report|letter|decision))|"
    r"(?:issue|release|report|decision|issued|released)\s+date|date\s+(?:issued|released)|issued",
    re.IGNORECASE,
)
_SETTLED = re.compile(
    r"(?:dated?(?=\s*:|\s+(?:this\s+)?\d)|(?:formally|last|re-?|date\s+|most\s+recently\s+)?(?:adopted|approved|ratified|agreed|enacted|revised|amended|updated|modified)|"
    r"(?:revision|approval|adoption|version)\s+date|date\s+of\s+(?:adoption|approval|revision|this\s+version)|version\s+[\d.v]+|rev(?:ision)?\.?\s+[\d.]+)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\W*(?:(?:on|in|at|of|as|the|and|date|a|by|meeting|full|board|council|committee|directors|cabinet|parliament|trustees|members|"
    r"governing|body|assembly|senate|general|this|day|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b\W*){0,9}\Z",
    re.IGNORECASE,
)
_OTHER_MATTER = re.compile(
    r"\b(?:review|expir\w*|valid|until|till|before|deadline|clos(?:es|ing)|due|since|birth|born|ended|ending|ends?|period|accessed|retrieved|"
    r"printed|visit\w*|received|submitted|accepted|consultation|from|between|start\w*|begin\w*|commenc\w*|effective|next|previous|last\s+meeting|"
    r"amend(?:ing|s)|repeal\w*|superse\w*|replac\w*|draft\s+of|comments?|respon\w*|appl(?:y|ies|ication\w*)|by)\b",
    re.IGNORECASE,
)
_MEETING = re.compile(r"\b(?:minutes|agenda|meeting|session|hearing|sitting)\b", re.IGNORECASE)
_LABEL_OF_ANOTHER = re.compile(
    r"\b(?:review|expir\w*|valid|until|deadline|clos(?:es|ing)|due|birth|born|ended|ending|end|effective|commenc\w*|start|next|accessed|printed)\b",
    re.IGNORECASE,
)
_LABEL_OF_DATE = re.compile(r"\b(?:date|dated|published|issued|adopted|approved|updated|revised|version)\W*\Z", re.IGNORECASE)
_BESIDE_DATE = re.compile(
    r"(?:\W|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:of|on|the|at|draft|final|version|v|rev|revision|edition|[ap]\.?m|london|edinburgh|brussels)\b|"
    r"\bv?[\d.:]+\b)*\Z",
    re.IGNORECASE,
)
_FULL_STOP = re.compile(r"[.|•]\s")
_BETWEEN_CELLS = re.compile(r"[.;|•]\s")
_CELL_BEFORE = re.compile(r"(?:\A|[:;])\s*([^:;]+);[^:;]{1,20}:\s*\Z")
"""The cell before that of a date in a row such as "Property: Release date; Value: 3 May 2019"."""
_SHOWN = frozenset({BlockKind.TITLE, BlockKind.HEADING, BlockKind.FRONT_MATTER})
_COVER_WORDS = 150
_COVER_BLOCKS = 12
_LINE_WORDS = 40
_MOST_BLOCKS = 40
_MEETING_BLOCKS = 6
_LABEL_WORDS = 12
_OF_IMPRINTS = frozenset({BlockKind.FRONT_MATTER, BlockKind.TABLE_ROW, BlockKind.PARAGRAPH})
_TEXT = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM})
_OF_A_COPY = re.compile(r"\d:\d\d|\A\W*on\b|\b(?:download\w*|signed|signature|initial\w*)\b", re.IGNORECASE)
_YEAR_ALONE = re.compile(r"(?:19|20)\d\d\Z")


def stated_date(opening: Opening, title: str | None = None) -> str | None:
    """``2015``, ``2015-06`` or ``2015-06-24``, or None where the first page says nothing of the kind. ``title`` is the document's."""
    lines = list(_lines(opening.blocks))
    imprint = [block for block in opening.imprint if block.words <= _LINE_WORDS and block.kind in _OF_IMPRINTS]
    published = [*_labelled(lines, _PUBLISHED), *_labelled(imprint, _PUBLISHED)]
    meeting = list(_of_meeting(opening, title or ""))
    running = list(_running(opening))
    others = [*_labelled(lines, _SETTLED), *_on_cover(opening.blocks)]
    found = next(iter([*published, *meeting, *running]), None)
    if found is None:
        return max(others, default=None)
    return next((other for other in others if other.startswith(found)), found)  # of the same month, with its day


def _lines(blocks: Sequence[OpeningBlock]) -> Iterator[OpeningBlock]:
    """Short blocks; of those that are text, only what stands above or early in it."""
    words = 0
    for block in blocks[:_MOST_BLOCKS]:
        words += block.words
        if block.words <= _LINE_WORDS and (words <= _COVER_WORDS or block.kind not in _TEXT):
            yield block


def _running(opening: Opening) -> list[str]:
    """The one date in the lines that come on every page, such as that of a journal's issue; not that of a print or a download."""
    found = {
        value
        for line in opening.running_lines
        for date in written_dates(line)
        if not _OTHER_MATTER.search(line[: date.start]) and not _OF_A_COPY.search(line) and (value := date.certain)
    }
    return list(found) if len(found) == 1 else []


def _labelled(lines: Sequence[OpeningBlock], label: re.Pattern[str]) -> Iterator[str]:
    """The dates right behind a label. In a paragraph, the label has to begin a sentence: else it may speak of another document."""
    for block in lines:
        for date in written_dates(block.text):
            before = block.text[: date.start]
            stops = _BETWEEN_CELLS if block.kind is BlockKind.TABLE_ROW else _FULL_STOP
            start = max((stop.end() for stop in stops.finditer(before)), default=0)
            found = next((match for match in label.finditer(block.text, start, date.end) if _BETWEEN.match(before, match.end())), None)
            if found is None and block.kind is BlockKind.TABLE_ROW and (cell := _CELL_BEFORE.search(before)) and label.fullmatch(cell[1]):
                yield from filter(None, [_value(date)])
            if found is None or _OTHER_MATTER.search(before[start : found.start()]):
                continue
            if (found.start() == start or block.kind in _SHOWN) and (value := _value(date)):
                yield value


def _of_meeting(opening: Opening, title: str) -> Iterator[str]:
    """The day of a meeting whose minutes or agenda this is, and the date in a headline, or in a title that the page bears out."""
    known = {reading for date in written_dates(opening.text) for reading in date.readings}
    is_borne_out = any(known.intersection(date.readings) for date in written_dates(title))
    above = [
        " ".join([opening.headline or "", title if is_borne_out else ""]),
        *(
            block.text
            for block in opening.blocks[:_MEETING_BLOCKS]
            if block.words <= _LINE_WORDS and block.kind is not BlockKind.LIST_ITEM and not speaks_of_earlier_meeting(block.text)
        ),
    ]
    for place, text in enumerate(above):
        for date in written_dates(text):
            before = text[: date.start]
            if not _OTHER_MATTER.search(before) and (place == 0 or _MEETING.search(before)) and (value := date.certain):
                yield value


def _on_cover(blocks: Sequence[OpeningBlock]) -> list[str]:
    """The date that stands on lines of its own above the text; none where there are several of different years."""
    found: list[str] = []
    words = 0
    before = ""
    for block in blocks[:_COVER_BLOCKS]:
        words += block.words
        if words > _COVER_WORDS:
            break
        dates = written_dates(block.text)
        beside = block.text[: dates[0].start] + " " + block.text[dates[0].end :] if dates else ""
        is_labelled = _LABEL_OF_ANOTHER.search(before) or (before.endswith(":") and not _LABEL_OF_DATE.search(before))
        if (
            len(dates) == 1
            and _BESIDE_DATE.match(beside)
            and not is_labelled
            and (value := _value(dates[0], is_labelled=_LABEL_OF_DATE.search(before) is not None))
        ):
            found.append(value)
        before = block.text if block.words <= _LABEL_WORDS else ""
    return found[:1] if len({value[:4] for value in found}) == 1 else []


def _value(date: WrittenDate, *, is_labelled: bool = True) -> str | None:
    """The date as far as it is certain: of 3/4/2019 the year, where the page says that it is its date."""
    return date.certain or (date.readings[0][:4] if is_labelled else None)
