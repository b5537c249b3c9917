"""Any program that says ready and answers line by line will do: here a few lines of Python in a package of their own."""

import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from copro_qa.child_process import ChildBrokeDown, ChildNotStarted, ChildProcess, TimeUp
from tests.processes import CAN_TELL, runs

PROGRAM = """
import json, subprocess, sys, time
print("ready", flush=True)
for line in sys.stdin:
    question = json.loads(line)
    if question.get("sleeps"):
        time.sleep(60)
    if question.get("starts"):
        started = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
        print(json.dumps({"process": started.pid}), flush=True)
        continue
    if question.get("dies"):
        sys.exit(3)
    print(json.dumps({"echo": question["say"], "ends": question.get("last", False)}), flush=True)
"""


@pytest.fixture
def child(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ChildProcess]:
    (tmp_path / "echoing_child.py").write_text(PROGRAM, encoding="utf-8")
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    with ChildProcess("echoing_child") as child:
        yield child


def test_one_child_answers_question_after_question(child: ChildProcess) -> None:
    assert child.ask({"say": "Café"}, limit_seconds=30)["echo"] == "Café"
    process = child.process_id
    assert child.ask({"say": "two"}, limit_seconds=30)["echo"] == "two"
    assert child.process_id == process


def test_a_child_that_was_begun_becomes_ready_meanwhile_and_is_the_one_that_answers(child: ChildProcess) -> None:
    child.begin()
    process = child.process_id
    assert process is not None
    child.begin()
    assert child.ask({"say": "one"}, limit_seconds=30)["echo"] == "one"
    assert child.ask({"say": "two"}, limit_seconds=30)["echo"] == "two"
    assert child.process_id == process


def test_a_child_that_died_before_it_was_ready_is_started_anew(child: ChildProcess) -> None:
    child.begin()
    assert child.process_id is not None
    os.kill(child.process_id, signal.SIGKILL)
    os.waitid(os.P_PID, child.process_id, os.WEXITED | os.WNOWAIT)
    assert child.ask({"say": "again"}, limit_seconds=30)["echo"] == "again"


def test_a_child_that_dies_is_said_and_the_next_question_has_another(child: ChildProcess) -> None:
    with pytest.raises(ChildBrokeDown):
        child.ask({"say": "", "dies": True}, limit_seconds=30)
    assert child.process_id is None
    assert child.ask({"say": "again"}, limit_seconds=30)["echo"] == "again"


def test_a_child_that_was_killed_between_two_questions_is_started_anew(child: ChildProcess) -> None:
    child.start()
    assert child.process_id is not None
    os.kill(child.process_id, signal.SIGKILL)
    os.waitid(os.P_PID, child.process_id, os.WEXITED | os.WNOWAIT)
    assert child.ask({"say": "again"}, limit_seconds=30)["echo"] == "again"


def test_a_child_that_takes_too_long_is_ended(child: ChildProcess) -> None:
    child.start()
    with pytest.raises(TimeUp):
        child.ask({"say": "", "sleeps": True}, limit_seconds=0.2)
    assert child.process_id is None


def test_a_child_that_says_that_it_ends_is_let_go(child: ChildProcess) -> None:
    assert child.ask({"say": "bye", "last": True}, limit_seconds=30)["echo"] == "bye"
    assert child.process_id is None


def test_a_program_that_is_not_there_is_not_started() -> None:
    with pytest.raises(ChildNotStarted):
        ChildProcess("no_such_module_of_ours").ask({}, limit_seconds=30)


@pytest.mark.skipif(not CAN_TELL, reason="the system does not tell of other programs in /proc")
def test_a_program_that_the_child_has_started_ends_with_it(child: ChildProcess) -> None:
    process_id = child.ask({"starts": True}, limit_seconds=30)["process"]
    os.kill(process_id, 0)  # it is there
    child.close()
    until = time.monotonic() + 30
    while runs(process_id) and time.monotonic() < until:
        time.sleep(0.01)
    assert not runs(process_id)


@pytest.mark.skipif(not hasattr(os, "waitid"), reason="only POSIX tells that a child has ended without taking note of it")
def test_a_child_that_dies_just_before_it_is_asked_has_broken_down_and_the_next_question_starts_another(
    child: ChildProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    child.start()
    process = child.process_id
    assert process is not None
    os.kill(process, signal.SIGKILL)
    os.waitid(os.P_PID, process, os.WEXITED | os.WNOWAIT)
    with monkeypatch.context() as unnoticed:
        unnoticed.setattr(child, "start", lambda: None)
        with pytest.raises(ChildBrokeDown):
            child.ask({"say": "lost"}, limit_seconds=30)
    assert child.ask({"say": "found"}, limit_seconds=30)["echo"] == "found"
