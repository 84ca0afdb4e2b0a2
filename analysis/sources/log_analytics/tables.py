"""Rows as the service gives them, as tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import orjson
import pandas as pd

from analysis import events as canonical
from analysis.gaps import Gap
from analysis.sources.kql import Query
from analysis.sources.shapes import read_record

_NUMBERS: Final[Mapping[str, Any]] = {"long": "int64", "real": "float64", "bool": "bool"}


def events_of(records: Iterable[Mapping[str, Any]]) -> tuple[pd.DataFrame, tuple[Gap, ...]]:
    """Give rows of AzureActivity as a canonical event table, and a gap for those that no reader understands."""
    rows = [read_record(record) for record in records]
    read = [row for row in rows if row is not None]
    missing = len(rows) - len(read)
    text = "1 row has" if missing == 1 else f"{missing:,} rows have"
    gaps = (Gap("unreadable", f"{text} no known form or no time, in the workspace.", missing),) if missing else ()
    return canonical.table(read), gaps


def typed(records: Iterable[Mapping[str, Any]], query: Query) -> pd.DataFrame:
    """Give rows of a query under its columns, in pandas' types for those that the query states."""
    frame = pd.DataFrame.from_records(list(records), columns=[name for name, _ in query.columns])
    columns = {name: _column(frame[name], kind) for name, kind in query.columns}
    return pd.DataFrame(columns, index=pd.RangeIndex(len(frame)))


def machine_texts(record: Mapping[str, Any]) -> Iterator[bytes]:
    """Give the spellings of a machine in a row of `machines`, with the names of its computer, as rows write them."""
    computers = [name for name in orjson.loads(record["computers"] or "[]") if name] or [""]
    for spelling in orjson.loads(record["spellings"] or "[]"):
        for computer in computers:
            yield orjson.dumps({"resourceId": spelling, "computerName": computer})


def _column(column: pd.Series, kind: str) -> pd.Series:
    if kind == "datetime":
        return pd.to_datetime(column, utc=True).astype(canonical.TIME)
    if kind in _NUMBERS:
        return column.astype(_NUMBERS[kind])
    return column.astype(object).where(column.notna(), "").astype(canonical.TEXT)
