"""The child's side of :mod:`copro_qa.child_process`: answers questions one after the other, with limits on memory and time."""

from __future__ import annotations

import errno
import json
import os
import sys
from collections.abc import Callable, Iterator
from typing import Any

from copro_qa.texts import texts

__all__ = ["OUT_OF_MEMORY", "is_out_of_memory", "is_too_deep", "passing_error", "serve"]

OUT_OF_MEMORY = "unreadable.out_of_memory"
"""The name of what is said in the catalogue."""
_DEPTH_WORDS = "excessive depth"  # lxml's
_MEMORY_WORDS = ("out of memory", "cannot allocate memory", "memory allocation failed", "bad_alloc")


def serve(reply: Callable[[dict[str, Any]], dict[str, Any]], *, memory_limit_bytes: int) -> None:
    """Answers until the other side goes away, or an answer says that it ``ends``. A question carries its ``time_limit_seconds``."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # whatever a library prints must not get between the answers
    _limit_memory(memory_limit_bytes)
    answers.write(b"ready\n")
    answers.flush()
    texts()  # what is said where memory has run out is read while there is some
    for line in sys.stdin.buffer:
        question = json.loads(line)
        _limit_processor_time(question["time_limit_seconds"])
        try:
            answer = reply(question)
            line_out = json.dumps(answer).encode() + b"\n"
        except MemoryError:
            answer = {"reason": texts()(OUT_OF_MEMORY), "limit": True, "ends": True}
            line_out = json.dumps(answer).encode() + b"\n"
        answers.write(line_out)
        answers.flush()
        if answer.get("ends"):
            return


def is_out_of_memory(error: BaseException) -> bool:
    """Whether memory ran out behind an error: libraries tell of it in words and errors of their own, as of a damaged file."""
    for current in _with_causes(error):
        ran_out = isinstance(current, MemoryError) or (isinstance(current, OSError) and current.errno == errno.ENOMEM)
        if ran_out or any(words in str(current).lower() for words in _MEMORY_WORDS):
            return True
    return False


def is_too_deep(error: BaseException) -> bool:
    """Whether the parts of a file are nested more deeply than a library, or Python, goes down."""
    return any(isinstance(current, RecursionError) or _DEPTH_WORDS in str(current).lower() for current in _with_causes(error))


def passing_error(error: BaseException) -> OSError | None:
    """What the system refused behind an error, which may be otherwise next time; None where the error comes of what is in the file.

    Libraries raise OSError for damage too: without a number, or with EINVAL where the file names a place that it does not have.
    """
    for current in _with_causes(error):
        if isinstance(current, OSError) and current.errno not in (None, errno.EINVAL):
            return current
    return None


def _with_causes(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        yield current
        current = current.__cause__ or current.__context__


def _limit_memory(memory_limit_bytes: int) -> None:
    try:
        import resource
    except ImportError:  # not on Windows; the limit on time is the parent's there
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory_limit_bytes, memory_limit_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_processor_time(seconds: float) -> None:
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime + seconds) + 2, hard))
