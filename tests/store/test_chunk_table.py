from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from copro_qa.store.chunk_table import ROW, open_chunk_table, save_chunk_table


@pytest.mark.parametrize("rows", [[], [(0, 5, 9, 0, 0), (4_000_000_000, 0, 4_000_000_001, 1, 3)]])
def test_a_table_is_read_as_it_was_written(tmp_path: Path, rows: list[tuple[int, ...]]) -> None:
    save_chunk_table(tmp_path, np.array(rows, ROW))
    assert open_chunk_table(tmp_path).tolist() == rows
    assert open_chunk_table(tmp_path).dtype == ROW


def test_an_opened_table_cannot_be_changed(tmp_path: Path) -> None:
    save_chunk_table(tmp_path, np.array([(0, 5, 9, 0, 0)], ROW))
    table = open_chunk_table(tmp_path)
    with pytest.raises(ValueError, match="read-only"):
        table[0] = (1, 1, 1, 1, 1)


def test_a_table_of_something_else_is_refused(tmp_path: Path) -> None:
    np.save(tmp_path / "chunks.npy", np.zeros((3, 5), np.uint32))
    with pytest.raises(ValueError, match="no table of chunks"):
        open_chunk_table(tmp_path)
