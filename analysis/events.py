"""The canonical event table: one row per row of an activity log, whatever shape it came in.

Every source gives this table and everything behind the sources takes it. Each column is text, empty where the source
says nothing, but for the two times. What Azure compares without case stands in lower case.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import pandas as pd

TIME: Final = "datetime64[us, UTC]"
TEXT: Final = "str"

COLUMNS: Final[Mapping[str, str]] = {
    "time": TIME,  # when it happened; never empty
    "submitted": TIME,  # when Azure took it into the log; NaT where the source does not say
    "shape": TEXT,  # rest | log analytics | export | event grid | health resources | portal csv | sample
    "category": TEXT,  # Administrative | Policy | Autoscale | ResourceHealth | ServiceHealth | Alert | Security …
    "operation": TEXT,  # lower case: microsoft.compute/virtualmachines/start/action
    "operation_label": TEXT,  # the operation as the source spells it
    "status": TEXT,  # started | accepted | in progress | succeeded | failed | canceled | active | resolved | updated
    "substatus": TEXT,  # as given: Conflict (HTTP Status Code: 409), Failed.NotFound, OK
    "http_status": TEXT,  # digits: 409
    "level": TEXT,  # critical | error | warning | informational | verbose
    "resource_id": TEXT,  # lower case, no slash at the end
    "resource_label": TEXT,  # the resource id as the source spells it
    "caller": TEXT,  # who, as given: an address, an object id, a service's name
    "caller_kind": TEXT,  # user | application | service, by the claims; empty if they do not say
    "caller_ip": TEXT,
    "claims": TEXT,  # JSON object of the claims that tell people from programs: idtyp, appid, appidacr, …
    "correlation_id": TEXT,  # lower case
    "operation_id": TEXT,  # lower case
    "event_id": TEXT,  # lower case; eventDataId
    "error_code": TEXT,  # the innermost code, as given
    "error_codes": TEXT,  # the chain from outermost to innermost, joined by " > "
    "message": TEXT,  # the innermost message of a failure; else what the row says about itself, e.g. a health title
    "status_message": TEXT,  # properties.statusMessage (or responseBody) whole and as given: what gets matched
    "health": TEXT,  # available | unavailable | degraded | unknown, after the transition
    "health_before": TEXT,  # the same, before it
    "health_cause": TEXT,  # platforminitiated | userinitiated | unknown
    "annotation": TEXT,  # name of a Resource Health annotation, as given: VirtualMachineHostCrashed
    "annotation_context": TEXT,  # platform initiated | customer initiated | vm initiated
    "annotation_category": TEXT,  # planned | unplanned | not applicable
    "impact": TEXT,  # downtime reboot | downtime freeze | degraded | informational
    "details": TEXT,  # the sentence beside a health title, a service-health communication, an autoscale description
    "policies": TEXT,  # JSON list of the policies a policy row or a denial names: {name, effect, assignment}
    "region": TEXT,  # lower case without blanks: westeurope; the regions of a service-health row joined by ","
    "service": TEXT,  # service-health: the impacted service
    "tracking_id": TEXT,  # service-health: the tracking id
    "entity": TEXT,  # another resource that the row is about (properties.entity, a target of a request), lower case
    "request": TEXT,  # requestbody or responseBody of a write, whole: names disks, NICs, tags
}


class NotEventsError(ValueError):
    """A table lacks a column of the canonical one or holds it in another type; the message names the columns."""


def table(rows: Iterable[Mapping[str, object]] = ()) -> pd.DataFrame:
    """Give the canonical table of these rows; columns a row does not name are empty, columns unknown to it are refused.

    Raises:
        NotEventsError: a row names a column that the table does not have, or has no time.
    """
    records = list(rows)
    named = set[str]().union(*records)
    if strange := named - COLUMNS.keys():
        raise NotEventsError(f"the event table has no column {', '.join(sorted(strange))}")
    empty = [None] * len(records)
    given = {name: [row.get(name) for row in records] if name in named else empty for name in COLUMNS}
    columns = {name: _column(given[name], kind) for name, kind in COLUMNS.items()}
    return validate(pd.DataFrame(columns, index=pd.RangeIndex(len(records)), copy=False))


def _column(values: Sequence[object], kind: str) -> pd.Series:
    """Give one column; texts need no look at each value."""
    if kind == TEXT and set(map(type, values)) <= {str, type(None)}:
        return pd.Series([value or "" for value in values], dtype=TEXT)
    return _typed(pd.Series(values), kind)


def typed(frame: pd.DataFrame) -> pd.DataFrame:
    """Give the frame with the canonical types: missing text becomes empty, times become UTC in microseconds."""
    columns = {name: _typed(frame[name], kind) for name, kind in COLUMNS.items()}
    return pd.DataFrame(columns, index=pd.RangeIndex(len(frame)))


def _typed(column: pd.Series, kind: str) -> pd.Series:
    if kind == TIME:
        return pd.to_datetime(column, utc=True).astype(TIME)
    return column.astype(object).where(column.notna(), "").astype(TEXT)


def validate(frame: pd.DataFrame) -> pd.DataFrame:
    """Give the frame back if it is a canonical event table.

    Raises:
        NotEventsError: says which columns are missing, strange, of another type, or without a time.
    """
    if list(frame.columns) != list(COLUMNS):
        wrong = sorted(set(COLUMNS).symmetric_difference(frame.columns)) or ["order"]
        raise NotEventsError(f"not the columns of an event table: {', '.join(wrong)}")
    wrong = [name for name, kind in COLUMNS.items() if str(frame[name].dtype) != kind]
    if wrong:
        raise NotEventsError(f"columns of another type than an event table's: {', '.join(wrong)}")
    if frame["time"].isna().any():
        raise NotEventsError("an event without a time")
    return frame


def joined(frames: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Give the rows of several event tables in one, oldest first; equal times keep the order given."""
    parts = [frame for frame in frames if len(frame)]
    if not parts:
        return table()
    whole = pd.concat(parts, ignore_index=True)
    return whole.sort_values("time", kind="stable", ignore_index=True)
