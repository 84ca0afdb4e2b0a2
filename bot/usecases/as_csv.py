"""A report as a table for spreadsheets: one line a cluster."""

from __future__ import annotations

import csv
import io
from typing import Any, Final

from bot.usecases.answers import Report
from bot.usecases.as_json import cluster_as_json

COLUMNS: Final = (
    *("state", "code", "detail", "template", "entry", "title", "act", "count", "previous", "baseline", "rate"),
    *("resources", "first_seen", "last_seen", "deployments", "exemplar", "id"),
)
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def report_as_csv(answer: Report) -> str:
    """Give a report as CSV with a head line; times in UTC. What a spreadsheet would take for a formula is made text."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in answer.clusters:
        plain = cluster_as_json(one)
        writer.writerow([_cell(plain[name]) for name in COLUMNS])
    return out.getvalue()


def _cell(value: Any) -> object:  # noqa: ANN401 - values of JSON
    if value is None:
        return ""
    if isinstance(value, list):
        return " ".join(value)
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
