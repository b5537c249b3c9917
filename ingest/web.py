"""Downloads one address from the web, within limits. The only file of copro-qa that reaches out to other computers.

An address that someone wrote into a list may lead anywhere, and a name may lead elsewhere each time it is looked up. So the name is
looked up once, the addresses behind it are checked, and the connection is made to a checked one. Redirects are followed one by one in the
same way. Proxies are not used: what they connect to could not be checked.
"""

from __future__ import annotations

import hashlib
import http.client
import ipaddress
import re
import socket
import ssl
import threading
import time
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, urljoin, urlsplit

from copro_qa.errors import CoproQaError

__all__ = ["Downloaded", "NotDownloaded", "WebLimits", "download", "is_public"]

_REDIRECTS = (301, 302, 303, 307, 308)
_OK = 200
_CHUNK_BYTES = 64 * 1024
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_PORTS = {"http": 80, "https": 443}

_IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


class NotDownloaded(CoproQaError):
    """Nothing was downloaded. The message says why, for people."""


@dataclass(frozen=True, slots=True)
class WebLimits:
    """What one download may cost, redirects included."""

    bytes: int = 100 * 2**20
    seconds: float = 120.0
    redirects: int = 5
    allow_private: bool = False
    """Whether addresses inside one's own network, and of this computer, may be asked."""


@dataclass(frozen=True, slots=True)
class Downloaded:
    """What came: it is in the file that was asked for."""

    url: str
    """Where it came from in the end, after redirects."""
    media_type: str
    """As the server calls it; "" when it does not say."""
    sha256: str
    bytes: int


def download(url: str, file: Path, limits: WebLimits) -> Downloaded:
    """Writes what an http or https address gives into ``file``. Raises NotDownloaded; what ``file`` then holds is of no use."""
    ends = time.monotonic() + limits.seconds
    for _ in range(limits.redirects + 1):
        parts = _checked(url)
        with closing(_connect(parts, limits, ends)) as connection:
            # A server that sends a little now and then keeps every wait short; this ends the whole of it.
            watchdog = threading.Timer(max(0.0, ends - time.monotonic()), _hang_up, [connection])
            watchdog.daemon = True
            watchdog.start()
            try:
                with closing(_get(connection, parts)) as answer:
                    location = answer.getheader("Location") if answer.status in _REDIRECTS else None
                    if not location:
                        return _save(answer, url, file, limits, ends)
                    url = _next(url, location)
            except (OSError, http.client.HTTPException, ValueError) as error:
                if time.monotonic() >= ends:
                    raise NotDownloaded(f"The server took longer than {limits.seconds:g} seconds.") from error
                raise NotDownloaded(f"The server broke off or sent what is no valid answer ({_reason(error)}).") from error
            finally:
                watchdog.cancel()
    raise NotDownloaded(f"The address leads on to others more than {limits.redirects} times.")


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet: not of this computer, of a network of one's own, or reserved."""
    try:
        ip: _IpAddress = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):  # some wrap an address of the other kind, and lead there
        wrapped = [ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())]
        if ip in _NAT64:
            wrapped.append(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF))
        if any(inner is not None and not is_public(str(inner)) for inner in wrapped):
            return False
        if ip.ipv4_mapped is not None:
            return True
    return ip.is_global and not ip.is_multicast


