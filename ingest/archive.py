"""Zip files are looked at before they are unpacked: a small file can hold more than a machine has room for."""

from __future__ import annotations

import zipfile
from pathlib import Path

from copro_qa.errors import DocumentUnreadable

__all__ = ["check_archive"]

_MAXIMUM_PARTS = 20_000
_MAXIMUM_BYTES = 1 * 2**30  # all parts together: a report with many photographs stays far below
_MAXIMUM_PART_BYTES = 128 * 2**20  # one part with text: the longest books have 10 MiB
_TEXT_PARTS = (".xml", ".rels", ".xhtml", ".html", ".htm", ".opf", ".ncx")


def check_archive(path: Path) -> frozenset[str]:
    """The names of the parts of a zip file whose size is bearable. Raises DocumentUnreadable."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
        raise DocumentUnreadable("The file is damaged: it was probably not downloaded or copied to the end.") from error
    if any(part.flag_bits & 1 for part in parts):
        raise DocumentUnreadable("The file is protected by a password. Save a copy without one.")
    largest = max((part.file_size for part in parts if part.filename.lower().endswith(_TEXT_PARTS)), default=0)
    if len(parts) > _MAXIMUM_PARTS or sum(part.file_size for part in parts) > _MAXIMUM_BYTES or largest > _MAXIMUM_PART_BYTES:
        raise DocumentUnreadable("The file unpacks to far more than a document holds, so it was not opened.")
    return frozenset(part.filename for part in parts)
