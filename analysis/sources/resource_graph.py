"""Resource Health annotations from Azure Resource Graph, which knows causes that the activity log leaves out.

The request: learn.microsoft.com/rest/api/azureresourcegraph/resourcegraph/resources. A query there takes no `let`
lines, so ours has no parameters and the window is applied here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from threading import Lock
from typing import Any, Final

import pandas as pd

from analysis import events as canonical
from analysis.gaps import Gap
from analysis.sources import SourceError, kql
from analysis.sources.azure_calls import Budget, Patience, Refusal, RefusedError, call
from analysis.sources.azure_failures import Reply, Service, refusal, reply
from analysis.sources.azure_login import Address, Login
from analysis.sources.shapes import read_record
from analysis.window import Window

_PATH: Final = "/providers/Microsoft.ResourceGraph/resources?api-version=2021-03-01"
_PAGE: Final = 1000  # the most that the service gives at once
_MOST_PAGES: Final = 10
_SERVICE: Final = Service(
    name="Azure Resource Graph",
    what="subscription",
    role="Reader",
    missing=(
        "Azure Resource Graph is not where it should be (404): check AZTRIAGE_AZURE_MANAGER and AZTRIAGE_AZURE_CLOUD."
    ),
    setting="AZTRIAGE_AZURE_MANAGER",
    limit="AZTRIAGE_QUERY_SECONDS",
)


class HealthAnnotations:
    """Annotations of virtual machines; `seconds` is for all pages of an answer."""

    def __init__(
        self, login: Login, address: Address, *, seconds: float = 30, patience: Patience | None = None
    ) -> None:
        self._login = login
        self._address = address
        self._endpoint = address.endpoint.rstrip("/")
        self._seconds = seconds
        self._patience = patience or Patience()
        self._client: Any = None
        self._making = Lock()

    def within(self, window: Window, *, subscriptions: Sequence[str] = ()) -> tuple[pd.DataFrame, tuple[Gap, ...]]:
        """Give the annotations of a window as a canonical event table, and what is missing.

        Without subscriptions all that the identity may read are asked.
        """
        budget = Budget(self._seconds, self._patience)
        found: list[Mapping[str, Any]] = []
        token = ""
        try:
            for _ in range(_MOST_PAGES):
                page = self._page(subscriptions, token, budget=budget)
                found += page["data"]
                token = page.get("$skipToken") or ""
                if not token:
                    return _table(found, window), ()
        except RefusedError as error:
            text = f"Health annotations of the Resource Graph are missing: {error.refusal.text}"
            return _table(found, window), (Gap(error.refusal.kind, text),)
        text = f"Only the newest {len(found):,} health annotations of the Resource Graph were read."
        return _table(found, window), (Gap("too many", text),)

    def count(self, *, subscriptions: Sequence[str] = ()) -> int:
        """Give how many annotations there are.

        Raises:
            SourceError: the Resource Graph refuses to say.
        """
        try:
            page = self._page(subscriptions, "", budget=Budget(self._seconds, self._patience))
        except RefusedError as error:
            raise SourceError(error.refusal.text) from None
        return int(page.get("totalRecords") or len(page["data"]))

    def _page(self, subscriptions: Sequence[str], token: str, *, budget: Budget) -> Mapping[str, Any]:
        replies: list[Reply] = []
        options = {"resultFormat": "objectArray", "$top": _PAGE} | ({"$skipToken": token} if token else {})
        body = {"query": kql.load("health_annotations").text, "options": options}
        body |= {"subscriptions": list(subscriptions)} if subscriptions else {}

        def ask() -> Mapping[str, Any]:
            replies.clear()
            response = self._send(body, seconds=max(1.0, budget.left))
            replies.append(reply(response))
            response.raise_for_status()
            return _page_of(response.json())

        def refused(error: Exception) -> Refusal | None:
            return refusal(error, service=_SERVICE, last=replies[-1] if replies else None)

        return call(ask, refused=refused, budget=budget)

    def _send(self, body: Mapping[str, Any], *, seconds: float) -> Any:  # noqa: ANN401 - the SDK is published without types
        from azure.core.rest import HttpRequest  # noqa: PLC0415 - loads slowly

        request = HttpRequest("POST", f"{self._endpoint}{_PATH}", json=dict(body))
        return self._connected().send_request(request, connection_timeout=10, read_timeout=seconds)

    def _connected(self) -> Any:  # noqa: ANN401 - the SDK is published without types
        with self._making:
            if self._client is None:
                from azure.core import PipelineClient  # noqa: PLC0415 - loads slowly
                from azure.core.pipeline.policies import (  # noqa: PLC0415
                    BearerTokenCredentialPolicy,
                    ContentDecodePolicy,
                    UserAgentPolicy,
                )

                audience = self._address.audience or self._endpoint
                policies = [
                    UserAgentPolicy(base_user_agent="aztriage"),
                    ContentDecodePolicy(),
                    BearerTokenCredentialPolicy(self._login, f"{audience.rstrip('/')}/.default"),
                ]
                client: Any = PipelineClient  # its types know no options of the transport
                self._client = client(self._endpoint, policies=policies, **self._address.trust)
            return self._client


def _page_of(body: Any) -> Mapping[str, Any]:  # noqa: ANN401 - JSON may be anything
    """Give a page.

    Raises:
        ValueError: the body is none.
    """
    if not isinstance(body, dict) or not isinstance(body.get("data"), list):
        raise ValueError("no page of a result")  # noqa: TRY004 - it comes from outside, as any bad value
    return body


def _table(found: Sequence[Mapping[str, Any]], window: Window) -> pd.DataFrame:
    rows = [row for record in found if (row := read_record(record)) is not None]
    table = canonical.table(rows)
    return table[(table["time"] >= window.start) & (table["time"] < window.end)]