def _checked(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise NotDownloaded(f"{url} is not a valid web address.") from error
    if parts.scheme not in _PORTS or not parts.hostname or port == 0 or any(ord(character) <= ord(" ") for character in url):
        raise NotDownloaded(f"{url} is not a web address that begins with https:// or http://.")
    if parts.username is not None or parts.password is not None:
        raise NotDownloaded("The address holds a name or a password. Documents that need a login have to be downloaded by hand.")
    return parts


def _next(url: str, location: str) -> str:
    try:
        return urljoin(url, location)
    except ValueError as error:
        raise NotDownloaded("The address leads on to another that is not a valid web address.") from error


def _connect(parts: SplitResult, limits: WebLimits, ends: float) -> socket.socket:
    """A connection to an address that was checked, whatever its name leads to a moment later."""
    name, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
    addresses = _looked_up(name, port, limits, ends)
    if not limits.allow_private and not all(is_public(address) for address in addresses):
        raise NotDownloaded(
            f"{name} is this computer or one of an inner network, which is not asked. Allow it with --allow-private if that is meant."
        )
    failure: OSError | None = None
    for address in dict.fromkeys(addresses):
        try:
            connection = socket.create_connection((address, port), timeout=max(0.1, ends - time.monotonic()))
            if parts.scheme == "https":
                return _encrypted(connection, name)
        except OSError as error:
            failure = error
            continue
        return connection
    if time.monotonic() >= ends:
        raise NotDownloaded(f"The server took longer than {limits.seconds:g} seconds.")
    raise NotDownloaded(f"{name} cannot be reached ({_reason(failure)}).")


def _looked_up(name: str, port: int, limits: WebLimits, ends: float) -> list[str]:
    """The addresses behind a name. The system's look-up knows no limit of time, so it has a thread of its own, which may be left behind."""
    found: list[str] = []
    failures: list[Exception] = []

    def look_up() -> None:
        try:
            found.extend(str(place[0]) for *_, place in socket.getaddrinfo(name, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            failures.append(error)

    looking = threading.Thread(target=look_up, name="name look-up", daemon=True)
    looking.start()
    looking.join(max(0.0, ends - time.monotonic()))
    if looking.is_alive():
        raise NotDownloaded(f"Looking up {name} took longer than {limits.seconds:g} seconds.")
    if failures:
        raise NotDownloaded(f"There is no computer called {name}, or it cannot be looked up just now.") from failures[0]
    return found


def _encrypted(connection: socket.socket, name: str) -> socket.socket:
    try:
        return ssl.create_default_context().wrap_socket(connection, server_hostname=name)
    except OSError:
        connection.close()
        raise


def _get(connection: socket.socket, parts: SplitResult) -> http.client.HTTPResponse:
    asking = http.client.HTTPConnection(parts.hostname or "")
    asking.sock = connection
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    quoted = "".join(character if character.isascii() else "".join(f"%{byte:02X}" for byte in character.encode()) for character in target)
    name = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else (parts.hostname or "").encode("idna").decode()
    host = name if parts.port in (None, _PORTS[parts.scheme]) else f"{name}:{parts.port}"
    asking.putrequest("GET", quoted, skip_host=True, skip_accept_encoding=True)
    for header, value in (
        ("Host", host),
        ("User-Agent", "copro-qa"),
        ("Accept", "*/*"),
        ("Accept-Encoding", "identity"),
        ("Connection", "close"),
    ):
        asking.putheader(header, value)
    asking.endheaders()
    return asking.getresponse()


def _save(answer: http.client.HTTPResponse, url: str, file: Path, limits: WebLimits, ends: float) -> Downloaded:
    if answer.status != _OK:
        raise NotDownloaded(f"The server answers {answer.status} {answer.reason or ''}".rstrip() + ". Check the address in a browser.")
    if (answer.getheader("Content-Encoding") or "identity").lower() != "identity":
        raise NotDownloaded("The server packs its answer though it was asked not to. Download the document by hand.")
    length = answer.getheader("Content-Length") or ""
    stated = int(length) if re.fullmatch(r"[0-9]{1,15}", length) else None
    too_large = f"The document is larger than {limits.bytes / 2**20:g} MiB. Allow more with --max-mib if it is meant to be."
    if stated is not None and stated > limits.bytes:
        raise NotDownloaded(too_large)
    digest, size = hashlib.sha256(), 0
    with file.open("wb") as out:
        while chunk := answer.read(_CHUNK_BYTES):
            size += len(chunk)
            if size > limits.bytes:
                raise NotDownloaded(too_large)
            digest.update(chunk)
            out.write(chunk)
    if time.monotonic() >= ends:  # to this side, what was hung up looks like an end
        raise NotDownloaded(f"The server took longer than {limits.seconds:g} seconds.")
    if stated is not None and size != stated:
        raise http.client.IncompleteRead(b"")
    media_type = (answer.getheader("Content-Type") or "").partition(";")[0].strip().lower()
    return Downloaded(url, media_type, digest.hexdigest(), size)


def _hang_up(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)


def _reason(error: Exception | None) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return "its certificate is not valid"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    if isinstance(error, http.client.IncompleteRead):
        return "it ended before all of it had come"
    return type(error).__name__
