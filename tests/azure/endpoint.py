"""A Log Analytics and a Resource Graph on this machine, over TLS: they speak the services' protocols and run our KQL.

Bodies of errors and partial results have the shape of those in `recorded`.
"""

import json
import re
import socket
import ssl
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import duckdb
import trustme
from duckdb_kql import KqlError

from tests.azure.engine import Engine, Row

RECORDED = Path(__file__).parent / "recorded"
WORKSPACE = "00000000-0000-0000-0000-00000000000a"
GRAPH = "/providers/Microsoft.ResourceGraph/resources"
_PATH = re.compile(r"/v1/workspaces/([^/]+)/query")
_PAGE = 1000


def recorded(name: str) -> dict[str, Any]:
    """Give a body that the service sent to somebody."""
    body: dict[str, Any] = json.loads((RECORDED / f"{name}.json").read_text(encoding="utf-8"))
    return body


@dataclass(frozen=True)
class Fault:
    """What the service does instead of answering: a status with a body, a wait before the answer, or a cut line."""

    status: int = 0
    body: Mapping[str, Any] | bytes = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    seconds: float = 0
    cut: bool = False


def refusal(status: int, code: str, message: str = "said by the test", **headers: str) -> Fault:
    """Give an answer that refuses, in the service's shape."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Fault(status, {"error": {"code": code, "message": message}}, named)


@dataclass(frozen=True)
class Request:
    """A request as it came."""

    path: str
    headers: Mapping[str, str]
    body: Mapping[str, Any]


class Endpoint:
    """The services. `faults` are used up first, one a request; `most_rows` cuts results as the service does."""

    def __init__(self, server: ThreadingHTTPServer, ca: Path) -> None:
        self.url = f"https://localhost:{server.server_port}"
        self.ca = ca
        self.faults: deque[Fault | None] = deque()
        self.requests: list[Request] = []
        self.most_rows: int | None = None
        self._denied: dict[str, Fault] = {}
        self.at_once = 0
        self.most_at_once = 0
        self._engines: dict[str, Engine] = {}
        self._graph = Engine(HealthResources=[])
        self._lock = threading.Lock()

    def fill(self, rows: Iterable[Row], *, workspace: str = WORKSPACE) -> None:
        """Let a workspace hold these rows of AzureActivity."""
        self._engines[workspace] = Engine(AzureActivity=rows)

    def fill_graph(self, rows: Iterable[Row]) -> None:
        """Let the Resource Graph hold these rows of HealthResources."""
        self._graph.close()
        self._graph = Engine(HealthResources=rows)

    def without_table(self, workspace: str = WORKSPACE) -> None:
        """Let a workspace be without AzureActivity, as one that no diagnostic setting sends to."""
        self._engines[workspace] = Engine()

    def deny(self, path: str, fault: Fault) -> None:
        """Let every request to a path end like this."""
        self._denied[path] = fault

    def queries(self) -> list[str]:
        """Give the texts of the queries that came."""
        return [request.body["query"] for request in self.requests]

    def close(self) -> None:
        """Let go of the tables."""
        for engine in (*self._engines.values(), self._graph):
            engine.close()

    def respond(self, request: Request) -> tuple[int, Mapping[str, Any] | bytes, Mapping[str, str]] | None:
        """Give status, body and headers of the answer; None hangs up."""
        with self._lock:
            self.requests.append(request)
            denied = self._denied.get(request.path.partition("?")[0])
            fault = denied or (self.faults.popleft() if self.faults else None)
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            time.sleep(fault.seconds if fault else 0)
            if fault and fault.cut:
                return None
            if fault and fault.status:
                return fault.status, fault.body, fault.headers
            status, body = self._answer(request)
            return status, body, {}
        finally:
            with self._lock:
                self.at_once -= 1

    def _answer(self, request: Request) -> tuple[int, dict[str, Any]]:
        if not request.headers.get("Authorization", "").startswith("Bearer "):
            return 401, _error("AuthorizationRequiredError", "Valid authentication was not provided")
        if request.path.partition("?")[0] == GRAPH:
            return 200, self._of_graph(request.body)
        found = _PATH.fullmatch(request.path)
        if found is None or found[1] not in self._engines:
            return 404, _error("PathNotFoundError", "The requested path does not exist")
        try:
            table = self._engines[found[1]].query(request.body["query"], timespan=_span(request.body["timespan"]))
        except (duckdb.Error, KqlError) as error:
            return 400, _semantic(str(error))
        body: dict[str, Any] = {"tables": [table]}
        if self.most_rows is not None and len(table["rows"]) > self.most_rows:
            table["rows"] = table["rows"][: self.most_rows]
            body["error"] = too_large()
        return 200, body

    def _of_graph(self, body: Mapping[str, Any]) -> dict[str, Any]:
        table = self._graph.query(body["query"])
        names = [column["name"] for column in table["columns"]]
        wanted = {each.lower() for each in body.get("subscriptions", ())}
        rows = [dict(zip(names, row, strict=True)) for row in table["rows"]]
        rows = [row | {"properties": json.loads(row["properties"])} for row in rows]
        rows = [row for row in rows if not wanted or row["subscriptionId"].lower() in wanted]
        start = int(body["options"].get("$skipToken", 0))
        size = min(_PAGE, body["options"]["$top"])
        page = rows[start : start + size]
        answer: dict[str, Any] = {
            "totalRecords": len(rows),
            "count": len(page),
            "data": page,
            "resultTruncated": "false",
        }
        return answer | ({"$skipToken": str(start + size)} if start + size < len(rows) else {})


@contextmanager
def serving(folder: Path) -> Iterator[Endpoint]:
    """Serve on a free port, under a certificate of an authority that nobody else trusts, until the block ends."""
    authority = trustme.CA()
    ca = folder / "ca.pem"
    authority.cert_pem.write_to_path(str(ca))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    server = _Server(("127.0.0.1", 0), _Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    endpoint = Endpoint(server, ca)
    server.endpoint = endpoint
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield endpoint
    finally:
        server.shutdown()
        thread.join()
        server.hang_up()
        server.server_close()
        endpoint.close()


class _Server(ThreadingHTTPServer):
    endpoint: Endpoint
    daemon_threads = False  # all are joined: a thread that outlives the tests would keep their tables

    def __init__(self, *arguments: Any) -> None:  # noqa: ANN401 - the base class's
        super().__init__(*arguments)
        self._lines: list[socket.socket] = []

    def get_request(self) -> tuple[socket.socket, Any]:
        """Take a connection, and remember it."""
        line, address = super().get_request()
        self._lines.append(line)
        return line, address

    def hang_up(self) -> None:
        """Close the connections that clients hold open."""
        for line in self._lines:
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: clients that hang up are part of the tests."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the name is the base class's
        """Say nothing."""

    def do_POST(self) -> None:
        """Answer a query, or do what the test wants instead."""
        read = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        answer = self.server.endpoint.respond(Request(self.path, dict(self.headers), json.loads(read)))
        if answer is None:
            self._cut()
            return
        status, body, headers = answer
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        for name, value in {"Content-Type": "application/json; charset=utf-8", **headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def _cut(self) -> None:
        """Begin an answer and hang up in the middle."""
        self.send_response(200)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(b'{"tables": [')
        self.wfile.flush()
        self.close_connection = True


def too_large() -> dict[str, Any]:
    """Give the error beside a result that was cut at the row limit."""
    partial: dict[str, Any] = recorded("200_partial_error")["error"]
    message = "Query result set has exceeded the internal record count limit (E_QUERY_RESULT_SET_TOO_LARGE)."
    partial["details"][0]["innererror"] |= {"code": "-2133196797", "message": message}
    return partial


def _error(code: str, message: str) -> dict[str, Any]:
    return {"error": {"code": code, "message": message}}


def _semantic(message: str) -> dict[str, Any]:
    body = recorded("400_semantic_error")
    if missing := re.search(r"Table with name (?:all_)?(\w+) does not exist", message):
        message = f"'where' operator: Failed to resolve table or column expression named '{missing[1]}'"
    body["error"]["innererror"]["innererror"]["message"] = message
    return body


def _span(text: str) -> tuple[datetime, datetime]:
    start, _, end = text.partition("/")
    return _time(start), _time(end)


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
