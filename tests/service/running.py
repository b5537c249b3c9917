"""A real server on a port of this machine, for browsers and other programs."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI

from copro_qa.service.connections import BoundedProtocol
from copro_qa.service.server import Server


@contextmanager
def running(app: FastAPI, *, http: type[BoundedProtocol] = BoundedProtocol, port: int = 0) -> Iterator[str]:
    """Serves ``app`` while the block runs; gives its address. With the port 0 it is any free one."""
    with socket.create_server(("127.0.0.1", port)) as listening:
        config = uvicorn.Config(app, http=http, log_config=None, access_log=False, ws="none", timeout_graceful_shutdown=1)
        server = Server(config, app.state.service.editing.stop_telling)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            assert thread.is_alive(), "the server did not start"
            time.sleep(0.01)
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(10)
