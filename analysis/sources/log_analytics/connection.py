"""One query against one workspace, through Azure's own client."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any

from analysis.sources.azure_calls import Budget, Refusal, RefusedError, call, out_of_time
from analysis.sources.azure_failures import Reply, Service, refusal, reply
from analysis.sources.azure_login import Address, Login
from analysis.sources.log_analytics.limits import Limits
from analysis.window import Window


@dataclass(frozen=True, slots=True)
class Result:
    """Rows of a query under their column names; `fault` says why rows are missing, "" if none are."""

    columns: tuple[str, ...]
    rows: Sequence[Sequence[Any]]
    fault: str = ""

    def records(self) -> list[dict[str, Any]]:
        """Give each row as a mapping from column to value; columns of the type dynamic hold JSON text."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


class Connection:
    """A way to ask workspaces; nothing is loaded or opened before the first question."""

    def __init__(self, login: Login, address: Address, *, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._login = login
        self._address = address
        self._client: Any = None
        self._making = Lock()

    def ask(self, workspace: str, text: str, span: Window, *, budget: Budget) -> Result:
        """Give the result of a query over the rows of a span of time.

        Raises:
            RefusedError: the service gives nothing.
        """
        seconds = min(self.limits.query_seconds, int(budget.left))
        if seconds < 1:
            raise RefusedError(out_of_time(budget))
        service = _service(workspace)
        replies: list[Reply] = []

        def query() -> Result:
            replies.clear()
            found = self._connected().query_workspace(
                workspace,
                text,
                timespan=(span.start, span.end),
                server_timeout=seconds,
                read_timeout=seconds + self.limits.grace_seconds,
                raw_response_hook=lambda given: replies.append(reply(given.http_response)),
            )
            return _result(found)

        def refused(error: Exception) -> Refusal | None:
            return refusal(error, service=service, last=replies[-1] if replies else None)

        return call(query, refused=refused, budget=budget)

    def close(self) -> None:
        """Close the connections to the service."""
        if self._client is not None:
            self._client.close()

    def _connected(self) -> Any:  # noqa: ANN401 - the SDK is published without types
        with self._making:
            if self._client is None:
                from azure.monitor.query import LogsQueryClient  # noqa: PLC0415 - loads slowly

                self._client = LogsQueryClient(
                    self._login,
                    endpoint=self._address.endpoint,
                    audience=self._address.audience or self._address.endpoint,
                    retry_total=0,  # the one retry loop is ours
                    connection_timeout=10,
                    user_agent="aztriage",
                    **self._address.trust,
                )
            return self._client


def _result(found: Any) -> Result:  # noqa: ANN401 - the SDK is published without types
    """Give the first table, which is the only one that our queries have.

    Raises:
        ValueError: there is no table, or a row has another number of cells than the table has columns.
    """
    whole = getattr(found, "tables", None)
    tables = whole if whole is not None else found.partial_data
    if not tables:
        raise ValueError("a result without a table")
    columns = tuple(tables[0].columns)
    rows = [list(row) for row in tables[0].rows]
    if any(len(row) != len(columns) for row in rows):
        raise ValueError("a row that does not fit its columns")
    return Result(columns, rows, "" if whole is not None else _fault(found.partial_error))


def _fault(error: Any) -> str:  # noqa: ANN401 - the SDK is published without types
    details = [detail for detail in getattr(error, "details", None) or () if isinstance(detail, Mapping)]
    inner = [str((detail.get("innererror") or detail).get("message") or "") for detail in details]
    said = next((text for text in inner if text), str(getattr(error, "message", "")))
    return Reply(200, {}, (("", said),)).message or "no reason given"


def _service(workspace: str) -> Service:
    return Service(
        name="Log Analytics",
        what=f"workspace {workspace}",
        role="Log Analytics Data Reader",
        missing=(
            f"Log Analytics knows no workspace {workspace}: AZTRIAGE_WORKSPACES takes workspace ids, as printed by"
            " `az monitor log-analytics workspace list --query '[].customerId'`."
        ),
        setting="AZTRIAGE_AZURE_ENDPOINT",
        limit="AZTRIAGE_QUERY_SECONDS",
    )
