"""Each fake keeps the promise of its port; the annotated assignments let mypy check the shapes.

Conversations, sightings and cases keep theirs beside the real store, in tests/bot/adapters/store.
"""

from dataclasses import replace
from datetime import timedelta

from analysis.events import table
from analysis.window import Window
from bot.usecases.ports import (
    ActivityLog,
    Clock,
    Note,
    Notes,
    Subscription,
    Subscriptions,
)
from tests.fakes.activity_log import FakeActivityLog
from tests.fakes.clock import NOON, FakeClock
from tests.fakes.notes import FakeNotes
from tests.fakes.subscriptions import FakeSubscriptions

HOUR = timedelta(hours=1)


def test_the_clock_moves_only_when_told() -> None:
    """Time stands still, and goes on by what it is advanced."""
    fake = FakeClock()
    clock: Clock = fake
    assert NOON == clock.now() == clock.now()
    fake.advance(HOUR)
    assert NOON + HOUR == clock.now()


def test_notes_are_kept_by_entry() -> None:
    """An entry's notes come oldest first, those of other entries do not come."""
    old = Note(entry="compute/X", text="old", author="U1", written=NOON)
    notes: Notes = FakeNotes(replace(old, text="new", written=NOON + HOUR), old)
    notes.add(replace(old, entry="compute/Y"))
    assert ["old", "new"] == [note.text for note in notes.of("compute/X")]


def test_a_channel_has_one_subscription() -> None:
    """A new subscription replaces the old one; a dropped one is gone, and dropping again is no fault."""
    monday = Subscription(channel="C2", weekday=1, hour=9, zone="Europe/Berlin")
    subscriptions: Subscriptions = FakeSubscriptions(monday)
    subscriptions.put(replace(monday, weekday=2))
    subscriptions.put(replace(monday, channel="C1"))
    assert [("C1", 1), ("C2", 2)] == [(each.channel, each.weekday) for each in subscriptions.all()]
    subscriptions.drop("C1")
    subscriptions.drop("C1")
    assert ["C2"] == [each.channel for each in subscriptions.all()]


def test_rows_are_given_for_a_window() -> None:
    """Rows come oldest first; the start of a window belongs to it, the end does not."""
    machine = "/subscriptions/s/resourcegroups/rg/providers/microsoft.compute/virtualmachines/web-01"
    rows = table({"time": NOON + hours * HOUR, "resource_id": machine} for hours in (2, 1, 0))
    log: ActivityLog = FakeActivityLog(rows)

    found = log.find("WEB-01")
    excerpt = log.about(machine, Window(NOON, NOON + 2 * HOUR))

    assert (machine,) == found.resources
    assert [NOON, NOON + HOUR] == list(excerpt.events["time"])
