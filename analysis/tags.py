"""Tags of resources, as far as a log tells them: those that requests set and answers repeat."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pandas as pd


def tags(events: pd.DataFrame) -> dict[str, dict[str, str]]:
    """Give the last tags known of each resource id (lower case) in a canonical event table, by tag name."""
    rows = events.loc[events["request"].str.contains('"tags"', regex=False).astype(bool), ["resource_id", "request"]]
    found: dict[str, dict[str, str]] = {}
    for resource, request in zip(rows["resource_id"], rows["request"], strict=True):
        if (known := _tags_in(request)) is not None:
            found[resource] = known
    return found


def _tags_in(request: str) -> dict[str, str] | None:
    try:
        body: Any = json.loads(request)
    except (ValueError, RecursionError):
        return None
    given = body.get("tags") if isinstance(body, Mapping) else None
    return {str(name): str(value) for name, value in given.items()} if isinstance(given, Mapping) else None
