"""The port Feedback in a database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import case, func, select

from bot.adapters.store.database import Database
from bot.adapters.store.team_tables import FEEDBACK
from bot.usecases.team_ports import Opinion

_kept = FEEDBACK.c


@dataclass(frozen=True, slots=True)
class StoredFeedback:
    """Thumbs, one of each person on each answer."""

    database: Database

    def give(self, opinion: Opinion) -> None:
        """Keep an opinion, in place of what the person thought of the same answer before.

        Raises:
            StoreError: the store cannot be written.
        """
        row = asdict(opinion)
        keeping = self.database.insert(FEEDBACK).values(row)
        changed = {name: row[name] for name in ("entry", "thumb", "reason", "given")}
        with self.database.writing() as connection:
            connection.execute(
                keeping.on_conflict_do_update(index_elements=[_kept.workspace, _kept.place, _kept.person], set_=changed)
            )

    def of(self, entry: str) -> Sequence[Opinion]:
        """Give the opinions on an entry, oldest first.

        Raises:
            StoreError: the store cannot be read.
        """
        fields = select(_kept.entry, _kept.thumb, _kept.workspace, _kept.place, _kept.person, _kept.given, _kept.reason)
        with self.database.reading() as connection:
            rows = connection.execute(fields.where(_kept.entry == entry))
            return sorted(
                (Opinion(**row._asdict()) for row in rows), key=lambda one: (one.given, one.place, one.person)
            )

    def counts(self) -> Mapping[str, tuple[int, int]]:
        """Give the thumbs up and down of every entry that has any.

        Raises:
            StoreError: the store cannot be read.
        """
        up, down = (func.sum(case((_kept.thumb == thumb, 1), else_=0)) for thumb in ("up", "down"))
        with self.database.reading() as connection:
            rows = connection.execute(select(_kept.entry, up, down).group_by(_kept.entry))
            return {entry: (int(ups), int(downs)) for entry, ups, downs in rows}
