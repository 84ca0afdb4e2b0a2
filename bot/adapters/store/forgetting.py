"""The port Forgetting in a database: what came from a workspace is found by the workspace's id."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Delete, Text, delete, type_coerce, update

from bot.adapters.store.database import Database
from bot.adapters.store.delivery_tables import AUDIT
from bot.adapters.store.tables import SIGHTINGS, THREADS, metadata
from bot.adapters.store.team_tables import DRAFTS

_ACCEPTED = "accepted"


@dataclass(frozen=True, slots=True)
class StoredForgetting:
    """Forgetting a workspace that took the bot away."""

    database: Database

    def forget_workspace(self, workspace: str) -> int:
        """Forget, all together, what came from a workspace; gives how many rows.

        What stays: the record of who asked, and pages that a maintainer accepted, without who wrote them and where.

        Raises:
            StoreError: the store cannot be written.
        """
        accepted = update(DRAFTS).where(DRAFTS.c.workspace == workspace, DRAFTS.c.state == _ACCEPTED)
        with self.database.writing() as connection:
            connection.execute(accepted.values(workspace="", author="", reviewer=""))
            return sum(connection.execute(statement).rowcount for statement in _deletes(workspace))


def _deletes(workspace: str) -> Iterator[Delete]:
    # By the column, so that a table that is added later is not forgotten here.
    for table in metadata.sorted_tables:
        if "workspace" in table.c and table is not AUDIT:
            yield delete(table).where(table.c.workspace == workspace)
    for column in (THREADS.c.thread, SIGHTINGS.c.place):
        place = type_coerce(column, Text)
        yield delete(column.table).where(place.startswith(f"{workspace}:", autoescape=True))
