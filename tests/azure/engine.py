"""A database that understands KQL: the tables of a workspace, filled by a test, queried for real."""

import json
import threading
import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb_kql
import pandas as pd
from duckdb_kql.types import kusto_type

SCHEMA: dict[str, dict[str, str]] = json.loads((Path(__file__).parent / "schema.json").read_text(encoding="utf-8"))
_TYPES = {"string": "VARCHAR", "datetime": "TIMESTAMP", "dynamic": "JSON", "real": "DOUBLE"}
_EMPTY = {"string": "", "dynamic": None, "datetime": None, "real": None}

Row = Mapping[str, Any]


class Engine:
    """The tables of one workspace, or of a Resource Graph. `rows` name columns of the schema; others are empty."""

    def __init__(self, **tables: Iterable[Row]) -> None:
        self._connection = duckdb_kql.connect()
        self._lock = threading.Lock()
        self._timed: set[str] = set()
        for name, rows in tables.items():
            self._fill(name, list(rows))

    def query(self, text: str, *, timespan: tuple[datetime, datetime] | None = None) -> dict[str, Any]:
        """Give the result as the service's table; only rows within the timespan exist for the query."""
        with self._lock:
            for name in self._timed:
                self._narrow(name, timespan)
            result = duckdb_kql.query(self._connection, text)
            described = result.description
            rows = result.fetchall()
        columns = [{"name": each[0], "type": kusto_type(each[1])} for each in described]
        return {"name": "PrimaryResult", "columns": columns, "rows": [[_value(cell) for cell in row] for row in rows]}

    def close(self) -> None:
        """Let go of the memory."""
        self._connection.close()

    def _fill(self, table: str, rows: list[Row]) -> None:
        columns = SCHEMA[table]
        if strange := {name for row in rows for name in row} - set(columns):
            raise ValueError(f"{table} has no column {', '.join(sorted(strange))}")
        filled = {name: [_cell(row.get(name), kind) for row in rows] for name, kind in columns.items()}
        frame = pd.DataFrame(filled, columns=list(columns), dtype=object)
        self._connection.register("given", frame)
        kept = ", ".join(f'"{name}"::{_TYPES[kind]} AS "{name}"' for name, kind in columns.items())
        stored = f"all_{table}" if "TimeGenerated" in columns else table
        self._connection.execute(f'CREATE TABLE "{stored}" AS SELECT {kept} FROM given')
        self._connection.unregister("given")
        if stored != table:
            self._timed.add(table)

    def _narrow(self, table: str, timespan: tuple[datetime, datetime] | None) -> None:
        within = ""
        if timespan is not None:
            start, end = (each.replace(tzinfo=None).isoformat() for each in timespan)
            within = f" WHERE \"TimeGenerated\" BETWEEN TIMESTAMP '{start}' AND TIMESTAMP '{end}'"
        self._connection.execute(f'CREATE OR REPLACE VIEW "{table}" AS SELECT * FROM "all_{table}"{within}')


def _cell(value: object, kind: str) -> object:
    if value is None or value == "":
        return _EMPTY[kind]
    if kind == "dynamic" and not isinstance(value, str):
        return json.dumps(value)
    if isinstance(value, datetime):
        return value.replace(tzinfo=None).isoformat()
    return value


def _value(cell: object) -> object:
    if isinstance(cell, datetime):
        return cell.replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"
    if isinstance(cell, timedelta):
        minutes, seconds = divmod(cell.seconds, 60)
        return f"{cell.days}.{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"
    return str(cell) if isinstance(cell, uuid.UUID) else cell
