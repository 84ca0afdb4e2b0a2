"""Reports are due by the clock on the wall, whatever the clocks do in spring and autumn."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.usecases.subscriptions.schedule import days_before, next_run, run_to_catch_up
from bot.usecases.team_ports import Subscription

VIENNA = ZoneInfo("Europe/Vienna")
# Half-hour clocks, half-hour changes, changes at midnight, a day that was left out, no changes at all.
ZONES = [
    ZoneInfo(name)
    for name in """Europe/Vienna America/New_York America/Santiago Australia/Lord_Howe Asia/Kolkata Pacific/Apia
    Africa/Casablanca Africa/Cairo Asia/Beirut Pacific/Chatham America/Havana UTC""".split()
]
TIMES = st.integers(0, 20 * 365 * 86_400).map(
    lambda seconds: datetime(2011, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)
CLOCKS = st.builds(time, st.integers(0, 23), st.integers(0, 59))
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def at(text: str, zone: ZoneInfo = VIENNA) -> datetime:
    """Give the moment of a wall time."""
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ("2026-11-21T12:00", "2026-11-23T09:00"),
        ("2026-11-23T08:59", "2026-11-23T09:00"),
        ("2026-11-23T09:00", "2026-11-30T09:00"),
        ("2026-10-19T09:00", "2026-10-26T09:00"),  # clocks go back on the Sunday between
        ("2027-03-22T09:00", "2027-03-29T09:00"),  # and forward
    ],
)
def test_monday_at_nine_is_at_nine(after: str, expected: str) -> None:
    """The hour on the wall stays, in winter as in summer."""
    assert at(expected) == next_run(1, time(9), VIENNA, after=at(after))


def test_an_hour_that_is_skipped_counts_at_the_jump() -> None:
    """On the last Sunday of March there is no 2:30 in Vienna; the report comes at 3:00, and next day at 2:30."""
    first = next_run(None, time(2, 30), VIENNA, after=at("2027-03-28T01:00"))
    assert at("2027-03-28T03:00") == first
    assert at("2027-03-29T02:30") == next_run(None, time(2, 30), VIENNA, after=first)


def test_an_hour_that_comes_twice_counts_once() -> None:
    """On the last Sunday of October 2:30 comes twice in Vienna; only the first is due."""
    first = next_run(None, time(2, 30), VIENNA, after=at("2026-10-24T12:00"))
    assert datetime(2026, 10, 25, 0, 30, tzinfo=UTC) == first
    assert at("2026-10-26T02:30") == next_run(None, time(2, 30), VIENNA, after=first)


@given(TIMES, CLOCKS, st.sampled_from(ZONES), st.sampled_from([None, 1, 2, 3, 4, 5, 6, 7]))
def test_the_next_run_is_the_first_after(after: datetime, clock: time, zone: ZoneInfo, weekday: int | None) -> None:
    """It lies ahead, shows the wanted time unless the clock skips it, and no such time lies between."""
    due = next_run(weekday, clock, zone, after=after)
    wall = due.astimezone(zone)
    assert after < due
    shown = datetime.combine(wall.date(), clock, zone)
    skipped = shown.astimezone(UTC).astimezone(zone).time() != clock
    jumped = (due - timedelta(seconds=1)).astimezone(zone).utcoffset() != wall.utcoffset()
    assert wall.time() == clock or skipped or jumped
    assert jumped or weekday in {None, wall.isoweekday()}
    longest = (1 if weekday is None else 7) * DAY + 25 * HOUR
    assert due - after <= longest


@given(TIMES, CLOCKS, st.sampled_from(ZONES), st.sampled_from([None, 3]))
def test_two_months_have_as_many_runs_as_days(
    start: datetime, clock: time, zone: ZoneInfo, weekday: int | None
) -> None:
    """From one run to the next it is a day or a week, give or take what the clocks are moved; none is doubled."""
    step = 7 * DAY if weekday else DAY
    due = next_run(weekday, clock, zone, after=start)
    for _ in range(60):
        following = next_run(weekday, clock, zone, after=due)
        moved = abs(following - due - step)
        assert moved <= 2 * HOUR or zone.key == "Pacific/Apia"  # Samoa left out 30 December 2011
        due = following


@given(TIMES, st.sampled_from(ZONES), st.sampled_from([1, 7]))
def test_the_days_of_a_report_are_over_and_whole(due: datetime, zone: ZoneInfo, days: int) -> None:
    """They end with the day before, and are seven or one on the calendar."""
    window = days_before(due, weekly=days == 7, zone=zone)
    first, end = window.start.astimezone(zone), window.end.astimezone(zone)
    today = due.astimezone(zone).date()
    assert window.end <= due
    assert today == end.date()
    assert timedelta(days=days) == end.date() - first.date() or zone.key == "Pacific/Apia"


def test_a_monday_report_is_about_the_iso_week() -> None:
    """On Monday the week that is over is told, from Monday to Sunday on the clock of Vienna."""
    window = days_before(at("2026-10-26T09:00"), weekly=True, zone=VIENNA)
    assert (at("2026-10-19T00:00"), at("2026-10-26T00:00")) == (window.start, window.end)


def test_of_missed_runs_the_last_counts() -> None:
    """Three Mondays passed: the report of the third is made, for the first two it is too late."""
    missed = Subscription("S1", "T1", "C1", 1, "09:00", "Europe/Vienna", "U1", at("2026-10-19T09:00"))
    assert at("2026-11-02T09:00") == run_to_catch_up(missed, at("2026-11-05T12:00"))
    assert at("2026-10-19T09:00") == run_to_catch_up(missed, at("2026-10-19T09:00"))
