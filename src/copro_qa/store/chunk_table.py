"""The chunks of a generation as one table on disk: which document, from where to where. Opened memory-mapped."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

__all__ = ["ROW", "open_chunk_table", "save_chunk_table"]

ROW = np.dtype([("document", "<u4"), ("start", "<u4"), ("end", "<u4"), ("lead_start", "<u4"), ("lead_end", "<u4")])
"""``document`` is the document's place in the manifest. A chunk without a lead-in has ``lead_start == lead_end == 0``."""

_FILE = "chunks.npy"


def save_chunk_table(folder: Path, rows: NDArray[np.void]) -> None:
    """Writes the table, one row per chunk in order of chunk number."""
    np.save(folder / _FILE, rows.astype(ROW))


def open_chunk_table(folder: Path) -> NDArray[np.void]:
    """The table, memory-mapped and read-only. An empty table cannot be mapped and is read instead.

    Raises OSError or ValueError when that is not what is there.
    """
    file = folder / _FILE
    try:
        table: NDArray[np.void] = np.load(file, mmap_mode="r")
    except ValueError:
        table = np.load(file)
    if table.dtype != ROW:
        raise ValueError(f"{file} is no table of chunks")
    return table
