"""A report by the workers of a Dask cluster is that of one machine, byte for byte."""

import gc
import json
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from analysis.distributed import cluster
from analysis.distributed.log import DaskFiles
from analysis.filters import filter_of
from analysis.sources import SourceError
from analysis.sources.export_files import ExportFiles
from analysis.sources.sample.__main__ import main
from analysis.window import Window
from bot.bootstrap import Parts, build
from bot.settings import Settings
from bot.usecases.answers import Report
from bot.usecases.as_json import report_as_json
from bot.usecases.ports import ActivityLog
from bot.usecases.report import MakeReport, Memory
from tests.analysis.sources.export_files.writing import COMPUTE, GROUP, START, VM, Record, health, hourly, lines, row
from tests.bot.cli.running import aztriage

distributed = pytest.importorskip("distributed")

# A worker that was killed leaves sockets to the collector.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")

LAST = Window(datetime(2026, 11, 9, tzinfo=UTC), datetime(2026, 11, 16, tzinfo=UTC))
WEEK = Window(START - timedelta(days=1), START + timedelta(days=6))
STORY_ID = "00000000-0000-0000-0000-0000000000a{}"
ROOM = {"statusMessage": json.dumps({"error": {"code": "AllocationFailed", "message": "No room in west."}})}
INSIDE = {"statusMessage": json.dumps({"error": {"code": "DeploymentFailed", "message": "Look inside."}})}
TAGGED = {"requestbody": json.dumps({"tags": {"env": "prod"}})}
SCALE_SET = f"{COMPUTE}/virtualMachineScaleSets/ss"
DELETE = "Microsoft.Compute/virtualMachineScaleSets/virtualMachines/delete"
DEPLOY = "Microsoft.Resources/deployments/write"

# Each row lies in a file of its own, and what belongs together is hours apart.
STORY: list[Record] = [
    # One start, tried again in vain; its rows lie in three files, and one of them names its tags.
    row(minutes=0, result="Start", correlation=STORY_ID.format(1), properties=TAGGED),
    row(minutes=61, result="Failure", correlation=STORY_ID.format(1), properties=ROOM),
    row(VM.lower(), minutes=130, result="Failure", correlation=STORY_ID.format(1).upper(), properties=ROOM),
    # One that failed, and succeeded after all.
    row(minutes=200, result="Failure", correlation=STORY_ID.format(2), properties=ROOM),
    row(minutes=270, result="Success", correlation=STORY_ID.format(2)),
    # A deployment that only repeats what failed in it.
    row(f"{GROUP}/providers/{DEPLOY[:-6]}/main", minutes=300, result="Failure", operation=DEPLOY,
        correlation=STORY_ID.format(3), properties=INSIDE),
    row(f"{COMPUTE}/virtualMachines/web-02", minutes=370, result="Failure", correlation=STORY_ID.format(3),
        properties=ROOM, operation="Microsoft.Compute/virtualMachines/write"),
    row(f"{COMPUTE}/virtualMachines/web-03", minutes=375, result="Failure", correlation=STORY_ID.format(3),
        properties=ROOM, operation="Microsoft.Compute/virtualMachines/write"),
    # The platform tries a delete again under a correlation of its own, once in vain, and once with success.
    row(f"{SCALE_SET}/virtualMachines/7", minutes=475, result="Failure", operation=DELETE, properties=ROOM,
        correlation=STORY_ID.format(4)),
    row(f"{SCALE_SET}/virtualMachines/7", minutes=482, result="Failure", operation=DELETE, properties=ROOM,
        correlation=STORY_ID.format(5)),
    row(f"{SCALE_SET}/virtualMachines/8", minutes=535, result="Failure", operation=DELETE, properties=ROOM,
        correlation=STORY_ID.format(6)),
    row(f"{SCALE_SET}/virtualMachines/8", minutes=541, result="Failure", operation=DELETE, properties=ROOM,
        correlation=STORY_ID.format(7)),
    row(f"{SCALE_SET}/virtualMachines/8", minutes=545, result="Success", operation=DELETE,
        correlation=STORY_ID.format(7)),
    # Without a correlation, without a cause, long ago, and after the window.
    row(minutes=600, result="Failure", correlation=""),
    row(minutes=-70000, result="Failure", correlation=STORY_ID.format(8), properties=ROOM),
    row(minutes=-15000, result="Failure", correlation="short", properties=ROOM),
    row(minutes=20000, result="Failure", correlation=STORY_ID.format(9), properties=ROOM),
    row(f"{COMPUTE}/virtualMachines/web-04", minutes=700, correlation=STORY_ID.format(1)),
    health(minutes=400),
]  # fmt: skip


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    """Give the address of a cluster of two workers, each a process."""
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address="127.0.0.1:0", silence_logs=50
    ) as made:
        yield made.scheduler_address


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Parts:
    """Give the parts with the shipped knowledge."""
    return build(Settings(cache=tmp_path_factory.mktemp("cache")))


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give weeks of the sample as storage keeps them."""
    folder = tmp_path_factory.mktemp("sample")
    assert 0 == main(["--out", str(folder), "--shape", "export", "--weeks", "3"])
    return folder / "export"


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """Give the story as hourly files, parts of it in other shapes once more, and files that cannot be read."""
    hourly(tmp_path, STORY)
    (tmp_path / "hub.json").write_text(json.dumps({"records": STORY[:4]}), encoding="utf-8")
    (tmp_path / "again.json").write_bytes(lines([STORY[5], STORY[13], {"no": "row"}]))
    (tmp_path / "cut.json").write_bytes(lines(STORY[7:9])[:-40])
    (tmp_path / "empty.json").touch()
    (tmp_path / "notes.json").write_text('["nothing"]', encoding="utf-8")
    return tmp_path


def reported(log: ActivityLog, parts: Parts, window: Window = WEEK, filters: Sequence[str] = ()) -> str:
    """Give the JSON of a report."""
    make = MakeReport(lambda: log, parts.explain, parts.clock, lambda _: Memory())
    zone = ZoneInfo("Asia/Kathmandu")
    answer = make(lambda *_: window, zone=zone, filters=[filter_of(text) for text in filters])
    assert isinstance(answer, Report)
    return json.dumps(report_as_json(answer), indent=1)


@pytest.mark.parametrize("whole", [0, 1 << 30])
@pytest.mark.parametrize("most", [1, 2_000, 1 << 30])
def test_rows_meet_wherever_they_lie(story: Path, parts: Parts, scheduler: str, *, whole: int, most: int) -> None:
    """A row a part, some files a part, or all in one: retries, children and repeats are joined as on one machine."""
    one = reported(ExportFiles([story], whole=whole), parts)
    assert '"failures": 5' in one
    assert one == reported(DaskFiles([story], scheduler, whole=whole, most=most), parts)


@pytest.mark.parametrize("only", ["tag=env:prod", "rg=rg-web", "region=*", "code=allocation*", "type=*scalesets*"])
def test_filters_are_those_of_one_machine(story: Path, parts: Parts, scheduler: str, only: str) -> None:
    """Workers let pass what one machine lets pass, by tags too, though a tag may stand in another's file."""
    one = reported(ExportFiles([story], whole=0), parts, filters=[only])
    assert '"failures": 0' not in one
    assert one == reported(
        DaskFiles([story], scheduler, filters=[filter_of(only)], whole=0, most=1), parts, filters=[only]
    )


