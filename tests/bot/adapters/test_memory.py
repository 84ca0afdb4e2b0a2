from datetime import UTC, datetime, timedelta
from pathlib import Path

from analysis.window import Window
from bot.adapters.clock import SystemClock
from bot.adapters.memory import recall
from bot.adapters.store.store import open_store
from bot.usecases.ports import Case, Sighting

MONDAY = datetime(2026, 11, 9, tzinfo=UTC)
WEEK = Window(MONDAY, MONDAY + timedelta(days=7))


def test_what_was_decided_and_asked_is_remembered(tmp_path: Path) -> None:
    """Cases in force and the sightings of the window come out of the store."""
    address = f"sqlite:///{tmp_path / 'store.db'}"
    with open_store(address, clock=SystemClock()) as store:
        store.cases.record(Case("c", "fixed", "anna", MONDAY))
        store.sightings.add(Sighting("compute/AllocationFailed", "C1", MONDAY))
        store.sightings.add(Sighting("compute/AllocationFailed", "C1", MONDAY - timedelta(days=1)))

    memory = recall(address, lambda: open_store(address, clock=SystemClock()), WEEK)

    assert [case.cluster for case in memory.cases] == ["c"]
    assert len(memory.sightings) == 1


def test_a_look_makes_no_store(tmp_path: Path) -> None:
    """A store that nobody has made yet is not made for a report."""
    path = tmp_path / "none.db"
    address = f"sqlite:///{path}"

    assert recall(address, lambda: open_store(address, clock=SystemClock()), WEEK).cases == ()
    assert not path.exists()


def test_a_store_that_cannot_be_opened(tmp_path: Path) -> None:
    """Why nothing is remembered is said."""
    path = tmp_path / "no.db"
    path.write_text("this is no database, and long enough to tell" * 40, encoding="utf-8")
    address = f"sqlite:///{path}"

    assert recall(address, lambda: open_store(address, clock=SystemClock()), WEEK).missing
