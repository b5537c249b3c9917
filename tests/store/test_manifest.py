from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from copro_qa.document import Source
from copro_qa.errors import IndexDamaged, IndexMismatch
from copro_qa.store import manifest
from copro_qa.store.checksums import FileChecksum, checksums_of
from copro_qa.store.manifest import FILE_NAME, Entry, Manifest, entry_line, read_manifest, write_entries, write_manifest

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
    documents=1,
    chunks=3,
    entries=(Entry("d0c", SOURCE, 120, 3),),
    failed=(("broken.pdf", "It is empty."),),
    ignored=("notes.xyz",),
    files={"chunks.npy": FileChecksum(188, "cd" * 32)},
)


def write(folder: Path) -> Manifest:
    write_entries(folder, map(entry_line, MANIFEST.entries))
    written = replace(MANIFEST, files=checksums_of(folder))
    write_manifest(folder, written)
    return written


def test_a_manifest_is_read_as_it_was_written(tmp_path: Path) -> None:
    written = write(tmp_path)
    assert read_manifest(tmp_path) == written
    assert read_manifest(tmp_path, with_entries=False) == replace(written, entries=())


def test_a_manifest_from_before_it_said_how_vectors_are_kept_is_read(tmp_path: Path) -> None:
    written = write(tmp_path)
    file = tmp_path / FILE_NAME
    record: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    del record["vectors"], record["checksum"]
    file.write_text(json.dumps({**record, "checksum": manifest._checksum(record)}), encoding="utf-8")
    assert read_manifest(tmp_path) == written


def test_a_changed_character_in_the_manifest_or_the_list_of_documents_is_damage(tmp_path: Path) -> None:
    for name in ("manifest.json", "sources.jsonl"):
        write(tmp_path)
        file = tmp_path / name
        file.write_text(file.read_text(encoding="utf-8").replace("broken", "bloken").replace("A title", "A tithe"), encoding="utf-8")
        with pytest.raises(IndexDamaged, match=name):
            read_manifest(tmp_path)


def test_a_manifest_whose_list_of_documents_is_gone_is_damaged(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "sources.jsonl").unlink()
    with pytest.raises(IndexDamaged, match=r"sources\.jsonl"):
        read_manifest(tmp_path)


def test_an_index_of_another_format_is_named_as_such(tmp_path: Path) -> None:
    write_manifest(tmp_path, replace(MANIFEST, format="99"))
    with pytest.raises(IndexMismatch, match="format 99; this one reads 3"):
        read_manifest(tmp_path)


def test_a_flipped_bit_in_the_number_of_the_format_is_damage_and_no_other_format(tmp_path: Path) -> None:
    write_manifest(tmp_path, MANIFEST)
    file = tmp_path / FILE_NAME
    file.write_text(file.read_text(encoding="utf-8").replace('"format": "3"', '"format": "7"'), encoding="utf-8")
    with pytest.raises(IndexDamaged, match=FILE_NAME):
        read_manifest(tmp_path)


@pytest.mark.parametrize("field", ["generation", "documents", "files", "format", "failed", "checksum"])
def test_a_manifest_without_one_of_its_fields_is_damaged(tmp_path: Path, field: str) -> None:
    write_manifest(tmp_path, MANIFEST)
    file = tmp_path / FILE_NAME
    record: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    del record[field]
    file.write_text(json.dumps(record), encoding="utf-8")
    with pytest.raises(IndexDamaged, match=r"manifest\.json"):
        read_manifest(tmp_path)


@pytest.mark.parametrize("content", ["", "{", "[]", "null", '{"format": "3", "entries": 5}', '{"format": "3", "unknown": 5}'])
def test_a_file_that_is_no_manifest_is_damaged(tmp_path: Path, content: str) -> None:
    (tmp_path / FILE_NAME).write_text(content, encoding="utf-8")
    with pytest.raises(IndexDamaged, match="Build it again"):
        read_manifest(tmp_path)


def test_a_folder_without_a_manifest_is_damaged(tmp_path: Path) -> None:
    with pytest.raises(IndexDamaged):
        read_manifest(tmp_path)