def test_files_in_another_order(story: Path, parts: Parts, scheduler: str) -> None:
    """The order of the files changes nothing but the order in which faulty ones are named."""
    files = sorted(path for path in story.rglob("*.json") if path.stem not in {"empty", "notes", "cut", "again"})
    one = reported(ExportFiles(files, whole=0), parts)
    assert one == reported(DaskFiles(files[::-1], scheduler, whole=0, most=1), parts)


def test_the_sample(sample: Path, parts: Parts, scheduler: str) -> None:
    """A fleet's weeks give one report, with files parsed as a whole or searched."""
    one = reported(ExportFiles([sample]), parts, LAST)
    assert '"new"' in one
    assert one == reported(DaskFiles([sample], scheduler, most=1 << 21), parts, LAST)


@pytest.mark.parametrize("when", ["while looking", "after looking"])
def test_a_lost_worker_is_made_up_for(sample: Path, parts: Parts, when: str) -> None:
    """A worker is killed half way, with what it found: others find it again, and the report is the same."""
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address="127.0.0.1:0", silence_logs=50
    ) as made:
        lost: list[int] = []
        kill = partial(_kill_one, made.scheduler_address, lost)
        log = DaskFiles(
            [sample],
            made.scheduler_address,
            on_progress=_half_way(kill) if when == "while looking" else None,
            most=1 << 21,
        )
        log.until()
        if when == "after looking":
            kill()
        found = reported(log, parts, LAST)
        with distributed.Client(made) as client:
            client.wait_for_workers(1)
            assert not set(lost) & set(client.run(os.getpid).values())
    assert lost
    assert reported(ExportFiles([sample]), parts, LAST) == found
    gc.collect()  # what a killed process leaves open is found here and not in another test


def _half_way(act: Callable[[], None]) -> Callable[[int, int], None]:
    """Give what acts once, when half of the files are done."""
    waiting = [act]

    def told(done: int, files: int) -> None:
        if done >= files / 2 and waiting:
            waiting.pop()()

    return told


def _kill_one(address: str, lost: list[int]) -> None:
    with distributed.Client(address, set_as_default=False) as client:
        lost.append(next(iter(client.run(os.getpid).values())))
    os.kill(lost[0], signal.SIGKILL)


@pytest.mark.parametrize(
    "address", ["tcp://127.0.0.1:9", "nonsense", "http://x", "http://127.0.0.1:9", "tcp://127.0.0.1"]
)
def test_nobody_answers(story: Path, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An address at which no scheduler answers is said in one sentence."""
    monkeypatch.setattr(cluster, "_PATIENCE", 1)
    with pytest.raises(SourceError, match="No Dask scheduler answers at"):
        DaskFiles([story], address).until()


def test_nothing_readable(tmp_path: Path, scheduler: str) -> None:
    """Files without any row are refused as on one machine."""
    (tmp_path / "empty.json").touch()
    with pytest.raises(SourceError) as one:
        ExportFiles([tmp_path]).until()
    with pytest.raises(SourceError) as many:
        DaskFiles([tmp_path], scheduler).until()
    assert str(one.value) == str(many.value)


def test_dask_is_an_extra(story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra, one sentence says what to install."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(SourceError, match="install aztriage\\[dask\\]"):
        DaskFiles([story], "local").until()


def test_from_the_shell(story: Path, scheduler: str) -> None:
    """`--dask` gives what the command gives without it, and needs files."""
    asked = ["report", "--logs", str(story), "--week", "2026-W44", "--format", "json", "--only", "rg=rg-*"]
    one, many = aztriage(*asked), aztriage(*asked, "--dask", scheduler)
    assert (0, "") == (many.status, many.err)
    assert one.out == many.out
    without = aztriage("report", "--dask", scheduler)
    assert (2, True) == (without.status, "--logs" in without.err)
