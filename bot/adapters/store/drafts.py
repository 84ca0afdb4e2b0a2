"""The port Drafts in a database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import select, update

from bot.adapters.store.database import Database
from bot.adapters.store.team_tables import DRAFTS
from bot.usecases.team_ports import Draft, DraftState

_kept = DRAFTS.c


@dataclass(frozen=True, slots=True)
class StoredDrafts:
    """Proposed pages."""

    database: Database

    def put(self, draft: Draft) -> None:
        """Keep a draft, in place of the one with its id.

        Raises:
            StoreError: the store cannot be written.
        """
        row = asdict(draft)
        keeping = self.database.insert(DRAFTS).values(row)
        del row["id"]
        with self.database.writing() as connection:
            connection.execute(keeping.on_conflict_do_update(index_elements=[_kept.id], set_=row))

    def get(self, draft: str) -> Draft | None:
        """Give a draft by its id.

        Raises:
            StoreError: the store cannot be read.
        """
        with self.database.reading() as connection:
            found = connection.execute(select(DRAFTS).where(_kept.id == draft)).one_or_none()
        return Draft(*found) if found else None

    def review(self, draft: str, state: DraftState, *, by: str, at: datetime) -> bool:
        """Accept or reject an open draft; False if it is not open.

        Raises:
            StoreError: the store cannot be written.
        """
        deciding = update(DRAFTS).where(_kept.id == draft, _kept.state == "open")
        with self.database.writing() as connection:
            return connection.execute(deciding.values(state=state, reviewer=by, reviewed=at)).rowcount == 1

    def all(self, state: DraftState = "open") -> Sequence[Draft]:
        """Give the drafts in this state, oldest first.

        Raises:
            StoreError: the store cannot be read.
        """
        chosen = select(DRAFTS).where(_kept.state == state).order_by(_kept.written, _kept.id)
        with self.database.reading() as connection:
            return [Draft(*row) for row in connection.execute(chosen)]
