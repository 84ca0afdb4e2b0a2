"""The store: one database behind the ports that need one."""

from __future__ import annotations

from dataclasses import dataclass
from types import TracebackType
from typing import Self

from bot.adapters.store.cases import StoredCases
from bot.adapters.store.conversations import StoredConversations
from bot.adapters.store.database import Database, connect
from bot.adapters.store.migrating import migrate
from bot.adapters.store.sightings import StoredSightings
from bot.usecases.ports import Cases, Clock, Conversations, Sightings, StoreError


@dataclass(frozen=True, slots=True)
class Store:
    """The ports that share a database, safe for several threads; close it, or use it in a `with`."""

    database: Database
    conversations: Conversations
    sightings: Sightings
    cases: Cases

    def close(self) -> None:
        """Close every connection."""
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_store(url: str, *, clock: Clock) -> Store:
    """Give the store at a database URL, made or brought to its newest shape if need be.

    Raises:
        StoreError: the URL is wrong, a driver is missing, the server is away, or a newer program made the store.
    """
    database = connect(url)
    try:
        migrate(database)
    except StoreError:
        database.close()
        raise
    return Store(
        database=database,
        conversations=StoredConversations(database, clock=clock),
        sightings=StoredSightings(database),
        cases=StoredCases(database),
    )
