"""What the port Watches promises holds for the fake, for SQLite and for PostgreSQL."""

from dataclasses import replace

from bot.usecases.team_ports import Watch
from tests.bot.adapters.store.conftest import Kept
from tests.fakes.clock import NOON

WATCH = Watch("T1", "C1", "", "U1", NOON)


def test_a_watch_comes_back_whole(kept: Kept) -> None:
    """Each by its channel and app, in their order."""
    other = replace(WATCH, app="Azure Monitor", hours=2)
    for one in (other, WATCH, replace(WATCH, channel="C0")):
        kept.watches.put(one)
    assert [replace(WATCH, channel="C0"), WATCH, other] == list(kept.watches.all())


def test_a_watch_is_ordered_anew(kept: Kept) -> None:
    """The last order counts."""
    kept.watches.put(WATCH)
    kept.watches.put(replace(WATCH, person="U2", hours=1))
    assert [replace(WATCH, person="U2", hours=1)] == list(kept.watches.all())


def test_a_watch_is_ended_once(kept: Kept) -> None:
    """Only the one that is named."""
    kept.watches.put(WATCH)
    kept.watches.put(replace(WATCH, app="x"))
    assert [True, False] == [kept.watches.drop(WATCH), kept.watches.drop(WATCH)]
    assert [replace(WATCH, app="x")] == list(kept.watches.all())
