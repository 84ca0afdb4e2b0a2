"""The built-in sample as a source of logs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from functools import cached_property
from typing import Final

import orjson
import pandas as pd

from analysis import events
from analysis.excerpt import Excerpt, Failures, Found
from analysis.gaps import Gap
from analysis.operation_rows import NOT_OPERATIONS
from analysis.related import related
from analysis.resource_id import parse
from analysis.sources.export_files.naming import Roster
from analysis.sources.export_files.selection import select, within
from analysis.sources.sample.fleet import Machine
from analysis.sources.sample.rows import Row
from analysis.sources.sample.story import Story, built_in
from analysis.sources.sample.writing.export import record
from analysis.sources.shapes import read_record
from analysis.window import Window

MADE_UP: Final = Gap("sample", "These data are made up: they are aztriage's built-in sample, nobody's real machines.")
_HEALTH: Final = frozenset({"ResourceHealth", "ServiceHealth"})


class Sample:
    """An activity log of a made-up fleet. Its rows are written as exports are and read by the reader for exports."""

    label = "the built-in sample (made-up data)"

    def __init__(self, story: Story | None = None) -> None:
        self._story = story or built_in()

    @property
    def now(self) -> datetime:
        """The end of the sample, which is its present (UTC)."""
        return self._story.period.until

    def until(self) -> datetime | None:
        """Give the end of the sample (UTC): what counts as now in it."""
        return self.now

    def find(self, name: str) -> Found:
        """Give the machines of a name: of a VM, a scale set, an instance or a computer, or a resource id, in any case.

        If there are none, up to five names like it.
        """
        return self._roster.find(name)

    def about(self, resource: str, window: Window) -> Excerpt:
        """Give the rows of the window about a machine and what belongs to it, and about anybody's health."""
        key = resource.lower().rstrip("/")
        mine = [machine for machine in self._story.fleet if _holds(machine, key)]
        own = self._table(_naming(self._own_rows(mine), parse(key).names))
        tied = related(own, key)
        others = [
            row for row in self._rows_in(window) if row.category in _HEALTH or row.correlation in tied.correlations
        ]
        whole = events.joined([own, self._table(others)])
        chosen = within(select(whole, tied), window).drop_duplicates(ignore_index=True)
        return self._excerpt(chosen)

    def failures(self, window: Window) -> Failures:
        """Give the rows up to the window's end of every operation that failed at least once in it or before."""
        before = [row for row in self._story.as_logged(self._story.events.rows) if row.time < window.end]
        failed = {_operation(row) for row in before if row.status == "Failure"}
        rows = self._table(row for row in before if _operation(row) in failed).drop_duplicates(ignore_index=True)
        inside = (row for row in self._rows_in(window) if row.category.lower() not in NOT_OPERATIONS)
        return Failures(rows, (MADE_UP,), *self._ends, len(set(map(_operation, inside))))

    @cached_property
    def _roster(self) -> Roster:
        roster = Roster()
        roster.add(f'"{one.id}" "computerName":"{one.computer}"'.encode() for one in self._story.fleet.machines)
        roster.add(one.id.encode() for one in self._story.fleet.scale_sets)
        roster.add(row.resource.encode() for row in self._story.events.rows if row.category == "ResourceHealth")
        roster.add(row.resource.encode() for row in self._story.events.rows if "ScaleSets/" in row.operation)
        return roster

    def _own_rows(self, machines: list[Machine]) -> Iterator[Row]:
        story = self._story
        return story.as_logged([*story.events.rows, *story.life(machines)])

    def _rows_in(self, window: Window) -> Iterator[Row]:
        """Give every row of the window, made of no more days than needed."""
        story = self._story
        days = [day for day in story.period.days() if window.start - timedelta(days=2) < day < window.end]
        rows = story.as_logged([*story.events.rows, *story.life(story.fleet, days)])
        return (row for row in rows if row.time in window)

    @staticmethod
    def _table(rows: Iterable[Row]) -> pd.DataFrame:
        read = (read_record(record(row)) for row in rows)
        table = events.table({**row, "shape": "sample"} for row in read if row)
        return table.sort_values("time", kind="stable", ignore_index=True)

    def _excerpt(self, frame: pd.DataFrame) -> Excerpt:
        return Excerpt(frame, (MADE_UP,), *self._ends)

    @cached_property
    def _ends(self) -> tuple[datetime, datetime]:
        """The times of the first and the last row."""
        period = self._story.period
        day = timedelta(days=1)
        first = min(row.time for row in self._rows_in(Window(period.start, period.start + day)))
        last = max(row.time for row in self._rows_in(Window(period.until - day, period.until)))
        return first, last


def _holds(machine: Machine, key: str) -> bool:
    return key == machine.id.lower() or key.startswith(f"{machine.id.lower()}/")


def _naming(rows: Iterable[Row], names: tuple[str, ...]) -> Iterator[Row]:
    """Give the rows in which the machine's name stands somewhere: no other row can be about it."""
    name = names[0].lower().encode() if names else b""
    return (row for row in rows if name in orjson.dumps([row.resource, row.properties]).lower())


def _operation(row: Row) -> tuple[str, str, str]:
    return row.correlation, row.operation, row.resource
