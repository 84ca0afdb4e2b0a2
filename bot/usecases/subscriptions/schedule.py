"""When a subscription is due, on the clock on the wall of its zone, and which days its report is about."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

from analysis.window import Window
from bot.usecases.team_ports import Subscription
from bot.usecases.times.zones import moment

_DAY: Final = timedelta(days=1)
_WEEK: Final = 7


def next_run(weekday: int | None, at: time, zone: tzinfo, *, after: datetime) -> datetime:
    """Give the first moment (UTC) after a time at which the clock of the zone shows `at` on the ISO weekday, or daily.

    A time that the clock shows twice counts the first time only; one that it skips counts at the moment of the jump.
    """
    day = after.astimezone(zone).date() - _DAY
    while True:
        due = moment(datetime.combine(day, at), zone)
        if due > after and weekday in {None, day.isoweekday()}:
            return due
        day += _DAY


def run_after(subscription: Subscription, after: datetime) -> datetime:
    """Give when a subscription is due first after a time, in UTC."""
    return next_run(
        subscription.weekday, time.fromisoformat(subscription.time), ZoneInfo(subscription.zone), after=after
    )


def run_to_catch_up(subscription: Subscription, now: datetime) -> datetime:
    """Give the last of the times (UTC) at which a due subscription should have run by now: the others are let go."""
    due = subscription.next_run
    while (following := run_after(subscription, due)) <= now:
        due = following
    return due


def days_before(due: datetime, *, weekly: bool, zone: tzinfo) -> Window:
    """Give the seven days, or the one day, that ended last on the clock of the zone when a report was due.

    On a Monday the seven days are the ISO week that is over.
    """
    today = due.astimezone(zone).date()
    first = today - _DAY * (_WEEK if weekly else 1)
    start, end = (moment(datetime.combine(day, time()), zone).astimezone(UTC) for day in (first, today))
    return Window(start, end)
