"""The same rows give the same answer, whether they come from a workspace or from an exported file."""

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pandas as pd
import pytest

from analysis.sources.export_files import ExportFiles
from tests.analysis.sources.log_analytics.asking import DAY, limits, workspace
from tests.azure.endpoint import Endpoint
from tests.azure.engine import Row
from tests.azure.rows import GROUP, failed, health, row, service_health, vm

POOL = f"{GROUP}/providers/Microsoft.Compute/virtualMachineScaleSets/Pool"
DISK = f"{GROUP}/providers/Microsoft.Compute/disks/web-01_os"
DEPLOYMENT = f"{GROUP}/providers/Microsoft.Resources/deployments/release-7"


@pytest.fixture
def rows() -> list[Row]:
    """Give a day of a small fleet: a deployment with failed children, a scale set, a host that crashed, copies."""
    body = {"requestbody": json.dumps({"properties": {"storageProfile": {"osDisk": {"managedDisk": {"id": DISK}}}}})}
    written = row(vm("Web-01"), "Microsoft.Compute/virtualMachines/write", CorrelationId="d", properties=body)
    return [
        written,
        written,
        row(DISK, "Microsoft.Compute/disks/write", minutes=1),
        row(
            DEPLOYMENT,
            "Microsoft.Resources/deployments/write",
            CorrelationId="D",
            **failed("DeploymentFailed", "inner"),
        ),
        row(
            vm("Web-01") + "/extensions/agent",
            CorrelationId="d",
            minutes=2,
            **failed("VMExtensionProvisioningError", "x"),
        ),
        row(vm("web-010"), minutes=3),
        row(POOL, "Microsoft.Compute/virtualMachineScaleSets/restart/action", minutes=4),
        row(f"{POOL}/virtualMachines/12", minutes=5, ActivityStatusValue="Start"),
        row(f"{POOL}/virtualMachines/12", minutes=6),
        health(vm("web-02"), minutes=7),
        service_health(minutes=8),
    ]


@pytest.fixture
def exported(rows: Sequence[Row], tmp_path: Path) -> ExportFiles:
    """Give the rows as lines of JSON in a file."""
    path = tmp_path / "export.jsonl"
    path.write_text("".join(json.dumps(one, default=datetime.isoformat) + "\n" for one in rows), encoding="utf-8")
    return ExportFiles([path])


@pytest.mark.parametrize("machine", [vm("web-01"), vm("web-010"), vm("web-02"), f"{POOL}/virtualMachines/12", POOL])
def test_the_rows_about_a_machine_are_the_same(
    azure: Endpoint, rows: Sequence[Row], exported: ExportFiles, machine: str
) -> None:
    """Row by row and column by column."""
    azure.fill(rows)
    asked = workspace(azure, limits=limits()).about(machine, DAY).events
    read = exported.about(machine, DAY).events

    assert len(asked)
    pd.testing.assert_frame_equal(ordered(read), ordered(asked))


@pytest.mark.parametrize("name", ["web-01", "WEB-010", "pool", "pool_12", "web-9", "nobody"])
def test_the_machines_found_are_the_same(
    azure: Endpoint, rows: Sequence[Row], exported: ExportFiles, name: str
) -> None:
    """Found, or alike."""
    azure.fill(rows)

    assert exported.find(name) == workspace(azure, limits=limits()).find(name)


def ordered(events: pd.DataFrame) -> pd.DataFrame:
    """Give rows in one order, whatever order equal times came in."""
    return events.sort_values(["time", "event_id"], ignore_index=True)
