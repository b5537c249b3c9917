from __future__ import annotations

from pathlib import Path

import pytest

from copro_qa.errors import IndexDamaged, IndexMissing, IndexUnavailable
from copro_qa.service.live_assistant import AnswersQuestions, LiveAssistant
from copro_qa.service.problems import StillLoading
from copro_qa.store.index_folder import open_current
from copro_qa.store.publishing import set_current
from tests.service.small_index import ForeseeableAssistant, build, guide, later


def live_over(index: Path) -> LiveAssistant:
    return LiveAssistant(lambda: ForeseeableAssistant(open_current(index)), index)


def test_before_the_first_look_it_says_that_it_is_loading(tmp_path: Path) -> None:
    with pytest.raises(StillLoading):
        _ = live_over(tmp_path).assistant


def test_an_index_is_picked_up_when_one_appears(tmp_path: Path) -> None:
    live = live_over(tmp_path)
    live.look()
    with pytest.raises(IndexMissing):
        _ = live.assistant
    build(tmp_path, [guide()], generation_id="aa")
    live.look()
    assert live.assistant.generation.id == "aa"


def test_a_new_generation_replaces_the_old_one_which_a_request_in_flight_goes_on_using(tmp_path: Path) -> None:
    build(tmp_path, [guide()], generation_id="aa")
    live = live_over(tmp_path)
    live.look()
    in_flight = live.assistant
    build(tmp_path, [guide(), later()], generation_id="bb")
    live.look()
    assert (live.assistant.generation.id, in_flight.generation.id) == ("bb", "aa")
    assert in_flight.ask("What does partnership mean for people?").quotes[0].text.startswith("Partnership means")


def test_the_same_generation_is_opened_once(tmp_path: Path) -> None:
    build(tmp_path, [guide()])
    opened: list[AnswersQuestions] = []
    live = LiveAssistant(lambda: ForeseeableAssistant(open_current(tmp_path)), tmp_path, opened=opened.append)
    for _ in range(3):
        live.look()
    assert opened == [live.assistant]


def test_a_generation_that_cannot_be_opened_leaves_the_last_good_one_answering(tmp_path: Path) -> None:
    build(tmp_path, [guide()], generation_id="aa")
    live = live_over(tmp_path)
    live.look()
    set_current(tmp_path, "gone")
    live.look()
    assert live.assistant.generation.id == "aa"
    build(tmp_path, [later()], generation_id="cc")
    live.look()
    assert live.assistant.generation.id == "cc"


def test_a_damaged_index_at_the_start_is_said_and_a_good_one_mends_it(tmp_path: Path) -> None:
    set_current(tmp_path, "gone")
    live = live_over(tmp_path)
    live.look()
    with pytest.raises(IndexDamaged):
        _ = live.assistant
    build(tmp_path, [guide()], generation_id="dd")
    live.look()
    assert live.assistant.generation.id == "dd"


def test_an_unreadable_pointer_is_said_and_not_raised(tmp_path: Path) -> None:
    (tmp_path / "CURRENT").write_bytes(b"\xff\xfe\xff")
    live = live_over(tmp_path)
    live.look()
    with pytest.raises(IndexUnavailable):
        _ = live.assistant


def test_without_a_pointer_a_kept_generation_stands_in_at_the_start_and_one_that_answers_goes_on(tmp_path: Path) -> None:
    build(tmp_path, [guide()], generation_id="aa")
    build(tmp_path, [later()], generation_id="bb")
    set_current(tmp_path, "aa")
    running = live_over(tmp_path)
    running.look()
    (tmp_path / "CURRENT").unlink()
    running.look()
    assert running.assistant.generation.id == "aa"
    started = live_over(tmp_path)
    started.look()
    assert started.assistant.generation.stands_in is not None
    set_current(tmp_path, "aa")
    for live in (running, started):
        live.look()
        assert (live.assistant.generation.id, live.assistant.generation.stands_in) == ("aa", None)


def test_a_failure_is_not_tried_again_at_every_look(tmp_path: Path) -> None:
    build(tmp_path, [guide()])
    tries: list[int] = []

    def source() -> AnswersQuestions:
        tries.append(1)
        raise IndexDamaged("damaged")

    live = LiveAssistant(source, tmp_path)
    for _ in range(3):
        live.look()
    assert len(tries) == 1


def test_a_damaged_generation_is_stood_in_for_until_a_build_has_mended_it(tmp_path: Path) -> None:
    build(tmp_path, [guide()], generation_id="aa")
    build(tmp_path, [guide(), later()], generation_id="bb")
    file = tmp_path / "generations" / "bb" / "chunks.npy"
    file.write_bytes(file.read_bytes()[:-1] + b"x")
    live = live_over(tmp_path)
    live.look()
    assert live.assistant.generation.id == "aa"
    build(tmp_path, [guide(), later()], generation_id="bb")
    live.look()
    assert (live.assistant.generation.id, live.assistant.generation.stands_in) == ("bb", None)
