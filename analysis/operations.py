"""Operations out of rows: what was done, by whom, how it ended, how often it was tried, and what belongs together.

Order and repeats of rows change nothing. Rows without a final status stay "no final status", which is no failure.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final

import numpy as np
import pandas as pd

from analysis.events import validate
from analysis.families import linked
from analysis.operation import NO_END, Operation, OperationKey
from analysis.operation_groups import Groups
from analysis.operation_names import rest_name
from analysis.operation_rows import FINAL, operation_rows
from analysis.retries import one_delete
from analysis.spelling import spellings

_KEY: Final = ["correlation", "run", "operation", "resource_id"]
_FIRST: Final = ("correlation_id", "caller", "caller_kind", "caller_ip", "claims", "category", "region", "entity")
_LAST: Final = (
    "substatus",
    "http_status",
    "error_code",
    "error_codes",
    "message",
    "status_message",
    "details",
    "policies",
)
_OF_FAILURES: Final = ("error_code", "error_codes", "status_message")  # an earlier try's error is not the operation's
_UNDER_WAY: Final = frozenset({"started", "in progress"})


def operations(events: pd.DataFrame) -> tuple[Operation, ...]:
    """Give the operations of a canonical event table, oldest start first, with parents and children linked.

    Raises:
        NotEventsError: the table is not a canonical event table.
    """
    return tuple(linked(one_delete(apart(events))))


def apart(events: pd.DataFrame) -> tuple[Operation, ...]:
    """Give the operations of a canonical event table each by itself: no parents, and tries of one delete as several.

    Raises:
        NotEventsError: the table is not a canonical event table.
    """
    rows = operation_rows(validate(events))
    return () if rows.empty else tuple(_operations(rows))


def _operations(rows: pd.DataFrame) -> Iterator[Operation]:
    """Give one operation per group of rows; the work per column is vectorised, only the results are built singly."""
    groups = Groups(rows.groupby(_KEY, sort=False).ngroup().to_numpy().astype(np.int64))
    columns = _times(rows, groups) | {name: groups.first(rows[name]) for name in (*_FIRST, "operation")}
    columns |= {name: groups.last(rows[name]) for name in _LAST}
    succeeded = [outcome == "succeeded" for outcome in columns["outcome"]]
    for name in _OF_FAILURES:
        columns[name] = ["" if well else text for well, text in zip(succeeded, columns[name], strict=True)]
    keys = zip(*(groups.first(rows[name]) for name in _KEY), strict=True)
    columns["key"] = [OperationKey(correlation or run, kind, on) for correlation, run, kind, on in keys]
    columns["name"] = [rest_name(spelt) for spelt in _names(rows, groups)]
    spelt = spellings(rows)
    columns["resource_id"] = [spelt.get(one, one) for one in groups.first(rows["resource_id"])]
    columns["status_history"] = groups.gathered(rows["status"])
    columns["event_ids"] = [tuple(dict.fromkeys(ids)) for ids in groups.gathered(rows["event_id"])]
    names = list(columns)
    for values in zip(*columns.values(), strict=True):
        yield Operation(**dict(zip(names, values, strict=True)))


def _times(rows: pd.DataFrame, groups: Groups) -> dict[str, list[Any]]:
    """Give start, end, outcome, attempts and number of rows of each group; the last final row decides."""
    times, status = rows["time"].dt.tz_localize(None).to_numpy(), rows["status"]
    final = groups.last_place(status.isin(FINAL).to_numpy())
    ended = final >= 0
    ends = np.where(ended, times[final], np.datetime64("NaT"))
    words = status.to_numpy(dtype=object)
    failed = ended & (words[final] == "failed")
    again = failed & (groups.latest(times, status.isin(_UNDER_WAY).to_numpy()) > ends)  # another try is on its way
    ended &= ~again
    tries = groups.count((status == "failed").to_numpy()) + ~(failed & ~again)
    starts = groups.count((status == "started").to_numpy())
    return {
        "start": [_utc(time) for time in groups.earliest(times).tolist()],
        "end": [_utc(time) if known else None for time, known in zip(ends.tolist(), ended.tolist(), strict=True)],
        "outcome": np.where(ended, words[final], NO_END).tolist(),
        "attempts": np.maximum(np.maximum(starts, tries), 1).tolist(),
        "rows": groups.count(np.ones(len(rows), np.bool_)).tolist(),
    }


def _utc(time: datetime) -> datetime:
    return time.replace(tzinfo=UTC)


def _names(rows: pd.DataFrame, groups: Groups) -> list[str]:
    """Give the spelling of each group's operation that tells most: mixed case, then the first in the alphabet."""
    pairs = list(zip(rows["operation_label"].tolist(), rows["operation"].tolist(), strict=True))
    known = sorted({label for label, kind in set(pairs) if label.lower() == kind}, key=_telling)
    place = {(label, label.lower()): number for number, label in enumerate(known)}
    best = groups.least(np.array([place.get(pair, len(known)) for pair in pairs], np.int64))
    kinds = groups.first(rows["operation"])
    return [known[at] if at < len(known) else kind for at, kind in zip(best.tolist(), kinds, strict=True)]


def _telling(label: str) -> tuple[bool, str]:
    return label in {label.lower(), label.upper()}, label
