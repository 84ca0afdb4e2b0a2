"""Operations that failed, and how many there are at all, in logs too large to be parsed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from analysis.operation_rows import NOT_OPERATIONS
from analysis.sources.export_files.spans import records_in, time_of
from analysis.sources.shapes import read_record
from analysis.window import Window

Key = tuple[str, str, str]
Row = Mapping[str, object]

_NAMES: Final = ["correlation_id", "operation", "resource_id"]
_FIELDS: Final = ("correlationId", "operationName", "resourceId")


@dataclass(frozen=True, slots=True)
class Failed:
    """Operations that failed before a time (UTC), by correlation id, operation and resource in lower case."""

    keys: frozenset[Key]
    before: datetime

    @property
    def correlations(self) -> frozenset[str]:
        """Their correlation ids."""
        return frozenset(correlation for correlation, _, _ in self.keys) - {""}

    def hold(self, row: Row) -> bool:
        """Tell whether a canonical row belongs to one of these operations and lies before that time."""
        return _key(row) in self.keys and row["time"] < self.before  # type: ignore[operator] # a time

    def may_hold(self, record: Mapping[str, object]) -> bool:
        """Tell whether a raw row may be one of these operations: no only if its fields are an export's and differ."""
        raw = [record.get(name) for name in _FIELDS]
        key = tuple(value.lower().rstrip("/") for value in raw if isinstance(value, str))
        return len(key) < len(_FIELDS) or key in self.keys


def failed(rows: Iterable[Row], *, before: datetime) -> Failed:
    """Give the operations of which a row failed before a time (UTC)."""
    told = (row for row in rows if row.get("status") == "failed" and row["time"] < before and _is_operation(row))  # type: ignore[operator] # a time
    return Failed(frozenset(_key(row) for row in told), before)


def keys_of(rows: Iterable[Row], window: Window) -> set[int]:
    """Give a key for each operation with a row in the window."""
    return {hash(_key(row)) for row in rows if row["time"] in window and _is_operation(row)}  # type: ignore[operator] # a time


def keys_in(window: Window, *, usual: bool) -> Callable[[bytes], Iterable[int]]:
    """Give what finds a key for each operation with a row of the window in a block of lines.

    Lines that are not the `usual` ones of an export are parsed one by one.
    """
    return (lambda block: _keys_fast(block, window)) if usual else (lambda block: _keys_slow(block, window))


def _is_operation(row: Row) -> bool:
    return str(row.get("category", "")).lower() not in NOT_OPERATIONS


def _key(row: Row) -> Key:
    correlation, operation, resource = (str(row.get(name, "")) for name in _NAMES)
    return correlation, operation, resource


def _keys_fast(block: bytes, window: Window) -> set[int]:
    import polars as pl  # noqa: PLC0415 - takes longer to load than a history takes to read, which does not need it

    schema = dict.fromkeys(("time", "category", *_FIELDS), pl.String)
    rows = pl.read_ndjson(block, schema=schema, ignore_errors=True).lazy()
    start, end = (time.strftime("%Y-%m-%dT%H:%M:%S.%f") for time in (window.start, window.end))
    inside = pl.col("time").is_between(pl.lit(start), pl.lit(end), closed="left")
    words = rows.filter(inside).with_columns(pl.col("category", *_FIELDS).str.to_lowercase())
    kind = pl.col("operationName").fill_null("")
    health = kind.str.starts_with("microsoft.resourcehealth/") | kind.str.starts_with("microsoft.servicehealth/")
    mine = words.filter(~pl.col("category").fill_null("").is_in(list(NOT_OPERATIONS)) & ~health)
    return set(mine.select(pl.struct(*_FIELDS).hash(seed=7)).collect().to_series().unique().to_list())


def _keys_slow(block: bytes, window: Window) -> Iterator[int]:
    for record in records_in(block.split(b"\n")):
        time = time_of(record)
        row = read_record(record) if time is None or time in window else None
        yield from keys_of([row] if row else [], window)
