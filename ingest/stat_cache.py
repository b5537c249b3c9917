"""What each file of the corpus was when it was hashed, so that a file that has not been touched since is not read again.

A file is taken to be the same while its size, its number on the disk (inode), its time of change and the time of change of its
name, rights or content (ctime, which no program can set) all are the same. As in git, that is not believed of a file that was changed
less than two seconds before it was hashed: it may have been changed once more in the same tick of the clock.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import time
from pathlib import Path

from ingest.file_kind import FileKind

__all__ = ["StatCache"]

_TOO_FRESH_NS = 2 * 10**9

_Stamp = tuple[int, int, int, int]
_Known = tuple[_Stamp, str, str]

_logger = logging.getLogger(__name__)


class StatCache:
    """Hash and kind of files by path, kept in one JSON file with a checksum. May be deleted; what is lost is time."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._before: dict[str, _Known] = {}
        self._now: dict[str, _Known] = {}
        if file is not None:
            self._before = _read(file)

    def get(self, path: str, status: os.stat_result) -> tuple[str, FileKind] | None:
        """SHA-256 and kind of the file at ``path``; None when it may be another than before."""
        known = self._before.get(path)
        if known is None or known[0] != _stamp(status):
            return None
        self._now[path] = known
        return known[1], FileKind[known[2]]

    def note(self, path: str, status: os.stat_result, sha256: str, kind: FileKind) -> None:
        """Keeps in mind what was found, unless the file is too fresh. ``status`` is from before it was read."""
        if max(status.st_mtime_ns, status.st_ctime_ns) < time.time_ns() - _TOO_FRESH_NS:
            self._now[path] = (_stamp(status), sha256, kind.name)

    def save(self) -> None:
        """Writes what this run has found, if that is anything new. A file that cannot be written is a warning."""
        if self._file is None or self._now == self._before:
            return
        content = json.dumps(self._now, separators=(",", ":")).encode()
        waiting = self._file.with_suffix(".new")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            waiting.write_bytes(hashlib.sha256(content).hexdigest().encode() + b"\n" + content)
            waiting.replace(self._file)
        except OSError as error:
            _logger.warning("The list of known files cannot be written (%s), so all files will be read again.", error)


def _read(file: Path) -> dict[str, _Known]:
    try:
        checksum, _, content = file.read_bytes().partition(b"\n")
        if hashlib.sha256(content).hexdigest().encode() != checksum:
            return {}
        record = json.loads(content)
        return {
            path: ((int(size), int(inode), int(changed), int(touched)), str(sha256), FileKind[kind].name)
            for path, ((size, inode, changed, touched), sha256, kind) in record.items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _stamp(status: os.stat_result) -> _Stamp:
    return status.st_size, status.st_ino, status.st_mtime_ns, status.st_ctime_ns
