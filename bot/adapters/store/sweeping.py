"""Forgetting by age, once a day, with whatever is written first; it needs no scheduler."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from threading import Lock

from sqlalchemy import delete

from bot.adapters.store.database import Database
from bot.adapters.store.delivery_tables import AUDIT, EVENTS, LEASES, OUTBOX
from bot.adapters.store.tables import CLAIMS, THREADS
from bot.usecases.ports import Clock

KEPT = timedelta(days=30)
AUDITED = timedelta(days=365)
_EVERY = timedelta(days=1)


class Sweeper:
    """Deletes events, threads, questions and sent messages after 30 days, and the record of who asked after a year."""

    def __init__(self, database: Database, *, clock: Clock) -> None:
        """Sweep a database that was migrated."""
        self._database = database
        self._clock = clock
        self._swept = datetime.min.replace(tzinfo=UTC)
        self._sweeping = Lock()

    def sweep(self) -> None:
        """Forget what is too old, if that was not done today.

        Raises:
            StoreError: the store cannot be written.
        """
        now = self._clock.now()
        with self._sweeping:
            if now - self._swept < _EVERY:
                return
            self._swept = now
        old = now - KEPT
        with self._database.writing() as connection:
            for statement in (
                delete(CLAIMS).where(CLAIMS.c.claimed < old),
                delete(THREADS).where(THREADS.c.remembered < old),
                delete(EVENTS).where(EVENTS.c.received < old),
                delete(LEASES).where(LEASES.c.until < old),
                delete(OUTBOX).where(OUTBOX.c.written < old),
                delete(AUDIT).where(AUDIT.c.asked < now - AUDITED),
            ):
                connection.execute(statement)
