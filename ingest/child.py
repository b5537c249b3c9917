"""The child's side of :mod:`copro_qa.child_process`: answers questions one after the other, with limits on memory and time."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from typing import Any

__all__ = ["serve"]


def serve(reply: Callable[[dict[str, Any]], dict[str, Any]], *, memory_limit_bytes: int) -> None:
    """Answers until the other side goes away, or an answer says that it ``ends``. A question carries its ``time_limit_seconds``."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # whatever a library prints must not get between the answers
    _limit_memory(memory_limit_bytes)
    answers.write(b"ready\n")
    answers.flush()
    for line in sys.stdin.buffer:
        question = json.loads(line)
        _limit_processor_time(question["time_limit_seconds"])
        answer = reply(question)
        answers.write(json.dumps(answer).encode() + b"\n")
        answers.flush()
        if answer.get("ends"):
            return


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
