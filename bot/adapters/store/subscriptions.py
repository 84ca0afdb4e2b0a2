"""The port Subscriptions in a database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, select, update

from bot.adapters.store.database import Database
from bot.adapters.store.team_tables import SUBSCRIPTIONS
from bot.usecases.team_ports import Subscription

_kept = SUBSCRIPTIONS.c


@dataclass(frozen=True, slots=True)
class StoredSubscriptions:
    """Which channel gets the report, and when."""

    database: Database

    def put(self, subscription: Subscription) -> None:
        """Keep a subscription, in place of the one with its id.

        Raises:
            StoreError: the store cannot be written.
        """
        row: dict[str, Any] = asdict(subscription)
        keeping = self.database.insert(SUBSCRIPTIONS).values(row)
        del row["id"]
        with self.database.writing() as connection:
            connection.execute(keeping.on_conflict_do_update(index_elements=[_kept.id], set_=row))

    def drop(self, subscription: str) -> bool:
        """Forget a subscription; False if there is none.

        Raises:
            StoreError: the store cannot be written.
        """
        with self.database.writing() as connection:
            return connection.execute(delete(SUBSCRIPTIONS).where(_kept.id == subscription)).rowcount == 1

    def of(self, workspace: str, channel: str) -> Sequence[Subscription]:
        """Give the subscriptions of a channel, by id.

        Raises:
            StoreError: the store cannot be read.
        """
        return self._read(_kept.workspace == workspace, _kept.channel == channel)

    def all(self) -> Sequence[Subscription]:
        """Give every subscription, by id.

        Raises:
            StoreError: the store cannot be read.
        """
        return self._read()

    def due(self, at: datetime) -> Sequence[Subscription]:
        """Give the subscriptions that are not paused and whose time has come, the longest waiting first.

        Raises:
            StoreError: the store cannot be read.
        """
        return sorted(self._read(_kept.paused.is_(False), _kept.next_run <= at), key=lambda one: one.next_run)

    def begin(self, subscription: Subscription, *, at: datetime, next_run: datetime) -> bool:
        """Take a due run; False if another took it, so that no run is doubled.

        Raises:
            StoreError: the store cannot be written.
        """
        this = update(SUBSCRIPTIONS).where(
            _kept.id == subscription.id, _kept.next_run == subscription.next_run, _kept.paused.is_(False)
        )
        with self.database.writing() as connection:
            return connection.execute(this.values(last_run=at, next_run=next_run)).rowcount == 1

    def count(self, subscription: str, *, failures: int, covered: int) -> None:
        """Keep what the last report of a subscription counted, if there still is that subscription.

        Raises:
            StoreError: the store cannot be written.
        """
        this = update(SUBSCRIPTIONS).where(_kept.id == subscription)
        with self.database.writing() as connection:
            connection.execute(this.values(failures=failures, covered=covered))

    def _read(self, *conditions: ColumnElement[bool]) -> list[Subscription]:
        with self.database.reading() as connection:
            rows = connection.execute(select(SUBSCRIPTIONS).where(*conditions))
            return sorted((Subscription(*row) for row in rows), key=lambda one: one.id)
