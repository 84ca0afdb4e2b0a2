from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from analysis.weeks import NoWeekError, last_week, name_of, week_of
from analysis.window import Window

VIENNA = ZoneInfo("Europe/Vienna")


def test_a_week_runs_from_monday_to_monday_on_the_clock() -> None:
    """An ISO week begins on Monday at midnight of the zone and has 168 hours, or 169 when clocks go back."""
    plain, long = week_of("2026-W46", VIENNA), week_of("2026w43", VIENNA)

    assert plain == Window(datetime(2026, 11, 8, 23, tzinfo=UTC), datetime(2026, 11, 15, 23, tzinfo=UTC))
    assert long.end - long.start == timedelta(hours=169)


def test_the_last_week_is_over() -> None:
    """On Monday the last week is the one that has just ended, on Sunday the one before."""
    assert name_of(last_week(datetime(2026, 11, 16, tzinfo=UTC))) == "2026-W46"
    assert name_of(last_week(datetime(2026, 11, 15, 23, tzinfo=UTC))) == "2026-W45"
    assert name_of(last_week(datetime(2026, 11, 15, 23, tzinfo=UTC), VIENNA), VIENNA) == "2026-W46"


def test_other_windows_are_named_by_their_days() -> None:
    """A window that is no week is named by its first and last day."""
    window = Window(datetime(2026, 11, 10, tzinfo=UTC), datetime(2026, 11, 17, tzinfo=UTC))

    assert name_of(window) == "2026-11-10 to 2026-11-16"


@pytest.mark.parametrize("text", ["2026-W54", "2026-46", "last week", "", "0000-W01", "2025-W53"])
def test_no_week(text: str) -> None:
    """What is no ISO week is refused with an example."""
    with pytest.raises(NoWeekError, match="such as 2026-W46"):
        week_of(text)
