from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest import at_rest
from ingest.at_rest import is_open_for_writing, wait_until_at_rest

LONG_AGO = 1_000_000_000


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose files do not count as changed lately, unless a test says so."""
    monkeypatch.setattr(at_rest, "_is_recent", lambda stamp: False)
    (tmp_path / "corpus").mkdir()
    return tmp_path / "corpus"


def waits(corpus: Path, changed: set[Path], meanwhile: list[Callable[[], object]]) -> tuple[int, set[str]]:
    """How many pauses are made, with something happening in each of the first ones, and which files do not come to rest."""
    pauses = 0

    def pause(_: float) -> None:
        nonlocal pauses
        if pauses < len(meanwhile):
            meanwhile[pauses]()
        pauses += 1

    left = wait_until_at_rest(corpus, changed, leave_out=corpus / "index", seconds=2.0, pause=pause)
    return pauses, {path.name for path in left}


def test_nothing_is_waited_for_when_nothing_has_changed(corpus: Path) -> None:
    (corpus / "a.md").write_text("whole")
    assert waits(corpus, set(), []) == (0, set())


def test_at_the_start_a_file_that_was_changed_lately_is_waited_for(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = corpus / "a.md"
    file.write_text("begun")
    monkeypatch.undo()
    assert waits(corpus, set(), [lambda: file.write_text("begun and ended")]) == (2, set())


def test_a_file_that_is_being_written_is_waited_for(corpus: Path) -> None:
    file = corpus / "a.md"
    file.write_text("begun")
    assert waits(corpus, {file}, []) == (1, set())
    assert waits(corpus, {file}, [lambda: file.write_text("begun and"), lambda: file.write_text("begun and ended")]) == (3, set())


def test_another_file_that_is_begun_meanwhile_is_waited_for_too(corpus: Path) -> None:
    file, other = corpus / "a.md", corpus / "below" / "b.md"
    file.write_text("whole")
    other.parent.mkdir()
    assert waits(corpus, {file}, [lambda: other.write_text("begun"), lambda: other.write_text("begun and ended")]) == (3, set())


def test_files_that_are_no_documents_are_not_waited_for(corpus: Path) -> None:
    file, hidden, index = corpus / "a.md", corpus / ".a.md.x", corpus / "index"
    index.mkdir()
    file.write_text("whole")
    assert waits(corpus, {file}, [lambda: hidden.write_text("x"), lambda: (index / "CURRENT").write_text("x")]) == (1, set())


def test_a_file_that_goes_is_still_once_it_is_gone(corpus: Path) -> None:
    file = corpus / "a.md"
    file.write_text("here")
    assert waits(corpus, {file}, [file.unlink]) == (1, set())


def test_a_file_that_never_comes_to_rest_is_named_and_does_not_hold_up_the_others_for_ever(corpus: Path) -> None:
    file = corpus / "log.txt"
    file.write_text("")
    (corpus / "a.md").write_text("whole")
    assert waits(corpus, {file}, [lambda: file.write_text(file.read_text() + "x")] * 1000) == (30, {"log.txt"})


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells")
def test_a_program_that_pauses_with_the_file_open_is_waited_for(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = corpus / "a.md"
    with file.open("w", encoding="utf-8") as stream:
        print("begun", file=stream, flush=True)
        assert is_open_for_writing(file)
        monkeypatch.undo()  # it was changed just now
        nothing: list[Callable[[], object]] = [lambda: None] * 3

        def write_on() -> None:
            print("and ended", file=stream, flush=True)
            stream.close()

        assert waits(corpus, {file}, [*nothing, write_on]) == (5, set())
    assert not is_open_for_writing(file)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells")
def test_a_file_that_is_only_kept_open_counts_as_whole_after_a_minute(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = corpus / "a.md"
    with file.open("a", encoding="utf-8"):
        monkeypatch.undo()
        assert waits(corpus, {file}, []) == (30, set())
        assert waits(corpus, {file}, [lambda: os.utime(file, ns=(LONG_AGO, LONG_AGO))]) == (30, {"a.md"})


def test_a_corpus_file_is_looked_at_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(at_rest, "_is_recent", lambda stamp: False)
    file = tmp_path / "corpus.jsonl"
    file.write_text("{}")
    assert waits(file, {file}, [lambda: (tmp_path / "other").write_text("x")]) == (1, set())
    assert waits(file, {file}, [lambda: file.write_text("{}\n{}")]) == (2, set())


def test_what_cannot_be_opened_is_not_taken_for_open(tmp_path: Path) -> None:
    assert not is_open_for_writing(tmp_path / "nowhere")
