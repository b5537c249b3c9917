"""Which host names the service answers to.

A page of another site can have its own name lead to this machine (DNS rebinding), and then read what the service answers, as a browser
takes both for one site. Such a request still carries the other site's name.
"""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from copro_qa.service.limits import ProblemSender
from copro_qa.service.problems import Problem

__all__ = ["KnownHosts"]


class KnownHosts:
    """Refuses requests for other hosts (421, misdirected). Addresses and localhost are known: no other site goes by them.

    Args:
        app: What handles the others.
        answer: Answers with a problem.
        listening_on: The address or name that the service listens on.
        allowed: Names that are known besides. None named: a service that only this machine reaches knows no others, and one that others
            reach cannot know by which name they do, so it takes any.

    """

    def __init__(self, app: ASGIApp, answer: ProblemSender, *, listening_on: str, allowed: Sequence[str] = ()) -> None:
        self._app = app
        self._answer = answer
        self._allowed = frozenset({listening_on.lower(), *allowed})
        self._any = not allowed and not _is_this_machine(listening_on)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one request."""
        if scope["type"] == "http" and not self._any and not self._is_known(Request(scope).headers.get("host", "")):
            await self._answer(Problem(421, "unknown_host"), scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _is_known(self, host: str) -> bool:
        try:
            name = (urlsplit(f"//{host}").hostname or "").rstrip(".")
        except ValueError:
            return False
        return name in self._allowed or _is_address(name) or _is_localhost(name)


def _is_this_machine(host: str) -> bool:
    return _is_localhost(host.lower()) or (_is_address(host) and ip_address(host).is_loopback)


def _is_localhost(name: str) -> bool:
    return name == "localhost" or name.endswith(".localhost")


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
