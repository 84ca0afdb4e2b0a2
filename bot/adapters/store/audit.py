"""The port Audit in a database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import insert, select

from bot.adapters.store.database import Database
from bot.adapters.store.delivery_tables import AUDIT
from bot.usecases.delivery_ports import AuditRecord

_kept = AUDIT.c


@dataclass(frozen=True, slots=True)
class StoredAudit:
    """The record of who asked."""

    database: Database

    def add(self, record: AuditRecord) -> None:
        """Keep a record.

        Raises:
            StoreError: the store cannot be written.
        """
        with self.database.writing() as connection:
            connection.execute(insert(AUDIT).values(asdict(record)))

    def between(self, start: datetime, end: datetime) -> Sequence[AuditRecord]:
        """Give the records from start (included) to end (excluded), oldest first.

        Raises:
            StoreError: the store cannot be read.
        """
        fields = select(
            _kept.asked, _kept.workspace, _kept.channel, _kept.person, _kept.kind, _kept.scope, _kept.outcome
        )
        within = fields.where(_kept.asked >= start, _kept.asked < end).order_by(_kept.asked, _kept.id)
        with self.database.reading() as connection:
            return [AuditRecord(*row) for row in connection.execute(within)]
