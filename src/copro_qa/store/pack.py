"""Many small records in one file: a corpus of ten thousand documents is copied, checked and put on disk as quickly as one large file.

``<name>.bin`` holds the records one after the other, ``<name>.npy`` where each of them starts and ends, with its checksum. A pack is
memory-mapped when it is opened, so it can be read even after its folder has been removed.
"""

from __future__ import annotations

import mmap
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from copro_qa.errors import IndexDamaged

__all__ = ["Pack", "PackWriter", "Records"]

_ROW = np.dtype([("start", "<u8"), ("end", "<u8"), ("crc32", "<u4")])


class Records(NamedTuple):
    """Records one after the other as they lie in a pack, with the size and the checksum of each."""

    content: bytes
    sizes: list[int]
    checksums: list[int]

    @classmethod
    def of(cls, record: bytes) -> Self:
        """One record, which may be empty."""
        return cls(record, [len(record)], [zlib.crc32(record)])

    def each(self) -> Iterator[bytes]:
        """The records by themselves, in order."""
        end = 0
        for size in self.sizes:
            start, end = end, end + size
            yield self.content[start:end]


class PackWriter:
    """Writes a pack of this name into a folder that exists. Call ``finish`` once at the end."""

    def __init__(self, folder: Path, name: str) -> None:
        self._table = folder / f"{name}.npy"
        self._stream = (folder / f"{name}.bin").open("wb")
        self._rows: list[tuple[int, int, int]] = []
        self._end = 0

    def add(self, records: Records) -> None:
        """Adds records. Raises OSError."""
        self._stream.write(records.content)
        for size, checksum in zip(records.sizes, records.checksums, strict=True):
            start, self._end = self._end, self._end + size
            self._rows.append((start, self._end, checksum))

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
        return self.records(place, place + 1).content

    def records(self, first: int, after: int) -> Records:
        """The records from ``first`` up to ``after``, at least one. Raises IndexDamaged when one is not what was written."""
        rows = self._rows[first:after]
        starts, ends = rows["start"].tolist(), rows["end"].tolist()
        records = Records(
            bytes(self._content[starts[0] : ends[-1]]),
            (rows["end"] - rows["start"]).tolist(),
            rows["crc32"].tolist(),
        )
        if starts[1:] != ends[:-1]:
            raise IndexDamaged.at(f"{self.file}, record {first} or one of those behind it")
        for place, (record, checksum) in enumerate(zip(records.each(), records.checksums, strict=True), first):
            if zlib.crc32(record) != checksum:
                raise IndexDamaged.at(f"{self.file}, record {place}")
        return records
