"""``python -m ingest fetch``: downloads the documents that sources.toml lists with an address and the corpus folder lacks.

What was fetched is kept in mind in ``fetched.toml`` beside sources.toml, which stays the users' own.
"""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from copro_qa.errors import CorpusUnusable, InvalidInput
from ingest.file_kind import FileKind, read_head, recognise
from ingest.source_entries import FETCHED_NAME, FILE_NAME, SourceEntry, corpus_path, read_source_entries
from ingest.web import Downloaded, NotDownloaded, WebLimits, download

__all__ = ["FetchResult", "Fetched", "fetch", "missing"]

_HEADER = f"# Written by `python -m ingest fetch`: what it downloaded, from where and when. Your own notes belong in {FILE_NAME}.\n"
_NAMED = 40  # characters of a name that may be as long as names can be
_FIELDS = ("path", "url", "final_url", "sha256", "media_type", "fetched")


@dataclass(frozen=True, slots=True)
class Fetched:
    """One document that was downloaded. ``fetched`` is a time in UTC, as ISO 8601."""

    path: str
    url: str
    final_url: str
    sha256: str
    media_type: str
    fetched: str
    bytes: int


@dataclass(frozen=True, slots=True)
class FetchResult:
    """What came of it, in the order of sources.toml."""

    fetched: tuple[Fetched, ...]
    failed: tuple[tuple[str, str], ...]
    """Path and reason."""
    warnings: tuple[str, ...]


def missing(corpus: Path, paths: Sequence[str] = ()) -> list[SourceEntry]:
    """The entries with an address whose file is not in the corpus folder; of those in ``paths``, if any are named.

    Raises CorpusUnusable, and InvalidInput for a path without an entry that has an address.
    """
    if not corpus.is_dir():
        raise CorpusUnusable(f"The corpus folder {corpus} does not exist. Name the folder that holds {FILE_NAME} with --corpus.")
    entries = read_source_entries(corpus / FILE_NAME).by_path
    chosen = [corpus_path(path) or path for path in paths] or list(entries)
    for path in chosen:
        if path not in entries or (paths and not entries[path].url):
            raise InvalidInput(f"{FILE_NAME} has no entry with a url for {path}.")
    return [entries[path] for path in chosen if entries[path].url and not os.path.exists(corpus / path)]  # noqa: PTH110  # which takes a name that is too long for one that is not there


def fetch(
    corpus: Path,
    *,
    paths: Sequence[str] = (),
    limits: WebLimits | None = None,
    began: Callable[[SourceEntry], None] | None = None,
) -> FetchResult:
    """Downloads what is missing. One that cannot be had is reported, and the rest goes on. Raises CorpusUnusable and InvalidInput."""
    fetched: list[Fetched] = []
    failed: list[tuple[str, str]] = []
    wanted = missing(corpus, paths)
    warnings = list(read_source_entries(corpus / FILE_NAME).warnings)  # an address that is none would be passed over in silence
    before = _read_record(corpus / FETCHED_NAME, warnings)
    for entry in wanted:
        if began is not None:
            began(entry)
        try:
            document = _fetch_one(corpus, entry, limits or WebLimits())
        except NotDownloaded as error:
            failed.append((entry.path, str(error)))
            continue
        except OSError as error:
            failed.append((entry.path, f"It cannot be written to the corpus folder: {error.strerror or error}."))
            continue
        earlier = before.get(entry.path, {}).get("sha256")
        if earlier and earlier != document.sha256:
            warnings.append(f"{entry.path} is not the file that was fetched before: it has changed at {entry.url}.")
        fetched.append(document)
        before[entry.path] = {name: str(getattr(document, name)) for name in _FIELDS}
        _write_record(corpus / FETCHED_NAME, before)
    return FetchResult(tuple(fetched), tuple(failed), tuple(warnings))


def _fetch_one(corpus: Path, entry: SourceEntry, limits: WebLimits) -> Fetched:
    target = corpus / entry.path
    if not Path(os.path.realpath(target.parent)).is_relative_to(corpus.resolve()):
        raise NotDownloaded("Its folder is a link that leaves the corpus folder.")
    target.parent.mkdir(parents=True, exist_ok=True)
    waiting = target.with_name(f".{target.name[:_NAMED]}.{os.getpid()}.part")
    try:
        got = download(entry.url or "", waiting, limits)
        _check_kind(waiting, target.name, got)
        waiting.replace(target)
    finally:
        with suppress(OSError):
            waiting.unlink(missing_ok=True)
    now = datetime.now(UTC).replace(microsecond=0).isoformat()
    return Fetched(entry.path, entry.url or "", got.url, got.sha256, got.media_type, now, got.bytes)


def _check_kind(file: Path, name: str, got: Downloaded) -> None:
    """Raises NotDownloaded for what is no document, or not of the kind that its name promises, such as a login page."""
    with file.open("rb") as stream:
        head = read_head(stream)
    kind = recognise(head, "")
    if got.media_type in ("text/markdown", "text/plain") or kind in (FileKind.TEXT, FileKind.MARKDOWN):
        kind = recognise(head, name)
    expected = recognise(b"", name)
    if kind is FileKind.ENCRYPTED_OFFICE and expected in (FileKind.DOCX, FileKind.PPTX):
        expected = kind  # which of the two is told when it is opened
    is_text = kind in (FileKind.TEXT, FileKind.MARKDOWN) and expected in (FileKind.TEXT, FileKind.MARKDOWN)
    if not got.bytes:
        raise NotDownloaded("The server gives an empty file.")
    if kind is None or not kind.is_read:
        raise NotDownloaded(f"What the server gives is not a document that is read. {kind.reason if kind else ''}".rstrip())
    if expected is not None and kind is not expected and not is_text:
        ending = PurePosixPath(name).suffix
        advice = (
            "It may be a page that asks for a login. Open the address in a browser, and mend the path or the url."
            if kind is FileKind.HTML
            else "Mend the ending of the path, or the url."
        )
        raise NotDownloaded(f"What the server gives is no {ending} file, but {kind.name} ({got.media_type or 'without a type'}). {advice}")


def _read_record(file: Path, warnings: list[str]) -> dict[str, Mapping[str, str]]:
    try:
        record = tomllib.loads(file.read_text(encoding="utf-8"))
        return {str(table["path"]): table for table in record.get("fetched", [])}
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError):
        warnings.append(f"{file.name} could not be read, so it is written anew.")
        return {}


def _write_record(file: Path, record: Mapping[str, Mapping[str, str]]) -> None:
    waiting = file.with_name(f".{file.name}.part")
    waiting.write_text(_HEADER + "".join(_tables(record)), encoding="utf-8")
    waiting.replace(file)


def _tables(record: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    for path in sorted(record):
        lines = [f"{name} = {_quoted(str(record[path].get(name, '')))}" for name in _FIELDS]
        yield "\n[[fetched]]\n" + "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """As a TOML string: the same as in JSON, but that one character must not stand in it as it is."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "")
