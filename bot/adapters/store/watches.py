"""The port Watches in a database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import delete, select

from bot.adapters.store.database import Database
from bot.adapters.store.team_tables import WATCHES
from bot.usecases.team_ports import Watch

_kept = WATCHES.c
_NAMES = (_kept.workspace, _kept.channel, _kept.app)


@dataclass(frozen=True, slots=True)
class StoredWatches:
    """The channels in which alerts are explained."""

    database: Database

    def put(self, watch: Watch) -> None:
        """Keep a watch, in place of the one on the same app in the same channel.

        Raises:
            StoreError: the store cannot be written.
        """
        row = asdict(watch)
        changed = {name: row[name] for name in ("person", "since", "hours")}
        keeping = self.database.insert(WATCHES).values(row).on_conflict_do_update(index_elements=_NAMES, set_=changed)
        with self.database.writing() as connection:
            connection.execute(keeping)

    def drop(self, watch: Watch) -> bool:
        """Forget a watch; False if there is none.

        Raises:
            StoreError: the store cannot be written.
        """
        same = (_kept.workspace == watch.workspace, _kept.channel == watch.channel, _kept.app == watch.app)
        with self.database.writing() as connection:
            return connection.execute(delete(WATCHES).where(*same)).rowcount == 1

    def all(self) -> Sequence[Watch]:
        """Give every watch, by workspace, channel and app.

        Raises:
            StoreError: the store cannot be read.
        """
        with self.database.reading() as connection:
            return [Watch(**row._asdict()) for row in connection.execute(select(WATCHES).order_by(*_NAMES))]
