"""The port Notes in a database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update

from bot.adapters.store.database import Database
from bot.adapters.store.team_tables import NOTES
from bot.usecases.team_ports import Note

_kept = NOTES.c


@dataclass(frozen=True, slots=True)
class StoredNotes:
    """What teams added to entries; a removed note is never given again, but by its id."""

    database: Database

    def add(self, note: Note) -> None:
        """Keep a note.

        Raises:
            StoreError: the store cannot be written.
        """
        with self.database.writing() as connection:
            connection.execute(insert(NOTES).values(asdict(note)))

    def get(self, note: str) -> Note | None:
        """Give a note by its id, removed or not.

        Raises:
            StoreError: the store cannot be read.
        """
        with self.database.reading() as connection:
            found = connection.execute(select(NOTES).where(_kept.id == note)).one_or_none()
        return Note(*found) if found else None

    def edit(self, note: str, markdown: str, *, at: datetime) -> bool:
        """Replace the text of a note; False if there is none, or it was removed.

        Raises:
            StoreError: the store cannot be written.
        """
        return self._change(note, {"markdown": markdown, "edited": at})

    def remove(self, note: str, *, at: datetime) -> bool:
        """Take a note away, its text for ever; False if there is none, or it was removed before.

        Raises:
            StoreError: the store cannot be written.
        """
        return self._change(note, {"markdown": "", "removed": at})

    def of(self, entry: str, *, workspace: str) -> Sequence[Note]:
        """Give the notes of a workspace on an entry, oldest first.

        Raises:
            StoreError: the store cannot be read.
        """
        chosen = select(NOTES).where(_kept.entry == entry, _kept.workspace == workspace, _kept.removed.is_(None))
        with self.database.reading() as connection:
            return [Note(*row) for row in connection.execute(chosen.order_by(_kept.written, _kept.id))]

    def _change(self, note: str, values: dict[str, Any]) -> bool:
        changing = update(NOTES).where(_kept.id == note, _kept.removed.is_(None)).values(values)
        with self.database.writing() as connection:
            return connection.execute(changing).rowcount == 1
