"""Python's search for objects that keep one another alive, made rare while a build makes very many that do not."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["rarely_collected"]

_NEW_OBJECTS = 100_000
"""Objects that hold others, made and not yet let go of, after which the youngest are searched: some milliseconds each time. Python's
own 700 makes a build of ten thousand documents search the same entries again and again."""
_YOUNGER_SEARCHES = 10
"""After so many searches of one age the next older objects are searched too, as Python has it."""


@contextmanager
def rarely_collected() -> Iterator[None]:
    """What is in memory before is not searched meanwhile; what comes is, but rarely. Nothing is kept for longer than that."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS, _YOUNGER_SEARCHES, _YOUNGER_SEARCHES)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
