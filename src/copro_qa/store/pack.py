"""Many small records in one file: a corpus of ten thousand documents is copied, checked and put on disk as quickly as one large file.

``<name>.bin`` holds the records one after the other, ``<name>.npy`` where each of them starts and ends, with its checksum. A pack is
memory-mapped when it is opened, so it can be read even after its folder has been removed.
"""

from __future__ import annotations

import mmap
import zlib
from contextlib import suppress
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from copro_qa.errors import IndexDamaged

__all__ = ["Pack", "PackWriter"]

_ROW = np.dtype([("start", "<u8"), ("end", "<u8"), ("crc32", "<u4")])


class PackWriter:
    """Writes a pack of this name into a folder that exists. Call ``finish`` once at the end."""

    def __init__(self, folder: Path, name: str) -> None:
        self._table = folder / f"{name}.npy"
        self._stream = (folder / f"{name}.bin").open("wb")
        self._rows: list[tuple[int, int, int]] = []
        self._end = 0

    def add(self, record: bytes) -> None:
        """Adds a record, which may be empty. Raises OSError."""
        self._stream.write(record)
        start, self._end = self._end, self._end + len(record)
        self._rows.append((start, self._end, zlib.crc32(record)))

    def finish(self) -> None:
        """Writes what is left. Raises OSError."""
        self._stream.close()
        np.save(self._table, np.array(self._rows, _ROW))

    def abandon(self) -> None:
        """Lets go of the file, whatever is left to be written."""
        with suppress(OSError):
            self._stream.close()


class Pack:
    """A pack opened for reading; records by their place. May be read from several threads at once."""

    def __init__(self, file: Path, content: mmap.mmap | bytes, rows: NDArray[np.void]) -> None:
        self.file = file
        self._content = content
        self._rows = rows

    @classmethod
    def open(cls, folder: Path, name: str) -> Self:
        """Opens what a PackWriter wrote. Raises OSError or ValueError when that is not what is there."""
        file = folder / f"{name}.bin"
        rows = np.load(folder / f"{name}.npy")
        if rows.dtype != _ROW:
            raise ValueError(f"{file} has no table of records")
        with file.open("rb") as stream:
            # An empty file cannot be mapped.
            content = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) if file.stat().st_size else b""
        return cls(file, content, rows)

    def __len__(self) -> int:
        """How many records it holds."""
        return len(self._rows)

    def record(self, place: int) -> bytes:
        """The record at a place. Raises IndexDamaged when it is not what was written."""
        start, end, checksum = self._rows[place].tolist()
        record = bytes(self._content[start:end])
        if len(record) != end - start or zlib.crc32(record) != checksum:
            raise IndexDamaged(f"The index is damaged at {self.file}, record {place}. Build it again with: copro-qa index")
        return record
