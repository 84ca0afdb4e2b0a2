"""A web application served on this machine while a test talks to it over real HTTP."""

import socket
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection

import uvicorn
from starlette.applications import Starlette


def free_port() -> int:
    """Give a port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@contextmanager
def served(face: Starlette, *, port: int = 0) -> Iterator[int]:
    """Serve the application in a thread and give its port; stop it as SIGTERM would."""
    port = port or free_port()
    config = uvicorn.Config(face, host="127.0.0.1", port=port, log_config=None, access_log=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, name="served")
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        time.sleep(0.01)
    try:
        yield port
    finally:
        server.should_exit = True
        thread.join(timeout=15)


def request(
    port: int, path: str, *, method: str = "POST", body: bytes = b"", headers: Mapping[str, str] | None = None
) -> tuple[int, str]:
    """Give status and body of the answer to one request."""
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request(method, path, body=body, headers=dict(headers or {}))
        response = connection.getresponse()
        return response.status, response.read().decode()
    finally:
        connection.close()
