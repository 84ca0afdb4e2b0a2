"""Each fake keeps the promise of its port; the annotated assignments let mypy check the shapes.

Those that the store implements keep theirs beside it, in tests/bot/adapters/store.
"""

from datetime import timedelta

from analysis.events import table
from analysis.window import Window
from bot.usecases.ports import ActivityLog, Clock
from tests.fakes.activity_log import FakeActivityLog
from tests.fakes.clock import NOON, FakeClock

HOUR = timedelta(hours=1)


def test_the_clock_moves_only_when_told() -> None:
    """Time stands still, and goes on by what it is advanced."""
    fake = FakeClock()
    clock: Clock = fake
    assert NOON == clock.now() == clock.now()
    fake.advance(HOUR)
    assert NOON + HOUR == clock.now()


def test_rows_are_given_for_a_window() -> None:
    """Rows come oldest first; the start of a window belongs to it, the end does not."""
    machine = "/subscriptions/s/resourcegroups/rg/providers/microsoft.compute/virtualmachines/web-01"
    rows = table({"time": NOON + hours * HOUR, "resource_id": machine} for hours in (2, 1, 0))
    log: ActivityLog = FakeActivityLog(rows)

    found = log.find("WEB-01")
    excerpt = log.about(machine, Window(NOON, NOON + 2 * HOUR))

    assert (machine,) == found.resources
    assert [NOON, NOON + HOUR] == list(excerpt.events["time"])
