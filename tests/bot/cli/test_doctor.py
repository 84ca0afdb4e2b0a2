"""`aztriage doctor`, run as a user does, with Azure's own login and clients against an Azure on this machine."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.azure.endpoint import GRAPH, WORKSPACE, Endpoint, refusal, serving
from tests.azure.identity import identity
from tests.azure.rows import annotation, row, vm
from tests.bot.cli.running import Run, aztriage

RECENT = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=2)


@pytest.fixture
def azure(tmp_path: Path) -> Iterator[Endpoint]:
    """Give an Azure with one row that is two hours old."""
    with serving(tmp_path) as endpoint:
        endpoint.fill([row(vm("web-01"), TimeGenerated=RECENT)])
        endpoint.fill_graph([annotation(vm("web-01"))])
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


def checks(done: Run) -> dict[str, tuple[str, str]]:
    """Give state and sentence of each line, by name."""
    return {check["name"]: (check["state"], check["text"]) for check in json.loads(done.out)}


def test_what_works_is_told(settings: dict[str, str]) -> None:
    """Every part that is set up was really asked."""
    done = aztriage("doctor", "--json", settings=settings)
    found = checks(done)

    assert (0, "") == (done.status, done.err)
    expected = f"1 row within reach, the newest of {RECENT:%Y-%m-%d %H:%M} UTC."
    assert ("ok", expected) == found[f"workspace {WORKSPACE}"]
    assert ("ok", "1 health annotation.") == found["resource graph"]
    assert ["ok", "ok", "ok"] == [found[name][0] for name in ("knowledge", "time zone", "store")]
    assert "not set up" == found["slack"][0]


def test_what_is_not_set_up_is_no_failure(tmp_path: Path) -> None:
    """Without Azure and Slack the rest works."""
    done = aztriage("doctor", settings={"AZTRIAGE_STORE": f"sqlite:///{tmp_path}/kept.db", "AZTRIAGE_TZ": "Asia/Tokyo"})

    assert (0, "") == (done.status, done.err)
    assert ["ok", "ok", "ok", "not set up", "not set up", "not set up"] == [
        line[:10].strip() for line in done.out.splitlines()
    ]
    assert "time zone: Asia/Tokyo, where it is 20" in done.out


def test_what_fails_ends_with_one_and_names_what_mends_it(
    settings: dict[str, str], azure: Endpoint, tmp_path: Path
) -> None:
    """Each failing part has its own sentence, and the others are still checked."""
    azure.deny(f"/v1/workspaces/{WORKSPACE}/query", refusal(403, "InsufficientAccessError"))
    azure.deny(GRAPH, refusal(403, "AuthorizationFailed"))
    wrong = {
        "AZTRIAGE_STORE": f"sqlite:///{tmp_path}",
        "AZTRIAGE_KB": str(tmp_path / "none"),
        "SLACK_BOT_TOKEN": "xoxb",
    }
    done = aztriage("doctor", "--json", settings=settings | wrong)
    found = checks(done)

    assert (1, "") == (done.status, done.err)
    assert "Log Analytics Data Reader" in found[f"workspace {WORKSPACE}"][1]
    assert "the role Reader" in found["resource graph"][1]
    assert "AZTRIAGE_KB" in found["knowledge"][1]
    assert "SLACK_APP_TOKEN or SLACK_SIGNING_SECRET is not set" in found["slack"][1]
    assert {"time zone"} == {name for name, (state, _) in found.items() if state == "ok"}


def test_a_login_that_gives_nothing_is_told(settings: dict[str, str]) -> None:
    """The command that logs in is named."""
    done = aztriage("doctor", "--json", settings=settings | {"IDENTITY_HEADER": "another"})

    state, text = checks(done)[f"workspace {WORKSPACE}"]
    assert (1, "fails", "") == (done.status, state, done.err)
    assert text.startswith("Azure gives no token: run `az login`")


def test_a_silent_workspace_is_told(settings: dict[str, str], azure: Endpoint) -> None:
    """A log without rows is a diagnostic setting that does not work."""
    azure.fill([])
    state, text = checks(aztriage("doctor", "--json", settings=settings))[f"workspace {WORKSPACE}"]

    assert ("fails", "No row is within reach") == (state, text.partition(":")[0])
