"""Weeks as people count them: ISO weeks, from Monday to Monday on the clock of a zone."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

from analysis.window import Window

_WEEK: Final = re.compile(r"(\d{4})-?W(\d{1,2})", re.IGNORECASE)
_WEEK_LENGTH: Final = timedelta(days=7)


class NoWeekError(ValueError):
    """A text is no week; the message is one sentence with what to write."""


def week_of(text: str, zone: tzinfo = UTC) -> Window:
    """Give the ISO week of a text such as 2026-W46, from Monday 0:00 to the next on the clock of the zone.

    Raises:
        NoWeekError: it is no week, or its year does not have it.
    """
    found = _WEEK.fullmatch(text.strip())
    monday = _monday(int(found[1]), int(found[2])) if found is not None else None
    if monday is None:
        raise NoWeekError(f"“{text}” is no week; write year and ISO week, such as 2026-W46.")
    return _from(monday, zone)


def _monday(year: int, week: int) -> date | None:
    try:
        return date.fromisocalendar(year, week, 1)
    except ValueError:
        return None


def last_week(now: datetime, zone: tzinfo = UTC) -> Window:
    """Give the last ISO week that is over at a time, on the clock of the zone."""
    today = now.astimezone(zone).date()
    return _from(today - timedelta(days=today.weekday()) - _WEEK_LENGTH, zone)


def name_of(window: Window, zone: tzinfo = UTC) -> str:
    """Give the name of a window that is an ISO week (2026-W46), else its days (2026-11-09 to 2026-11-15)."""
    first = window.start.astimezone(zone)
    if window == _from(first.date(), zone) and first.isoweekday() == 1:
        year, week, _ = first.isocalendar()
        return f"{year}-W{week:02}"
    last = (window.end - timedelta(microseconds=1)).astimezone(zone)
    return f"{first:%Y-%m-%d} to {last:%Y-%m-%d}"


def _from(monday: date, zone: tzinfo) -> Window:
    start = datetime.combine(monday, time(), zone)
    return Window(start.astimezone(UTC), datetime.combine(monday + _WEEK_LENGTH, time(), zone).astimezone(UTC))
