"""Threads for the work of answering: a few, with a short queue, so that too much at once is said and not suffered."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import BoundedSemaphore
from typing import TypeVar

from copro_qa.service.problems import Problem

__all__ = ["Workers"]

Result = TypeVar("Result")


class Workers:
    """``threads`` pieces of work at once, and at most ``waiting`` more behind them."""

    def __init__(self, *, threads: int, waiting: int) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="answering")
        self._places = BoundedSemaphore(threads + waiting)

    async def run(self, work: Callable[[], Result]) -> Result:
        """The result of ``work``, or its error. Raises Problem (503) when the queue is full."""
        return await self.start(work)

    def start(self, work: Callable[[], Result]) -> asyncio.Future[Result]:
        """``work`` on its way, to be awaited. Raises Problem (503) at once when the queue is full."""
        if not self._places.acquire(blocking=False):
            raise Problem(503, "overloaded", headers={"Retry-After": "2"})
        future = self._pool.submit(work)
        # Not when the request ends: one that was given up leaves its work running.
        future.add_done_callback(lambda _: self._places.release())
        return asyncio.wrap_future(future)

    def close(self) -> None:
        """Drops what waits; what runs is finished."""
        self._pool.shutdown(wait=False, cancel_futures=True)
