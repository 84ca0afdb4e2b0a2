"""The weeks that the sample covers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

UNTIL: Final = datetime(2026, 11, 16, tzinfo=UTC)
WEEKS: Final = 8
SATURDAY: Final = 5


@dataclass(frozen=True, slots=True)
class Period:
    """Whole weeks up to `until` (excluded, UTC); the seed makes one sample differ from another."""

    until: datetime = UNTIL
    weeks: int = WEEKS
    seed: int = 1

    @property
    def start(self) -> datetime:
        """The first moment of the sample."""
        return self.until - timedelta(weeks=self.weeks)

    def days(self) -> Iterator[datetime]:
        """Give the midnights of all days, oldest first."""
        for day in range(self.weeks * 7):
            yield self.start + timedelta(days=day)

    def ago(self, days: int, clock: str) -> datetime:
        """Give the moment so many days before the end, at this time of the day: 1 is the last day."""
        hour, minute, *second = map(int, clock.split(":"))
        return self.until - timedelta(days=days) + timedelta(hours=hour, minutes=minute, seconds=sum(second))


def workday(day: datetime) -> bool:
    """Give True from Monday to Friday."""
    return day.weekday() < SATURDAY
