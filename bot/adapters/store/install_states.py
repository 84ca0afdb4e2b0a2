"""The port InstallStates in a database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert

from bot.adapters.store.database import Database
from bot.adapters.store.delivery_tables import INSTALL_STATES

_begun = INSTALL_STATES.c


@dataclass(frozen=True, slots=True)
class StoredInstallStates:
    """Ways to Slack's consent page that were begun; each may be ended once."""

    database: Database

    def begin(self, state: str, *, at: datetime, until: datetime) -> None:
        """Keep that a way was begun; those whose time was over at the time `at` are forgotten.

        Raises:
            StoreError: the store cannot be written.
        """
        with self.database.writing() as connection:
            connection.execute(delete(INSTALL_STATES).where(_begun.until <= at))
            connection.execute(insert(INSTALL_STATES).values(state=state, until=until))

    def end(self, state: str, *, at: datetime) -> bool:
        """End a way; False if it was not begun, ended before, or its time is over.

        Raises:
            StoreError: the store cannot be written.
        """
        ending = delete(INSTALL_STATES).where(_begun.state == state).returning(_begun.until)
        with self.database.writing() as connection:
            until = connection.execute(ending).scalar()
        return until is not None and at < until
