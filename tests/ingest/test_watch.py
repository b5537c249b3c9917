from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

import pytest

from ingest import watch
from ingest.watch import changes_in, follow, wait_until_still


def test_every_set_of_changes_brings_one_build_and_an_empty_one_does_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[object] = []
    monkeypatch.setattr(watch, "wait_until_still", lambda paths, seconds: order.append((seconds, paths)[1]))
    follow([set(), {Path("a.md")}, {Path("b.md"), Path("c.md")}], lambda: order.append("build"))
    assert order == ["build", {Path("a.md")}, "build", {Path("b.md"), Path("c.md")}, "build"]


def waits(paths: set[Path], meanwhile: list[Callable[[], object]]) -> int:
    """How many times a pause is made, with something happening in each of the first ones."""
    pauses = 0

    def pause(_: float) -> None:
        nonlocal pauses
        if pauses < len(meanwhile):
            meanwhile[pauses]()
        pauses += 1

    wait_until_still(paths, seconds=2.0, pause=pause)
    return pauses


def test_a_file_that_is_being_written_is_waited_for(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("begun")
    assert waits({file}, []) == 1
    assert waits({file}, [lambda: file.write_text("begun and"), lambda: file.write_text("begun and ended")]) == 3


def test_a_file_that_goes_is_still_once_it_is_gone(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("here")
    assert waits({file}, [file.unlink]) == 2
    assert waits({file}, []) == 1


def test_a_file_that_never_comes_to_rest_does_not_hold_up_the_others_for_ever(tmp_path: Path) -> None:
    file = tmp_path / "log.txt"
    file.write_text("")
    assert waits({file}, [lambda: file.write_text(file.read_text() + "x")] * 1000) == 30


def test_changes_of_documents_are_told_and_those_of_the_index_and_of_hidden_files_are_not(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    (corpus / "index").mkdir(parents=True)
    stop, ready = Event(), Event()
    told: list[set[Path]] = []

    def listen() -> None:
        for paths in changes_in(corpus, leave_out=corpus / "index", stop=stop):
            told.append(paths)
            ready.set()
            if any(path.name == "last.md" for path in paths):
                stop.set()

    thread = Thread(target=listen)
    thread.start()
    assert ready.wait(30)
    (corpus / "index" / "CURRENT").write_text("aa")
    (corpus / ".hidden.md").write_text("x")
    (corpus / "report.md~").write_text("x")
    (corpus / "last.md").write_text("x")
    thread.join(30)
    assert not thread.is_alive()
    assert told[0] == set()
    assert {path.name for paths in told for path in paths} == {"last.md"}
