"""The ingest program, run for a person until it ends: what this program is told by signals, that one is told too."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType

from copro_qa.child_process import INGEST

__all__ = ["run_ingest"]

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")  # Windows has no SIGHUP
_STATUS_OF_A_SIGNAL = 128  # a shell's way to say that a program was ended by one: so much more than its number


def run_ingest(*arguments: str) -> int:
    """Runs ``python -m ingest`` with the arguments and gives its exit status.

    Told to stop, this program tells that one, and waits until it has ended in order. When that one ended before it could say that it
    was stopped, or the system has ended it, this one says so.
    """
    told: list[int] = []
    child: subprocess.Popen[bytes] | None = None

    def pass_on(number: int, _: FrameType | None) -> None:
        told.append(number)
        if child is not None:
            _tell(child, number)

    with _handled_by(pass_on):
        child = subprocess.Popen([*INGEST, *arguments])
        for number in told:  # what came while it was started
            _tell(child, number)
        status = child.wait()
    # A program that is still loading dies of the signal, or of an exception that says little: 1.
    if told and (status == 1 or -status in told):
        sys.stderr.write("Stopped. The index that was finished last, if there is one, stays in use. Index again to go on.\n")
        return _STATUS_OF_A_SIGNAL + told[0]
    if status >= 0:
        return status
    sys.stderr.write(
        f"The program that builds the index was ended by the system (signal {-status}). "
        "The index that was finished last, if there is one, stays in use. Index again to go on.\n"
    )
    return _STATUS_OF_A_SIGNAL - status


def _tell(child: subprocess.Popen[bytes], number: int) -> None:
    with suppress(ProcessLookupError, ValueError):  # it has ended, or the system knows no such signal
        child.send_signal(number)


@contextmanager
def _handled_by(handle: Callable[[int, FrameType | None], None]) -> Iterator[None]:
    """Within the block, signals to stop go to ``handle``; those that were to be ignored, as under nohup, still are."""
    known = [number for name in _NAMES if (number := getattr(signal, name, None)) is not None]
    before = {number: found for number in known if (found := signal.getsignal(number)) not in (signal.SIG_IGN, None)}
    for number in before:
        signal.signal(number, handle)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
