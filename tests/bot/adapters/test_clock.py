"""The clock of the machine."""

from datetime import UTC, datetime, timedelta

from bot.adapters.clock import SystemClock
from bot.usecases.ports import Clock


def test_the_time_is_now_in_utc() -> None:
    """The clock gives an aware time in UTC that is the present one."""
    clock: Clock = SystemClock()
    now = clock.now()
    assert timedelta(0) == now.utcoffset()
    assert abs(datetime.now(UTC) - now) < timedelta(minutes=1)
