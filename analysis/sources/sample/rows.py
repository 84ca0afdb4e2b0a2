"""Rows of the sample, before they take the shape of any log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from analysis.sources.sample.people import Actor

Status = Literal["Start", "Accept", "Success", "Failure", "Cancel", "Active", "InProgress", "Updated", "Resolved"]


@dataclass(frozen=True, slots=True)
class Row:
    """One row: time (UTC), what, on what, by whom, how it went, and what Azure writes into its properties.

    `operation` and `resource` are spelt as Azure Resource Manager does; `older` rows use the older words (Started,
    Succeeded) and keep that spelling where a shape would shout; `annotation` is what Event Grid and Resource Graph say
    about a health row.
    """

    time: datetime
    category: str
    operation: str
    resource: str
    status: Status
    correlation: str
    operation_id: str
    event_id: str
    level: str
    actor: Actor | None
    http: int
    duration_ms: int
    region: str
    older: bool
    properties: Mapping[str, object]
    annotation: Mapping[str, str] | None = None
