"""How many connections there may be, and how long one may take to say what it wants.

uvicorn waits for a request's first lines for ever, and takes as many connections as the system gives it: a few hundred clients
that send one letter a minute would be enough to keep everybody else out.
"""

from __future__ import annotations

import asyncio
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

__all__ = ["BoundedProtocol"]

_MOST_CONNECTIONS = 256
"""A quarter of the files that a process may have open on most systems."""
_SECONDS_FOR_A_HEAD = 10.0


class BoundedProtocol(H11Protocol):
    """Closes a connection that does not bring the whole head of a request in time, and one that is one too many, at once."""

    most = _MOST_CONNECTIONS
    seconds = _SECONDS_FOR_A_HEAD

    def __init__(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401  uvicorn's own
        super().__init__(*arguments, **options)
        self._giving_up: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as in uvicorn
        """Takes the connection, or closes it."""
        super().connection_made(transport)
        if len(self.connections) > self.most:
            transport.abort()
            return
        self._wait_for_a_head()

    def data_received(self, data: bytes) -> None:
        """Takes what came; from the first byte of a head, the rest of it must come in time."""
        super().data_received(data)
        if self.conn.their_state is h11.IDLE:
            self._wait_for_a_head()
        else:
            self._stop_waiting()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forgets the connection."""
        self._stop_waiting()
        super().connection_lost(exc)

    def _wait_for_a_head(self) -> None:
        if self._giving_up is None:
            self._giving_up = self.loop.call_later(self.seconds, self._give_up)

    def _stop_waiting(self) -> None:
        if self._giving_up is not None:
            self._giving_up.cancel()
            self._giving_up = None

    def _give_up(self) -> None:
        self._giving_up = None
        # While an answer is on its way, the next request may already have been begun: it has waited for the answer, not we for it.
        answered = self.cycle is None or self.cycle.response_complete  # type: ignore[redundant-expr]  # uvicorn sets it late
        if self.conn.their_state is h11.IDLE and answered:
            self.transport.close()
