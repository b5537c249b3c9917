from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from copro_qa.errors import IndexDamaged
from copro_qa.store.pack import Pack, PackWriter, Records

RECORDS = [b"first", b"", "third – 🌱".encode()]


def write(folder: Path, records: list[bytes]) -> None:
    writer = PackWriter(folder, "texts")
    for record in records:
        writer.add(Records.of(record))
    writer.finish()


def test_records_are_read_by_their_place_as_they_were_written(tmp_path: Path) -> None:
    write(tmp_path, RECORDS)
    pack = Pack.open(tmp_path, "texts")
    assert [pack.record(place) for place in range(len(pack))] == RECORDS


@pytest.mark.parametrize("records", [[], [b""]])
def test_a_pack_without_content_can_be_opened(tmp_path: Path, records: list[bytes]) -> None:
    write(tmp_path, records)
    pack = Pack.open(tmp_path, "texts")
    assert [pack.record(place) for place in range(len(pack))] == records


@pytest.mark.parametrize("content", [b"fIrst" + RECORDS[2], b"firs"])
def test_a_record_that_is_not_what_was_written_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    write(tmp_path, RECORDS)
    (tmp_path / "texts.bin").write_bytes(content)
    with pytest.raises(IndexDamaged, match=r"texts\.bin, record 0"):
        Pack.open(tmp_path, "texts").record(0)


def test_records_side_by_side_are_taken_over_as_they_lie_there(tmp_path: Path) -> None:
    write(tmp_path, RECORDS)
    (tmp_path / "next").mkdir()
    some = Pack.open(tmp_path, "texts").records(1, 3)
    assert list(some.each()) == RECORDS[1:]
    writer = PackWriter(tmp_path / "next", "texts")
    writer.add(Records.of(b"new"))
    writer.add(some)
    writer.finish()
    after = Pack.open(tmp_path / "next", "texts")
    assert [after.record(place) for place in range(len(after))] == [b"new", *RECORDS[1:]]


def test_of_records_that_are_taken_over_together_the_damaged_one_is_named(tmp_path: Path) -> None:
    write(tmp_path, RECORDS)
    (tmp_path / "texts.bin").write_bytes(RECORDS[0] + RECORDS[2][:-1] + b"x")
    with pytest.raises(IndexDamaged, match=r"texts\.bin, record 2"):
        Pack.open(tmp_path, "texts").records(0, 3)


def test_a_pack_can_be_read_after_its_folder_was_removed(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    write(tmp_path / "here", RECORDS)
    pack = Pack.open(tmp_path / "here", "texts")
    shutil.rmtree(tmp_path / "here")
    assert pack.record(2) == RECORDS[2]


def test_a_table_of_something_else_is_refused(tmp_path: Path) -> None:
    write(tmp_path, RECORDS)
    np.save(tmp_path / "texts.npy", np.arange(3))
    with pytest.raises(ValueError, match="no table of records"):
        Pack.open(tmp_path, "texts")
