"""One query in every workspace. Each is asked for itself, so that one that fails is a gap and not the end."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Generic, TypeVar

import pandas as pd

from analysis.gaps import Gap
from analysis.sources import SourceError, kql
from analysis.sources.azure_calls import MOST_AT_ONCE, Budget, RefusedError
from analysis.sources.log_analytics.connection import Connection, Result
from analysis.sources.log_analytics.limits import Limits
from analysis.sources.log_analytics.slices import Fetched, fetch
from analysis.sources.log_analytics.tables import events_of
from analysis.window import Window

Part = TypeVar("Part")
Values = Mapping[str, kql.Value]  # parameters of a query beside window and subscriptions
Table = tuple[pd.DataFrame, tuple[Gap, ...]]  # a canonical event table, and what is missing in it
_NOTHING: Final = timedelta(0)


@dataclass(frozen=True, slots=True)
class Parts(Generic[Part]):
    """What each workspace that answers gave, by its id, and a gap for each that does not."""

    parts: tuple[tuple[str, Part], ...]
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class Everywhere:
    """Workspaces and the subscriptions whose rows are wanted; empty takes all."""

    connection: Connection
    workspaces: Sequence[str]
    subscriptions: Sequence[str] = ()

    @property
    def limits(self) -> Limits:
        """The limits of the connection."""
        return self.connection.limits

    def results(self, name: str, window: Window, *, budget: Budget, values: Values, then: str = "") -> Parts[Result]:
        """Give the result of a query in each workspace; one with missing rows is a gap too.

        `then` goes on with the query: further operators of ours, a line each.

        Raises:
            SourceError: no workspace answers.
        """
        text = self._text(name, window, values) + then
        found = self._each(lambda workspace: self.connection.ask(workspace, text, window, budget=budget))
        gaps = [_not_whole(workspace, result) for workspace, result in found.parts if result.fault]
        return Parts(found.parts, (*found.gaps, *gaps))

    def rows(  # noqa: PLR0913 - each says something else about one query
        self,
        name: str,
        window: Window,
        *,
        budget: Budget,
        values: Values,
        around: timedelta = _NOTHING,
        needed: bool = True,
    ) -> Table:
        """Give the rows of a query as a canonical event table, and what is missing.

        `around` is how much longer than the window the time is that subqueries see. Where no workspace answers, that is
        a gap too if the rows are not `needed`.

        Raises:
            SourceError: no workspace answers, and the rows are needed.
        """

        def ask(workspace: str, part: Window, then: str = "") -> Result:
            text = self._text(name, part, values) + then
            return self.connection.ask(workspace, text, part.widened(before=around, after=around), budget=budget)

        def fetched(workspace: str) -> Fetched:
            return fetch(
                window,
                ask=lambda part: ask(workspace, part),
                count=lambda part: int(ask(workspace, part, "| count\n").rows[0][0]),
                limits=self.limits,
            )

        found = self._each(fetched, needed=needed)
        table, unreadable = events_of(record for _, part in found.parts for record in part.records)
        return table, (*found.gaps, *(gap for _, part in found.parts for gap in part.gaps), *unreadable)

    def _text(self, name: str, window: Window, values: Values) -> str:
        common: Values = {"start": window.start, "end": window.end, "subscriptions": self.subscriptions}
        return kql.load(name).bind(**common, **values)

    def _each(self, work: Callable[[str], Part], *, needed: bool = True) -> Parts[Part]:
        if not self.workspaces:
            raise SourceError("No workspace is set: set AZTRIAGE_WORKSPACES to workspace ids.")

        def tried(workspace: str) -> Part | RefusedError:
            try:
                return work(workspace)
            except RefusedError as error:
                return error

        with ThreadPoolExecutor(MOST_AT_ONCE) as pool:
            results = list(zip(self.workspaces, pool.map(tried, self.workspaces), strict=True))
        refused = [result.refusal for _, result in results if isinstance(result, RefusedError)]
        if needed and len(refused) == len(results):
            raise SourceError(refused[0].text)
        parts = tuple((name, result) for name, result in results if not isinstance(result, RefusedError))
        return Parts(parts, tuple(Gap(one.kind, one.text) for one in refused))


def _not_whole(workspace: str, result: Result) -> Gap:
    return Gap("partial", f"Workspace {workspace} gave only a part: {result.fault.rstrip('.')}.")
