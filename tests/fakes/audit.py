"""A record of who asked, in a list."""

from collections.abc import Sequence
from datetime import datetime

from bot.usecases.delivery_ports import AuditRecord


class FakeAudit:
    """The port Audit; tests may look at `records`."""

    def __init__(self) -> None:
        self.records: list[AuditRecord] = []

    def add(self, record: AuditRecord) -> None:
        """Keep a record."""
        self.records.append(record)

    def between(self, start: datetime, end: datetime) -> Sequence[AuditRecord]:
        """Give the records from start (included) to end (excluded), oldest first."""
        return sorted((one for one in self.records if start <= one.asked < end), key=lambda one: one.asked)
