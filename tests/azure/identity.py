"""The token service that Azure runs beside an app, on this machine: Azure's own credential asks it for tokens.

Protocol: learn.microsoft.com/azure/app-service/overview-managed-identity#rest-endpoint-reference.
"""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

HEADER = "made up for the tests"


@contextmanager
def identity() -> Iterator[dict[str, str]]:
    """Give the environment under which Azure's credential takes its tokens from here, until the block ends."""
    server = HTTPServer(("127.0.0.1", 0), _Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield {
            "AZURE_TOKEN_CREDENTIALS": "ManagedIdentityCredential",
            "IDENTITY_ENDPOINT": f"http://127.0.0.1:{server.server_port}/msi/token",
            "IDENTITY_HEADER": HEADER,
            "NO_PROXY": "localhost,127.0.0.1",
            "no_proxy": "localhost,127.0.0.1",
        }
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the name is the base class's
        """Say nothing."""

    def do_GET(self) -> None:
        """Give a token to who knows the header."""
        known = self.headers.get("X-IDENTITY-HEADER") == HEADER
        token = {
            "access_token": "a token of the tests",
            "expires_on": str(int(time.time()) + 3600),
            "token_type": "Bearer",
        }
        body = json.dumps(token if known else {"message": "no"}).encode()
        self.send_response(200 if known else 401)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
