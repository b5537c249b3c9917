"""What a file says of itself, brought into one form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from ingest.parsed import FileFacts
from ingest.written_dates import written_dates

__all__ = ["FILE_ENDINGS", "date_from_text", "facts_from_mapping", "language_tag", "people", "sensible_title"]

_ISO_DATE = re.compile(r"\s*(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?![\d])")
_PDF_DATE = re.compile(r"\s*D?:?(\d{4})(\d{2})?(\d{2})?")
_LONGEST_TITLE = 500  # characters
FILE_ENDINGS = r"docx?|pdf|pptx?|pub|indd|qxp|qxd|p65|fm\d*|ai|rtf|odt|html?|xlsx?|dot|txt|md|tmp|pages|numbers|key"
"""Of the files that documents are made from: what ends so is the name of one."""
_JUNK_TITLE = re.compile(
    r"\s*(?:untitled(?:[ -](?:document|page|presentation))?\s*\d*|.*(?:\{[{%]|<\?php).*|"
    r"unnamed|(?:word )?document\d*|title|microsoft (?:word|powerpoint|excel) - .*|slide \d+|powerpoint presentation|"
    r"world bank document|"
    r"presentation\d*|print(?:ing)?|\(?(?:anonymous|unspecified)\)?|layout \d+|"
    r"(?:(?:report|word|document|letter|paper|powerpoint|a4|corporate|standard|new|blank) ){0,3}template|blank|none|null|[\d\W_]+|"
    rf"[\w .()&/-]+\.(?:{FILE_ENDINGS}))\s*\Z",
    re.IGNORECASE,
)
_OF_GOOGLE = re.compile(r" - Google (?:Docs|Sheets|Slides|Drive)\Z")
_JUNK_PERSON = re.compile(
    r"(?:no author|admin(?:istrator)?|user|unknown|\(?(?:anonymous|unspecified)\)?|author|owner|default|"
    r"python-docx|microsoft.*|[a-z]\d{5,}|[uz]\d{4,}|\d+|n/?a)\Z",
    re.IGNORECASE,
)
_BETWEEN_NAMES = re.compile(r",\s+and\s+|\s+and\s+|\s*&\s+|,\s+")
_PERSON = re.compile(r"(?:[^\W\d_]\S*\s+)+[^\W\d_]\S*\Z")  # two words or more: a family name alone may be one half of "Bain, Ann"
_BODY = re.compile(
    r"\b(?:department|ministry|council|government|committee|commission|office|agency|board|authority|trust|institute|university|association|"
    r"society|group|services?|foundation|fund|centre|center|college|executive|directorate|parliament|network|alliance|forum|partnership|team|"
    r"unit|housing|health|care|development|research|communities|affairs|rights|justice)\b",
    re.IGNORECASE,
)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*\Z")
_YEARS = range(1000, 2200)


def date_from_text(text: str | None) -> str | None:
    """``2015``, ``2015-06`` or ``2015-06-24`` from a date as files write it, or None."""
    if not text:
        return None
    match = _ISO_DATE.match(text) or _PDF_DATE.match(text)
    if match is None:
        return next((date.certain for date in written_dates(text) if date.certain), None)
    parts = [int(part) for part in match.groups() if part]
    if parts[0] not in _YEARS:
        return None
    if len(parts) > 1 and not 1 <= parts[1] <= 12:  # noqa: PLR2004  # months
        parts = parts[:1]
    if len(parts) > 2 and not 1 <= parts[2] <= 31:  # noqa: PLR2004  # days
        parts = parts[:2]
    return "-".join(f"{part:04d}" if position == 0 else f"{part:02d}" for position, part in enumerate(parts))


def sensible_title(text: str | None) -> str | None:
    """The title, or None when it is what a program wrote there by itself."""
    title = _OF_GOOGLE.sub("", " ".join((text or "").replace("\x00", "").split()))
    return title if 2 < len(title) <= _LONGEST_TITLE and not _JUNK_TITLE.match(title) and not set(title) <= set("?\ufffd. ") else None  # noqa: PLR2004


def people(names: Sequence[str], *, one_each: bool = False) -> tuple[str, ...]:
    """The authors, each once, without the names that programs put in. ``one_each`` says that no text names more than one."""
    found = (" ".join(name.split()) for text in names for name in ([text] if one_each else _several(text)))
    return tuple(dict.fromkeys(name for name in found if len(name) > 1 and not _JUNK_PERSON.match(name)))


def _several(text: str) -> Iterator[str]:
    """The names in a text. Commas and "and" part them only where each part reads like a person's: bodies have them in their names."""
    for part in text.split(";"):
        names = [name.strip() for name in _BETWEEN_NAMES.split(part) if name.strip()]
        yield from names if all(_PERSON.match(name) and not _BODY.search(name) for name in names) else [part]


def language_tag(text: str | None) -> str | None:
    """A language as files name it ("en-GB"), or None when it is none: programs write "C" or "und" where they do not know."""
    tag = (text or "").strip().replace("_", "-").partition(".")[0]
    return tag if _LANGUAGE.match(tag) and tag.lower() not in ("und", "mul", "zxx") else None


def facts_from_mapping(values: Mapping[str, Sequence[str]]) -> FileFacts:
    """Facts from named values, as front matter gives them. Unknown names are passed over."""

    def first(*names: str) -> str | None:
        return next((" ".join(value.split()) for name in names for value in values.get(name, ()) if value.strip()), None)

    return FileFacts(
        title=sensible_title(first("title")),
        authors=people([name for key in ("authors", "author") for name in values.get(key, ())]),
        publisher=first("publisher", "organisation", "organization"),
        published=date_from_text(first("published", "date", "publication_date", "year", "issued")),
        url=first("url", "canonical_url", "source"),
        licence=first("licence", "license", "rights"),
        language=language_tag(first("language", "lang")),
        unofficial_summary=(first("unofficial_summary") or "").lower() in ("true", "yes", "1"),
    )
