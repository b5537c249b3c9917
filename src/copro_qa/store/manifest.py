"""What a generation says of itself: its recipe, its sources, what was left out, and a checksum of every file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from copro_qa.document import Source
from copro_qa.errors import IndexDamaged, IndexMismatch

__all__ = ["FORMAT_VERSION", "Entry", "FileChecksum", "Manifest", "read_manifest", "write_manifest"]

FORMAT_VERSION = "1"
"""Layout of a generation. Raise it when an older program could not read what this one writes."""

FILE_NAME = "manifest.json"


@dataclass(frozen=True, slots=True)
class Entry:
    """One document of the generation, with how many words and chunks it has."""

    document_id: str
    source: Source
    words: int
    chunks: int


@dataclass(frozen=True, slots=True)
class FileChecksum:
    """Size and hash of one file when it was written."""

    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything about a generation that is not a document, a chunk or a vector."""

    generation: str
    built: str
    """ISO 8601, UTC."""
    recipe: Mapping[str, str]
    """What decides how a source becomes chunks and vectors: versions, chunk sizes, the embedding model's fingerprint."""
    dimension: int
    chunks: int
    entries: tuple[Entry, ...]
    failed: tuple[tuple[str, str], ...]
    """Path and reason of each file that could not be read."""
    ignored: tuple[str, ...]
    files: Mapping[str, FileChecksum]
    format: str = FORMAT_VERSION


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Writes ``manifest.json`` into ``folder``."""
    (folder / FILE_NAME).write_text(json.dumps(asdict(manifest), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def read_manifest(folder: Path) -> Manifest:
    """Reads ``manifest.json``. Raises IndexDamaged, or IndexMismatch when it was written in another format."""
    file = folder / FILE_NAME
    try:
        record: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        if record["format"] != FORMAT_VERSION:
            raise IndexMismatch(
                f"The index in {folder} was built by another version of copro-qa (format {record['format']}; this one reads "
                f"{FORMAT_VERSION}). Build it again with: copro-qa index"
            )
        return Manifest(
            **{
                **record,
                "entries": tuple(_entry(entry) for entry in record["entries"]),
                "failed": tuple((path, reason) for path, reason in record["failed"]),
                "ignored": tuple(record["ignored"]),
                "files": {name: FileChecksum(**checksum) for name, checksum in record["files"].items()},
            }
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexDamaged(f"The index file {file} is missing or damaged. Build the index again with: copro-qa index") from error


def _entry(record: dict[str, Any]) -> Entry:
    facts: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in record["source"].items()}
    return Entry(**{**record, "source": Source(**facts)})
