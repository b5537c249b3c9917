from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from copro_qa.document import Block, BlockKind, Page, Recognised
from ingest.parse_cache import ParseCache, Scans
from ingest.parsed import ExtractionReport, FileFacts, ParsedDocument

PARSED = ParsedDocument(
    text="Title\n\nCafé: text",
    blocks=(Block(BlockKind.HEADING, 0, 5, 1), Block(BlockKind.LIST_ITEM, 7, 17, 2, 0)),
    pages=(Page(1, "iv", 0, 17),),
    facts=FileFacts("Title", ("A", "B"), published="2015-06", unofficial_summary=True),
    report=ExtractionReport(
        "text/html", 3, 1, (2, 3), {"heading": 1}, {"page number": 2}, ("Odd.",), (3,), (2,), 0.9, (), {"page number": {"Page 1": 2}}
    ),
    recognised=(Recognised(0, 5, 0.75), Recognised(7, 17)),
)


def test_a_document_comes_back_as_it_was_kept(tmp_path: Path) -> None:
    cache = ParseCache(tmp_path / "parsed")
    assert cache.get("id") is None
    cache.add("id", PARSED)
    assert cache.get("id") == PARSED


@pytest.mark.parametrize(
    "damage",
    [lambda content: content.replace(b"text", b"tent"), lambda content: content[:-9], lambda content: b"", lambda content: b"x\n{}"],
)
def test_a_damaged_file_is_as_good_as_none(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    cache = ParseCache(tmp_path)
    cache.add("id", PARSED)
    (file,) = tmp_path.iterdir()
    file.write_bytes(damage(file.read_bytes()))
    assert cache.get("id") is None


def test_it_is_kept_in_mind_that_a_file_cannot_be_read_until_that_is_in_doubt(tmp_path: Path) -> None:
    cache = ParseCache(tmp_path / "parsed")
    assert not cache.is_unreadable("id")
    cache.note_unreadable("id", is_certain=True)
    assert cache.is_unreadable("id")
    cache.note_unreadable("id", is_certain=False)
    assert not cache.is_unreadable("id")


def test_what_is_known_of_scanned_pages_is_kept_in_mind(tmp_path: Path) -> None:
    cache = ParseCache(tmp_path / "parsed")
    assert cache.scans("id", program="one") is Scans.UNKNOWN
    for scans in (Scans.UNREAD, Scans.READ):
        cache.note_scans("id", scans, program="one")
        assert cache.scans("id", program="two") is scans
    cache.note_scans("id", Scans.NONE, program="one")
    assert cache.scans("id", program="one") is Scans.UNKNOWN  # nothing was read either
    cache.add("id", PARSED)
    assert cache.scans("id", program="one") is Scans.NONE


def test_scans_that_a_program_broke_down_over_are_unread_for_every_other_program(tmp_path: Path) -> None:
    cache = ParseCache(tmp_path)
    cache.note_scans("id", Scans.FAILED, program="tesseract 5.3.0, eng 1")
    assert cache.scans("id", program="tesseract 5.3.0, eng 1") is Scans.FAILED
    assert cache.scans("id", program="tesseract 5.4.0, eng 1") is Scans.UNREAD


def test_a_folder_that_cannot_be_written_is_a_warning(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "parsed").write_text("a file where the folder should be")
    cache = ParseCache(tmp_path / "parsed")
    cache.add("id", PARSED)
    cache.note_unreadable("id", is_certain=True)
    assert caplog.text.count("cannot be written") == 2
