"""The port Sightings in a database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import insert, select

from bot.adapters.store.database import Database
from bot.adapters.store.tables import SIGHTINGS
from bot.usecases.ports import Sighting


@dataclass(frozen=True, slots=True)
class StoredSightings:
    """How often each entry was asked for."""

    database: Database

    def add(self, sighting: Sighting) -> None:
        """Keep a sighting.

        Raises:
            StoreError: the store cannot be written.
        """
        with self.database.writing() as connection:
            connection.execute(insert(SIGHTINGS).values(asdict(sighting)))

    def between(self, start: datetime, end: datetime) -> Sequence[Sighting]:
        """Give the sightings from start (included) to end (excluded), oldest first.

        Raises:
            StoreError: the store cannot be read.
        """
        seen = SIGHTINGS.c
        within = select(seen.entry, seen.place, seen.seen).where(seen.seen >= start, seen.seen < end)
        with self.database.reading() as connection:
            return [Sighting(*row) for row in connection.execute(within.order_by(seen.seen, seen.id))]
