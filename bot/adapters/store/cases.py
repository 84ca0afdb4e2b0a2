"""The port Cases in a database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, insert, select, update

from bot.adapters.store.database import Database
from bot.adapters.store.tables import CASES
from bot.usecases.ports import Case

_columns = CASES.c
_CHOSEN = select(
    _columns.cluster,
    _columns.decision,
    _columns.decided_by,
    _columns.decided,
    _columns.merged_into,
    _columns.undone_by,
    _columns.undone,
)
_IN_FORCE = select(func.max(_columns.id)).where(_columns.undone.is_(None)).group_by(_columns.cluster)


@dataclass(frozen=True, slots=True)
class StoredCases:
    """Decisions of people about clusters; none is ever deleted."""

    database: Database

    def record(self, case: Case) -> None:
        """Keep a decision; it is in force from now on.

        Raises:
            StoreError: the store cannot be written.
        """
        row = {
            "cluster": case.cluster,
            "decision": case.decision,
            "merged_into": case.into,
            "decided_by": case.by,
            "decided": case.decided,
            "undone_by": case.undone_by,
            "undone": case.undone,
        }
        with self.database.writing() as connection:
            connection.execute(insert(CASES).values(row))

    def undo(self, case: Case, *, by: str, at: datetime) -> bool:
        """Take a decision back, so that the one before it is in force again; False if this one is not in force.

        Raises:
            StoreError: the store cannot be written.
        """
        this = update(CASES).where(
            _columns.id.in_(_IN_FORCE.where(_columns.cluster == case.cluster)),
            _columns.undone.is_(None),  # asked of the row once more: two people may take it back at the same time
            _columns.decision == case.decision,
            _columns.decided_by == case.by,
            _columns.decided == case.decided,
        )
        with self.database.writing() as connection:
            return connection.execute(this.values(undone_by=by, undone=at)).rowcount == 1

    def all(self) -> Sequence[Case]:
        """Give the decision in force for each cluster, by cluster id.

        Raises:
            StoreError: the store cannot be read.
        """
        # Sorted here, since databases sort by the language that they were made with.
        return sorted(self._read(_CHOSEN.where(_columns.id.in_(_IN_FORCE))), key=lambda case: case.cluster)

    def history(self, cluster: str) -> Sequence[Case]:
        """Give every decision about a cluster in the order of recording, those that were taken back too.

        Raises:
            StoreError: the store cannot be read.
        """
        return self._read(_CHOSEN.where(_columns.cluster == cluster).order_by(_columns.id))

    def _read(self, chosen: Select[str, str, str, datetime, str | None, str | None, datetime | None]) -> list[Case]:
        with self.database.reading() as connection:
            return [Case(*row) for row in connection.execute(chosen)]
