"""Rows to a state: the map step. What it gives merges with what other partitions give."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl

from analysis.clustering.reading import as_series, read_keys
from analysis.clustering.state import Exemplar, Key, State, Tally, hashed
from kb.text.redaction import redact


@dataclass(frozen=True, slots=True)
class Rows:
    """Failures by columns of one length.

    `times` are timezone-aware; `counts` says how many rows each stands for (server-side aggregation), one if not given.
    """

    messages: Iterable[str] | pl.Series
    codes: Iterable[str | None] | pl.Series | None = None
    times: Iterable[datetime] | pl.Series | None = None
    operations: Iterable[str | None] | pl.Series | None = None
    resources: Iterable[str | None] | pl.Series | None = None
    counts: Iterable[int] | pl.Series | None = None


def learn(rows: Rows, *, zone: str = "UTC") -> State:
    """Give the state of some rows; days are those of the zone.

    Raises:
        ValueError: the columns differ in length.
    """
    messages = as_series(rows.messages)
    keyed = read_keys(messages, rows.codes)
    columns: dict[str, Any] = {
        "key": keyed.places,
        "message": messages,
        "code": _column(rows.codes, len(messages), pl.String),
        "operation": _column(rows.operations, len(messages), pl.String),
        "resource": _column(rows.resources, len(messages), pl.String),
        "time": _column(rows.times, len(messages), pl.Datetime("us", "UTC")),
        "count": pl.Series(rows.counts, dtype=pl.Int64) if rows.counts is not None else 1,
    }
    frame = pl.DataFrame(columns) if len(messages) else pl.DataFrame()
    if frame.is_empty():
        return State()
    frame = frame.with_columns(day=pl.col("time").dt.convert_time_zone(ZoneInfo(zone).key).dt.date())
    return State(_tallies(frame, keyed.keys), _exemplars(frame, keyed.keys))


def _column(values: Iterable[Any] | pl.Series | None, length: int, kind: pl.DataType | type[pl.DataType]) -> pl.Series:
    if values is None:
        return pl.repeat(None, length, dtype=kind, eager=True)
    return as_series(values) if kind == pl.String else pl.Series(values, dtype=kind)


def _tallies(frame: pl.DataFrame, keys: tuple[Key, ...]) -> dict[tuple[Key, date | None], Tally]:
    grouped = frame.group_by("key", "day").agg(
        pl.col("count").sum(),
        pl.col("operation").drop_nulls().unique(),
        pl.col("resource").drop_nulls().unique(),
        pl.col("time").min().alias("first"),
        pl.col("time").max().alias("last"),
    )
    hashes = _Hashes()
    return {
        (keys[key], day): Tally(
            count,
            frozenset(map(hashes.__getitem__, operations)),
            frozenset(map(hashes.__getitem__, resources)),
            _utc(first),
            _utc(last),
        )
        for key, day, count, operations, resources, first, last in grouped.iter_rows()
    }


class _Hashes(dict[str, int]):
    def __missing__(self, name: str) -> int:
        self[name] = hashed(name)
        return self[name]


def _utc(time: datetime | None) -> datetime | None:
    return time.astimezone(UTC) if time else None


def _exemplars(frame: pl.DataFrame, keys: tuple[Key, ...]) -> Mapping[Key, Exemplar]:
    """Give the message with the smallest hash for each key: any row is as likely, whatever the order of rows."""
    ordered = frame.select("key", "message", "code", order=pl.col("message").hash())
    chosen = ordered.sort("order", "message", "code").unique("key", keep="first", maintain_order=True)
    return {
        keys[key]: Exemplar(order, redact(message).text.text, code or "")
        for key, message, code, order in chosen.iter_rows()
    }
