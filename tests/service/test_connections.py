from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from copro_qa.service.connections import BoundedProtocol
from tests.service.conftest import opened
from tests.service.running import running


class Impatient(BoundedProtocol):
    most = 5
    seconds = 0.3


@pytest.fixture
def address(index: Path) -> Iterator[tuple[str, int]]:
    with running(opened(index, questions_per_minute=0), http=Impatient) as where:
        url = httpx.URL(where)
        yield url.host, url.port or 80


def closed(connection: socket.socket) -> bool:
    """Whether the other side closes it within ten seconds."""
    connection.settimeout(10)
    try:
        while connection.recv(65536):
            pass
    except ConnectionResetError:
        return True
    except TimeoutError:
        return False
    return True


@pytest.mark.parametrize("head", [b"", b"G", b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: "])
def test_whoever_does_not_say_what_is_wanted_is_not_waited_for(address: tuple[str, int], head: bytes) -> None:
    with socket.create_connection(address) as connection:
        connection.sendall(head)
        assert closed(connection)


def test_nor_is_one_who_has_asked_before(address: tuple[str, int]) -> None:
    with socket.create_connection(address) as connection:
        connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\nGET /hea")
        assert closed(connection)


def test_a_letter_now_and_then_does_not_keep_a_connection(address: tuple[str, int]) -> None:
    with socket.create_connection(address) as connection:
        connection.settimeout(0.05)
        for _ in range(200):
            try:
                connection.sendall(b"G")
                if connection.recv(1) == b"":
                    return
            except TimeoutError:
                continue
            except OSError:
                return
    pytest.fail("the connection was kept")


def test_connections_beyond_the_limit_are_closed_and_room_comes_back(address: tuple[str, int]) -> None:
    with ExitStack() as held:
        connections = [held.enter_context(socket.create_connection(address)) for _ in range(12)]
        assert all(map(closed, connections))
    url = f"http://{address[0]}:{address[1]}/healthz"
    for _ in range(100):
        try:
            assert httpx.get(url).status_code == 200
        except httpx.TransportError:
            time.sleep(0.02)
        else:
            return
    pytest.fail("no room came back")


def test_a_body_may_take_longer_than_a_head(address: tuple[str, int]) -> None:
    with socket.create_connection(address) as connection:
        connection.sendall(b"POST /ask HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 25\r\n\r\n")
        time.sleep(2 * Impatient.seconds)
        connection.sendall(b'{"question": "What is x"}')
        connection.settimeout(10)
        assert connection.recv(65536).startswith(b"HTTP/1.1 200")


def test_heads_that_never_end_are_refused(address: tuple[str, int]) -> None:
    with socket.create_connection(address) as connection:
        try:
            connection.sendall(b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 60_000)
        except OSError:
            return
        assert closed(connection)
