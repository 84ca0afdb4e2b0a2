"""`aztriage report`: what fails every week."""

from __future__ import annotations

import gc
import json
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta, tzinfo
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from analysis.filters import Filter, NoFilterError, filter_of
from analysis.weeks import NoWeekError, week_of
from bot.adapters.logs import SAMPLE, WORKSPACE, begin_log
from bot.cli.history import Logs, Zone
from bot.cli.parts import parts, settings, zone_of
from bot.cli.progress import reading
from bot.cli.reading import refuse
from bot.usecases.answers import NotReadable, Report
from bot.usecases.times.asked import WindowOf, last


class Format(StrEnum):
    """How a report is written."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"
    CSV = "csv"


def report(
    logs: Logs = None,
    week: Annotated[str | None, typer.Option("--week", help="An ISO week: 2026-W46; default: the last one")] = None,
    days: Annotated[int | None, typer.Option("--days", min=1, max=366, help="The last days instead of a week")] = None,
    form: Annotated[Format, typer.Option("--format", help="How it is written")] = Format.TEXT,
    out: Annotated[Path | None, typer.Option("--out", help="Folder to write page, table and charts into")] = None,
    only: Annotated[
        list[str] | None, typer.Option("--only", help="subscription, rg, tag, region, type or code: rg=prod-*")
    ] = None,
    dask: Annotated[
        str | None,
        typer.Option("--dask", help="Read files on a Dask cluster: tcp://host:port of its scheduler, or `local`"),
    ] = None,
    zone: Zone = None,
) -> None:
    """Say what fails every week: what is new, what came back, what grows, what is gone, and what to do."""
    given = settings()
    shown_in = zone_of(zone, given)
    window, filters = _window(week, days, shown_in), _filters(only or [])
    if out is not None or form is Format.HTML:
        _make_ready(given.cache)
    gc.disable()  # rows make no cycles, and looking for them again and again takes a tenth of the time
    with reading() as told:
        begun = None if dask is not None else begin_log(logs, on_progress=told)
        built = parts(given)
        make = built.report(logs, told)
        if begun is not None:
            make = replace(make, open_log=lambda: begun)
        if dask is not None:
            make = built.report_on_dask(_files(logs), dask, filters=filters, on_progress=told)
        answer = make(window, zone=shown_in, filters=filters)
    gc.enable()
    if isinstance(answer, NotReadable):
        refuse(answer.reason, status=1)
    if out is not None:
        write(answer, out, kept=given.cache)
    sys.stdout.write(written(answer, form, kept=given.cache))


def _files(logs: str | None) -> str:
    """Give the files to read on a cluster; ends the program if none are named."""
    if logs is None or logs in {SAMPLE, WORKSPACE}:
        refuse("--dask reads exported files: name their folder with --logs.", status=2)
    return logs


def _window(week: str | None, days: int | None, zone: tzinfo) -> WindowOf | None:
    if week is not None and days is not None:
        refuse("Give either --week or --days, not both.", status=2)
    if days is not None:
        return last(timedelta(days=days))
    if week is None:
        return None
    try:
        named = week_of(week, zone)
    except NoWeekError as error:
        refuse(str(error), status=2)
    return lambda _: named


def _filters(texts: list[str]) -> list[Filter]:
    try:
        return [filter_of(text) for text in texts]
    except NoFilterError as error:
        refuse(str(error), status=2)


def _make_ready(kept: Path) -> None:
    from analysis.charts import make_ready  # noqa: PLC0415 - only pages and pictures need it

    make_ready(kept)


def written(answer: Report, form: Format, kept: Path | None = None) -> str:
    """Give a report in a format, with a line's end at its end; `kept` is the folder for what draws pages."""
    if form is Format.JSON:
        from bot.usecases.as_json import report_as_json  # noqa: PLC0415 - each format loads its own

        return json.dumps(report_as_json(answer), ensure_ascii=False, indent=2) + "\n"
    if form is Format.CSV:
        from bot.usecases.as_csv import report_as_csv  # noqa: PLC0415 - each format loads its own

        return report_as_csv(answer)
    if form is Format.HTML:
        from bot.usecases.as_html import report_as_html  # noqa: PLC0415 - each format loads its own

        return report_as_html(answer, kept)
    from bot.cli.rendering.parts import console  # noqa: PLC0415 - each format loads its own
    from bot.cli.rendering.report import show_report  # noqa: PLC0415

    out = console()
    with out.capture() as captured:
        show_report(answer, out)
    return captured.get()


def write(answer: Report, folder: Path, kept: Path | None = None) -> None:
    """Write the report in every format, its charts, and a page to begin with for each cluster that has none."""
    from bot.usecases.as_chart import report_as_png  # noqa: PLC0415 - drawing loads slowly

    try:
        folder.mkdir(parents=True, exist_ok=True)
        for form in (Format.HTML, Format.CSV, Format.JSON):
            (folder / f"report.{form.value}").write_text(written(answer, form, kept), encoding="utf-8")
        with ThreadPoolExecutor() as pool:
            dark = pool.submit(report_as_png, answer, theme="dark")
            (folder / "report.png").write_bytes(report_as_png(answer))
            (folder / "report-dark.png").write_bytes(dark.result())
        for one in answer.clusters:
            if one.draft:
                (folder / "drafts").mkdir(exist_ok=True)
                (folder / "drafts" / f"{one.id}.md").write_text(one.draft, encoding="utf-8")
    except OSError as error:
        refuse(f"{folder} cannot be written ({(error.strerror or 'unknown').lower()}); name another folder.", status=1)
