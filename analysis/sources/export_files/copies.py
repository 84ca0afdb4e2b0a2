"""Rows that tell of the same event, once each."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

# One event has these in common in every shape; its time is cut to milliseconds in a CSV of Log Analytics.
_EVENT: Final = "correlation_id operation resource_id status health annotation message".split()
_NAMED: Final = ["event_id", "operation", "resource_id", "status"]
_STEPS: Final = {"started": 0, "accepted": 1, "in progress": 2}
_ORDER: Final = ["time", "step", "correlation_id", "resource_id", "operation"]


def without_copies(events: pd.DataFrame) -> pd.DataFrame:
    """Give the rows without repetitions, each in its fullest copy, oldest first, whatever the order given.

    Repetitions are rows with one event id (and operation, resource and status), rows without an id that are equal in
    every column, and rows of two shapes that are equal in time (to the millisecond), correlation, operation,
    resource, status and message.
    """
    if events.empty:
        return events
    alike = _may_repeat(events)
    once = pd.concat([events[~alike], _once(events[alike])]) if alike.any() else events
    return _oldest_first(_across_shapes(once))


def _may_repeat(events: pd.DataFrame) -> pd.Series:
    """Tell which rows may repeat others or stand at one place in the order with them: most logs have few."""
    one_shape = (events["shape"] == events["shape"].iloc[0]).all()
    together = (events["time"] if one_shape else events["time"].dt.floor("ms")).duplicated(keep=False)
    named = events["event_id"] != ""
    return together | (named & events["event_id"].duplicated(keep=False))


def _once(events: pd.DataFrame) -> pd.DataFrame:
    """Give the rows without those of one shape that repeat others, in an order that does not hang on the one given."""
    digest = pd.util.hash_pandas_object(events, index=False)
    fullness = (events.drop(columns=["time", "submitted"]) != "").sum(axis=1) + events["submitted"].notna()
    order = pd.DataFrame({"fullness": -fullness, "digest": digest}).sort_values(["fullness", "digest"]).index
    ordered, digest = events.loc[order], digest.loc[order]
    named = ordered["event_id"] != ""
    repeated = (named & ordered.duplicated(_NAMED)) | (~named & digest.duplicated())
    return ordered[~repeated]


def _across_shapes(events: pd.DataFrame) -> pd.DataFrame:
    """Give the rows without those that another shape tells too: of n copies in one shape and m in another max(n, m)."""
    if events["shape"].nunique() < 2:  # noqa: PLR2004 - two shapes are needed
        return events
    keys = events[_EVENT].assign(time=events["time"].dt.floor("ms"))
    nth = keys.assign(shape=events["shape"]).groupby([*keys.columns, "shape"], sort=False).cumcount()
    return events[~keys.assign(nth=nth).duplicated()]


def _oldest_first(events: pd.DataFrame) -> pd.DataFrame:
    """Give the rows by time; of one time the start of an operation first, then in an order of the text's own."""
    times = events["time"].dt.tz_localize(None).to_numpy()
    order = np.argsort(times, kind="stable")
    same = np.zeros(len(order), np.bool_)
    same[1:] = times[order[1:]] == times[order[:-1]]
    same[:-1] |= same[1:]
    tied = events.take(order[same])
    step = tied["status"].map(_STEPS).fillna(len(_STEPS))
    places = pd.Series(order[same], index=tied.index)
    settled = tied.assign(step=step, place=places).sort_values(_ORDER, kind="stable")
    order[same] = settled["place"].to_numpy()
    return events.take(order).reset_index(drop=True)
