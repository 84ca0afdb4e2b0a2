"""One history and one report, whether the rows come from a workspace or from files."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from analysis.sources.azure_setup import AzureSetup
from analysis.sources.export_files import ExportFiles
from analysis.window import Window
from bot.bootstrap import Parts, build
from bot.settings import Settings
from bot.usecases.answers import History, Report
from bot.usecases.as_json import history_as_json, report_as_json
from bot.usecases.history import TellHistory
from bot.usecases.ports import ActivityLog
from bot.usecases.report import MakeReport, Memory
from tests.azure.endpoint import WORKSPACE, Endpoint, serving
from tests.azure.login import FixedCredential
from tests.azure.sample import rows_of, write_sample

WEEK = Window(datetime(2026, 11, 2, tzinfo=UTC), datetime(2026, 11, 9, tzinfo=UTC))  # the sample goes on after it


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give two weeks of the sample in files."""
    return write_sample(tmp_path_factory.mktemp("sample"), weeks=2)


@pytest.fixture(scope="module")
def azure(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoint]:
    """Give an Azure whose workspace holds the same rows."""
    with pytest.MonkeyPatch.context() as patch, serving(tmp_path_factory.mktemp("ca")) as endpoint:
        patch.setenv("NO_PROXY", "localhost")
        patch.setenv("no_proxy", "localhost")
        endpoint.fill(rows_of(folder))
        yield endpoint


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Parts:
    """Give the parts with the shipped knowledge."""
    return build(Settings(cache=tmp_path_factory.mktemp("cache")))


@pytest.mark.parametrize("name", ["web-01", "build-02", "erp-01"])
def test_a_workspace_and_a_file_tell_the_same(azure: Endpoint, folder: Path, parts: Parts, name: str) -> None:
    """Verdict, timeline, explanations and gaps; only where they were read differs."""
    setup = AzureSetup(workspaces=(WORKSPACE,), endpoint=azure.url, manager=azure.url, ca=azure.ca)
    asked = told(setup.workspace(FixedCredential()), name, parts)
    read = told(ExportFiles([folder]), name, parts)

    assert asked["timeline"]
    assert {**read, "source": ""} == {**asked, "source": ""}


def test_a_workspace_and_a_file_report_the_same(azure: Endpoint, folder: Path, parts: Parts) -> None:
    """Totals, clusters with their states, coverage and gaps."""
    setup = AzureSetup(workspaces=(WORKSPACE,), endpoint=azure.url, manager=azure.url, ca=azure.ca)
    asked = reported(setup.workspace(FixedCredential()), parts)
    read = reported(ExportFiles([folder]), parts)

    assert asked["clusters"]
    assert {**read, "source": ""} == {**asked, "source": ""}


def reported(log: ActivityLog, parts: Parts) -> dict[str, object]:
    """Give the report on the week as plain values."""
    answer = MakeReport(lambda: log, parts.explain, parts.clock, lambda _: Memory())(lambda *_: WEEK)
    assert isinstance(answer, Report)
    return report_as_json(answer)


def told(log: ActivityLog, name: str, parts: Parts) -> dict[str, object]:
    """Give a machine's history of the week as plain values."""
    answer = TellHistory(lambda: log, parts.explain, parts.clock)(name, lambda *_: WEEK)
    assert isinstance(answer, History)
    return history_as_json(answer)
