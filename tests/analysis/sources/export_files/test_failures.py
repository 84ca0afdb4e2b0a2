from datetime import timedelta
from pathlib import Path

import pandas as pd
import pytest

from analysis.sources.export_files import ExportFiles
from analysis.window import Window
from tests.analysis.sources.export_files.writing import COMPUTE, START, Record, health, hourly, lines, row

WEEK = Window(START, START + timedelta(days=7))
GUID = "00000000-0000-0000-0000-0000000000a{}"
TOLD = {"statusMessage": '{"error":{"code":"AllocationFailed","message":"No room."}}'}
OTHER = f"{COMPUTE}/virtualMachines/web-02"
STORY: list[Record] = [
    row(minutes=-9000, result="Start", correlation=GUID.format(0)),
    row(minutes=-8990, result="Failure", correlation=GUID.format(0), properties=TOLD),
    row(minutes=0, result="Start", correlation=GUID.format(1)),
    row(minutes=70, result="Failure", correlation=GUID.format(1).upper(), properties=TOLD),
    row(minutes=130, result="Success", correlation=GUID.format(1)),
    row(OTHER, minutes=71, result="Success", correlation=GUID.format(1)),
    row(minutes=200, result="Start", correlation=GUID.format(2)),
    row(minutes=201, result="Success", correlation=GUID.format(2)),
    row(minutes=300, result="Start", correlation="short"),
    row(minutes=301, result="Failure", correlation="short"),
    row(minutes=20000, result="Failure", correlation=GUID.format(3)),
    health(minutes=400),
]


def minutes(events: pd.DataFrame) -> list[int]:
    """Give when the rows happened, in minutes after START."""
    return [int(gone.total_seconds() // 60) for gone in events["time"] - START]


@pytest.mark.parametrize("whole", [1 << 30, 0])
@pytest.mark.parametrize("usual", [True, False])
def test_rows_of_failed_operations(tmp_path: Path, *, whole: int, usual: bool) -> None:
    """All rows of operations that failed at least once up to the window's end, and the number of operations in it."""
    rows = STORY if usual else [{name.lower(): value for name, value in one.items()} for one in STORY]
    hourly(tmp_path, rows)
    found = ExportFiles([tmp_path], whole=whole).failures(WEEK)
    assert [-9000, -8990, 0, 70, 130, 300, 301] == minutes(found.events)
    assert 4 == found.operations
    assert START + timedelta(minutes=20000) == found.newest


def test_log_without_failures(tmp_path: Path) -> None:
    """A healthy log has operations and no failures."""
    (tmp_path / "log.json").write_bytes(lines([row(), row(minutes=1)]))
    for whole in (0, 1 << 30):
        found = ExportFiles([tmp_path], whole=whole).failures(WEEK)
        assert (0, 1) == (len(found.events), found.operations)
