"""How many questions one address may ask. How much a request may hold is in ``body_limit``."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from ipaddress import IPv6Address, ip_address

from starlette.types import ASGIApp, Receive, Scope, Send

from copro_qa.service.problems import Problem

__all__ = ["ProblemSender", "QuestionLimit", "RateLimiter", "address_of", "count_questions"]

_MOST_ADDRESSES = 10_000
_COSTLY = frozenset(
    {
        ("GET", "/check"),
        ("GET", "/generations/diff"),
        ("POST", "/"),
        ("POST", "/ask"),
        ("POST", "/ask/stream"),
        ("POST", "/search"),
        ("POST", "/verify"),
        ("POST", "/generations/diff"),
        ("POST", "/answers"),
        ("POST", "/feedback"),
        ("POST", "/feedback/form"),
        ("POST", "/share"),
        ("POST", "/export"),
    }
)

ProblemSender = Callable[[Problem, Scope, Receive, Send], Awaitable[None]]
"""Answers with a problem, as a page or as JSON."""


class RateLimiter:
    """A bucket of ``per_minute`` questions for each address, which fills up again at an even pace. Only addresses and counts are kept."""

    def __init__(self, per_minute: int, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._per_minute = per_minute
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def seconds_to_wait(self, address: str, questions: int = 1, *, counted: int = 0) -> float:
        """0 when so many more questions may be asked, which are then counted; else how long to wait.

        ``counted`` questions of the same request have been counted before, and are again when it is sent again. More than one may ask
        in a minute count as that many, together with these: a full bucket is enough for anything.
        """
        now, pace = self._clock(), self._per_minute / 60
        wanted = min(questions, max(0, self._per_minute - counted))
        left, since = self._buckets.pop(address, (float(self._per_minute), now))
        left = min(self._per_minute, left + (now - since) * pace)
        wait = 0.0 if left >= wanted else (wanted + counted - left) / pace
        self._buckets[address] = (left if wait else left - wanted, now)
        while len(self._buckets) > _MOST_ADDRESSES:
            self._buckets.popitem(last=False)
        return wait


class QuestionLimit:
    """Refuses questions from an address that asks too many. Everything else is let through.

    A request that costs more than one question counts the others by itself, with :func:`count_questions`.
    """

    def __init__(self, app: ASGIApp, answer: ProblemSender, limiter: RateLimiter) -> None:
        self._app = app
        self._answer = answer
        self._limiter = limiter

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one request."""
        if scope["type"] == "http" and _is_costly(scope["method"], scope["path"]):
            try:
                count_questions(self._limiter, scope, 1)
            except Problem as problem:
                await self._answer(problem, scope, receive, send)
                return
        await self._app(scope, receive, send)


def count_questions(limiter: RateLimiter | None, scope: Scope, questions: int, *, counted: int = 0) -> None:
    """Counts questions for the address that a request came from, of which ``counted`` have been counted before.

    Raises Problem (429) when they are too many; None counts nothing.
    """
    wait = limiter.seconds_to_wait(address_of(scope), questions, counted=counted) if limiter is not None and questions else 0.0
    if wait:
        raise Problem(429, "too_many_requests", headers={"Retry-After": str(int(wait) + 1)})


def _is_costly(method: str, path: str) -> bool:
    # A shared answer is checked against the documents each time that it is looked at.
    return (method, path) in _COSTLY or (method in {"GET", "HEAD"} and path.startswith(("/a/", "/answers/")))


def address_of(scope: Scope) -> str:
    """The client's address. Of IPv6 the network of 64 bits, since that is what one subscriber has.

    Empty when it is no address: a proxy's header can say anything at any length, and what is remembered must stay small.
    """
    host = scope["client"][0] if scope.get("client") else ""
    try:
        address = ip_address(host)
    except ValueError:
        return ""
    return str(int(address) >> 64) if isinstance(address, IPv6Address) else host
