from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.window import Window
from bot.usecases.times import duration, moment, said_window, unclear_day, zone_named

VIENNA = ZoneInfo("Europe/Vienna")
NOW = datetime(2026, 11, 19, 10, 30, tzinfo=UTC)  # a Thursday, 11:30 in Vienna


def said(sentence: str, *, now: datetime = NOW, zone: ZoneInfo = VIENNA, before: Window | None = None) -> str:
    """Give the window as wall times of the zone, so that a test reads like the sentence."""
    found = said_window(sentence, now=now, zone=zone, before=before)
    if found is None:
        return "none"
    start, end = (one.astimezone(zone).strftime("%m-%d %H:%M") for one in (found.window.start, found.window.end))
    return f"{start} – {end}"


@pytest.mark.parametrize(
    ("sentence", "window"),
    [
        ("what happened to web-01 yesterday?", "11-18 00:00 – 11-19 00:00"),
        ("why did it restart last night", "11-18 18:00 – 11-19 08:00"),
        ("the day before yesterday", "11-17 00:00 – 11-18 00:00"),
        ("today", "11-19 00:00 – 11-19 11:30"),
        ("this morning", "11-19 00:00 – 11-19 11:30"),
        ("last Friday afternoon", "11-13 12:00 – 11-13 18:00"),
        ("on Monday", "11-16 00:00 – 11-17 00:00"),
        ("last week", "11-09 00:00 – 11-16 00:00"),
        ("this week", "11-16 00:00 – 11-19 11:30"),
        ("over the weekend", "11-14 00:00 – 11-16 00:00"),
        ("last month", "10-01 00:00 – 11-01 00:00"),
        ("on 12 November", "11-12 00:00 – 11-13 00:00"),
        ("on Nov 12th 2026", "11-12 00:00 – 11-13 00:00"),
        ("on 12.11.2026", "11-12 00:00 – 11-13 00:00"),
        ("on 3/11", "11-03 00:00 – 11-04 00:00"),
        ("what failed in week 45?", "11-02 00:00 – 11-09 00:00"),
        ("KW 45", "11-02 00:00 – 11-09 00:00"),
        ("kw45/2026", "11-02 00:00 – 11-09 00:00"),
        ("in 2026-W45", "11-02 00:00 – 11-09 00:00"),
        ("week 45 of 2026", "11-02 00:00 – 11-09 00:00"),
        ("in calendar week 45", "11-02 00:00 – 11-09 00:00"),
        ("in the 45th week", "11-02 00:00 – 11-09 00:00"),
        ("since week 45", "11-02 00:00 – 11-19 11:30"),
        ("between week 44 and week 45", "10-26 00:00 – 11-09 00:00"),
        ("week 47", "11-16 00:00 – 11-19 11:30"),
        ("week 50", "12-08 00:00 – 12-15 00:00"),
        ("week 1 of 2026", "12-29 00:00 – 01-05 00:00"),
        ("in 2025", "01-01 00:00 – 01-01 00:00"),
    ],
)
def test_days(sentence: str, window: str) -> None:
    """A day, a part of it, a week or a month is that of the asker's clock and ends now at the latest."""
    assert window == said(sentence)


@pytest.mark.parametrize(
    ("sentence", "window"),
    [
        ("since Monday 9:00", "11-16 09:00 – 11-19 11:30"),
        ("since yesterday", "11-18 00:00 – 11-19 11:30"),
        ("after 12.11.2026 08:00", "11-12 08:00 – 11-19 11:30"),
        ("between 2 and 4 pm", "11-18 14:00 – 11-18 16:00"),
        ("yesterday between 2 and 4 pm", "11-18 14:00 – 11-18 16:00"),
        ("between 14:00 and 16:00 yesterday", "11-18 14:00 – 11-18 16:00"),
        ("from 9 to 11 this morning", "11-19 09:00 – 11-19 11:00"),
        ("from yesterday 22:00 to 02:00", "11-18 22:00 – 11-19 02:00"),
        ("between 23:00 and 01:00", "11-18 23:00 – 11-19 01:00"),
        ("between 12 November and 14 November", "11-12 00:00 – 11-15 00:00"),
        ("from 2026-11-12 10:00 to 2026-11-12 12:00", "11-12 10:00 – 11-12 12:00"),
        ("before Tuesday", "11-10 00:00 – 11-17 00:00"),
        ("9-11", "11-19 09:00 – 11-19 11:00"),
    ],
)
def test_ranges(sentence: str, window: str) -> None:
    """A range runs from its first time to its last; what one side leaves out the other one says."""
    assert window == said(sentence)


@pytest.mark.parametrize(
    ("sentence", "window"),
    [
        ("at 14:05", "11-18 13:35 – 11-18 14:35"),
        ("around 9am", "11-19 08:30 – 11-19 09:30"),
        ("why did it stop at 3?", "11-19 02:30 – 11-19 03:30"),
        ("yesterday at 9", "11-18 08:30 – 11-18 09:30"),
        ("2026-11-12T14:03:00Z", "11-12 14:33 – 11-12 15:33"),
        ("last 24h", "11-18 11:30 – 11-19 11:30"),
        ("in the last 3 days", "11-16 11:30 – 11-19 11:30"),
        ("for the past week", "11-12 11:30 – 11-19 11:30"),
        ("3 hours ago", "11-19 08:00 – 11-19 09:00"),
        ("since 2 hours ago", "11-19 09:30 – 11-19 11:30"),
    ],
)
def test_around(sentence: str, window: str) -> None:
    """A time of day is half an hour around the last time the clock showed it; a length counts back from now."""
    assert window == said(sentence)


