"""An activity log of rows that a test writes."""

from collections.abc import Sequence
from datetime import datetime

from bot.usecases.ports import LogRow


class FakeActivityLog:
    """The port ActivityLog."""

    def __init__(self, *rows: LogRow) -> None:
        self._rows = sorted(rows, key=lambda row: row.time)

    def rows(self, start: datetime, end: datetime) -> Sequence[LogRow]:
        """Give the rows from start (included) to end (excluded), oldest first."""
        return [row for row in self._rows if start <= row.time < end]
