"""Rows that tell of the same event, once each."""

from __future__ import annotations

from typing import Final

import pandas as pd

# One event has these in common in every shape; its time is cut to milliseconds in a CSV of Log Analytics.
_EVENT: Final = "correlation_id operation resource_id status health annotation message".split()
_NAMED: Final = ["event_id", "operation", "resource_id", "status"]
_STEPS: Final = {"started": 0, "accepted": 1, "in progress": 2}


def without_copies(events: pd.DataFrame) -> pd.DataFrame:
    """Give the rows without repetitions, each in its fullest copy, oldest first, whatever the order given.

    Repetitions are rows with one event id (and operation, resource and status), rows without an id that are equal in
    every column, and rows of two shapes that are equal in time (to the millisecond), correlation, operation,
    resource, status and message.
    """
    if events.empty:
        return events
    digest = pd.util.hash_pandas_object(events, index=False)
    fullness = (events.drop(columns=["time", "submitted"]) != "").sum(axis=1) + events["submitted"].notna()
    order = pd.DataFrame({"fullness": -fullness, "digest": digest}).sort_values(["fullness", "digest"]).index
    ordered, digest = events.loc[order], digest.loc[order]
    named = ordered["event_id"] != ""
    repeated = (named & ordered.duplicated(_NAMED)) | (~named & digest.duplicated())
    return _oldest_first(_across_shapes(ordered[~repeated]))


def _across_shapes(events: pd.DataFrame) -> pd.DataFrame:
    """Give the rows without those that another shape tells too: of n copies in one shape and m in another max(n, m)."""
    if events["shape"].nunique() < 2:  # noqa: PLR2004 - two shapes are needed
        return events
    keys = events[_EVENT].assign(time=events["time"].dt.floor("ms"))
    nth = keys.assign(shape=events["shape"]).groupby([*keys.columns, "shape"], sort=False).cumcount()
    return events[~keys.assign(nth=nth).duplicated()]


def _oldest_first(events: pd.DataFrame) -> pd.DataFrame:
    """Give the rows by time; of one time the start of an operation first, then in an order of the text's own."""
    step = events["status"].map(_STEPS).fillna(len(_STEPS))
    keys = ["time", "step", "correlation_id", "resource_id", "operation"]
    return events.assign(step=step).sort_values(keys, kind="stable", ignore_index=True).drop(columns="step")
