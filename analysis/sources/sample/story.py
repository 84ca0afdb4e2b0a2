"""The whole sample: its rows, oldest first, and what is true of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property, lru_cache
from itertools import repeat
from typing import Final

from analysis.sources.sample.fleet import Fleet, Machine, fleet
from analysis.sources.sample.groups import group_life, scale_set_life
from analysis.sources.sample.incidents.all import plant
from analysis.sources.sample.ledger import Ledger
from analysis.sources.sample.period import Period
from analysis.sources.sample.recurring import recur
from analysis.sources.sample.rhythm import machine_life
from analysis.sources.sample.rows import Row
from analysis.sources.sample.states import clusters
from analysis.sources.sample.truth import plain, stamp

_TWICE: Final = "0f"  # of all event ids, one in 256 begins so
_FIVE_TIMES: Final = "0f0"


@dataclass(frozen=True)
class Story:
    """A fleet over a period; `healthy` plants no incidents and lets failures recur at constant rates only."""

    period: Period = Period()  # noqa: RUF009 - frozen
    copies: int = 1
    healthy: bool = False

    @cached_property
    def fleet(self) -> Fleet:
        """The machines."""
        return fleet(copies=self.copies)

    @cached_property
    def events(self) -> Ledger:
        """What was planted: incidents and failures that recur; what is true of the sample stands in here."""
        ledger = Ledger()
        if not self.healthy:
            plant(ledger, self.fleet, self.period)
        for copy in range(self.copies):
            recur(ledger, self.fleet, self.period, copy=copy, healthy=self.healthy)
        return ledger

    def life(self, machines: Iterable[Machine], days: Iterable[datetime] | None = None) -> list[Row]:
        """Give the rows of normal days of these machines and of the groups that they are deployed with.

        Args:
            machines: of this story's fleet.
            days: midnights; all of the period if not given.
        """
        ledger, seed = Ledger(), self.period.seed
        wanted = {machine.id: machine for machine in machines}
        groups = [group for group in self.fleet.groups if any(machine.id in wanted for machine in group)]
        for day in self.period.days() if days is None else days:
            for machine in wanted.values():
                (scale_set_life if machine.scale_set else machine_life)(ledger, machine, day, seed)
            for group in groups:
                group_life(ledger, group, day, seed)
        return ledger.rows

    def rows(self) -> Iterator[Row]:
        """Give every row, oldest first; some stand twice, as in real logs. Only two days are held at a time."""
        planted, at = sorted(self.events.rows, key=_age), 0
        waiting: list[Row] = []
        for day in self.period.days():
            tomorrow = day + timedelta(days=1)
            until = bisect_left(planted, tomorrow, key=_time)
            waiting += [*planted[at:until], *self.life(self.fleet, [day])]
            waiting.sort(key=_age)
            ready = bisect_left(waiting, tomorrow, key=_time)
            yield from self.as_logged(waiting[:ready])
            waiting, at = waiting[ready:], until

    def as_logged(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Give those of the rows that lie in the period, and some of them twice, as real logs do."""
        start, until = self.period.start, self.period.until
        for row in rows:
            if start <= row.time < until:
                yield from repeat(row, _copies(row))


def _copies(row: Row) -> int:
    if row.actor is None or not row.event_id.startswith(_TWICE):
        return 1
    return 5 if row.event_id.startswith(_FIVE_TIMES) else 2


def _time(row: Row) -> datetime:
    return row.time


def _age(row: Row) -> tuple[datetime, str]:
    return row.time, row.event_id


@lru_cache(maxsize=1)
def built_in() -> Story:
    """Give the story that is the built-in sample."""
    return Story()


def truth(story: Story) -> dict[str, object]:
    """Give all that is true of a story, ready for JSON: what was planted, the stories, the clusters week by week."""
    period, ledger = story.period, story.events
    inside = [fact for fact in ledger.planted if period.start <= fact.time < period.until]
    names = {fact.machine for fact in inside}
    return {
        "made_up": True,
        "seed": period.seed,
        "start": stamp(period.start),
        "until": stamp(period.until),
        "machines": [machine.id for machine in story.fleet],
        "untroubled": sorted(machine.name for machine in story.fleet if machine.name not in names),
        "incidents": [plain(one) for one in ledger.incidents if period.start <= one.start < period.until],
        "operations": [plain(fact) for fact in sorted(inside, key=lambda fact: (fact.time, fact.resource, fact.name))],
        "clusters": clusters(ledger.failed, period),
    }
