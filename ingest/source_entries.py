"""``sources.toml``: what the person who looks after the documents says of each file.

::

    [[documents]]
    path = "christie-commission.md"        # relative to the corpus folder
    title = "…"
    authors = ["…"]
    publisher = "…"
    date = 2011-06-29                      # or "2011", "2011-06"
    url = "https://…"
    licence = "…"
    collection = "…"
    supersedes = ["older.pdf"]
    unofficial_summary = true
    password = "…"                         # for a file that needs one to be opened
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from copro_qa.errors import CorpusUnusable

__all__ = ["FETCHED_NAME", "FILE_NAME", "SourceEntries", "SourceEntry", "corpus_path", "is_web_address", "read_source_entries"]

FILE_NAME = "sources.toml"
FETCHED_NAME = "fetched.toml"
"""Beside it: what was downloaded, written by ``python -m ingest fetch``."""

_TABLE = "documents"
_HOW_TO_BEGIN = f" What is said of each document stands in a table of its own that begins with [[{_TABLE}]]."
_MOST_NAMES_COMPARED = 500
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """What one entry says. What it does not say is ``None`` or empty, and is then taken from the file."""

    path: str
    title: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    date: str | None = None
    url: str | None = None
    licence: str | None = None
    collection: str | None = None
    supersedes: tuple[str, ...] = ()
    unofficial_summary: bool | None = None
    password: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class SourceEntries:
    """The entries by path, and what was wrong with the file, in sentences."""

    by_path: Mapping[str, SourceEntry] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()

    def warnings_for(self, paths: Iterable[str]) -> list[str]:
        """Entries, and documents that entries name, for which the corpus has no file."""
        known = set(paths)
        unclaimed = known - self.by_path.keys()  # a file with an entry of its own is not the one that another entry means
        warnings = []
        for entry in self.by_path.values():
            if entry.path not in known and entry.url:
                mistaken = _suggestion(entry.path, unclaimed, "If you have it already as {name!r}, write that as its path.")
                warnings.append(
                    f"{FILE_NAME} has an entry for {entry.path}, which has not been downloaded. `python -m ingest fetch` downloads it."
                    f"{mistaken}"
                )
            elif entry.path not in known:
                advice = _suggestion(entry.path, unclaimed)
                warnings.append(f"{FILE_NAME} has an entry for {entry.path}, but there is no such document.{advice}")
            warnings += [
                f"{FILE_NAME}: {entry.path} is said to supersede {older}, but there is no such document.{_suggestion(older, known)}"
                for older in entry.supersedes
                if older not in known
            ]
        return warnings


def read_source_entries(file: Path) -> SourceEntries:
    """Reads ``sources.toml``; no file is the same as an empty one.

    A slip in one entry is a warning, and the rest of the entry is used. Raises CorpusUnusable when the file as a whole cannot be read.
    """
    try:
        record = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return SourceEntries()
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise CorpusUnusable(f"{file} cannot be read as TOML: {error}. Mend it there and try again.") from error
    except UnicodeDecodeError as error:
        raise CorpusUnusable(f"{file} is not UTF-8 text (byte {error.start}). Save it as UTF-8 and try again.") from error
    except OSError as error:
        raise CorpusUnusable(f"{file} cannot be read: {error.strerror or error}.") from error
    tables = record.pop(_TABLE, [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise CorpusUnusable(f"{file}: each document starts with [[{_TABLE}]], in double square brackets.")
    warnings = [f"{FILE_NAME}: {key!r} means nothing here.{_suggestion(key, [_TABLE]) or _HOW_TO_BEGIN}" for key in record]
    entries: dict[str, SourceEntry] = {}
    for number, table in enumerate(tables, 1):
        entry = _entry(number, table, warnings)
        if entry is None:
            continue
        if entry.path in entries:
            warnings.append(f"{FILE_NAME}, entry {number}: there is an earlier entry for {entry.path}. This one is not used.")
            continue
        entries[entry.path] = entry
    return SourceEntries(entries, tuple(warnings))


_PLAIN_PATH = re.compile(r"(?:[\w-][\w .()-]*/)*[\w-][\w .()-]*", re.ASCII)
"""A path that is as the corpus names it: most are, and telling so takes a tenth of the time."""


def corpus_path(path: str) -> str | None:
    """``path`` as the corpus names it: forward slashes, Unicode NFC; None when it leaves the corpus folder or can be no path."""
    if _PLAIN_PATH.fullmatch(path):
        return path
    parts = PurePosixPath(unicodedata.normalize("NFC", path).replace("\\", "/")).parts
    if not parts or "\x00" in path or ".." in parts or parts[0] == "/" or re.fullmatch("[A-Za-z]:", parts[0]):
        return None
    return "/".join(parts)


def is_web_address(url: str) -> bool:
    """Whether ``url`` is an http or https address with a host: the only kind that is made into a link."""
    try:
        address = urlsplit(url)
    except ValueError:
        return False
    return address.scheme in ("http", "https") and bool(address.hostname) and not re.search(r"[\s\x00-\x1f\x7f]", url)


class _Slip(Exception):
    """A value that cannot be used. The message goes on from the key's name."""


