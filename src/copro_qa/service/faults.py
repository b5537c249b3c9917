"""The last net: an error that nobody foresaw becomes a plain answer, and a note in the log without anything of the request."""

from __future__ import annotations

import logging
import traceback

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from copro_qa.service.limits import ProblemSender
from copro_qa.service.problems import problem_of

__all__ = ["FaultNet"]

log = logging.getLogger("copro_qa.service")


class FaultNet:
    """Answers 500 when something below fails. An answer that has begun is cut off."""

    def __init__(self, app: ASGIApp, answer: ProblemSender) -> None:
        self._app = app
        self._answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = False

        async def send_and_note(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, send_and_note)
        except Exception as error:  # noqa: BLE001  it is the last net
            # The error's own message is left out: it may repeat a question, and questions are not kept.
            where = "".join(traceback.format_tb(error.__traceback__))
            log.error("A fault (%s) while answering %s:\n%s", type(error).__name__, scope["method"], where)  # noqa: TRY400  see above
            if begun:
                raise ConnectionAbortedError from None
            await self._answer(problem_of(error), scope, receive, send)
