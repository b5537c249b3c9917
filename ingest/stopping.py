"""How a program ends that was told to stop, or whose terminal was closed: in order, so that what it has started ends with it."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

__all__ = ["stopping_in_order"]

_NAMES = ("SIGTERM", "SIGHUP")  # Windows has no SIGHUP
_STATUS_OF_A_SIGNAL = 128  # a shell's way to say that a program was ended by one: so much more than its number


@contextmanager
def stopping_in_order() -> Iterator[None]:
    """Turns the first SIGTERM or SIGHUP within the block into SystemExit, so that open blocks are left and their children ended.

    A signal that was to be ignored, as under nohup, still is. Outside of the main thread, where none can be handled, it does nothing.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    known = [number for name in _NAMES if (number := getattr(signal, name, None)) is not None]
    before = {number: found for number in known if (found := signal.getsignal(number)) not in (signal.SIG_IGN, None)}

    def stop(number: int, _: FrameType | None) -> None:
        for each in before:  # a second one must not keep the first from being obeyed in full
            signal.signal(each, signal.SIG_IGN)
        sys.exit(_STATUS_OF_A_SIGNAL + number)

    for number in before:
        signal.signal(number, stop)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
