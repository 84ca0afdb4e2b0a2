"""A log of which only a part may be told: what lies outside the scope is as if it were not there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from analysis.excerpt import Excerpt, Failures, Found
from analysis.window import Window
from bot.usecases.ports import ActivityLog
from bot.usecases.scope import EVERYTHING, Scope

if TYPE_CHECKING:
    import pandas as pd

    from bot.usecases.ask import Ask
    from bot.usecases.history import TellHistory
    from bot.usecases.report import MakeReport


@dataclass(frozen=True, slots=True)
class ScopedLog:
    """The port ActivityLog over another log, without what the scope does not allow."""

    log: ActivityLog
    scope: Scope

    @property
    def label(self) -> str:
        """Say which log this is, and which part of it is seen."""
        return f"{self.log.label}, {self.scope} only"

    @property
    def now(self) -> datetime | None:
        """Give the time that counts as now in this log; None if the clock's does."""
        return self.log.now

    def until(self) -> datetime | None:
        """Give the time of the last row of a log that has ended; None if it goes on."""
        return self.log.until()

    def find(self, name: str) -> Found:
        """Give the machines of that name within the scope; names that are like it may lie outside and are not given."""
        return Found(tuple(one for one in self.log.find(name).resources if self.scope.allows(one)), ())

    def about(self, resource: str, window: Window) -> Excerpt:
        """Give the rows about a machine within the scope."""
        return self.log.about(resource, window)

    def failures(self, window: Window) -> Failures:
        """Give the failed operations within the scope; operations are those that failed, of others nothing is told."""
        read = self.log.failures(window)
        events = self._within(read.events)
        inside = events[(events["time"] >= window.start) & (events["time"] < window.end)]
        distinct = inside.drop_duplicates(["correlation_id", "operation", "resource_id"])
        tallies = tuple(one for one in read.tallies if self.scope.allows(one.example.resource))
        tallied = sum(part.operations for one in tallies for part in one.within(window))
        return replace(read, events=events, operations=len(distinct) + tallied, tallies=tallies)

    def _within(self, events: pd.DataFrame) -> pd.DataFrame:
        allowed = {one: self.scope.allows(one) for one in events["resource_id"].unique()}
        return events[events["resource_id"].map(allowed).astype(bool)].reset_index(drop=True)


def within(ask: Ask, scope: Scope) -> Ask:
    """Give the use case so that it reads nothing outside the scope."""
    if scope == EVERYTHING:
        return ask

    def open_scoped(open_log: Callable[[], ActivityLog]) -> Callable[[], ActivityLog]:
        return lambda: ScopedLog(open_log(), scope)

    def history() -> TellHistory:
        tell = ask.history()
        return replace(tell, open_log=open_scoped(tell.open_log))

    def report() -> MakeReport:
        make = ask.report()
        return replace(make, open_log=open_scoped(make.open_log))

    return replace(ask, history=history, report=report)
