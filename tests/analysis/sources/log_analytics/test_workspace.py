"""What is found in a workspace through Azure's own client: machines, their rows, failures, sums."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pandas as pd
import pytest

from analysis.excerpt import Found
from analysis.sources import SourceError
from tests.analysis.sources.log_analytics.asking import DAY, limits, workspace
from tests.azure.endpoint import GRAPH, WORKSPACE, Endpoint, Fault, refusal
from tests.azure.login import FixedCredential
from tests.azure.rows import GROUP, START, annotation, failed, health, row, service_health, vm

SECOND = WORKSPACE.replace("a", "b")
OLD = datetime(2026, 9, 1, tzinfo=UTC)
POOL = f"{GROUP}/providers/Microsoft.Compute/virtualMachineScaleSets/Pool"
DISK = f"{GROUP}/providers/Microsoft.Compute/disks/web-01_os"
NIC = f"{GROUP}/providers/Microsoft.Network/networkInterfaces/web-01-nic"


def resources(events: pd.DataFrame) -> list[str]:
    """Give the last names of the resources of a table's rows."""
    return [one.rpartition("/")[2] for one in events["resource_id"]]


@pytest.mark.parametrize("name", ["web-01", "WEB-01", " web-01 ", vm("web-01"), vm("Web-01").upper() + "/", "shopweb1"])
def test_a_machine_is_found_by_any_of_its_names(azure: Endpoint, name: str) -> None:
    """Name, id and computer name, in any casing; the id comes in the spelling that tells most."""
    body = json.dumps({"properties": {"osProfile": {"computerName": "shopweb1"}}})
    azure.fill([row(vm("Web-01"), TimeGenerated=OLD, properties={"requestbody": body}), row(vm("db-1"))])

    assert Found((vm("Web-01"),), ()) == workspace(azure, limits=limits()).find(name)


@pytest.mark.parametrize("name", ["pool_12", "Pool/12", "pool 12", f"{POOL}/virtualMachines/12", "pool00000c"])
def test_an_instance_is_found_by_any_of_its_names(azure: Endpoint, name: str) -> None:
    """As the portal, people and its own host name write it."""
    azure.fill([row(f"{POOL}/virtualMachines/{number}") for number in (1, 2, 12, 120)])

    assert Found((f"{POOL}/virtualMachines/12",), ()) == workspace(azure, limits=limits()).find(name)


def test_names_like_it_are_offered(azure: Endpoint) -> None:
    """If there is no such machine, up to five whose names are alike; the text of a name does nothing in the query."""
    azure.fill([row(vm(f"web-0{number}")) for number in range(1, 8)] + [row(vm("db-1"))])
    found = workspace(azure, limits=limits()).find("web-0'; drop--")

    assert () == found.resources
    assert Found((), ()) == workspace(azure, limits=limits()).find('zzz" | where 1==1')
    assert 5 == len(workspace(azure, limits=limits()).find("web-08").near)


def test_rows_about_a_machine_are_gathered(azure: Endpoint) -> None:
    """Its own, those of its parts and deployments, everybody's health; nobody else's operations."""
    body = {"requestbody": json.dumps({"properties": {"storageProfile": {"osDisk": {"managedDisk": {"id": DISK}}}}})}
    azure.fill(
        [
            row(vm("Web-01"), "Microsoft.Compute/virtualMachines/write", TimeGenerated=OLD, properties=body),
            row(vm("Web-01"), CorrelationId="c", **failed("AllocationFailed", "no room")),
            row(DISK, "Microsoft.Compute/disks/write", minutes=1),
            row(NIC, "Microsoft.Network/networkInterfaces/write", minutes=2, CorrelationId="C"),
            row(vm("web-010"), minutes=3),
            row(vm("db-1"), minutes=4),
            health(vm("db-1"), minutes=5),
            service_health(minutes=6),
            row(vm("Web-01"), TimeGenerated=START + timedelta(days=1)),
        ]
    )
    found = workspace(azure, limits=limits()).about(vm("web-01"), DAY)

    assert ["web-01", "web-01_os", "web-01-nic", "db-1"] == resources(found.events)[:4]
    assert ["ResourceHealth", "ServiceHealth"] == list(found.events["category"])[3:]
    assert ("AllocationFailed", vm("Web-01")) == tuple(found.events.loc[0, ["error_code", "resource_label"]])
    assert () == found.gaps
    assert (OLD, START + timedelta(days=1)) == (found.oldest, found.newest)


def test_an_instance_brings_its_scale_set(azure: Endpoint) -> None:
    """Operations on many instances stand on the scale set."""
    azure.fill([row(POOL), row(f"{POOL}/virtualMachines/12", minutes=1), row(vm("web-01"), minutes=2)])
    found = workspace(azure, limits=limits()).about(f"{POOL}/virtualMachines/12", DAY)

    assert ["pool", "12"] == resources(found.events)


