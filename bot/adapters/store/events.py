"""The port Events in a database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Row, func, select, update

from bot.adapters.store.columns import as_key
from bot.adapters.store.database import Database
from bot.adapters.store.delivery_tables import EVENTS
from bot.adapters.store.sweeping import Sweeper
from bot.usecases.delivery_ports import Outcome, Question

_known = EVENTS.c
_FIELDS = (
    _known.event,
    _known.workspace,
    _known.channel,
    _known.thread,
    _known.message,
    _known.person,
    _known.text,
    _known.received,
    _known.redactions,
    _known.refused,
    _known.files,
)


class StoredEvents:
    """Questions from the moment they are acknowledged until they are answered."""

    def __init__(self, database: Database, *, sweeper: Sweeper) -> None:
        """Keep questions in a database that was migrated."""
        self._database = database
        self._sweeper = sweeper
        self._keeping = database.insert(EVENTS).on_conflict_do_nothing().returning(_known.event)

    def receive(self, questions: Sequence[Question]) -> Sequence[Question]:
        """Keep questions, all together; gives those that were not known, neither by event nor by message.

        Raises:
            StoreError: the store cannot be written.
        """
        if not questions:
            return []
        self._sweeper.sweep()
        once = _without_doubles(questions)
        rows = [asdict(each) | {"state": "received"} for each in once]
        with self._database.writing() as connection:
            new = set(connection.execute(self._keeping, rows).scalars())
        return [each for each in once if as_key(each.event) in new]

    def take(self, most: int) -> Sequence[Question]:
        """Take up to `most` questions for answering, oldest first; nobody else gets them.

        Raises:
            StoreError: the store cannot be written.
        """
        oldest = select(_known.id).where(_known.state == "received").order_by(_known.id).limit(most)
        if self._database.engine.dialect.name == "postgresql":
            oldest = oldest.with_for_update(skip_locked=True)
        taking = update(EVENTS).where(_known.id.in_(oldest)).values(state="answering").returning(_known.id, *_FIELDS)
        with self._database.writing() as connection:
            rows = sorted(connection.execute(taking), key=lambda row: row[0])
        return [_question(row) for row in rows]

    def close(self, event: str, outcome: Outcome) -> None:
        """Say how a question ended; its text is forgotten.

        Raises:
            StoreError: the store cannot be written.
        """
        with self._database.writing() as connection:
            connection.execute(update(EVENTS).where(_known.event == event).values(state=outcome, text=""))

    def reopen(self) -> int:
        """Put back what was taken and never ended, because the process did; gives how many.

        Raises:
            StoreError: the store cannot be written.
        """
        with self._database.writing() as connection:
            putting = update(EVENTS).where(_known.state == "answering").values(state="received")
            return connection.execute(putting).rowcount

    def waiting(self) -> int:
        """Give how many questions wait to be taken.

        Raises:
            StoreError: the store cannot be read.
        """
        counting = select(func.count()).select_from(EVENTS).where(_known.state == "received")
        with self._database.reading() as connection:
            return connection.execute(counting).scalar_one()


def _without_doubles(questions: Sequence[Question]) -> list[Question]:
    """Give the first question of each event and of each message, for one insert takes a key once only."""
    messages: set[tuple[str, str, str]] = set()
    events: set[str] = set()
    first = []
    for each in questions:
        place = (each.workspace, each.channel, each.message)
        if each.event not in events and place not in messages:
            events.add(each.event)
            messages.add(place)
            first.append(each)
    return first


def _question(row: Row[*tuple[Any, ...]]) -> Question:
    given = row._asdict()
    del given["id"]
    return Question(**given | {"redactions": tuple((kind, count) for kind, count in given["redactions"])})
