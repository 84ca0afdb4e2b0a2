import gzip
import random
import zipfile
from datetime import timedelta
from pathlib import Path

import pandas as pd
import pytest

from analysis.sources.export_files import ExportFiles
from analysis.window import Window
from tests.analysis.sources.export_files.writing import (
    COMPUTE,
    GROUP,
    OTHER,
    START,
    SUBSCRIPTION,
    VM,
    Record,
    health,
    hourly,
    lines,
    row,
)

DAY = Window(START, START + timedelta(days=1))
DISK = f"{COMPUTE}/disks/data-seven"
EXTENSION = f"{VM}/extensions/monitor"
DEPLOYMENT = f"{GROUP}/providers/Microsoft.Resources/deployments/rollout"
STORY = [
    row(minutes=-900, properties={"requestbody": f'{{"managedDisk":{{"id":"{DISK}"}}}}'}, correlation="c-0"),
    row(minutes=0, result="Start"),
    row(minutes=1),
    row(EXTENSION, minutes=2, correlation="c-2"),
    row(DEPLOYMENT, minutes=3, correlation="c-2", operation="Microsoft.Resources/deployments/write"),
    row(DISK, minutes=200, correlation="c-3"),
    row(f"{GROUP}/providers/Microsoft.Storage/storageAccounts/x", minutes=201, correlation="c-3"),
    row(OTHER, minutes=4, correlation="c-4"),
    health(OTHER, minutes=300),
    health(SUBSCRIPTION, minutes=301, service=True),
    row(
        f"{GROUP}/providers/Microsoft.Web/sites/s",
        minutes=5,
        correlation="c-5",
        properties={"message": f"moved to {VM} today"},
    ),
    row(f"{GROUP}/providers/Microsoft.Web/sites/s", minutes=6, correlation="c-6"),
    row(minutes=2000, correlation="c-7"),
]
EXPECTED = [0, 1, 2, 3, 5, 200, 201, 300, 301]


def minutes(events: pd.DataFrame) -> list[int]:
    """Give when the rows happened, in minutes after START."""
    return [int(gone.total_seconds() // 60) for gone in events["time"] - START]


@pytest.fixture(params=["parsed", "searched"])
def whole(request: pytest.FixtureRequest) -> int:
    """Give the size up to which logs are parsed as a whole: all of them, then none."""
    return 1 << 30 if request.param == "parsed" else 0


def test_everything_tied_to_a_machine(tmp_path: Path, whole: int) -> None:
    """About a machine are its rows, its parts' by ids, shared correlations, texts that name it, and everybody's health."""
    hourly(tmp_path, STORY)
    excerpt = ExportFiles([tmp_path], whole=whole).about(VM.lower(), DAY)
    assert EXPECTED == minutes(excerpt.events)
    assert () == excerpt.gaps
    assert (-900, 2000) == (
        (excerpt.oldest - START).total_seconds() / 60 if excerpt.oldest else None,
        (excerpt.newest - START).total_seconds() / 60 if excerpt.newest else None,
    )


@pytest.mark.parametrize("turn", range(5))
def test_order_and_copies_do_not_matter(tmp_path: Path, whole: int, turn: int) -> None:
    """Rows in any order, repeated, in any files, give the same table."""
    hourly(tmp_path / "a", STORY)
    chance = random.Random(turn)
    mixed = STORY * 5
    chance.shuffle(mixed)
    (tmp_path / "b").mkdir()
    for number in range(4):
        path = tmp_path / "b" / f"y=2026/m=11/d=0{number + 1}/h=00/m=00/PT1H.json"
        path.parent.mkdir(parents=True)
        path.write_bytes(lines(mixed[number::4]))
    one, other = (ExportFiles([tmp_path / name], whole=whole).about(VM, DAY) for name in "ab")
    pd.testing.assert_frame_equal(one.events, other.events)
    assert (one.oldest, one.newest) == (other.oldest, other.newest)


@pytest.mark.parametrize("packing", ["plain", "gzip", "zip", "gzip in zip", "utf-16", "array"])
def test_packing_does_not_matter(tmp_path: Path, whole: int, packing: str) -> None:
    """Packed files, archives, arrays and UTF-16 give what plain lines give."""
    data = lines(STORY)
    path = tmp_path / "log.json"
    if packing.startswith("gzip"):
        data = gzip.compress(data)
    if packing == "utf-16":
        data = data.decode().encode("utf-16")
    if packing == "array":
        data = b"[" + data.strip().replace(b"\n", b",") + b"]"
    if "zip" in packing.split():
        with zipfile.ZipFile(tmp_path / "log.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("inner/log.json", data)
    else:
        path.write_bytes(data)
    log = ExportFiles([tmp_path], whole=whole)
    assert (VM,) == log.find("WEB-01").resources
    assert EXPECTED == minutes(log.about(VM, DAY).events)


def test_unusual_spelling(tmp_path: Path, whole: int) -> None:
    """Names of fields and words in another casing hide nothing."""
    strange: list[Record] = [{name.lower(): value for name, value in one.items()} for one in STORY]
    for one in strange:
        one["category"] = str(one["category"]).lower()
        one["operationname"] = str(one["operationname"]).lower()
    (tmp_path / "log.json").write_bytes(lines(strange))
    assert EXPECTED == minutes(ExportFiles([tmp_path], whole=whole).about(VM, DAY).events)


def test_slashes_may_be_escaped(tmp_path: Path, whole: int) -> None:
    """Some writers escape each slash in JSON."""
    (tmp_path / "log.json").write_bytes(lines(STORY).replace(b"/", b"\\/"))
    log = ExportFiles([tmp_path], whole=whole)
    assert (VM,) == log.find("web-01").resources
    assert EXPECTED == minutes(log.about(VM, DAY).events)


def test_progress(tmp_path: Path, whole: int) -> None:
    """Progress is told file by file, up to all of them."""
    hourly(tmp_path, STORY)
    told: list[tuple[int, int]] = []
    ExportFiles([tmp_path], whole=whole, on_progress=lambda done, files: told.append((done, files))).find("web-01")
    files = len(list(tmp_path.rglob("PT1H.json")))
    assert [(done, files) for done in range(1, files + 1)] == told


def test_until(tmp_path: Path, whole: int) -> None:
    """The newest row is known before anything else is asked."""
    hourly(tmp_path, STORY)
    assert START + timedelta(minutes=2000) == ExportFiles([tmp_path], whole=whole).until()
