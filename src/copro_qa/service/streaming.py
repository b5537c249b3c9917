"""One answer as server-sent events: each stage as it begins, each quote, and then the whole answer."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping
from functools import partial

from fastapi.sse import EventSourceResponse, format_sse_event

from copro_qa.answer import Answer, Stage
from copro_qa.payload import answer_payload, quote_payload
from copro_qa.service.problems import problem_body, problem_of
from copro_qa.service.workers import Workers

__all__ = ["Additions", "streamed_answer"]

Ask = Callable[[Callable[[Stage], None], Callable[[Answer], None]], Answer]
"""Answers, telling each stage as it begins, and each quote that is sure before the rest, as an answer that ends with it."""

Additions = Callable[[Answer, int | None], Mapping[str, object]]
"""What is added to the event of one quote (its place, from 0), or to ``done`` (None)."""

_HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
"""A proxy that gathers the stream before it passes it on would undo it."""


def _nothing(_answer: Answer, _place: int | None) -> Mapping[str, object]:
    return {}


def streamed_answer(workers: Workers, ask: Ask, add: Additions = _nothing) -> EventSourceResponse:
    """Events ``stage``, ``quote`` and ``done``; or ``problem``, with a problem body, when it goes wrong on the way.

    Raises Problem (503) when too many are asking. Quotes that are sure early come before the last stage, and once.
    """
    loop = asyncio.get_running_loop()
    coming: asyncio.Queue[Stage | Answer | None] = asyncio.Queue()
    began = loop.time()
    put = partial(_put, loop, coming)
    answering = workers.start(partial(ask, put, put))
    answering.add_done_callback(lambda _: coming.put_nowait(None))

    async def events() -> AsyncIterator[bytes]:
        sent = 0
        while (come := await coming.get()) is not None:
            if isinstance(come, Stage):
                yield _event("stage", {"stage": come.value})
            else:
                sent += 1
                yield _quote_event(come, sent - 1, add)
        try:
            answer = await answering
        except Exception as error:
            problem = problem_of(error)
            yield _event("problem", problem_body(problem))
            if problem.name == "internal":
                # The headers are gone, so the status cannot say it: the log still must.
                raise
            return
        for place in range(sent, len(answer.quotes)):
            yield _quote_event(answer, place, add)
        took_ms = round((loop.time() - began) * 1000)
        yield _event("done", {**answer_payload(answer, took_ms=took_ms), **add(answer, None)})

    return EventSourceResponse(events(), headers=_HEADERS)


def _put(loop: asyncio.AbstractEventLoop, coming: asyncio.Queue[Stage | Answer | None], come: Stage | Answer) -> None:
    """Called in the thread that answers; the service may have been stopped in the meantime."""
    if not loop.is_closed():
        loop.call_soon_threadsafe(coming.put_nowait, come)


def _quote_event(answer: Answer, place: int, add: Additions) -> bytes:
    return _event("quote", {**quote_payload(answer.quotes[place], place + 1), **add(answer, place)})


def _event(name: str, data: Mapping[str, object]) -> bytes:
    return format_sse_event(event=name, data_str=json.dumps(data, ensure_ascii=False, allow_nan=False))
