from __future__ import annotations

from pathlib import Path
from threading import Event, Thread

import pytest

from ingest import watch
from ingest.watch import changes_in, follow

A, B, C = Path("a.md"), Path("b.md"), Path("c.md")


def followed(changes: list[set[Path]], unfinished: list[set[Path]]) -> list[object]:
    """What is waited for and built after such changes, in order; ``unfinished`` are the files that do not come to rest, for each wait."""
    order: list[object] = []
    left = iter(unfinished)

    def at_rest(paths: set[Path]) -> frozenset[Path]:
        order.append(set(paths))
        return frozenset(next(left, set()))

    follow(changes, at_rest, lambda held: order.append(f"build without {sorted(map(str, held))}" if held else "build"))
    return order


def test_the_first_set_and_every_set_of_changes_brings_one_build_once_the_files_are_at_rest() -> None:
    assert followed([set(), {A}, set(), set(), {B, C}], []) == [set(), "build", {A}, "build", {B, C}, "build"]


def test_a_file_that_did_not_come_to_rest_is_held_back_and_taken_up_when_it_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    still_open = iter([True, True, False])
    monkeypatch.setattr(watch, "is_open_for_writing", lambda path: next(still_open))
    order = followed([set(), {A, B}, set(), set(), set(), set()], [set(), {A}, set()])
    assert order == [set(), "build", {A, B}, "build without ['a.md']", {A}, "build"]


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
