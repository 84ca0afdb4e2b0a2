"""The files of a sample: each shape in a folder of its own, and the truth beside them."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Final

import orjson

from analysis.sources.sample.rows import Row
from analysis.sources.sample.writing import health, log_analytics, portal, rest
from analysis.sources.sample.writing.export import record

Rows = Iterable[Row]
_PAGE: Final = 10_000


def write_export(rows: Rows, folder: Path) -> int:
    """Write PT1H.json in the folders that Azure Monitor makes: one row a line, as they arrived; give the number."""
    hour, count = datetime.min, 0  # noqa: DTZ901 - before all hours
    waiting: dict[str, list[Row]] = {}
    for row in rows:
        if row.time.replace(minute=0, second=0, microsecond=0) != hour:
            _flush(waiting, hour, folder)
            hour, waiting = row.time.replace(minute=0, second=0, microsecond=0), {}
        waiting.setdefault(row.resource.split("/", 3)[2], []).append(row)
        count += 1
    _flush(waiting, hour, folder)
    return count


def _flush(waiting: dict[str, list[Row]], hour: datetime, folder: Path) -> None:
    for subscription, rows in waiting.items():
        lines = [orjson.dumps(record(row)) for row in sorted(rows, key=rest.submitted)]
        place = folder / "insights-activity-logs" / "resourceId=" / "SUBSCRIPTIONS" / subscription.upper()
        place = place / f"y={hour:%Y}" / f"m={hour:%m}" / f"d={hour:%d}" / f"h={hour:%H}" / "m=00"
        place.mkdir(parents=True, exist_ok=True)
        (place / "PT1H.json").write_bytes(b"\r\n".join([*lines, b""]))


def write_event_hub(rows: Rows, folder: Path) -> int:
    """Write batches as an event hub delivers them."""
    return _pages(rows, folder, "batch", lambda page: {"records": [record(row) for row in page]}, size=200)


def write_rest(rows: Rows, folder: Path) -> int:
    """Write pages of the REST API."""
    return _pages(rows, folder, "page", lambda page: {"value": [rest.event(row) for row in page]})


def write_log_analytics(rows: Rows, folder: Path) -> int:
    """Write answers of the query API, in current columns."""
    return _pages(rows, folder, "answer", lambda page: log_analytics.body([log_analytics.current(row) for row in page]))


def write_legacy(rows: Rows, folder: Path) -> int:
    """Write answers of the query API, in legacy columns."""
    return _pages(rows, folder, "answer", lambda page: log_analytics.body([log_analytics.legacy(row) for row in page]))


def write_csv(rows: Rows, folder: Path) -> int:
    """Write the CSV file of the Log Analytics portal."""
    times = ("TimeGenerated", "EventSubmissionTimestamp")
    names = ["$table", *(f"{name} [UTC]" if name in times else name for name in log_analytics.COLUMNS)]

    def lines() -> Iterator[list[str]]:
        for row in rows:
            known = log_analytics.current(row) | dict.fromkeys(times, log_analytics.spoken_time(row.time))
            yield ["AzureActivity", *(known[name] for name in log_analytics.COLUMNS)]

    return _table(folder / "query_data.csv", names, lines())


def write_portal(rows: Rows, folder: Path) -> int:
    """Write the CSV file of the portal's activity log."""
    return _table(folder / "QueryResult.csv", portal.COLUMNS, map(portal.line, rows))


def write_event_grid(rows: Rows, folder: Path) -> int:
    """Write the health annotations as Event Grid events, one a line."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = [orjson.dumps(health.annotated(row)) for row in rows if row.annotation]
    (folder / "events.jsonl").write_bytes(b"\n".join([*lines, b""]))
    return len(lines)


def write_resource_graph(rows: Rows, folder: Path) -> int:
    """Write what Resource Graph answers for HealthResources at the end of the sample."""
    folder.mkdir(parents=True, exist_ok=True)
    found = health.snapshot(list(rows))
    (folder / "healthresources.json").write_bytes(orjson.dumps({"data": found}, option=orjson.OPT_INDENT_2))
    return len(found)


SHAPES: Final[dict[str, Callable[[Rows, Path], int]]] = {
    "export": write_export,
    "event-hub": write_event_hub,
    "rest": write_rest,
    "log-analytics": write_log_analytics,
    "log-analytics-legacy": write_legacy,
    "log-analytics-csv": write_csv,
    "portal-csv": write_portal,
    "event-grid": write_event_grid,
    "resource-graph": write_resource_graph,
}


def write_truth(truth: dict[str, object], folder: Path) -> None:
    """Write the truth beside the shapes."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "truth.json").write_text(json.dumps(truth, indent=1) + "\n", encoding="utf-8", newline="\n")


def _pages(
    rows: Rows, folder: Path, word: str, form: Callable[[list[Row]], dict[str, object]], *, size: int = _PAGE
) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    stream, count, number = iter(rows), 0, 0
    while page := list(islice(stream, size)):
        number, count = number + 1, count + len(page)
        (folder / f"{word}-{number:04d}.json").write_bytes(orjson.dumps(form(page)))
    return count


def _table(path: Path, names: Sequence[str], lines: Iterable[Sequence[str]]) -> int:
    path.parent.mkdir(parents=True, exist_ok=True)
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(names)
        for count, line in enumerate(lines, 1):  # noqa: B007 - the last one counts them
            writer.writerow(line)
    return count
