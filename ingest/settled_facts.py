"""What a document says of itself on its first pages, beside what its file says in its properties."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from copro_qa.texts import texts
from ingest.file_kind import FileKind
from ingest.opening import Opening, opening_of
from ingest.parsed import FileFacts, ParsedDocument
from ingest.stated_dates import stated_date
from ingest.titles import chosen_title
from ingest.written_dates import written_dates, years_in

__all__ = ["settle_facts"]

_PDF = FileKind.PDF.media_type
_WITH_PROPERTIES = frozenset({_PDF, *(kind.media_type for kind in (FileKind.DOCX, FileKind.PPTX, FileKind.ODT))})
"""Kinds that keep a title beside the text, which goes along when a file is made from another."""
_AHEAD = timedelta(days=31)
"""An agenda is made before its meeting. A date that lies further ahead is of something else, such as the end of a contract."""


def settle_facts(parsed: ParsedDocument) -> ParsedDocument:
    """The same document, its facts being those that its text bears out, with what is to know of its date among its warnings."""
    media_type = parsed.report.media_type
    if media_type not in _WITH_PROPERTIES:
        return parsed
    opening = opening_of(parsed)
    facts = replace(parsed.facts, title=chosen_title(parsed.facts.title, opening))
    published, warning = _published(facts, opening, is_pdf=media_type == _PDF)
    warnings = (*parsed.report.warnings, *([warning] if warning else []))
    return replace(parsed, facts=replace(facts, published=published), report=replace(parsed.report, warnings=warnings))


def _published(facts: FileFacts, opening: Opening, *, is_pdf: bool) -> tuple[str | None, str | None]:
    """The date of a document, and what to know of it.

    What people say in the properties of an office file goes first, then what the first pages say, then what programs note. The day on
    which a PDF was made stands in for its date only where the first pages bear it out: many are made of papers that are years older.
    """
    if facts.published and not is_pdf:
        return facts.published, None
    stated = stated_date(opening, facts.title)
    if stated and not (is_pdf and facts.made and _is_ahead(stated, facts.made)):
        return stated, None
    if facts.published or not facts.made:
        return facts.published, None
    if not is_pdf:
        return None, texts()("noticed.saved", day=texts().date(facts.made))
    if _is_borne_out(facts.made, facts.title or "", opening.text):
        return facts.made, texts()("noticed.made_as_pdf")
    return None, texts()("noticed.made_later", day=texts().date(facts.made))


def _is_ahead(stated: str, made: str) -> bool:
    return _first_day(stated) > _first_day(made) + _AHEAD


def _first_day(day: str) -> date:
    """The first day of a year or month; that day itself of a day that the calendar has, else the first of its month."""
    year, month, number = (*map(int, day.split("-")), 1, 1)[:3]
    try:
        return date(year, month, number)
    except ValueError:
        return date(year, month, 1)


def _is_borne_out(made: str, title: str, text: str) -> bool:
    """Whether the first pages name the year in which a file was made, or the one before, or no year up to then at all.

    A day in the title has to be of one of these years too.
    """
    year = int(made[:4])
    days = [int(reading[:4]) for day in written_dates(title) for reading in day.readings]
    if days and max(days) < year - 1:
        return False
    years = [named for named in years_in(text) if named <= year]
    return not years or max(years) >= year - 1
