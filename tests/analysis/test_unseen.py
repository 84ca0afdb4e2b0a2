from datetime import datetime, timedelta

import pandas as pd

from analysis.events import table
from analysis.excerpt import Excerpt
from analysis.unseen import unseen
from analysis.window import Window
from tests.analysis.log_rows import NOON, act, health, log, minutes, on_vm

WINDOW = Window(minutes(-60), minutes(60))
LONG_AGO, NOW = minutes(-600), minutes(60)


def texts(
    events: pd.DataFrame, *, oldest: datetime | None = LONG_AGO, newest: datetime | None = NOW, window: Window = WINDOW
) -> dict[str, str]:
    """Give the gaps by kind."""
    excerpt = Excerpt(events, (), oldest, newest)
    return {gap.kind: gap.text for gap in unseen(excerpt, window, now=minutes(60))}


def test_data_until() -> None:
    """Where the newest row is older than the window's end, the answer says until when."""
    found = texts(log(health(0, "available")), newest=minutes(35))

    assert found["too fresh"].startswith("Data until 12:35 UTC: ")


def test_data_until_another_day_names_the_day() -> None:
    """A time of day alone would mislead."""
    found = texts(log(health(0, "available")), newest=NOON - timedelta(days=2))

    assert found["too fresh"].startswith("Data until 2026-10-31 12:00 UTC: ")


def test_what_azure_never_logs_is_always_said() -> None:
    """Reads and outages of seconds are in no log, and nothing else lacks here."""
    assert {"never logged"} == set(texts(log(health(0, "available"))))


def test_no_row_of_health() -> None:
    """Without Resource Health the platform's doings cannot be seen, and where to get them is said."""
    assert "ResourceHealth" in texts(log(act(on_vm("start"))))["no details"]


def test_a_window_beyond_what_is_kept() -> None:
    """Older than ninety days, or before the log begins."""
    old = Window(NOON - timedelta(days=120), NOON)

    assert "90 days" in texts(log(health(0, "available")), window=old, oldest=NOON - timedelta(days=200))["too old"]
    assert (
        "The log begins at 2026-11-02 11:30 UTC" in texts(log(health(0, "available")), oldest=minutes(-30))["too old"]
    )


def test_an_empty_log() -> None:
    """No row at all: said as such."""
    assert "no row at all" in texts(table(), oldest=None, newest=None)["too fresh"]
