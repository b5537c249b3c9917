from __future__ import annotations

import json
from typing import Any

import pytest

from copro_qa.document import Block, BlockKind, Document, Page, Recognised
from copro_qa.store.records import document_bytes, document_from_bytes, report_from_bytes, text_from_bytes
from tests.fakes import source

TEXT = "Naïve 🌱\u2028“seed”\n\nnext"
MADE = Document(
    "d0c",
    TEXT,
    (Block(BlockKind.HEADING, 0, 14, level=2), Block(BlockKind.LIST_ITEM, 16, 20, level=1, lead=0)),
    (Page(1, "iv", 0, 15), Page(2, "5", 16, 20)),
    source(),
    (Recognised(0, 5, 0.75), Recognised(16, 20)),
)
RECORD = document_bytes(MADE, {"words": 3, "warnings": ["é\n"]})


def test_a_document_is_read_as_it_was_written_character_for_character() -> None:
    read = document_from_bytes(RECORD, "d0c", MADE.source)
    assert read.recognised == MADE.recognised
    assert (read.id, read.text, read.blocks, read.pages, read.source) == (MADE.id, MADE.text, MADE.blocks, MADE.pages, MADE.source)


def test_the_text_and_the_report_can_be_read_alone() -> None:
    assert text_from_bytes(RECORD) == TEXT
    assert report_from_bytes(RECORD) == {"words": 3, "warnings": ["é\n"]}


@pytest.mark.parametrize(
    "changes",
    [
        {"id": "other"},
        {"text_sha256": "0" * 64},
        {"blocks": [["heading", 0, 99, 1, None]]},
        {"blocks": [["nothing", 0, 5, 1, None]]},
        {"blocks": [[0, 5]]},
        {"blocks": None},
        {"pages": [[0, "1", 0, 5]]},
    ],
    ids=str,
)
def test_a_record_that_makes_no_document_is_refused(changes: dict[str, Any]) -> None:
    structure, _, text = RECORD.partition(b"\n")
    with pytest.raises(ValueError, match=r"."):
        document_from_bytes(json.dumps(json.loads(structure) | changes).encode() + b"\n" + text, "d0c", MADE.source)


def test_a_record_of_another_document_is_refused() -> None:
    with pytest.raises(ValueError, match="of document d0c, not of other"):
        document_from_bytes(RECORD, "other", MADE.source)


@pytest.mark.parametrize("record", [b"", b"{", b"[]\n", b"\xff\xfe\n", b"null\n"])
def test_bytes_that_are_no_record_are_refused(record: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        document_from_bytes(record, "d0c", MADE.source)
    with pytest.raises(ValueError, match=r"."):
        report_from_bytes(record)


def test_a_report_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="no report"):
        report_from_bytes(b'{"report":[1]}\ntext')
