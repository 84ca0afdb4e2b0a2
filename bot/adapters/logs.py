"""The log that a question is asked of: the workspace, exported files or folders, or the built-in sample."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.sources import SourceError

if TYPE_CHECKING:
    from analysis.filters import Filter
    from analysis.sources.azure_setup import AzureSetup
    from bot.usecases.ports import ActivityLog

Progress = Callable[[int, int], None]

SAMPLE = "sample"
WORKSPACE = "workspace"
_NO_WORKSPACE = (
    "No workspace is set: set AZTRIAGE_WORKSPACES to the id of a Log Analytics workspace, or name exported files with "
    "--logs PATH, or use --logs sample."
)


def open_log(choice: str | None, azure: AzureSetup, *, on_progress: Progress | None = None) -> ActivityLog:
    """Give the log of a choice: `sample`, `workspace`, a path; None is the workspace if one is set, else the sample.

    Raises:
        SourceError: the choice names nothing that can be read; says what to do.
    """
    if choice == WORKSPACE and not azure.workspaces:
        raise SourceError(_NO_WORKSPACE)
    if choice == WORKSPACE or (choice is None and azure.workspaces):
        return azure.workspace()
    if choice is None or choice == SAMPLE:
        from analysis.sources.sample import Sample  # noqa: PLC0415 - other logs do not need it

        return Sample()
    from analysis.sources.export_files import ExportFiles  # noqa: PLC0415 - other logs do not need it

    return ExportFiles([Path(choice)], on_progress=on_progress)


def begin_log(choice: str | None, *, on_progress: Progress | None = None) -> ActivityLog | None:
    """Give the log in exported files, which is read for a report from now on; None for any other choice of a log.

    Whoever has yet to load the packages that make a report does so meanwhile. What is wrong is said when asked.
    """
    if choice is None or choice in {SAMPLE, WORKSPACE}:
        return None
    from analysis.sources.export_files import ExportFiles  # noqa: PLC0415 - other logs do not need it

    log = ExportFiles([Path(choice)], on_progress=on_progress)
    log.begin()
    return log


def open_log_on_dask(
    files: str, scheduler: str, *, filters: Sequence[Filter] = (), on_progress: Progress | None = None
) -> ActivityLog:
    """Give the log in exported files, as the workers of a Dask cluster read it for a report with these filters."""
    from analysis.distributed.log import DaskFiles  # noqa: PLC0415 - few logs need a cluster

    return DaskFiles([Path(files)], scheduler, filters=filters, on_progress=on_progress)
