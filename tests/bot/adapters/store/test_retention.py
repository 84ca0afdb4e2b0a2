"""What was asked is forgotten after thirty days, without anybody having to see to it."""

from datetime import timedelta

from bot.adapters.store.conversations import KEPT
from bot.adapters.store.store import open_store
from bot.usecases.ports import Case, Sighting, Subject
from tests.fakes.clock import NOON, FakeClock

DAY = timedelta(days=1)
ENTRY = "compute/AllocationFailed"


def test_a_running_bot_forgets_once_a_day(url: str) -> None:
    """With the first claim of a later day, what is older than thirty days is gone; the last thirty stay."""
    clock = FakeClock()
    with open_store(url, clock=clock) as store:
        for day in range(3):
            store.conversations.claim(f"Ev{day}")
            store.conversations.remember(f"{day}", Subject("AllocationFailed"))
            clock.advance(DAY)
        clock.at = NOON + KEPT + DAY
        store.conversations.claim("today")
        left = [store.conversations.subject(f"{day}") is not None for day in range(3)]
        assert ([False, True, True], False) == (left, store.conversations.claim("Ev1"))
        assert store.conversations.claim("Ev0")


def test_a_bot_that_starts_forgets_first(url: str) -> None:
    """What became too old while the bot was not running is forgotten with its first claim."""
    with open_store(url, clock=FakeClock()) as store:
        store.conversations.remember("1", Subject("AllocationFailed"))
    with open_store(url, clock=FakeClock(NOON + KEPT + DAY)) as store:
        store.conversations.claim("today")
        assert store.conversations.subject("1") is None


def test_decisions_and_sightings_stay(url: str) -> None:
    """They hold no text of anybody and are needed for years."""
    clock = FakeClock()
    with open_store(url, clock=clock) as store:
        store.cases.record(Case(cluster="c1", decision="fixed", by="U1", decided=NOON))
        store.sightings.add(Sighting(entry=ENTRY, place="C1", seen=NOON))
        clock.advance(1000 * DAY)
        store.conversations.claim("today")
        assert (1, 1) == (len(store.cases.all()), len(store.sightings.between(NOON, NOON + DAY)))
