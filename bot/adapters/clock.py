"""The time of this machine."""

from __future__ import annotations

from datetime import UTC, datetime


class SystemClock:
    """A clock that gives the real time."""

    def now(self) -> datetime:
        """Give the current time in UTC."""
        return datetime.now(UTC)
