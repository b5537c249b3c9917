"""The server that the service runs in: uvicorn's, which tells when it begins to stop."""

from __future__ import annotations

import socket
from collections.abc import Callable

import uvicorn

__all__ = ["Server"]


class Server(uvicorn.Server):
    """Calls ``stopping`` when it is told to stop, before it waits for the answers that are still on their way.

    Those that go on until something changes would otherwise be waited for in vain, and cut off.
    """

    def __init__(self, config: uvicorn.Config, stopping: Callable[[], None]) -> None:
        super().__init__(config)
        self._stopping = stopping

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """See uvicorn."""
        self._stopping()
        await super().shutdown(sockets)
