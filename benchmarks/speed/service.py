"""The service as a program of its own, timed from outside as a user would see it."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

__all__ = ["RunningService", "running_service"]

_HOST = "127.0.0.1"
_LONGEST_START = 300
"""Seconds."""
_LINES_SHOWN = 20
"""Of the service's log, when it does not become ready."""


@dataclass(frozen=True, slots=True)
class RunningService:
    """A service that is ready, how many seconds that took from its start, and the id of its process."""

    port: int
    seconds_to_ready: float
    process: int

    def ask(self, question: str) -> float:
        """Seconds for one ``POST /ask``, with a connection of its own. Raises RuntimeError unless it is answered with status 200."""
        return self._post("/ask", question)

    def search(self, question: str) -> float:
        """The same for ``POST /search``."""
        return self._post("/search", question)

    def resident_bytes(self) -> int:
        """What the service has in memory, pages of mapped files that it has read among them. Needs Linux."""
        status = Path(f"/proc/{self.process}/status").read_text(encoding="ascii")
        line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
        return 1024 * int(line.split()[1])

    def processor_seconds(self) -> float:
        """What the service has used of the processor so far, to some hundredths. Needs Linux."""
        fields = Path(f"/proc/{self.process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def _post(self, path: str, question: str) -> float:
        connection = http.client.HTTPConnection(_HOST, self.port, timeout=120)
        started = time.perf_counter()
        connection.request("POST", path, json.dumps({"question": question}), {"Content-Type": "application/json"})
        response = connection.getresponse()
        body = response.read()
        seconds = time.perf_counter() - started
        connection.close()
        if response.status != http.client.OK:
            raise RuntimeError(f"POST {path} gave status {response.status}: {body[:300].decode(errors='replace')}")
        return seconds


@contextmanager
def running_service(index: Path, checkout: Path | None = None) -> Iterator[RunningService]:
    """Starts ``copro-qa serve`` and waits until ``/readyz`` says that it is ready; stops it at the end.

    ``checkout`` is the folder of another copro-qa than the one that is installed, to be run with what is installed for this one.
    Raises RuntimeError with what it says and the last lines of its log when it does not become ready.
    """
    port = _free_port()
    command = [str(Path(sys.executable).with_name("copro-qa")), "serve", "--index", str(index), "--port", str(port)]
    environment = os.environ | {"COPRO_QA_QUESTIONS_PER_MINUTE": "0"}
    if checkout is not None:
        environment["PYTHONPATH"] = os.pathsep.join(map(str, (checkout.resolve() / "src", checkout.resolve())))
    started = time.perf_counter()
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=subprocess.STDOUT)
        try:
            while why_not := _why_not_ready(port):
                if process.poll() is not None or time.perf_counter() - started > _LONGEST_START:
                    raise RuntimeError(
                        f"{' '.join(command)} did not become ready (exit status {process.poll()}).\n{why_not}\n{_last_lines(log)}"
                    )
                time.sleep(0.02)
            yield RunningService(port, time.perf_counter() - started, process.pid)
        finally:
            process.terminate()
            try:
                process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                process.kill()


def _last_lines(log: IO[bytes]) -> str:
    log.seek(0)
    lines = log.read().decode(errors="replace").splitlines()
    return "\n".join(lines[-_LINES_SHOWN:]) or "It wrote nothing."


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind((_HOST, 0))
        return int(listener.getsockname()[1])


def _why_not_ready(port: int) -> str:
    """What ``/readyz`` says; nothing when the service is ready."""
    connection = http.client.HTTPConnection(_HOST, port, timeout=5)
    try:
        connection.request("GET", "/readyz")
        response = connection.getresponse()
        return "" if response.status == http.client.OK else response.read().decode(errors="replace") or f"status {response.status}"
    except (OSError, http.client.HTTPException) as error:
        return f"no answer: {error}"
    finally:
        connection.close()
