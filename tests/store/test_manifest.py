from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from copro_qa.document import Source
from copro_qa.errors import IndexDamaged, IndexMismatch
from copro_qa.store.manifest import FILE_NAME, Entry, FileChecksum, Manifest, read_manifest, write_manifest

SOURCE = Source(
    path="acts/naïve.pdf",
    file_sha256="ab" * 32,
    media_type="application/pdf",
    title="A title",
    authors=("A. Writer", "B. Writer"),
    published="2015-06",
    superseded_by=("later.pdf",),
    unofficial_summary=True,
)
MANIFEST = Manifest(
    generation="0f",
    built="2026-01-02T03:04:05+00:00",
    recipe={"embedder": "hashing-64"},
    dimension=64,
    chunks=3,
    entries=(Entry("d0c", SOURCE, 120, 3),),
    failed=(("broken.pdf", "It is empty."),),
    ignored=("notes.xyz",),
    files={"chunks.npy": FileChecksum(188, "cd" * 32)},
)


def test_a_manifest_is_read_as_it_was_written(tmp_path: Path) -> None:
    write_manifest(tmp_path, MANIFEST)
    assert read_manifest(tmp_path) == MANIFEST


def test_an_index_of_another_format_is_named_as_such(tmp_path: Path) -> None:
    write_manifest(tmp_path, replace(MANIFEST, format="99"))
    with pytest.raises(IndexMismatch, match="format 99; this one reads 1"):
        read_manifest(tmp_path)


@pytest.mark.parametrize("field", ["generation", "entries", "files", "format", "failed"])
def test_a_manifest_without_one_of_its_fields_is_damaged(tmp_path: Path, field: str) -> None:
    write_manifest(tmp_path, MANIFEST)
    file = tmp_path / FILE_NAME
    record: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    del record[field]
    file.write_text(json.dumps(record), encoding="utf-8")
    with pytest.raises(IndexDamaged, match=r"manifest\.json"):
        read_manifest(tmp_path)


@pytest.mark.parametrize("content", ["", "{", "[]", "null", '{"format": "1", "entries": 5}', '{"format": "1", "unknown": 5}'])
def test_a_file_that_is_no_manifest_is_damaged(tmp_path: Path, content: str) -> None:
    (tmp_path / FILE_NAME).write_text(content, encoding="utf-8")
    with pytest.raises(IndexDamaged, match="Build the index again"):
        read_manifest(tmp_path)


def test_a_folder_without_a_manifest_is_damaged(tmp_path: Path) -> None:
    with pytest.raises(IndexDamaged):
        read_manifest(tmp_path)
