"""The port Installations in a database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from bot.adapters.store.database import Database
from bot.adapters.store.delivery_tables import INSTALLATIONS

_kept = INSTALLATIONS.c


@dataclass(frozen=True, slots=True)
class StoredInstallations:
    """The encrypted tokens of each workspace that installed the bot."""

    database: Database

    def put(self, workspace: str, blob: bytes, *, at: datetime) -> None:
        """Keep the tokens of a workspace, in place of older ones.

        Raises:
            StoreError: the store cannot be written.
        """
        said = {"blob": blob, "changed": at}
        keeping = self.database.insert(INSTALLATIONS).values(workspace=workspace, **said)
        with self.database.writing() as connection:
            connection.execute(keeping.on_conflict_do_update(index_elements=[_kept.workspace], set_=said))

    def get(self, workspace: str) -> bytes | None:
        """Give the tokens of a workspace, or None if it has none.

        Raises:
            StoreError: the store cannot be read.
        """
        with self.database.reading() as connection:
            return connection.execute(select(_kept.blob).where(_kept.workspace == workspace)).scalar()

    def drop(self, workspace: str) -> None:
        """Forget the tokens of a workspace, if there are any.

        Raises:
            StoreError: the store cannot be written.
        """
        with self.database.writing() as connection:
            connection.execute(delete(INSTALLATIONS).where(_kept.workspace == workspace))

    def workspaces(self) -> Sequence[str]:
        """Give the workspaces that have tokens, in order.

        Raises:
            StoreError: the store cannot be read.
        """
        with self.database.reading() as connection:
            return sorted(connection.execute(select(_kept.workspace)).scalars())
