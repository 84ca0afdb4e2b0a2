"""One report, whether the rows were searched for in files, read as a whole, or never were in files."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from analysis.sources.export_files import ExportFiles
from analysis.sources.sample import Sample
from analysis.sources.sample.__main__ import main
from analysis.sources.sample.source import MADE_UP
from analysis.window import Window
from bot.bootstrap import Parts, build
from bot.settings import Settings
from bot.usecases.answers import Report
from bot.usecases.as_json import report_as_json
from bot.usecases.ports import ActivityLog
from bot.usecases.report import MakeReport, Memory

EARLY = Window(datetime(2026, 9, 28, tzinfo=UTC), datetime(2026, 10, 5, tzinfo=UTC))
LATE = Window(datetime(2026, 11, 2, tzinfo=UTC), datetime(2026, 11, 9, tzinfo=UTC))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the sample as storage keeps it."""
    folder = tmp_path_factory.mktemp("sample")
    assert 0 == main(["--out", str(folder), "--shape", "export"])
    return folder / "export"


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Parts:
    """Give the parts with the shipped knowledge."""
    return build(Settings(cache=tmp_path_factory.mktemp("cache")))


def reported(log: ActivityLog, window: Window, parts: Parts) -> dict[str, object]:
    """Give the report as plain values, but for where it was read."""
    answer = MakeReport(lambda: log, parts.explain, parts.clock, lambda _: Memory())(lambda *_: window)
    assert isinstance(answer, Report)
    told = report_as_json(answer)
    return told | {"source": "", "gaps": [gap for gap in told["gaps"] if gap != MADE_UP.text]}


@pytest.mark.parametrize("window", [EARLY, LATE])
def test_searched_and_whole_files_report_the_same(folder: Path, parts: Parts, window: Window) -> None:
    """Large logs are searched, small ones read as a whole, and the sample makes its rows: all the same report."""
    searched = reported(ExportFiles([folder], whole=0), window, parts)
    assert searched["clusters"]
    assert searched == reported(ExportFiles([folder], whole=1 << 40), window, parts)
    assert searched == reported(Sample(), window, parts)
