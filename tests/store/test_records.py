from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from copro_qa.document import Block, BlockKind, Document, Page
from copro_qa.errors import IndexDamaged
from copro_qa.store.records import read_document, read_report, write_document
from tests.fakes import source

TEXT = "Naïve 🌱\u2028“seed”\n\nnext"
MADE = Document(
    "d0c",
    TEXT,
    (Block(BlockKind.HEADING, 0, 14, level=2), Block(BlockKind.LIST_ITEM, 16, 20, level=1, lead=0)),
    (Page(1, "iv", 0, 15), Page(2, "5", 16, 20)),
    source(),
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "d0c.json"
    write_document(file, MADE, {"words": 3, "warnings": ["é"]})
    return file


def change(file: Path, **changes: Any) -> None:
    file.write_text(json.dumps(json.loads(file.read_text(encoding="utf-8")) | changes), encoding="utf-8")


def test_a_document_is_read_as_it_was_written_character_for_character(file: Path) -> None:
    read = read_document(file, MADE.source)
    assert (read.id, read.text, read.blocks, read.pages, read.source) == (MADE.id, MADE.text, MADE.blocks, MADE.pages, MADE.source)


def test_the_report_is_kept_beside_the_document(file: Path) -> None:
    assert read_report(file) == {"words": 3, "warnings": ["é"]}


@pytest.mark.parametrize(
    "changes",
    [
        {"text": TEXT.replace("seed", "sead")},
        {"text": TEXT + " more"},
        {"text_sha256": "0" * 64},
        {"text_sha256": None},
        {"text": None},
        {"id": "other"},
        {"blocks": [["heading", 0, 99, 1, None]]},
        {"blocks": [["nothing", 0, 5, 1, None]]},
        {"blocks": [[0, 5]]},
        {"blocks": None},
        {"pages": [[0, "1", 0, 5]]},
    ],
    ids=lambda changes: str(changes)[:40],
)
def test_a_document_that_is_not_what_was_written_is_refused(file: Path, changes: dict[str, Any]) -> None:
    change(file, **changes)
    with pytest.raises(IndexDamaged, match="Build the index again"):
        read_document(file, MADE.source)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b"null"])
def test_a_file_that_is_no_record_is_refused_by_name(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    for read in (lambda: read_document(file, MADE.source), lambda: read_report(file)):
        with pytest.raises(IndexDamaged, match=r"d0c\.json"):
            read()


def test_a_file_that_is_gone_is_damage(tmp_path: Path) -> None:
    with pytest.raises(IndexDamaged):
        read_document(tmp_path / "none.json", MADE.source)


def test_a_report_that_is_none_is_damage(file: Path) -> None:
    change(file, report=[1])
    with pytest.raises(IndexDamaged):
        read_report(file)
