import hashlib
import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from ingest.web import NotDownloaded, WebLimits, download, is_public

LOCAL = WebLimits(bytes=1000, seconds=20, redirects=2, allow_private=True)


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        path, _, rest = self.path.partition("?")
        if path == "/to":
            self.answer(302, b"", Location=rest)
        elif path == "/slow":
            self.send_response(200)
            self.end_headers()
            for _ in range(100):
                self.wfile.write(b"x")
                time.sleep(0.05)
        elif path == "/short":
            self.answer(200, b"half", **{"Content-Length": "100"})
        elif path == "/endless":
            self.send_response(200)
            self.end_headers()
            for _ in range(1000):
                self.wfile.write(b"x" * 10_000)
        elif path == "/packed":
            self.answer(200, b"x", **{"Content-Encoding": "gzip"})
        elif path == "/large":
            self.answer(200, b"x" * 2000)
        elif path == "/text":
            self.answer(200, f"{self.headers['Host']} {self.path}".encode(), **{"Content-Type": "text/plain; charset=utf-8"})
        else:
            self.answer(404, b"no")

    def answer(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


class QuietServer(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        pass  # the other side hangs up on purpose


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = QuietServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def refused(url: str, folder: Path, limits: WebLimits = LOCAL) -> str:
    with pytest.raises(NotDownloaded) as caught:
        download(url, folder / "file", limits)
    return str(caught.value)


def test_what_the_server_gives_is_written_and_its_hash_and_type_are_told(address: str, tmp_path: Path) -> None:
    got = download(f"{address}/text?q=é", tmp_path / "file", LOCAL)
    body = (tmp_path / "file").read_bytes()
    assert body == f"{address.removeprefix('http://')} /text?q=%C3%A9".encode()
    assert (got.media_type, got.bytes, got.sha256) == ("text/plain", len(body), hashlib.sha256(body).hexdigest())


def test_redirects_are_followed_and_the_last_address_is_told(address: str, tmp_path: Path) -> None:
    assert download(f"{address}/to?/to?/text", tmp_path / "file", LOCAL).url == f"{address}/text"


def test_more_redirects_than_allowed_and_loops_are_refused(address: str, tmp_path: Path) -> None:
    assert "more than 2 times" in refused(f"{address}/to?/to?/to?/text", tmp_path)


@pytest.mark.parametrize(
    "path, reason",
    [
        ("/large", "larger than"),
        ("/endless", "larger than"),
        ("/packed", "packs its answer"),
        ("/short", "broke off"),
        ("/missing", "404"),
        ("/to?file:///etc/passwd", "not a web address"),
        ("/to?http://user:secret@example.org/", "a name or a password"),
        ("/to?http://[::1", "not a valid web address"),
    ],
)
def test_what_is_too_large_incomplete_or_no_web_address_is_refused_with_a_reason(
    address: str, tmp_path: Path, path: str, reason: str
) -> None:
    assert reason in refused(f"{address}{path}", tmp_path)


def test_a_server_that_drips_is_given_up_when_the_time_is_over(address: str, tmp_path: Path) -> None:
    assert "longer than 0.5 seconds" in refused(f"{address}/slow", tmp_path, WebLimits(seconds=0.5, allow_private=True))


def test_a_port_on_which_nobody_listens_is_named(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    assert "cannot be reached" in refused(f"http://127.0.0.1:{port}/", tmp_path)


def test_this_computer_is_not_asked_unless_allowed(address: str, tmp_path: Path) -> None:
    assert "--allow-private" in refused(f"{address}/text", tmp_path, WebLimits())


def test_a_name_whose_look_up_hangs_is_given_up_when_the_time_is_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    over = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: over.wait(30) and [])
    assert "Looking up example.org took longer than 0.2 seconds" in refused("http://example.org/", tmp_path, WebLimits(seconds=0.2))
    over.set()


def looking_up(*answers: str) -> Callable[..., list[object]]:
    """Stands in for the look-up of names: each look-up gives the next answer, the last one again and again."""
    left = list(answers)

    def look_up(name: str, port: int, **options: object) -> list[object]:
        address = left.pop(0) if len(left) > 1 else left[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    return look_up


def test_a_redirect_to_an_inner_address_is_refused_though_the_first_address_was_public(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = int(address.rpartition(":")[2])

    def connect(place: tuple[str, int], **options: object) -> socket.socket:
        made = socket.socket()
        made.connect(("127.0.0.1", port))
        return made

    monkeypatch.setattr(socket, "getaddrinfo", looking_up("93.184.215.14", "10.0.0.7"))
    monkeypatch.setattr(socket, "create_connection", connect)
    assert "inner.example is this computer or one of an inner network" in refused(
        "http://public.example/to?http://inner.example/", tmp_path, WebLimits()
    )


def test_the_connection_goes_to_the_address_that_was_checked_and_the_name_is_not_looked_up_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []

    def connect(place: tuple[str, int], **options: object) -> socket.socket:
        asked.append(place)
        raise ConnectionRefusedError(111, "Connection refused")

    monkeypatch.setattr(socket, "getaddrinfo", looking_up("93.184.215.14", "127.0.0.1"))
    monkeypatch.setattr(socket, "create_connection", connect)
    assert "cannot be reached" in refused("http://rebinding.example/", tmp_path, WebLimits())
    assert asked == [("93.184.215.14", 80)]


@pytest.mark.parametrize(
    "inner",
    "127.0.0.1 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 0.0.0.0 100.64.0.1 224.0.0.1 255.255.255.255 ::1 :: fe80::1 fe80::1%eth0"
    " fd00::1 ff02::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 64:ff9b::a00:1 2002:7f00:1:: nonsense".split(),
)
def test_addresses_of_this_computer_and_of_inner_networks_are_not_public(inner: str) -> None:
    assert not is_public(inner)


@pytest.mark.parametrize("outer", "93.184.215.14 2606:2800:21f:cb07:6820:80da:af6b:8b2c ::ffff:93.184.215.14".split())
def test_addresses_of_the_internet_are_public(outer: str) -> None:
    assert is_public(outer)
