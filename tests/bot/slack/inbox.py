"""The address that Slack gives with a command or a press: what is sent there, one person sees."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from json import loads
from typing import Any


@dataclass
class Inbox:
    """What was sent to an address so far, and the statuses with which the next letters are met."""

    address: str = ""
    letters: list[dict[str, Any]] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    body: str = "ok"


@contextmanager
def inbox() -> Iterator[Inbox]:
    """Give an address on this machine and what comes there."""
    kept = Inbox()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            kept.letters.append(loads(self.rfile.read(int(self.headers["content-length"]))))
            self.send_response(kept.statuses.pop(0) if kept.statuses else 200)
            self.end_headers()
            self.wfile.write(kept.body.encode())

        def log_message(self, *_: object) -> None:
            """Stay quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    kept.address = f"http://127.0.0.1:{server.server_port}/letters"
    try:
        yield kept
    finally:
        server.shutdown()
        server.server_close()