@pytest.mark.parametrize(
    ("sentence", "window"),
    [
        ("between 2 and 4 pm CET", "11-18 14:00 – 11-18 16:00"),
        ("between 2 and 4 pm PST", "11-18 23:00 – 11-19 01:00"),
        ("at 14:00 UTC", "11-18 14:30 – 11-18 15:30"),
        ("at 14:00 UTC+5:30", "11-19 09:00 – 11-19 10:00"),
        ("between 03:00 and 04:00 America/New_York", "11-19 09:00 – 11-19 10:00"),
    ],
)
def test_zones(sentence: str, window: str) -> None:
    """A zone that is said behind a time holds for the whole range, instead of the asker's."""
    assert window == said(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "what happened to web-01",
        "what happened to vm-2 and vm-3",
        "is 320001 retryable",
        "what may have happened",
        "who stopped sat-01",
        "",
        "failed at 3 VMs",
    ],
)
def test_no_time(sentence: str) -> None:
    """Numbers and names that are no times name no window."""
    assert said(sentence) == "none"


def test_month_first_in_america() -> None:
    """A date with slashes is read month first by a clock in America, and day first elsewhere."""
    new_york = ZoneInfo("America/New_York")

    assert said("on 4/3/2026", zone=new_york) == "04-03 00:00 – 04-04 00:00"
    assert said("on 4/3/2026") == "03-04 00:00 – 03-05 00:00"


def test_the_day_before() -> None:
    """The day before counts from the window that was talked about."""
    window = Window(datetime(2026, 11, 18, 23, tzinfo=UTC), datetime(2026, 11, 19, 10, 30, tzinfo=UTC))

    assert said("and the day before?", before=window) == "11-18 00:00 – 11-19 00:00"
    assert said("and the day before?") == "none"


def test_a_day_with_25_hours() -> None:
    """The day on which clocks go back has 25 hours, and the one on which they go forward 23."""
    long = said_window("on 25 October 2026", now=NOW, zone=VIENNA)
    short = said_window("on 29 March 2026", now=NOW, zone=VIENNA)

    assert long is not None
    assert short is not None
    assert long.window.end - long.window.start == timedelta(hours=25)
    assert short.window.end - short.window.start == timedelta(hours=23)


def test_a_time_that_is_shown_twice() -> None:
    """A range within the hour that comes twice reaches over both."""
    found = said_window("on 25 October 2026 between 02:00 and 02:30", now=NOW, zone=VIENNA)

    assert found is not None
    assert found.window == Window(datetime(2026, 10, 25, 0, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC))


def test_a_time_that_is_skipped() -> None:
    """A time that no clock shows is the moment of the jump."""
    assert moment(datetime(2026, 3, 29, 2, 30), VIENNA) == datetime(2026, 3, 29, 1, tzinfo=UTC)  # noqa: DTZ001 - a wall time


@pytest.mark.parametrize(
    ("text", "length"), [("7d", 7 * 24), ("36h", 36), ("2 weeks", 14 * 24), ("90", None), ("0d", None)]
)
def test_duration(text: str, length: int | None) -> None:
    """A length is a number with a unit."""
    assert duration(text) == (None if length is None else timedelta(hours=length))


def test_zone_named() -> None:
    """Names, abbreviations and offsets are zones; other words are not."""
    assert zone_named("Europe/Vienna") == VIENNA
    assert zone_named("cet") == ZoneInfo("Europe/Berlin")
    assert zone_named("UTC+25") is None
    assert zone_named("../etc/passwd") is None
    assert zone_named("Atlantis") is None


@given(st.text(max_size=60), st.datetimes(timezones=st.just(UTC), min_value=datetime(2000, 1, 1)))  # noqa: DTZ001
def test_any_sentence(sentence: str, now: datetime) -> None:
    """No sentence ends in an error, and a window never ends before it starts."""
    found = said_window(sentence, now=now, zone=VIENNA)

    assert found is None or found.window.start < found.window.end


WORDS = "since between and 2 4 pm am yesterday monday 12.11. november 31 32/13/2026 at 99:99 24:00 last 3 days ago to - utc cet".split()


@given(st.lists(st.sampled_from(WORDS), max_size=8))
def test_any_words_of_time(words: list[str]) -> None:
    """Words of time in any order end in a window or in none."""
    found = said_window(" ".join(words), now=NOW, zone=VIENNA)

    assert found is None or found.window.start < found.window.end


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("what happened to web-01 in 1850?", "in 1850"),
        ("what failed in week 60?", "week 60"),
        ("what failed in 2026-W54?", "2026-w54"),
        ("what happened to web-01 at 25:61?", "25:61"),
        ("what happened to web-01 yesterday at 25:61?", "25:61"),
        ("between 14:00 and 26:00", "26:00"),
        ("on 31 February", "31 february"),
    ],
)
def test_what_names_no_time_is_told(sentence: str, words: str) -> None:
    """Words that look like a day, a week or a time of day but are none are given back, also beside others."""
    assert words == unclear_day(sentence, now=NOW, zone=VIENNA)


@pytest.mark.parametrize(
    "sentence",
    [
        "what happened to web-01 at 12:30?",
        "since 2026-11-12T14:00",
        "yesterday from 9:00 to 11:30:10",
        "ratio 99:98",
        "web-01",
    ],
)
def test_clear_times_are_not_doubted(sentence: str) -> None:
    """Times, and numbers that are no times, are left alone."""
    assert "" == unclear_day(sentence, now=NOW, zone=VIENNA)
