"""Sizes and hashes of files: taken when they are written, and compared when they are opened. Large files are hashed side by side."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from copro_qa.errors import IndexDamaged

__all__ = ["FileChecksum", "checksums_of", "compare"]

_HASHED_AT_ONCE = 4


@dataclass(frozen=True, slots=True)
class FileChecksum:
    """Size and hash of one file when it was written."""

    bytes: int
    sha256: str


def checksums_of(folder: Path) -> dict[str, FileChecksum]:
    """The checksum of every file below ``folder`` by its name there, but for the locks of libraries. Raises OSError."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.endswith(".lock"))
    with ThreadPoolExecutor(_HASHED_AT_ONCE) as threads:
        digests = list(threads.map(_sha256, files))
    return {
        path.relative_to(folder).as_posix(): FileChecksum(path.stat().st_size, digest) for path, digest in zip(files, digests, strict=True)
    }


def compare(folder: Path, checksums: Mapping[str, FileChecksum], hashed: Sequence[str]) -> None:
    """Compares the sizes of all files, and the hashes of those named in ``hashed``. Raises IndexDamaged with the file's name."""
    for name, checksum in checksums.items():
        file = folder / name
        try:
            is_as_written = file.stat().st_size == checksum.bytes
        except OSError:
            is_as_written = False
        if not is_as_written:
            raise IndexDamaged.at(file)
    with ThreadPoolExecutor(_HASHED_AT_ONCE) as threads:
        for name, digest in zip(hashed, threads.map(_sha256_or_none, [folder / name for name in hashed]), strict=True):
            if digest != checksums[name].sha256:
                raise IndexDamaged.at(folder / name)


def _sha256_or_none(file: Path) -> str | None:
    try:
        return _sha256(file)
    except OSError:  # the disk itself may be at fault
        return None


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
