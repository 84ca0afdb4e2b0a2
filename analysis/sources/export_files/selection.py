"""Which rows tell about a machine."""

from __future__ import annotations

import pandas as pd

from analysis.related import Related
from analysis.window import Window

_HEALTH = ["ServiceHealth", "ResourceHealth"]


def select(events: pd.DataFrame, tied: Related) -> pd.DataFrame:
    """Give the rows about the resources tied to a machine or under them, of its correlations, and about any health."""
    wanted = events["category"].isin(_HEALTH) | events["correlation_id"].isin(tied.correlations - {""})
    return events[wanted | _under(events["resource_id"], tied.resources) | _under(events["entity"], tied.resources)]


def within(events: pd.DataFrame, window: Window) -> pd.DataFrame:
    """Give the rows of a window."""
    return events[(events["time"] >= window.start) & (events["time"] < window.end)]


def _under(ids: pd.Series, resources: frozenset[str]) -> pd.Series:
    """Tell which ids are one of these or lie under one."""
    known = {one: any(head in resources for head in _heads(one)) for one in ids.unique()}
    return ids.map(known).astype(bool)


def _heads(resource: str) -> list[str]:
    parts = resource.split("/")
    return ["/".join(parts[:end]) for end in range(len(parts), 1, -1)]
