"""Builds of the index that editors ask for: one at a time, each in a process of its own, and how far the present one is."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from copro_qa.service.ingest_process import started

__all__ = ["BuildStatus", "Builds"]

_LEAST_SHARE = 0.02
"""Of the work that must be done before the rest can be guessed at."""

log = logging.getLogger("copro_qa.service")


@dataclass(frozen=True, slots=True)
class BuildStatus:
    """How far the present build is, and what came of the last one."""

    building: bool = False
    another_follows: bool = False
    """Something changed after the present build had begun, so there will be one more."""
    began: float = 0.0
    """On the monotonic clock."""
    seconds: float = 0.0
    """Since it began; of a build that has ended, how long it took."""
    documents: int | None = None
    """How many there are; None until they are counted. Likewise the other counts."""
    read: int = 0
    passages: int = 0
    embedded: int = 0
    finished: str | None = None
    """When the last build ended: ISO 8601, UTC."""
    result: dict[str, Any] | None = None
    """What the last build reported; None when it failed, or there has been none."""
    failed: bool = False

    @property
    def seconds_left(self) -> float | None:
        """A guess, from how far it is after how long; None where there is nothing to guess from."""
        if not self.building or not self.documents:
            return None
        # Where passages are embedded, that takes most of the time. As many more are to be expected as there are documents left.
        done = self.embedded / (self.passages * self.documents / max(self.read, 1)) if self.passages else self.read / self.documents
        return self.seconds * (1 - done) / done if done >= _LEAST_SHARE else None


class Builds:
    """Runs ``command``, which prints its result as JSON and its progress as JSON lines. To be used from one event loop."""

    def __init__(self, command: Sequence[str]) -> None:
        self._command = command
        self._status = BuildStatus()
        self._task: asyncio.Task[None] | None = None
        self._changed = asyncio.Event()
        self._closed = False
        self._options: set[str] = set()
        """Of the build that is begun next."""

    @property
    def status(self) -> BuildStatus:
        """How it stands now."""
        now = self._status
        return replace(now, seconds=time.monotonic() - now.began) if now.building else now

    def start(self, *options: str) -> None:
        """Begins a build; while there is one, sees to it that another follows, since the present one may have read too early.

        ``options`` are given to the command beside its own.
        """
        if self._closed:
            return
        self._options.update(options)
        if self._status.building:
            self._set(another_follows=True)
            return
        self._begin()
        self._task = asyncio.create_task(self._run())

    async def changes(self, *, heartbeat: float) -> AsyncIterator[BuildStatus | None]:
        """The status now, and at every change, until this is closed; None after ``heartbeat`` seconds without a change."""
        told: BuildStatus | None = None
        while not self._closed:
            if self._status is not told:
                told = self._status
                yield self.status
                continue
            try:
                async with asyncio.timeout(heartbeat):
                    await self._changed.wait()
            except TimeoutError:
                yield None

    def stop_telling(self) -> None:
        """Ends :meth:`changes`. No further build is begun."""
        self._closed = True
        self._tell()

    async def close(self) -> None:
        """Stops the present build, which leaves the index as it is, and ends :meth:`changes`."""
        self.stop_telling()
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def _run(self) -> None:
        while True:
            try:
                result = await self._built()
            # Whatever it is, the service goes on, and an editor can start another.
            except Exception:
                log.exception("A build of the index could not be run.")
                result = None
            follows = self._status.another_follows and not self._closed
            finished = datetime.now(UTC).isoformat(timespec="seconds")
            seconds = time.monotonic() - self._status.began
            self._set(building=False, another_follows=False, finished=finished, seconds=seconds, result=result, failed=result is None)
            if not follows:
                return
            self._begin()

    async def _built(self) -> dict[str, Any] | None:
        """The build's report; None, and a line in the log, when it failed."""
        options, self._options = sorted(self._options), set()
        async with started([*self._command, *options], urgent=False) as process:
            assert process.stdout is not None  # noqa: S101  asked for
            assert process.stderr is not None  # noqa: S101  asked for
            output = asyncio.create_task(process.stdout.read())
            try:
                said = [line async for line in process.stderr if not self._note_progress(line)]
                printed = await output
            finally:
                output.cancel()
            status = await process.wait()
        message = b"".join(said).decode("utf-8", "replace").strip()
        if status:
            log.error("A build of the index ended with exit status %s: %s", status, message)
            return None
        if message:
            log.info("%s", message)
        report: dict[str, Any] = json.loads(printed)
        return report

    def _note_progress(self, line: bytes) -> bool:
        """Whether the line was one of progress."""
        if not line.startswith(b'{"progress"'):
            return False
        counts = json.loads(line)["progress"]
        self._set(**{name: counts[name] for name in ("documents", "read", "passages", "embedded")})
        return True

    def _begin(self) -> None:
        last = self._status
        self._status = BuildStatus(building=True, began=time.monotonic(), finished=last.finished, result=last.result, failed=last.failed)
        self._tell()

    def _set(self, **changes: Any) -> None:  # noqa: ANN401  the fields of BuildStatus
        self._status = replace(self._status, **changes)
        self._tell()

    def _tell(self) -> None:
        # Whoever waits goes on; whoever comes later waits for the next change.
        self._changed.set()
        self._changed = asyncio.Event()
