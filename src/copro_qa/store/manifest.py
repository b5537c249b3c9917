"""What a generation says of itself: its recipe, its sources, what was left out, and a checksum of every file.

``manifest.json`` is short however large the corpus is, and ends with a checksum of itself; ``sources.jsonl`` beside it has a line for
each document.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from copro_qa.document import Source
from copro_qa.errors import IndexDamaged, IndexMismatch
from copro_qa.store.checksums import FileChecksum

__all__ = [
    "FORMAT_VERSION",
    "Entry",
    "Manifest",
    "document_ids",
    "entry_line",
    "entry_lines",
    "read_manifest",
    "write_entries",
    "write_manifest",
]

FORMAT_VERSION = "3"
"""Layout of a generation. Raise it when an older program could not read what this one writes."""

FILE_NAME = "manifest.json"
SOURCES_NAME = "sources.jsonl"
_ID_FIRST = re.compile(r'\{"document_id":"([0-9A-Za-z_-]+)"')
"""How a line of it begins as it is written here: telling the id so takes a tenth of reading the line."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One document of the generation, with how many words and chunks it has."""

    document_id: str
    source: Source
    words: int
    chunks: int
    basis: str = ""
    """Hash of what ``source`` was made from beside the file itself. While it is the same, so is ``source``."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything about a generation that is not a document, a chunk or a vector."""

    generation: str
    built: str
    """ISO 8601, UTC."""
    recipe: Mapping[str, str]
    """What decides how a source becomes chunks and vectors: versions, chunk sizes, the embedding model's fingerprint."""
    dimension: int
    documents: int
    chunks: int
    entries: tuple[Entry, ...]
    """The documents, in order of path; none where the manifest was read without them."""
    failed: tuple[tuple[str, str], ...]
    """Path and reason of each file that could not be read."""
    ignored: tuple[str, ...]
    files: Mapping[str, FileChecksum]
    vectors: Mapping[str, str | int | float] = field(default_factory=dict)
    """How the vectors are kept and searched, see VectorForm; empty in a generation that was made before that was written here."""
    format: str = FORMAT_VERSION


def entry_line(entry: Entry) -> str:
    """An entry as it stands in ``sources.jsonl``, without the end of its line."""
    return json.dumps({**_record(entry), "source": _record(entry.source)}, ensure_ascii=False, separators=(",", ":"))


def write_entries(folder: Path, lines: Iterable[str]) -> None:
    """Writes ``sources.jsonl`` into ``folder``: what ``write_manifest`` leaves out. ``lines`` are of ``entry_line``."""
    with (folder / SOURCES_NAME).open("w", encoding="utf-8") as stream:
        stream.writelines(f"{line}\n" for line in lines)


def entry_lines(folder: Path) -> list[str]:
    """What ``write_entries`` wrote. Raises IndexDamaged."""
    file = folder / SOURCES_NAME
    try:
        return _lines(file.read_bytes())
    except (OSError, ValueError) as error:
        raise IndexDamaged.at(file) from error


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Writes ``manifest.json`` into ``folder``, whose ``sources.jsonl`` is there already."""
    record = {**_record(manifest), "files": {name: _record(checksum) for name, checksum in manifest.files.items()}}
    del record["entries"]
    record["checksum"] = _checksum(record)
    (folder / FILE_NAME).write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def read_manifest(folder: Path, *, with_entries: bool = True) -> Manifest:
    """Reads ``manifest.json`` and, unless they are not wanted, the entries in ``sources.jsonl``.

    Raises IndexDamaged, or IndexMismatch when it was written in another format.
    """
    file = folder / FILE_NAME
    try:
        record: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        is_of_this_format = record["format"] == FORMAT_VERSION
        own_checksum = record.pop("checksum", None)
        is_as_written = own_checksum == _checksum(record)
        # One of another format need not have a checksum, but where it has, it tells a damaged number from another one.
        if not is_of_this_format and (own_checksum is None or is_as_written):
            raise IndexMismatch(
                f"The index in {folder} was built by another version of copro-qa (format {record['format']}; this one reads "
                f"{FORMAT_VERSION}). Build it again with: copro-qa index"
            )
        if not is_as_written:
            raise IndexDamaged.at(file)
        files = {name: FileChecksum(**checksum) for name, checksum in record["files"].items()}
        failed = tuple((path, reason) for path, reason in record["failed"])
        manifest = Manifest(**{**record, "entries": (), "failed": failed, "ignored": tuple(record["ignored"]), "files": files})
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexDamaged.at(file) from error
    if not with_entries:
        return manifest
    return replace(manifest, entries=_read_entries(folder / SOURCES_NAME, manifest))


def document_ids(folder: Path) -> list[str]:
    """The ids of a generation's documents, in order of path: quicker than all entries. Raises IndexDamaged."""
    file = folder / SOURCES_NAME
    try:
        lines = entry_lines(folder)
        quick = [match[1] for match in map(_ID_FIRST.match, lines) if match]
        return quick if len(quick) == len(lines) else [str(json.loads(line)["document_id"]) for line in lines]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexDamaged.at(file) from error


def _lines(content: bytes) -> list[str]:
    # Titles may hold what str.splitlines takes for the end of a line.
    return content.decode().split("\n")[:-1]


def _read_entries(file: Path, manifest: Manifest) -> tuple[Entry, ...]:
    try:
        content = file.read_bytes()
        if hashlib.sha256(content).hexdigest() != manifest.files[SOURCES_NAME].sha256:
            raise IndexDamaged.at(file)
        # All lines as one list: read one by one they take half as long again.
        entries = tuple(map(_entry, json.loads(f"[{','.join(_lines(content))}]")))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexDamaged.at(file) from error
    if len(entries) != manifest.documents:
        raise IndexDamaged.at(file)
    return entries


def _record(value: Entry | Source | FileChecksum | Manifest) -> dict[str, Any]:
    """The fields of a value. Ten times as quick as ``dataclasses.asdict``, which copies what is in them."""
    return {field.name: getattr(value, field.name) for field in fields(value)}


def _checksum(record: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(record, sort_keys=True).encode()).hexdigest()


def _entry(record: dict[str, Any]) -> Entry:
    facts: dict[str, Any] = record["source"]
    for name, value in facts.items():
        if isinstance(value, list):
            facts[name] = tuple(value)
    record["source"] = Source(**facts)
    return Entry(**record)
