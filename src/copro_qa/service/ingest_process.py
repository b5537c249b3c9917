"""Starts the ingest program, which alone opens files that nobody vouches for and writes the corpus and the index."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress

__all__ = ["ProcessFailed", "run_to_end", "started"]

_SECONDS_TO_STOP = 5.0
_LONGEST_LINE = 64 * 2**20
"""Bytes. A build's result is one line, and may name every document."""
_KEPT_BACK = "COPRO_QA_EDITOR_KEY"
"""No child needs it."""
_LESS_URGENT = 10
"""Of Unix's 20 steps. Questions come first."""


class ProcessFailed(Exception):
    """The program ended with an exit status other than 0; ``message`` is what it said on standard error."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(f"exit status {status}: {message}")
        self.status, self.message = status, message


@asynccontextmanager
async def started(command: Sequence[str], *, urgent: bool = True) -> AsyncIterator[asyncio.subprocess.Process]:
    """A program, with pipes from its outputs. It is stopped at the end of the block if it still runs.

    One that is not ``urgent`` leaves the processor to others.
    """
    environment = {name: value for name, value in os.environ.items() if name != _KEPT_BACK}
    process = await asyncio.create_subprocess_exec(
        *command,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env=environment,
        limit=_LONGEST_LINE,
    )
    if not urgent:
        with suppress(OSError, AttributeError):  # a program that has ended already; a system without priorities
            os.setpriority(os.PRIO_PROCESS, process.pid, _LESS_URGENT)
    try:
        yield process
    finally:
        await _stopped(process)


async def run_to_end(command: Sequence[str], *, seconds: float) -> str:
    """What the program prints. Raises ProcessFailed, or TimeoutError after ``seconds``, when it has been stopped."""
    async with asyncio.timeout(seconds), started(command) as process:
        output, errors = await process.communicate()
    if process.returncode:
        raise ProcessFailed(process.returncode, errors.decode("utf-8", "replace").strip())
    return output.decode("utf-8", "replace")


async def _stopped(process: asyncio.subprocess.Process) -> None:
    if process.returncode is not None:
        return
    with suppress(ProcessLookupError):
        process.terminate()
    try:
        async with asyncio.timeout(_SECONDS_TO_STOP):
            await process.wait()
    except TimeoutError:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()
