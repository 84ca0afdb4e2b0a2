"""`aztriage history` on a workspace, as a user runs it: Azure's own login and clients, an Azure on this machine."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.azure.endpoint import WORKSPACE, Endpoint, refusal, serving
from tests.azure.identity import identity
from tests.azure.rows import failed, row, vm
from tests.bot.cli.running import aztriage

RECENT = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=2)


@pytest.fixture
def azure(tmp_path: Path) -> Iterator[Endpoint]:
    """Give an Azure where a machine could not be started two hours ago."""
    with serving(tmp_path) as endpoint:
        told = failed(
            "AllocationFailed", "We do not have sufficient capacity for the requested VM size in this region."
        )
        endpoint.fill([row(vm("Web-01"), TimeGenerated=RECENT, **told)])
        yield endpoint


@pytest.fixture
def settings(azure: Endpoint, tmp_path: Path) -> Iterator[dict[str, str]]:
    """Give the settings that name this Azure."""
    with identity() as environment:
        yield environment | {
            "AZTRIAGE_STORE": f"sqlite:///{tmp_path}/kept.db",
            "AZTRIAGE_WORKSPACES": WORKSPACE,
            "AZTRIAGE_AZURE_ENDPOINT": azure.url,
            "AZTRIAGE_AZURE_MANAGER": azure.url,
            "AZTRIAGE_AZURE_CA": str(azure.ca),
        }


def test_a_machine_of_the_workspace_has_a_history(settings: dict[str, str]) -> None:
    """The workspace is asked by default if one is set, and the answer names it."""
    done = aztriage("history", "web-01", "--since", "1d", "--json", settings=settings)
    answer = json.loads(done.out)

    assert (0, vm("Web-01")) == (done.status, answer["resource"])
    assert f"workspace {WORKSPACE}" == answer["source"]
    assert [("failed", "AllocationFailed", "compute/AllocationFailed")] == [
        (one["outcome"], one["code"], one["entry"]) for one in answer["timeline"]
    ]


def test_a_denied_workspace_ends_in_its_sentence(settings: dict[str, str], azure: Endpoint) -> None:
    """One line on stderr names the role, and the status is 1."""
    azure.deny(f"/v1/workspaces/{WORKSPACE}/query", refusal(403, "InsufficientAccessError"))
    done = aztriage("history", "web-01", "--logs", "workspace", settings=settings)

    assert (1, "", 1) == (done.status, done.out, len(done.err.splitlines()))
    assert "Log Analytics Data Reader" in done.err


def test_a_name_is_never_part_of_the_query(settings: dict[str, str], azure: Endpoint) -> None:
    """A name with quotes and operators finds nothing, and the service understands the query."""
    done = aztriage("history", """web' | where 1==1 //" | take 1""", settings=settings)

    assert 1 == done.status
    assert "Traceback" not in done.err
    assert all("let text = " in query for query in azure.queries())