def test_annotations_of_the_resource_graph_are_added(azure: Endpoint) -> None:
    """Those of the window, as canonical events."""
    azure.fill([row(vm("web-01"))])
    azure.fill_graph([annotation(vm("web-01"), occurred=START + timedelta(hours=1)), annotation(vm("a"), occurred=OLD)])
    found = workspace(azure, limits=limits(), with_graph=True).about(vm("web-01"), DAY)

    assert ["", "VirtualMachineHostCrashed"] == list(found.events["annotation"])
    assert () == found.gaps


def test_a_denied_resource_graph_is_a_gap(azure: Endpoint) -> None:
    """The log's rows are the answer, and the role that would add to it is named."""
    azure.fill([row(vm("web-01"))])
    azure.deny(GRAPH, refusal(403, "AuthorizationFailed"))
    found = workspace(azure, limits=limits(), with_graph=True).about(vm("web-01"), DAY)

    assert 1 == len(found.events)
    assert ["denied"] == [gap.kind for gap in found.gaps]
    assert "Health annotations of the Resource Graph are missing" in found.gaps[0].text
    assert "the role Reader" in found.gaps[0].text


def test_one_of_several_workspaces_may_fail(azure: Endpoint) -> None:
    """The other's rows come, with a gap for the one that is missing; if none answers, its sentence is the end."""
    azure.fill([row(vm("web-01"))])
    both = workspace(azure, limits=limits(), workspaces=(WORKSPACE, SECOND))
    found = both.about(vm("web-01"), DAY)

    assert "2 workspaces" == both.label
    assert 1 == len(found.events)
    assert [f"Log Analytics knows no workspace {SECOND}"] == [gap.text.partition(":")[0] for gap in found.gaps]
    with pytest.raises(SourceError, match=f"knows no workspace {SECOND}"):
        workspace(azure, limits=limits(), workspaces=(SECOND,)).about(vm("web-01"), DAY)


def test_rows_that_two_workspaces_hold_come_once(azure: Endpoint) -> None:
    """A subscription may send its log to two places."""
    rows = [row(vm("web-01")), row(vm("web-01"), **failed("X", "x"))]
    azure.fill(rows)
    azure.fill(rows, workspace=SECOND)
    found = workspace(azure, limits=limits(), workspaces=(WORKSPACE, SECOND)).about(vm("web-01"), DAY)

    assert 2 == len(found.events)


def test_sums_are_made_by_the_workspace(azure: Endpoint) -> None:
    """One query, a row for each day and code, typed."""
    azure.fill([row(vm(f"vm-{number}"), **failed("AllocationFailed", "no room")) for number in range(50)])
    found = workspace(azure, limits=limits()).summary("failures_by_code_day", DAY)

    assert [("AllocationFailed", 50, 50)] == list(
        found.table[["code", "failures", "resources"]].itertuples(index=False, name=None)
    )
    assert "datetime64[us, UTC]" == str(found.table["day"].dtype)
    assert 1 == len(azure.requests)


def test_an_empty_workspace_has_no_times(azure: Endpoint) -> None:
    """Nothing in it is no failure."""
    azure.fill([])
    found = workspace(azure, limits=limits()).about(vm("web-01"), DAY)

    assert (0, None, None) == (len(found.events), found.oldest, found.newest)


def test_four_queries_run_at_once(azure: Endpoint) -> None:
    """However many questions are asked in this process: the service lets one identity run five."""
    azure.fill([])
    azure.faults.extend([Fault(seconds=0.1)] * 12)
    asked = workspace(azure, limits=limits())
    with ThreadPoolExecutor(12) as pool:
        list(pool.map(lambda _: asked.spans(), range(12)))

    assert 12 == len(azure.requests)
    assert azure.most_at_once <= 4


def test_every_query_says_its_time(azure: Endpoint) -> None:
    """The timespan is never left out: without it the service reads the whole table."""
    azure.fill([row(vm("web-01"), **failed("X", "x"))])
    asked = workspace(azure, limits=limits())
    asked.find("web-01")
    asked.about(vm("web-01"), DAY)
    asked.failures(DAY)

    assert all(request.body["timespan"].count("/") == 1 for request in azure.requests)


def test_tokens_are_asked_for_the_audience(azure: Endpoint) -> None:
    """By default that is the address."""
    azure.fill([])
    credential = FixedCredential()
    workspace(azure, limits=limits(), credential=credential).spans()

    assert [(f"{azure.url}/.default",)] == credential.scopes
