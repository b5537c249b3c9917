"""The signals by which a program is told to stop, taken over for a while. Standard library only."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

__all__ = ["STATUS_OF_A_SIGNAL", "STATUS_OF_CTRL_C", "SignalHandler", "stop_signals", "stop_signals_handled_by"]

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")  # Windows has no SIGHUP
STATUS_OF_A_SIGNAL = 128
"""A shell's way to say that a program was ended by a signal: the exit status is so much more than its number."""
STATUS_OF_CTRL_C = STATUS_OF_A_SIGNAL + signal.SIGINT

SignalHandler = Callable[[int, FrameType | None], None]
"""Told the number of a signal, and where the program was when it came."""


def stop_signals() -> tuple[int, ...]:
    """Those that this program obeys; one that was to be ignored, as under nohup, is not among them."""
    known = (number for name in _NAMES if (number := getattr(signal, name, None)) is not None)
    return tuple(number for number in known if signal.getsignal(number) not in (signal.SIG_IGN, None))


@contextmanager
def stop_signals_handled_by(handle: SignalHandler) -> Iterator[None]:
    """Within the block, ``stop_signals`` go to ``handle``. Outside of the main thread, where none can be handled, it does nothing."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in stop_signals()}
    for number in before:
        signal.signal(number, handle)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
