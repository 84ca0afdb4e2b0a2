"""Rows as the portal's "Download as CSV" gives them: no properties, so no causes."""

from __future__ import annotations

from typing import Final

from analysis.operation_names import label
from analysis.sources.sample.rows import Row
from analysis.sources.sample.truth import stamp
from analysis.sources.sample.writing.rest import WORDS, resource_type

COLUMNS: Final = (
    "Correlation id",
    "Operation name",
    "Status",
    "Event category",
    "Level",
    "Time",
    "Subscription",
    "Event initiated by",
    "Resource type",
    "Resource group",
    "Resource",
)


def line(row: Row) -> tuple[str, ...]:
    """Give the row as the values of the columns."""
    parts = row.resource.split("/")
    names = row.resource.rpartition("/providers/")[2].split("/")[2::2] if "/providers/" in row.resource else []
    return (
        row.correlation,
        label(row.operation),
        WORDS.get(row.status, row.status),
        row.category,
        row.level,
        stamp(row.time),
        parts[2],
        row.actor.caller if row.actor else "",
        resource_type(row.resource),
        parts[4] if len(parts) > 4 else "",  # noqa: PLR2004 - /subscriptions/x/resourceGroups/y
        "/".join(names),
    )
