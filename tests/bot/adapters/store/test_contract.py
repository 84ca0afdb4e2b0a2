"""What the ports promise holds for the fakes, for SQLite and for PostgreSQL."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from analysis.window import Window
from bot.usecases.ports import Case, Sighting, Subject
from tests.bot.adapters.store.conftest import Kept
from tests.fakes.clock import NOON

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
SUBJECT = Subject("AllocationFailed", resource="web-01", window=Window(NOON - DAY, NOON))
FIXED = Case(cluster="c1", decision="fixed", by="U1", decided=NOON)
MERGED = Case(cluster="c1", decision="merged", by="U2", decided=NOON + HOUR, into="c2")
SEEN = Sighting(entry="compute/AllocationFailed", place="C1", seen=NOON)
ODD = ["it's", 'a "quoted" 100% \\ text', "日本語 🎉", "", " ", "x" * 10_000, "'; DROP TABLE claims; --"]


def test_an_event_is_claimed_once(kept: Kept) -> None:
    """Whoever claims an event first gets it, nobody after."""
    claim = kept.conversations.claim
    assert [True, False, True, False] == [claim(event) for event in ("Ev1", "Ev1", "Ev2", "Ev1")]


@pytest.mark.parametrize("event", [*ODD, "nul \0", "half \ud83d"])
def test_odd_ids_are_claimed_once(kept: Kept, event: str) -> None:
    """An id may hold any character and be long, and others that look like it are still others."""
    claims = [kept.conversations.claim(each) for each in (event, event, event + "1", event.upper() + "2")]
    assert [True, False, True, True] == claims


def test_an_unknown_thread_has_no_subject(kept: Kept) -> None:
    """Nothing is known of a thread that nobody spoke in."""
    assert kept.conversations.subject("1.1") is None


def test_a_thread_keeps_its_last_subject(kept: Kept) -> None:
    """The subject remembered last comes back whole, with resource and window."""
    kept.conversations.remember("1.1", Subject("OSProvisioningTimedOut"))
    kept.conversations.remember("1.1", SUBJECT)
    kept.conversations.remember("2.2", Subject("Conflict"))
    assert (SUBJECT, Subject("Conflict")) == (kept.conversations.subject("1.1"), kept.conversations.subject("2.2"))


@pytest.mark.parametrize("text", ODD)
def test_a_subject_may_hold_any_text(kept: Kept, text: str) -> None:
    """Text comes back as it was given."""
    kept.conversations.remember(text, Subject(text, resource=text))
    assert Subject(text, resource=text) == kept.conversations.subject(text)


def test_old_events_and_threads_are_forgotten(kept: Kept) -> None:
    """What was kept before a time is forgotten and counted; what was kept at that time or later is not."""
    kept.conversations.claim("old")
    kept.conversations.remember("old", SUBJECT)
    kept.conversations.remember("renewed", SUBJECT)
    kept.clock.advance(HOUR)
    kept.conversations.claim("young")
    kept.conversations.remember("renewed", SUBJECT)
    assert 2 == kept.conversations.forget(NOON + HOUR)
    assert [True, False] == [kept.conversations.claim(event) for event in ("old", "young")]
    assert [None, SUBJECT] == [kept.conversations.subject(thread) for thread in ("old", "renewed")]


def test_sightings_are_given_for_a_window(kept: Kept) -> None:
    """They come oldest first; the start of a window belongs to it, the end does not."""
    for hours in (2, 0, 1, -1):
        kept.sightings.add(replace(SEEN, place=f"C{hours}", seen=NOON + hours * HOUR))
    expected = [replace(SEEN, place=f"C{hours}", seen=NOON + hours * HOUR) for hours in (0, 1)]
    assert expected == list(kept.sightings.between(NOON, NOON + 2 * HOUR))


def test_times_come_back_in_utc(kept: Kept) -> None:
    """A time is the same to the microsecond, whichever zone it was given in, and comes back with its zone."""
    exact = datetime(2026, 10, 25, 2, 30, 0, 123456, tzinfo=timezone(2 * HOUR))
    kept.cases.record(replace(FIXED, decided=exact))
    (case,) = kept.cases.all()
    assert (exact, timedelta(0)) == (case.decided, case.decided.astimezone(UTC).utcoffset())


def test_the_decision_recorded_last_is_in_force(kept: Kept) -> None:
    """One decision a cluster, by cluster id, and the older ones stay in its history."""
    for case in (replace(FIXED, cluster="d"), FIXED, replace(FIXED, cluster="B"), MERGED):
        kept.cases.record(case)
    assert [("B", "fixed"), ("c1", "merged"), ("d", "fixed")] == [
        (one.cluster, one.decision) for one in kept.cases.all()
    ]
    assert [FIXED, MERGED] == list(kept.cases.history("c1"))


def test_a_decision_is_taken_back(kept: Kept) -> None:
    """The one before it is in force again, and the history tells who took it back, and when."""
    kept.cases.record(FIXED)
    kept.cases.record(MERGED)
    assert kept.cases.undo(MERGED, by="U3", at=NOON + DAY)
    assert [FIXED] == list(kept.cases.all())
    assert [FIXED, replace(MERGED, undone_by="U3", undone=NOON + DAY)] == list(kept.cases.history("c1"))


def test_a_decision_is_taken_back_once(kept: Kept) -> None:
    """Neither a second press of a button nor one on an older message takes back more than it says."""
    kept.cases.record(FIXED)
    kept.cases.record(MERGED)
    undo = kept.cases.undo
    assert [False, True, False] == [undo(case, by="U3", at=NOON + DAY) for case in (FIXED, MERGED, MERGED)]
    assert [FIXED] == list(kept.cases.all())


def test_without_a_decision_nothing_is_in_force(kept: Kept) -> None:
    """A cluster whose only decision was taken back stands as if nobody had decided."""
    kept.cases.record(FIXED)
    kept.cases.undo(FIXED, by="U1", at=NOON + HOUR)
    assert ([], []) == (list(kept.cases.all()), list(kept.cases.history("c2")))
