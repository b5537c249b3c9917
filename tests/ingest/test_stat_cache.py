from __future__ import annotations

import os
from pathlib import Path

import pytest

from ingest import stat_cache
from ingest.file_kind import FileKind
from ingest.stat_cache import StatCache

HASH = "ab" * 32


@pytest.fixture(autouse=True)
def nothing_is_too_fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stat_cache, "_TOO_FRESH_NS", -(10**9))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "a.md"
    made.write_text("text")
    return made


def remember(cache: Path, file: Path) -> None:
    known = StatCache(cache)
    known.note("a.md", file.stat(), HASH, FileKind.MARKDOWN)
    known.save()


def test_an_untouched_file_is_known_in_the_next_run(tmp_path: Path, file: Path) -> None:
    remember(tmp_path / "cache" / "files.json", file)
    assert StatCache(tmp_path / "cache" / "files.json").get("a.md", file.stat()) == (HASH, FileKind.MARKDOWN)
    assert StatCache(tmp_path / "cache" / "files.json").get("b.md", file.stat()) is None


def test_a_file_that_was_written_again_is_not_known_even_with_its_old_size_and_time(tmp_path: Path, file: Path) -> None:
    before = file.stat()
    remember(tmp_path / "files.json", file)
    file.write_text("tent")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert StatCache(tmp_path / "files.json").get("a.md", file.stat()) is None


def test_a_file_that_took_the_place_of_another_is_not_known(tmp_path: Path, file: Path) -> None:
    before = file.stat()
    remember(tmp_path / "files.json", file)
    other = tmp_path / "other"
    other.write_text("tent")
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
    other.replace(file)
    assert StatCache(tmp_path / "files.json").get("a.md", file.stat()) is None


def test_a_file_that_was_changed_just_before_it_was_hashed_is_not_believed(
    tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stat_cache, "_TOO_FRESH_NS", 2 * 10**9)
    remember(tmp_path / "files.json", file)
    assert StatCache(tmp_path / "files.json").get("a.md", file.stat()) is None


def test_files_that_are_gone_are_forgotten(tmp_path: Path, file: Path) -> None:
    remember(tmp_path / "files.json", file)
    StatCache(tmp_path / "files.json").save()
    assert StatCache(tmp_path / "files.json").get("a.md", file.stat()) is None


@pytest.mark.parametrize("content", [b"", b"x\n{}", b"{}", b"\xff"])
def test_a_damaged_list_is_as_good_as_none(tmp_path: Path, file: Path, content: bytes) -> None:
    (tmp_path / "files.json").write_bytes(content)
    assert StatCache(tmp_path / "files.json").get("a.md", file.stat()) is None


def test_one_changed_character_in_the_list_is_found(tmp_path: Path, file: Path) -> None:
    cache = tmp_path / "files.json"
    remember(cache, file)
    cache.write_bytes(cache.read_bytes().replace(b"abab", b"abac", 1))
    assert StatCache(cache).get("a.md", file.stat()) is None


def test_a_list_that_cannot_be_written_is_a_warning(tmp_path: Path, file: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "cache").write_text("in the way")
    remember(tmp_path / "cache" / "files.json", file)
    assert "cannot be written" in caplog.text
