"""What no answer about a machine can see: what has not arrived, is no longer kept, or is never written down."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final

from analysis.excerpt import Excerpt
from analysis.gaps import Gap
from analysis.verdict.words import clock, stamp
from analysis.window import Window

# Source: https://learn.microsoft.com/azure/azure-monitor/platform/activity-log
KEPT: Final = timedelta(days=90)
LATE: Final = timedelta(minutes=20)


def unseen(excerpt: Excerpt, window: Window, *, now: datetime, zone: tzinfo = UTC) -> tuple[Gap, ...]:
    """Give what the rows of a window cannot show, beside the gaps that the source itself has named.

    Args:
        excerpt: what the source gave for the window.
        window: the span asked for.
        now: the time now, with a zone.
        zone: the zone in which the sentences name times.
    """
    return (*_ends(excerpt, window, zone), *_begins(excerpt, window, now, zone), *_health(excerpt), _never())


def _ends(excerpt: Excerpt, window: Window, zone: tzinfo) -> Iterator[Gap]:
    if excerpt.newest is None:
        yield Gap("too fresh", "The log holds no row at all, so nothing can be said about this window.")
    elif excerpt.newest < window.end:
        yield Gap(
            "too fresh",
            f"Data until {_named(excerpt.newest, window, zone)}: rows arrive up to {LATE.seconds // 60} minutes late, "
            "and what came after is not in sight.",
        )


def _begins(excerpt: Excerpt, window: Window, now: datetime, zone: tzinfo) -> Iterator[Gap]:
    if window.start < now - KEPT:
        kept = stamp(now - KEPT, zone)
        yield Gap("too old", f"The activity log keeps {KEPT.days} days: before {kept} only exported rows can be seen.")
    if excerpt.oldest is not None and window.start < excerpt.oldest:
        yield Gap("too old", f"The log begins at {stamp(excerpt.oldest, zone)}: what came before is not in sight.")


def _health(excerpt: Excerpt) -> Iterator[Gap]:
    events = excerpt.events
    is_health = (events["category"].str.lower() == "resourcehealth") | (events["health"] != "")
    if not (is_health | (events["annotation"] != "")).any():
        yield Gap(
            "no details",
            "No Resource Health row lies in this window, so what the platform did is not in sight; export the category "
            "ResourceHealth if the log lacks it.",
        )


def _never() -> Gap:
    return Gap(
        "never logged",
        "Azure does not log reads, nor outages of a machine that last less than 35 seconds.",
    )


def _named(moment: datetime, window: Window, zone: tzinfo) -> str:
    same_day = moment.astimezone(zone).date() == window.end.astimezone(zone).date()
    return clock(moment, zone) if same_day else stamp(moment, zone)
