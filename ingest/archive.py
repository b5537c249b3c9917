"""Zip files, and the XML in them, are looked at before they are unpacked: a small file can hold more than a machine has room for."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import Self
from xml.etree import ElementTree as ET  # no entities are let through to it

from copro_qa.errors import DocumentUnreadable
from copro_qa.texts import texts

__all__ = ["DAMAGE", "Archive", "check_archive", "inflated", "xml_of"]

_MAXIMUM_PARTS = 20_000
_MAXIMUM_BYTES = 1 * 2**30  # all parts together: a report with many photographs stays far below
_MAXIMUM_PART_BYTES = 128 * 2**20  # one part with text: the longest books have 10 MiB
_TEXT_PARTS = (".xml", ".rels", ".xhtml", ".html", ".htm", ".opf", ".ncx")
DAMAGE = (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, EOFError, RuntimeError)
"""What the standard library raises for archives that are not whole. RuntimeError is its word for a part that is encrypted after all."""


class Archive:
    """A zip file with parts of bearable size. A context manager; raises DocumentUnreadable for one that cannot be unpacked."""

    def __init__(self, file: Path | BytesIO) -> None:
        try:
            self._file = zipfile.ZipFile(file)
        except DAMAGE as error:
            raise _damaged() from error
        try:
            parts = self._file.infolist()
            _refuse_unbearable(parts)
        except DocumentUnreadable:
            self._file.close()
            raise
        self.names = frozenset(part.filename for part in parts)
        """Of all parts."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        self._file.close()

    def read(self, name: str) -> bytes:
        """The content of one part. Raises KeyError when there is none of that name, and DocumentUnreadable when it is damaged."""
        try:
            return self._file.read(name)
        except DAMAGE as error:
            raise _damaged() from error


def check_archive(file: Path | BytesIO) -> None:
    """For libraries that unpack by themselves. Raises DocumentUnreadable for a zip file that is damaged, protected or far too large."""
    with Archive(file):
        pass


def inflated(data: bytes, *, most_bytes: int = _MAXIMUM_PART_BYTES) -> bytes:
    """What was packed by the method of zip files (raw deflate). Raises DocumentUnreadable when it is damaged or far too large."""
    unpacking = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        unpacked = unpacking.decompress(data, most_bytes)
    except zlib.error as error:
        raise _damaged() from error
    if not unpacking.eof:
        raise DocumentUnreadable(texts()("unreadable.unpacks_too_far")) if len(unpacked) >= most_bytes else _damaged()
    return unpacked


def xml_of(data: bytes) -> ET.Element:
    """The root of an XML text. Raises ParseError, also for one that declares entities: they can unfold without end."""
    if b"<!ENTITY" in data or "<!ENTITY".encode("utf-16-le") in data or "<!ENTITY".encode("utf-16-be") in data:
        raise ET.ParseError("entities are declared")
    return ET.fromstring(data)  # noqa: S314  # entities are refused above


def _refuse_unbearable(parts: list[zipfile.ZipInfo]) -> None:
    if any(part.flag_bits & 1 for part in parts):
        raise DocumentUnreadable(texts()("unreadable.password"))
    largest = max((part.file_size for part in parts if part.filename.lower().endswith(_TEXT_PARTS)), default=0)
    if len(parts) > _MAXIMUM_PARTS or sum(part.file_size for part in parts) > _MAXIMUM_BYTES or largest > _MAXIMUM_PART_BYTES:
        raise DocumentUnreadable(texts()("unreadable.unpacks_too_far"))


def _damaged() -> DocumentUnreadable:
    return DocumentUnreadable(texts()("unreadable.damaged"))
