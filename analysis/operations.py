"""Operations out of rows: what was done, by whom, how it ended, how often it was tried, and what belongs together.

Order and repeats of rows change nothing. Rows without a final status stay "no final status", which is no failure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import pandas as pd

from analysis.events import validate
from analysis.families import linked
from analysis.operation import NO_END, Operation, OperationKey
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
    rows = operation_rows(validate(events))
    if rows.empty:
        return ()
    return tuple(linked(one_delete(_operations(rows))))


def _operations(rows: pd.DataFrame) -> Iterator[Operation]:
    """Give one operation per group of rows; the work per column is vectorised, only the results are built singly."""
    number = rows.groupby(_KEY, sort=False).ngroup().to_numpy()
    rows = rows.assign(number=number)
    table = _facts(rows)
    for name in _FIRST:
        table[name] = _first(rows, name).reindex(table.index, fill_value="")
    for name in _LAST:
        table[name] = _first(rows[::-1], name).reindex(table.index, fill_value="")
    for name in _OF_FAILURES:
        table[name] = table[name].where(table["outcome"] != "succeeded", "")
    table["spelling"] = _names(rows).reindex(table.index, fill_value="")
    spelt = spellings(rows)
    table["resource_label"] = [spelt.get(one, one) for one in table["resource_id"]]
    histories, ids = _gathered(rows, "status"), _gathered(rows, "event_id")
    names = list(table.columns)
    columns = [table[name].to_numpy(dtype=object).tolist() for name in names]
    for number, values in zip(table.index.tolist(), zip(*columns, strict=True), strict=True):
        fact = dict(zip(names, values, strict=True))
        yield _operation(fact, histories.get(number, ()), ids.get(number, ()))


def _facts(rows: pd.DataFrame) -> pd.DataFrame:
    """Give start, end, outcome, attempts and key of each group; the last final row decides."""
    groups = rows.groupby("number", sort=True)
    table = groups[["correlation", "run", "operation", "resource_id"]].first()
    table["start"] = groups["time"].min()
    table["rows"] = groups.size()
    final = rows[rows["status"].isin(FINAL)]
    last = final.drop_duplicates("number", keep="last").set_index("number")
    table["end"] = last["time"].reindex(table.index)
    table["outcome"] = last["status"].reindex(table.index).fillna(NO_END)
    begun = rows[rows["status"].isin(_UNDER_WAY)].groupby("number")["time"].max().reindex(table.index)
    again = (table["outcome"] == "failed") & (begun > table["end"])  # another try is on its way
    table.loc[again, "outcome"] = NO_END
    table.loc[again, "end"] = pd.NaT
    starts = _count(rows, rows["status"] == "started").reindex(table.index, fill_value=0)
    failures = _count(rows, rows["status"] == "failed").reindex(table.index, fill_value=0)
    tries = failures + (table["outcome"] != "failed")
    table["attempts"] = pd.concat([starts, tries], axis=1).max(axis=1).clip(lower=1)
    return table


def _count(rows: pd.DataFrame, which: pd.Series) -> pd.Series:
    return rows[which].groupby("number").size()


def _first(rows: pd.DataFrame, name: str) -> pd.Series:
    """Give the first value of a column that is not empty, by number of the group; groups without one are missing."""
    some = rows.loc[rows[name] != "", ["number", name]]
    return some.drop_duplicates("number").set_index("number")[name]


def _names(rows: pd.DataFrame) -> pd.Series:
    """Give the spelling of each group's operation that tells most: mixed case, then the first in the alphabet."""
    some = rows.loc[rows["operation_label"].str.lower() == rows["operation"], ["number", "operation_label"]]
    label = some["operation_label"]
    flat = (label == label.str.lower()) | (label == label.str.upper())
    return _first(some.assign(flat=flat).sort_values(["flat", "operation_label"]), "operation_label")


def _gathered(rows: pd.DataFrame, name: str) -> dict[int, tuple[str, ...]]:
    """Give the values of a column that are not empty, in order and without repeats in a row, by group."""
    found: dict[int, list[str]] = {}
    for number, value in zip(rows["number"].tolist(), rows[name].to_numpy(dtype=object).tolist(), strict=True):
        values = found.setdefault(number, [])
        if value and (not values or values[-1] != value):
            values.append(value)
    return {number: tuple(values) for number, values in found.items()}


def _operation(fact: Mapping[str, Any], history: tuple[str, ...], ids: tuple[str, ...]) -> Operation:
    kind, resource, end = fact["operation"], fact["resource_id"], fact["end"]
    return Operation(
        key=OperationKey(fact["correlation"] or fact["run"], kind, resource),
        operation=kind,
        name=rest_name(fact["spelling"] or kind),
        resource_id=fact["resource_label"],
        start=fact["start"].to_pydatetime(),
        end=None if end is pd.NaT else end.to_pydatetime(),
        outcome=fact["outcome"],
        attempts=fact["attempts"],
        status_history=history,
        rows=fact["rows"],
        event_ids=tuple(dict.fromkeys(ids)),
        **{name: fact[name] for name in (*_FIRST, *_LAST)},
    )
