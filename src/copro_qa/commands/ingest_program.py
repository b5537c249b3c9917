"""The ingest program, run for a person until it ends: what this program is told by signals, that one is told too."""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress
from types import FrameType

from copro_qa.child_process import INGEST
from copro_qa.stop_signals import STATUS_OF_A_SIGNAL, stop_signals_handled_by

__all__ = ["run_ingest"]


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

    with stop_signals_handled_by(pass_on):
        child = subprocess.Popen([*INGEST, *arguments])
        for number in told:  # what came while it was started
            _tell(child, number)
        status = child.wait()
    # A program that is still loading dies of the signal, or where it was the library of commands that caught it, with 1.
    if told and (status == 1 or -status in told):
        sys.stderr.write("Stopped. The index that was finished last, if there is one, stays in use. Index again to go on.\n")
        return STATUS_OF_A_SIGNAL + told[0]
    if status >= 0:
        return status
    sys.stderr.write(
        f"The program that builds the index was ended by the system (signal {-status}). "
        "The index that was finished last, if there is one, stays in use. Index again to go on.\n"
    )
    return STATUS_OF_A_SIGNAL - status


def _tell(child: subprocess.Popen[bytes], number: int) -> None:
    with suppress(ProcessLookupError, ValueError):  # it has ended, or the system knows no such signal
        child.send_signal(number)
