"""The activity log in one or more Log Analytics workspaces."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

import pandas as pd

from analysis import events
from analysis.excerpt import Excerpt, Failures, Found
from analysis.gaps import Gap
from analysis.resource_id import parse
from analysis.sources import SourceError, kql
from analysis.sources.azure_calls import Budget
from analysis.sources.export_files.copies import without_copies
from analysis.sources.export_files.naming import Roster, name_to_search
from analysis.sources.export_files.selection import select, within
from analysis.sources.log_analytics.everywhere import Everywhere, Table
from analysis.sources.log_analytics.surroundings import Search
from analysis.sources.log_analytics.tables import machine_texts, typed
from analysis.sources.log_analytics.tallying import Tallied, tallied
from analysis.sources.resource_graph import HealthAnnotations
from analysis.window import Window

_AROUND: Final = timedelta(days=1)  # how far from its failure a row of the same operation is looked for


@dataclass(frozen=True, slots=True, eq=False)
class Summary:
    """The result of a query that aggregates in the workspace, and what is missing in it."""

    table: pd.DataFrame
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """How much a workspace holds within reach: rows, and the times of the first and last (UTC, None without rows)."""

    workspace: str
    rows: int
    oldest: datetime | None
    newest: datetime | None


def _system_time() -> datetime:
    return datetime.now(UTC)


class Workspace:
    """An activity log that goes on, in one or more workspaces.

    `annotations` adds what the Resource Graph knows. `clock` gives the time now, in UTC.
    """

    waits = True  # who reads it waits for Azure, and computes next to nothing meanwhile

    def __init__(
        self,
        everywhere: Everywhere,
        *,
        annotations: HealthAnnotations | None = None,
        clock: Callable[[], datetime] = _system_time,
    ) -> None:
        self._everywhere = everywhere
        self._annotations = annotations
        self._clock = clock

    @property
    def label(self) -> str:
        """Say which log this is, as answers name it."""
        names = self._everywhere.workspaces
        return f"workspace {names[0]}" if len(names) == 1 else f"{len(names)} workspaces"

    @property
    def now(self) -> datetime | None:
        """None: the clock's time is the log's."""
        return None

    def until(self) -> datetime | None:
        """Give None: the log goes on."""
        return None

    def find(self, name: str) -> Found:
        """Give the machines that bear a name or resource id within reach, whatever its casing.

        Raises:
            SourceError: no workspace answers.
        """
        budget = self._budget()
        machines = self._roster(name_to_search(name), budget=budget).named(name)
        return Found(machines, ()) if machines else self._roster("", budget=budget).find(name)

    def about(self, resource: str, window: Window) -> Excerpt:
        """Give the rows of a window that tell about a machine, what belongs to it, and its surroundings' health.

        Raises:
            SourceError: no workspace answers.
        """
        budget = self._budget()
        machine = parse(resource).machine or parse(resource).key
        with ThreadPoolExecutor() as pool:
            held = pool.submit(self._spans, budget)
            health = pool.submit(self._health, machine, window)
            (rows, gaps), tied = Search(self._everywhere, window, self._reach(), budget).about(machine)
            annotations, no_annotations = health.result()
        chosen = select(within(events.joined([rows, annotations]), window), tied)
        return _excerpt(chosen, held.result(), gaps=(*gaps, *no_annotations))

    def failures(self, window: Window) -> Failures:
        """Give every row, within reach and up to the window's end, of each operation that failed at least once.

        Where there are more such rows than a report reads, the workspaces count the failures, and give tallies. How
        many operations there were in the window is counted by the workspaces anyway.

        Raises:
            SourceError: no workspace answers.
        """
        budget = self._budget()
        whole = Window(min(window.start, self._reach().start), window.end)
        with ThreadPoolExecutor() as pool:
            held = pool.submit(self._spans, budget)
            counted = pool.submit(self._count, "operations_count", window, budget)
            there, _ = self._count("failed_rows_count", whole, budget)
            many = there > self._everywhere.limits.report_rows
            rows, gaps = (events.table(), ()) if many else self._failed_rows(whole, budget)
            tallies = tallied(self._everywhere, whole, window, budget=budget) if many else Tallied()
        operations, uncounted = counted.result()
        found = _excerpt(rows, held.result(), gaps=(*gaps, *tallies.gaps, *uncounted))
        return Failures(found.events, found.gaps, found.oldest, found.newest, operations, tallies.tallies)

    def _failed_rows(self, whole: Window, budget: Budget) -> Table:
        return self._everywhere.rows("failed_rows", whole, budget=budget, values={}, around=_AROUND)

    def _count(self, name: str, window: Window, budget: Budget) -> tuple[int, tuple[Gap, ...]]:
        """Give the sum of the only number that a query gives in each workspace."""
        found = self._everywhere.results(name, window, budget=budget, values={})
        return sum(int(result.rows[0][0]) for _, result in found.parts), found.gaps

    def summary(self, name: str, window: Window, **values: kql.Value) -> Summary:
        """Give what a query of `analysis/queries` makes of a window, aggregated in each workspace.

        Columns and types are those that the query states; missing text is empty, times are in UTC. Rows of several
        workspaces follow each other.

        Raises:
            SourceError: no workspace answers.
        """
        found = self._everywhere.results(name, window, budget=self._budget(), values=values)
        records = [record for _, result in found.parts for record in result.records()]
        return Summary(typed(records, kql.load(name)), _once(found.gaps))

    def spans(self) -> tuple[Span, ...]:
        """Give how much each workspace holds within reach.

        Raises:
            SourceError: a workspace does not answer.
        """
        spans, gaps = self._spans(self._budget())
        if gaps:
            raise SourceError(gaps[0].text)
        return spans

    def _budget(self) -> Budget:
        limits = self._everywhere.limits
        return Budget(limits.answer_seconds, limits.patience)

    def _reach(self) -> Window:
        now = self._clock()
        return Window(now - self._everywhere.limits.reach, now + timedelta(days=1))

    def _roster(self, text: str, *, budget: Budget) -> Roster:
        found = self._everywhere.results("machines", self._reach(), budget=budget, values={"text": text})
        roster = Roster()
        for _, result in found.parts:
            for record in result.records():
                roster.add(machine_texts(record))
        return roster

    def _spans(self, budget: Budget) -> tuple[tuple[Span, ...], tuple[Gap, ...]]:
        found = self._everywhere.results("log_span", self._reach(), budget=budget, values={})
        spans = [Span(name, *_counted(result.rows[0])) for name, result in found.parts]
        return tuple(spans), found.gaps

    def _health(self, machine: str, window: Window) -> Table:
        if self._annotations is None:
            return events.table(), ()
        own = parse(machine).subscription
        return self._annotations.within(window, subscriptions=(own,) if own else self._everywhere.subscriptions)


def _counted(row: Sequence[object]) -> tuple[int, datetime | None, datetime | None]:
    rows, oldest, newest = row
    times = [each.astimezone(UTC) if isinstance(each, datetime) else None for each in (oldest, newest)]
    return int(str(rows)), times[0], times[1]


def _excerpt(rows: pd.DataFrame, held: tuple[Sequence[Span], Iterable[Gap]], *, gaps: Iterable[Gap]) -> Excerpt:
    spans, missing = held
    oldest = min((span.oldest for span in spans if span.oldest), default=None)
    newest = max((span.newest for span in spans if span.newest), default=None)
    return Excerpt(without_copies(rows).reset_index(drop=True), _once([*missing, *gaps]), oldest, newest)


def _once(gaps: Iterable[Gap]) -> tuple[Gap, ...]:
    return tuple(dict.fromkeys(gaps))
