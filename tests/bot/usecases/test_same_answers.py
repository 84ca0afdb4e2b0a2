"""One history and one report, whether the rows come from a workspace or from files."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from analysis.filters import filter_of
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


@pytest.mark.parametrize("filters", [(), ("code=VMExtension*",), ("rg=rg-erp-*", "type=*virtualmachines*")])
def test_a_workspace_that_counts_reports_the_same(azure: Endpoint, parts: Parts, filters: tuple[str, ...]) -> None:
    """Where rows are too many to be read: all but which of its messages a cluster shows."""
    setup = AzureSetup(workspaces=(WORKSPACE,), endpoint=azure.url, manager=azure.url, ca=azure.ca)
    read = reported(setup.workspace(FixedCredential()), parts, filters)
    asked = reported(replace(setup, report_rows=0).workspace(FixedCredential()), parts, filters)

    assert read["clusters"]
    assert without_messages(read) == without_messages(asked)


def test_what_a_counting_workspace_cannot_tell_is_said(azure: Endpoint, parts: Parts) -> None:
    """Tags stand in requests, which do not travel: a filter by tag finds nothing, and the report says why."""
    setup = AzureSetup(workspaces=(WORKSPACE,), endpoint=azure.url, manager=azure.url, ca=azure.ca, report_rows=0)
    asked = reported(setup.workspace(FixedCredential()), parts, ("tag=env:prod",))

    assert [] == asked["clusters"]
    assert "it tells no tags: filter by group" in json.dumps(asked["gaps"])


def without_messages(report: dict[str, Any]) -> dict[str, Any]:
    """Give a report without the messages that stand for its clusters."""
    clusters = [one | {"exemplar": ""} for one in report["clusters"]]
    return report | {"clusters": clusters}


def reported(log: ActivityLog, parts: Parts, filters: tuple[str, ...] = ()) -> dict[str, Any]:
    """Give the report on the week as plain values."""
    make = MakeReport(lambda: log, parts.explain, parts.clock, lambda _: Memory())
    answer = make(lambda *_: WEEK, filters=[filter_of(text) for text in filters])
    assert isinstance(answer, Report)
    return report_as_json(answer)


def told(log: ActivityLog, name: str, parts: Parts) -> dict[str, object]:
    """Give a machine's history of the week as plain values."""
    answer = TellHistory(lambda: log, parts.explain, parts.clock)(name, lambda *_: WEEK)
    assert isinstance(answer, History)
    return history_as_json(answer)
