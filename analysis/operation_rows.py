"""Rows of a log made ready to be told apart into operations: one spelling, one order, each row once."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

# Resource and service health are states, alerts and advice are notices: none of them is an operation.
NOT_OPERATIONS: Final = frozenset({"resourcehealth", "servicehealth", "alert", "recommendation", "security"})
FINAL: Final = ("failed", "canceled", "succeeded")  # at one and the same moment the later in this list is the last

_RANKS: Final = {"started": 0, "accepted": 1, "in progress": 2, "": 3, "failed": 5, "canceled": 6, "succeeded": 7}
_OTHER_RANK: Final = 4
_ORDER: Final = ("moment", "rank", "event_id", "error_code", "message", "status_message", "substatus", "caller")
_SAME: Final = ("moment", "correlation_id", "operation", "resource_id", "status", "error_code", "message")
_SAME_WITHOUT_ID: Final = (*_SAME, "operation_id")
_LONGEST_PAUSE: Final = pd.Timedelta(hours=1)


def operation_rows(events: pd.DataFrame) -> pd.DataFrame:
    """Give the rows that belong to operations, each once and in one order whatever order they came in.

    Added columns: `moment` (time in milliseconds, as the coarsest shape has it), `rank` (of the status) and `run`,
    which tells operations apart that have neither correlation id nor operation id: rows of one operation and resource
    without a start, an end or an hour's pause between them.
    """
    category = events["category"].str.lower()
    kind = events["operation"]
    health = kind.str.startswith(("microsoft.resourcehealth/", "microsoft.servicehealth/"))
    rows = events[~category.isin(NOT_OPERATIONS) & ~health & (kind != "")]
    rows = rows.assign(
        moment=rows["time"].dt.floor("ms"),
        rank=rows["status"].map(_RANKS).fillna(_OTHER_RANK).astype("int8"),
        correlation=rows["correlation_id"].where(rows["correlation_id"] != "", rows["operation_id"]),
    )
    return rows_once(_in_order(rows)).assign(run=_runs)


def rows_once(rows: pd.DataFrame) -> pd.DataFrame:
    """Give the rows without their repeats: the same event id and status, or the same words at the same millisecond."""
    again = (rows["event_id"] != "") & rows["event_id"].duplicated(keep=False)
    repeats = _repeats(rows, again, ["event_id", "operation", "resource_id", "status"])
    repeats |= _repeats(rows, rows["moment"].duplicated(keep=False), list(_SAME_WITHOUT_ID))
    return rows[~repeats].reset_index(drop=True) if repeats.any() else rows


def _in_order(rows: pd.DataFrame) -> pd.DataFrame:
    """Give the rows in the order of `_ORDER`; texts are compared only where time and rank leave it open."""
    moments, ranks = rows["moment"].dt.tz_localize(None).to_numpy(), rows["rank"].to_numpy()
    order = np.lexsort((ranks, moments))
    same = np.zeros(len(order), np.bool_)
    same[1:] = (moments[order[1:]] == moments[order[:-1]]) & (ranks[order[1:]] == ranks[order[:-1]])
    same[:-1] |= same[1:]
    tied = rows.take(order[same])
    settled = tied.assign(place=order[same]).sort_values(list(_ORDER), kind="stable")
    order[same] = settled["place"].to_numpy()
    return rows.take(order).reset_index(drop=True)


def _repeats(rows: pd.DataFrame, likely: pd.Series, names: list[str]) -> pd.Series:
    """Tell which of the likely rows have the same values under these names as an earlier one of them."""
    repeats = pd.Series(np.zeros(len(rows), np.bool_), index=rows.index)
    if likely.any():
        repeats[likely] = rows[likely].duplicated(names)
    return repeats


def _runs(rows: pd.DataFrame) -> pd.Series:
    """Give "" for rows with an id, else the moment in which the run of rows began, as text."""
    runs = pd.Series("", index=rows.index, dtype="str")
    loose = rows[rows["correlation"] == ""]
    if loose.empty:
        return runs
    by_what = ["operation", "resource_id"]
    before = loose.groupby(by_what, sort=False)[["moment", "status"]].shift()
    begins = (
        before["moment"].isna()
        | before["status"].isin(FINAL)
        | (loose["status"] == "started")
        | (loose["moment"] - before["moment"] > _LONGEST_PAUSE)
    )
    moments = loose["moment"].where(begins).groupby([loose[name] for name in by_what], sort=False).ffill()
    runs.loc[loose.index] = moments.dt.strftime("%Y-%m-%dT%H:%M:%S.%fZ").astype("str")
    return runs
