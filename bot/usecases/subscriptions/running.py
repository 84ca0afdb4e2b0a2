"""The report that a subscription asks for, made when it is due or when somebody wants it now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from analysis.window import Window
from bot.usecases.answers import NotReadable, Report
from bot.usecases.scope import EVERYTHING, Scope
from bot.usecases.subscriptions.schedule import days_before
from bot.usecases.subscriptions.wishes import filters_of
from bot.usecases.team_ports import Subscription

if TYPE_CHECKING:
    from bot.usecases.report import MakeReport


@dataclass(frozen=True, slots=True)
class RunReport:
    """The use case; call it with a subscription. `report` is asked for each run, and opens the log only then."""

    report: Callable[[], MakeReport]

    def __call__(self, subscription: Subscription, *, due: datetime, scope: Scope = EVERYTHING) -> Report | NotReadable:
        """Give the report on the days before it was due, and of those only what the scope allows."""
        zone = ZoneInfo(subscription.zone)

        def window(now: datetime) -> Window:
            # A log that ended before, such as the sample, is told about as of its end.
            return days_before(min(now, due), weekly=subscription.weekday is not None, zone=zone)

        return self._make(scope)(window, zone=zone, filters=filters_of(subscription.filters))

    def _make(self, scope: Scope) -> MakeReport:
        make = self.report()
        if scope == EVERYTHING:
            return make
        from bot.usecases.scoped import ScopedLog  # noqa: PLC0415 - it loads slowly, and most channels see everything

        opened = make.open_log
        return replace(make, open_log=lambda: ScopedLog(opened(), scope))
