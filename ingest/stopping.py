"""How a program ends that was told to stop, or whose terminal was closed: in order, so that what it has started ends with it."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

from copro_qa.errors import IndexUnavailable
from copro_qa.stop_signals import STATUS_OF_A_SIGNAL, STATUS_OF_CTRL_C, stop_signals, stop_signals_handled_by
from copro_qa.store.index_folder import current_generation_id
from ingest.telling import tell_stopped

__all__ = ["said_when_stopped", "stopping_in_order"]


@contextmanager
def stopping_in_order() -> Iterator[None]:
    """Turns the first SIGTERM or SIGHUP within the block into SystemExit, so that open blocks are left and their children ended.

    The first SIGINT (Ctrl+C) is a KeyboardInterrupt as ever. Further signals are ignored: a terminal and a parent may both send one.

    A signal that was to be ignored, as under nohup, still is. Outside of the main thread, where none can be handled, it does nothing.
    """
    obeyed = stop_signals()

    def stop(number: int, _: FrameType | None) -> None:
        for each in obeyed:  # a second one must not keep the first from being obeyed in full
            signal.signal(each, signal.SIG_IGN)
        if number == signal.SIGINT:
            raise KeyboardInterrupt
        sys.exit(STATUS_OF_A_SIGNAL + number)

    with stop_signals_handled_by(stop):
        yield


@contextmanager
def said_when_stopped(index: Path, *, goes_on: bool = False) -> Iterator[None]:
    """Says which index is in use when the block, which builds one, is left because the program was told to stop.

    One that ``goes_on`` builds again and again, so it ends with 0 by Ctrl+C, as it should end; and whether its last build was whole
    cannot be told from the index alone.
    """

    def in_use() -> str | None:
        with suppress(IndexUnavailable):
            return current_generation_id(index)
        return None

    before = in_use()
    try:
        yield
    except KeyboardInterrupt:
        tell_stopped(before, in_use(), goes_on=goes_on)
        sys.exit(0 if goes_on else STATUS_OF_CTRL_C)
    except SystemExit:
        tell_stopped(before, in_use(), goes_on=goes_on)
        raise
