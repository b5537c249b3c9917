"""How much one request may hold, and how long it may take to come."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from contextlib import suppress

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from copro_qa.service.limits import ProblemSender
from copro_qa.service.problems import Problem
from copro_qa.texts import texts

__all__ = ["LARGEST_BODY", "BodyLimit"]

LARGEST_BODY = 256 * 1024
"""Bytes. The longest question with the longest history stays below it in any script, at four bytes a character."""
_SECONDS_FOR_A_BODY = 10.0
_SECONDS_FOR_AN_UPLOAD = 600.0
_SECONDS_TO_DISCARD = 5.0
_MOST_DISCARDED = 64 * 2**20
"""Bytes of a body that is too large which are read and thrown away."""


class BodyLimit:
    """Reads a request's body before anything else sees it; refuses one that is too large or does not come.

    ``uploads`` names methods and addresses whose bodies may be larger, and how large. These bodies are handed on as they come, so that who
    sends them can be checked first; beyond the limit, or when nothing comes for ``seconds``, reading them raises Problem.
    """

    def __init__(
        self,
        app: ASGIApp,
        answer: ProblemSender,
        *,
        largest: int = LARGEST_BODY,
        seconds: float = _SECONDS_FOR_A_BODY,
        uploads: Mapping[tuple[str, str], int] | None = None,
    ) -> None:
        self._app = app
        self._answer = answer
        self._largest = largest
        self._seconds = seconds
        self._uploads = uploads or {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        largest = self._uploads.get((scope["method"], scope["path"])) if self._uploads else None
        if largest is not None:
            await self._app(scope, self._limited(receive, largest), send)
            return
        try:
            async with asyncio.timeout(self._seconds):
                body, whole = await self._read(receive)
        except TimeoutError:
            await self._answer(Problem(408, "too_slow", headers={"Connection": "close"}), scope, receive, send)
            return
        if body is None:
            await self._discard(receive, whole=whole)
            await self._answer(Problem(413, "too_large", headers={"Connection": "close"}), scope, receive, send)
            return
        handed_over = False

        async def replay() -> Message:
            nonlocal handed_over
            if handed_over:
                return await receive()
            handed_over = True
            return {"type": "http.request", "body": body, "more_body": False}

        await self._app(scope, replay, send)

    def _limited(self, receive: Receive, largest: int) -> Receive:
        """Gives what ``receive`` gives, and raises Problem beyond ``largest`` bytes, or when the body does not come."""
        seen, until, whole = 0, time.monotonic() + _SECONDS_FOR_AN_UPLOAD, False

        async def receive_some() -> Message:
            nonlocal seen, whole
            if whole:
                return await receive()
            try:
                async with asyncio.timeout(min(self._seconds, until - time.monotonic())):
                    message = await receive()
            except TimeoutError:
                raise Problem(408, "too_slow", headers={"Connection": "close"}) from None
            seen += len(message.get("body", b""))
            whole = not message.get("more_body", False)
            if seen > largest:
                detail = texts()("problems.file_too_large.detail", megabytes=largest // 2**20)
                await self._discard(receive, whole=whole)
                raise Problem(413, "file_too_large", detail, headers={"Connection": "close"})
            return message

        return receive_some

    async def _read(self, receive: Receive) -> tuple[bytes | None, bool]:
        """The body, None when it is too large; and whether all of it has come."""
        body = bytearray()
        more = True
        while more:
            message = await receive()
            body += message.get("body", b"")
            more = message.get("more_body", False)
            if len(body) > self._largest:
                return None, not more
        return bytes(body), True

    async def _discard(self, receive: Receive, *, whole: bool = False) -> None:
        """Lets what is left of a body come in, within limits: whoever still sends when we close never sees why."""
        seen = 0
        with suppress(TimeoutError):
            async with asyncio.timeout(_SECONDS_TO_DISCARD):
                while not whole and seen < _MOST_DISCARDED:
                    message = await receive()
                    seen += len(message.get("body", b""))
                    whole = message["type"] != "http.request" or not message.get("more_body", False)
