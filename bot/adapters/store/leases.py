"""The port Leases in a database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, or_

from bot.adapters.store.database import Database
from bot.adapters.store.delivery_tables import LEASES

_held = LEASES.c


@dataclass(frozen=True, slots=True)
class StoredLeases:
    """Work that only one process at a time may do, by the name of the work."""

    database: Database

    def hold(self, name: str, *, by: str, at: datetime, until: datetime) -> bool:
        """Take a work, or go on with it, until a time; False if another holds it at the time `at`.

        Raises:
            StoreError: the store cannot be written.
        """
        taking = self.database.insert(LEASES).values(name=name, holder=by, until=until)
        free = or_(_held.holder == by, _held.until <= at)
        changed = {"holder": by, "until": until}
        mine = taking.on_conflict_do_update(index_elements=[_held.name], set_=changed, where=free)
        with self.database.writing() as connection:
            return connection.execute(mine.returning(_held.name)).first() is not None

    def leave(self, name: str, *, by: str) -> None:
        """Give a work up, if one holds it, so that another may take it at once.

        Raises:
            StoreError: the store cannot be written.
        """
        with self.database.writing() as connection:
            connection.execute(delete(LEASES).where(_held.name == name, _held.holder == by))