def _entry(number: int, table: Mapping[str, object], warnings: list[str]) -> SourceEntry | None:
    given = table.get("path")
    path = corpus_path(given) if isinstance(given, str) else None
    if path is None:
        warnings.append(
            f'{FILE_NAME}, entry {number}: it needs a path inside the corpus folder, such as path = "report.pdf". It is not used.'
        )
        return None
    facts: dict[str, object] = {}
    for key, value in table.items():
        if key == "path":
            continue
        place = f"{FILE_NAME}, entry {number} ({path})"
        read = _READERS.get(key)
        if read is None:
            warnings.append(f"{place}: {key!r} means nothing here and is left out.{_suggestion(key, _READERS)}")
            continue
        try:
            facts[key] = read(value)
        except _Slip as error:
            warnings.append(f"{place}: {key} {error}. It is left out.")
    entry = SourceEntry(path=path, **facts)  # type: ignore[arg-type]  # each reader gives its field's type
    if path in entry.supersedes:
        warnings.append(f"{FILE_NAME}, entry {number} ({path}): a document cannot supersede itself. That is left out.")
        facts["supersedes"] = tuple(older for older in entry.supersedes if older != path)
        entry = SourceEntry(path=path, **facts)  # type: ignore[arg-type]
    return entry


def _text(value: object) -> str | None:
    if not isinstance(value, str):
        raise _Slip(f"must be text in quotation marks, not {value!r}")
    return " ".join(unicodedata.normalize("NFC", value).split()) or None


def _texts(value: object) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    return tuple(text for text in map(_text, values) if text)


def _date(value: object) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    text = str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""
    match = _DATE.fullmatch(text)
    try:
        if match:
            date(*(int(part or 1) for part in match.groups()))
            return text
    except ValueError:
        pass
    raise _Slip(f'must be a year, a year and month, or a date, such as "2015", "2015-06" or 2015-06-24, not {str(value)!r}')


def _url(value: object) -> str | None:
    text = _text(value)
    if text and not is_web_address(text):
        raise _Slip(f"must be a web address that begins with https:// or http://, not {text!r}")
    return text


def _paths(value: object) -> tuple[str, ...]:
    paths = [corpus_path(text) for text in _texts(value)]
    if None in paths:
        raise _Slip("must name files inside the corpus folder")
    return tuple(dict.fromkeys(path for path in paths if path))


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise _Slip(f"must be true or false, not {value!r}")
    return value


def _password(value: object) -> str:
    if not isinstance(value, str):
        raise _Slip("must be text in quotation marks")  # without showing what it is
    return value


_READERS: Mapping[str, Callable[[object], object]] = {
    "title": _text,
    "authors": _texts,
    "publisher": _text,
    "date": _date,
    "url": _url,
    "licence": _text,
    "collection": _text,
    "supersedes": _paths,
    "unofficial_summary": _flag,
    "password": _password,
}


def _suggestion(name: str, known: Collection[str], sentence: str = "Did you mean {name!r}?") -> str:
    """A sentence about the name that is nearest to ``name``, with a space before it; empty where none is near."""
    # Looking for a near name among very many takes seconds for each.
    near = get_close_matches(name, sorted(known), n=1, cutoff=0.7) if len(known) <= _MOST_NAMES_COMPARED else []
    return f" {sentence.format(name=near[0])}" if near else ""
