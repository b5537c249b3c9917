"""A program of ours that is kept warm as a child process: asked with one line of JSON, it answers with one.

Files that nobody vouches for are opened in such children only. A file that took one over could still only send text. Standard library only.
"""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from types import TracebackType
from typing import Any, BinaryIO, Self

__all__ = ["INGEST", "ChildBrokeDown", "ChildNotStarted", "ChildProcess", "TimeUp"]

# With -P it is our own ingest, and not a package of that name in the folder that somebody stands in.
INGEST = (sys.executable, "-P", "-m", "ingest")
"""The command of the ingest program, which alone opens files that nobody vouches for. What it is to do is put after it."""

_MAXIMUM_ANSWER_BYTES = 512 * 2**20
_START_SECONDS = 60
_BYTES_OF_MAXRSS = 1 if sys.platform == "darwin" else 1024
_SIGNALS_FROM_OUTSIDE = (1, 2, 9, 15)  # SIGHUP, SIGINT, SIGKILL (also of a system that has no memory left), SIGTERM
_PROCESSOR_TIME_SIGNAL = 24  # SIGXCPU, which Windows does not name


class ChildNotStarted(Exception):
    """The program could not be started."""


class TimeUp(Exception):
    """The child took too long, by the clock or by the processor, and was ended."""


class ChildBrokeDown(Exception):
    """The child ended without an answer. ``peak_bytes`` is the most memory that it held, 0 where that cannot be known.

    ``was_ended_from_outside`` says that a person or the system ended it by a signal that no program sends itself when it breaks down.
    """

    def __init__(self, peak_bytes: int = 0, *, was_ended_from_outside: bool = False) -> None:
        super().__init__(peak_bytes)
        self.peak_bytes = peak_bytes
        self.was_ended_from_outside = was_ended_from_outside


class ChildProcess:
    """``python -m MODULE ARGUMENTS``, started when it is first asked, and anew after it was ended.

    It says ``ready`` on a line of its own before it takes questions. A context manager; for one thread at a time.
    """

    def __init__(self, module: str, *arguments: str) -> None:
        # -P keeps the folder that the command happens to run in off the child's path.
        self._command = [sys.executable, "-P", "-m", module, *arguments]
        self._process: subprocess.Popen[bytes] | None = None
        self._answers: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._is_ready = False
        self._inherited_bytes = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        self.close()

    @property
    def process_id(self) -> int | None:
        """The id of the process; None while there is none."""
        return None if self._process is None else self._process.pid

    def close(self) -> None:
        """Ends the child. The next question starts another."""
        process, self._process = self._process, None
        if process is not None:
            _kill(process)
            process.wait()
            for pipe in (process.stdin, process.stdout):
                # What was not sent yet to a child that is gone cannot be sent any more.
                with suppress(OSError):
                    if pipe is not None:
                        pipe.close()

    def start(self) -> None:
        """Starts the child unless it runs, and waits until it is ready. Raises ChildNotStarted."""
        self.begin()
        if not self._is_ready and self._await(_START_SECONDS) != b"ready\n":
            self.close()
            raise ChildNotStarted
        self._is_ready = True

    def begin(self) -> None:
        """Starts the child unless it runs, and does not wait for it: it becomes ready meanwhile. Raises ChildNotStarted."""
        if self._process is not None and self._process.poll() is None:
            return
        self.close()
        # A thread for every core would take up much of the memory that the child may have, and it has small sums to do.
        own = {
            "PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry),
            "PYTHONIOENCODING": "utf-8",
            "OPENBLAS_NUM_THREADS": "1",
        }
        environment = os.environ | own
        # The system counts a new child's memory from what this program held when it made it. Below that, the child's own is not known.
        self._inherited_bytes = _peak_bytes()
        try:
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment,
                process_group=0,  # of its own, so that programs which it runs end with it
            )
        except OSError as error:
            raise ChildNotStarted from error
        self._answers, self._is_ready = queue.SimpleQueue(), False
        threading.Thread(target=_pump, args=(self._process.stdout, self._answers), daemon=True).start()

    def ask(self, question: Mapping[str, Any], *, limit_seconds: float) -> dict[str, Any]:
        """The child's answer. Raises ChildNotStarted, TimeUp or ChildBrokeDown; the child is ended then."""
        self.start()
        answer = self._answer(json.dumps(question).encode() + b"\n", limit_seconds)
        if answer is None:
            self.close()
            raise TimeUp
        if not answer:
            status, peak_bytes = _end_of(self._process) if self._process is not None else (0, 0)
            self.close()
            if status == -_PROCESSOR_TIME_SIGNAL:
                raise TimeUp
            known_bytes = peak_bytes if peak_bytes > self._inherited_bytes else 0
            raise ChildBrokeDown(known_bytes, was_ended_from_outside=-status in _SIGNALS_FROM_OUTSIDE)
        reply: dict[str, Any] = json.loads(answer)
        if reply.get("ends"):
            self.close()
        return reply

    def _answer(self, question: bytes, limit_seconds: float) -> bytes | None:
        """A line from the child; empty when it broke down, None when the time is up."""
        if self._process is None or self._process.stdin is None:
            return b""
        try:
            self._process.stdin.write(question)
            self._process.stdin.flush()
        except OSError:
            return b""
        return self._await(limit_seconds)

    def _await(self, limit_seconds: float) -> bytes | None:
        try:
            return self._answers.get(timeout=limit_seconds)
        except queue.Empty:
            return None


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Ends a child, and what it has started."""
    if hasattr(os, "killpg") and process.returncode is None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()


def _peak_bytes() -> int:
    """The most memory that this program has held so far; 0 where that cannot be known."""
    try:
        import resource
    except ImportError:  # not a POSIX system
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _BYTES_OF_MAXRSS


def _end_of(process: subprocess.Popen[bytes]) -> tuple[int, int]:
    """How a child that has closed its answers ended, and the most memory that it held, in bytes."""
    if not hasattr(os, "wait4") or process.returncode is not None:
        return process.wait(), 0
    try:
        _, status, usage = os.wait4(process.pid, 0)
    except ChildProcessError:  # someone has asked before
        return process.wait(), 0
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, usage.ru_maxrss * _BYTES_OF_MAXRSS


def _pump(pipe: BinaryIO, answers: queue.SimpleQueue[bytes]) -> None:
    """Hands over the child's lines as they come, and an empty one at its end."""
    while True:
        try:
            line = pipe.readline(_MAXIMUM_ANSWER_BYTES)
        except (OSError, ValueError):  # closed by this side
            line = b""
        answers.put(line if line.endswith(b"\n") else b"")
        if not line.endswith(b"\n"):
            return
