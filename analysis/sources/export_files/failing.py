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
Digest = Callable[[Key], int]

_FEW: Final = 1 << 16  # bytes of lines that are soon parsed one by one
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


def keys_of(rows: Iterable[Row], window: Window, *, digest: Digest = hash) -> set[int]:
    """Give a key for each operation with a row in the window; `digest` makes it."""
    return {digest(_key(row)) for row in rows if row["time"] in window and _is_operation(row)}  # type: ignore[operator] # a time


def keys_in(window: Window, *, usual: bool, digest: Digest = hash) -> Callable[[bytes], Iterable[int]]:
    """Give what finds a key for each operation with a row of the window in a block of lines.

    Lines that are not the `usual` ones of an export are parsed one by one. `digest` makes the keys.
    """
    return (
        (lambda block: _keys_fast(block, window, digest))
        if usual
        else (lambda block: _keys_slow(block, window, digest))
    )


def _is_operation(row: Row) -> bool:
    return str(row.get("category", "")).lower() not in NOT_OPERATIONS


def _key(row: Row) -> Key:
    correlation, operation, resource = (str(row.get(name, "")) for name in _NAMES)
    return correlation, operation, resource


def _keys_fast(block: bytes, window: Window, digest: Digest) -> set[int]:
    """Give the keys of lines that name what is asked for as Azure does; about one that does not, they are parsed."""
    import polars as pl  # noqa: PLC0415 - takes longer to load than a history takes to read, which does not need it

    schema = dict.fromkeys(("time", "category", *_FIELDS), pl.String)
    rows = pl.read_ndjson(block, schema=schema, ignore_errors=True)
    start, end = (time.strftime("%Y-%m-%dT%H:%M:%S.%f") for time in (window.start, window.end))
    inside = pl.col("time").is_between(pl.lit(start), pl.lit(end), closed="left")
    named = rows.lazy().filter(inside | pl.col("time").is_null()).select("category", *_FIELDS).unique()
    words = named.with_columns(pl.all().str.to_lowercase())
    kind = pl.col("operationName")
    health = kind.str.starts_with("microsoft.resourcehealth/") | kind.str.starts_with("microsoft.servicehealth/")
    mine = words.filter((~pl.col("category").is_in(list(NOT_OPERATIONS)) & ~health).fill_null(value=True))
    found = mine.select(*_FIELDS).unique().collect()
    plain = kind.str.contains("/", literal=True) & pl.col("resourceId").str.contains("[^/\\s]$")
    if not found.select((plain & pl.col("correlationId").is_not_null()).fill_null(value=False).all()).item():
        middle = block.find(b"\n", len(block) // 2) + 1
        if len(block) < _FEW or middle in {0, len(block)}:
            return set(_keys_slow(block, window, digest))
        return _keys_fast(block[:middle], window, digest) | _keys_fast(block[middle:], window, digest)
    return {digest(key) for key in found.iter_rows()}


def _keys_slow(block: bytes, window: Window, digest: Digest) -> Iterator[int]:
    for record in records_in(block.split(b"\n")):
        time = time_of(record)
        if time is not None and time not in window:
            continue
        plain = _plain_key(record) if time is not None else None
        if plain is not None:
            yield digest(plain)
            continue
        row = read_record(record)
        yield from keys_of([row] if row else [], window, digest=digest)


def _plain_key(record: Mapping[str, object]) -> Key | None:
    """Give the key of a raw row that names all of it as exports do, and is surely an operation; None for any other."""
    correlation, operation, resource = (record.get(name) for name in _FIELDS)
    if not isinstance(correlation, str) or not isinstance(operation, str) or not isinstance(resource, str):
        return None
    category, properties = record.get("category"), record.get("properties")
    said = properties.get("eventCategory", category) if isinstance(properties, dict) else None
    sound = said == category == "Administrative" and "time" in record and "/" in operation
    key = correlation.lower(), operation.lower(), resource.lower()
    return key if sound and resource and all(one == one.strip().rstrip("/") for one in key) else None


def may_fail(record: Mapping[str, object]) -> bool:
    """Tell whether a raw row may have failed: no only if it is an export's and its status another word."""
    status = record.get("resultType")
    return not (isinstance(status, str) and status.isalpha() and "time" in record) or status.lower().startswith("fail")
