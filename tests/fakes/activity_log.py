"""An activity log of events that a test writes."""

from datetime import datetime

import pandas as pd

from analysis.events import joined
from analysis.excerpt import Excerpt, Failures, Found
from analysis.gaps import Gap
from analysis.resource_id import parse
from analysis.window import Window


class FakeActivityLog:
    """The port ActivityLog, over one event table."""

    label = "a log of the test"
    now: datetime | None = None

    def __init__(self, events: pd.DataFrame, *, gaps: tuple[Gap, ...] = ()) -> None:
        self._events = joined([events])
        self._gaps = gaps

    def until(self) -> datetime | None:
        """Give no end: the log goes on."""
        return None

    def find(self, name: str) -> Found:
        """Give the machines of that name or resource id."""
        machines = {machine for one in self._events["resource_id"] if (machine := parse(one).machine)}
        wanted = name.lower()
        return Found(tuple(sorted(one for one in machines if wanted in {one, one.rpartition("/")[2]})), ())

    def about(self, resource: str, window: Window) -> Excerpt:
        """Give the rows of the window; a test writes those about one machine only."""
        times = self._events["time"]
        rows = self._events[(times >= window.start) & (times < window.end)].reset_index(drop=True)
        if not len(times):
            return Excerpt(rows, self._gaps, None, None)
        return Excerpt(rows, self._gaps, times.iloc[0].to_pydatetime(), times.iloc[-1].to_pydatetime())

    def failures(self, window: Window) -> Failures:
        """Give all rows up to the window's end; a test writes few, so those of other operations do no harm."""
        rows = self._events[self._events["time"] < window.end].reset_index(drop=True)
        inside = rows[rows["time"] >= window.start]
        count = len(inside.drop_duplicates(["correlation_id", "operation", "resource_id"]))
        times = self._events["time"]
        oldest = times.iloc[0].to_pydatetime() if len(times) else None
        newest = times.iloc[-1].to_pydatetime() if len(times) else None
        return Failures(rows, self._gaps, oldest, newest, count)
