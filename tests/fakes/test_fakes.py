"""Each fake keeps the promise of its port; the annotated assignments let mypy check the shapes."""

from dataclasses import replace
from datetime import timedelta

from bot.usecases.ports import (
    ActivityLog,
    Case,
    Cases,
    Clock,
    Conversations,
    LogRow,
    Note,
    Notes,
    Sighting,
    Sightings,
    Subscription,
    Subscriptions,
)
from tests.fakes.activity_log import FakeActivityLog
from tests.fakes.cases import FakeCases
from tests.fakes.clock import NOON, FakeClock
from tests.fakes.conversations import FakeConversations
from tests.fakes.notes import FakeNotes
from tests.fakes.sightings import FakeSightings
from tests.fakes.subscriptions import FakeSubscriptions

HOUR = timedelta(hours=1)


def test_the_clock_moves_only_when_told() -> None:
    """Time stands still, and goes on by what it is advanced."""
    fake = FakeClock()
    clock: Clock = fake
    assert NOON == clock.now() == clock.now()
    fake.advance(HOUR)
    assert NOON + HOUR == clock.now()


def test_an_event_is_claimed_once() -> None:
    """The second claim of an event fails; a thread's subject is given back."""
    conversations: Conversations = FakeConversations()
    assert [True, False, True] == [conversations.claim(event) for event in ("Ev1", "Ev1", "Ev2")]
    assert None is conversations.subject("1.1")
    conversations.remember("1.1", "AllocationFailed")
    assert "AllocationFailed" == conversations.subject("1.1")


def test_the_later_decision_counts() -> None:
    """A case recorded later replaces the earlier one of its cluster; all stand by cluster id."""
    first = Case(cluster="b", decision="fixed", by="U1", decided=NOON)
    cases: Cases = FakeCases(first)
    cases.record(replace(first, cluster="a"))
    cases.record(replace(first, decision="split"))
    assert [("a", "fixed"), ("b", "split")] == [(case.cluster, case.decision) for case in cases.all()]


def test_notes_are_kept_by_entry() -> None:
    """An entry's notes come oldest first, those of other entries do not come."""
    old = Note(entry="compute/X", text="old", author="U1", written=NOON)
    notes: Notes = FakeNotes(replace(old, text="new", written=NOON + HOUR), old)
    notes.add(replace(old, entry="compute/Y"))
    assert ["old", "new"] == [note.text for note in notes.of("compute/X")]


def test_sightings_are_given_for_a_window() -> None:
    """The start of a window belongs to it, the end does not."""
    seen = Sighting(entry="compute/X", place="C1", seen=NOON)
    sightings: Sightings = FakeSightings(replace(seen, seen=NOON + HOUR))
    sightings.add(seen)
    assert [NOON] == [each.seen for each in sightings.between(NOON, NOON + HOUR)]


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
    rows = [LogRow(time=NOON + hours * HOUR, resource_id="/r", properties="{}") for hours in (2, 1, 0)]
    log: ActivityLog = FakeActivityLog(*rows)
    assert [NOON, NOON + HOUR] == [row.time for row in log.rows(NOON, NOON + 2 * HOUR)]
