from pathlib import Path

import pytest

from analysis.sources.export_files import ExportFiles
from tests.analysis.sources.export_files.writing import COMPUTE, OTHER, SUBSCRIPTION, VM, lines, row

SET = f"{COMPUTE}/virtualMachineScaleSets/pool"
INSTANCE = f"{SET}/virtualMachines/12"
TWIN = f"{SUBSCRIPTION}/resourceGroups/RG-Old/providers/Microsoft.Compute/virtualMachines/twin"
TWINS = (f"{COMPUTE}/virtualMachines/twin", TWIN)
DATABASE = f"{COMPUTE}/virtualMachines/sql-07"
ROWS = [
    row(VM),
    row(OTHER),
    row(SET),
    row(INSTANCE),
    *(row(one) for one in TWINS),
    row(DATABASE, properties={"requestbody": '{"osProfile":{"computerName":"PAYROLL"}}'}),
    row(f"{COMPUTE}/disks/disk-one"),
]


@pytest.fixture(params=["parsed", "searched"])
def log(request: pytest.FixtureRequest, tmp_path: Path) -> ExportFiles:
    """Give a log that is parsed as a whole, then the same one searched."""
    (tmp_path / "log.json").write_bytes(lines(ROWS))
    return ExportFiles([tmp_path], whole=1 << 30 if request.param == "parsed" else 0)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("web-01", (VM,)),
        (" WEB-01 ", (VM,)),
        (VM.upper(), (VM,)),
        (VM + "/extensions/monitor", (VM,)),
        ("pool", (SET,)),
        ("pool_12", (INSTANCE,)),
        ("pool/12", (INSTANCE,)),
        ("Pool 12", (INSTANCE,)),
        ("pool/virtualMachines/12", (INSTANCE,)),
        (INSTANCE.lower(), (INSTANCE,)),
        ("pool00000c", (INSTANCE,)),
        ("payroll", (DATABASE,)),
        ("twin", TWINS),
        ("disk-one", ()),
        ("nothing", ()),
        ("", ()),
        ("12", ()),
    ],
)
def test_names(log: ExportFiles, name: str, expected: tuple[str, ...]) -> None:
    """Machines are found by each of their names, in any casing, spelt as they were created."""
    assert set(expected) == set(log.find(name).resources)


def test_near_names(log: ExportFiles) -> None:
    """A name that nobody bears gives names like it, the most alike first."""
    assert ("web-01", "web-010") == log.find("web-1").near[:2]
    assert () == log.find("web-01").near
    assert () == log.find("zzzzzzzz").near


@pytest.mark.parametrize(
    "name", ["web'; drop--", 'web" | where 1==1', "(web", "[", "\\", "web-01\n", "*", "é", "\ud800"]
)
def test_hostile_names(log: ExportFiles, name: str) -> None:
    """A name is text, never a pattern."""
    assert log.find(name).resources in {(), (VM,)}


def test_what_is_unread_is_said_beside_a_name_that_is_nowhere(tmp_path: Path) -> None:
    """A machine may stand in the part of a file that is missing."""
    (tmp_path / "cut.json").write_bytes(lines([row(), row()])[:-30])
    assert ["cut"] == [gap.kind for gap in ExportFiles([tmp_path], whole=0).find("nobody").gaps]
