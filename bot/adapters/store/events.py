"""The port Events in a database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import ColumnElement, Row, func, or_, select, update

from bot.adapters.store.columns import as_key
from bot.adapters.store.database import Database
from bot.adapters.store.delivery_tables import EVENTS
from bot.adapters.store.sweeping import Sweeper
from bot.usecases.delivery_ports import EDITION, Outcome, Question
from bot.usecases.ports import SharedFile

FORGOTTEN: dict[str, Any] = {"text": "", "attached": None}  # of a question that has ended
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
    _known.attached,
    _known.way,
)


_NAMES = tuple(column.name for column in _FIELDS)


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
        with self._database.writing() as connection:
            new = set(connection.execute(self._keeping, [_row(each) for each in once]).scalars())
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
            connection.execute(update(EVENTS).where(_known.event == event).values(state=outcome, **FORGOTTEN))

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

    def asked_in(self, workspace: str, channel: str, thread: str) -> frozenset[str]:
        """Give the people who asked the bot something in a thread and were not refused.

        Raises:
            StoreError: the store cannot be read.
        """
        there = (_known.workspace == workspace, _known.channel == channel, _known.thread == thread)
        asking = select(_known.person).where(*there, _known.refused == "", _known.way == "")
        with self._database.reading() as connection:
            return frozenset(connection.execute(asking).scalars())

    def is_known(self, workspace: str, channel: str, message: str) -> bool:
        """Say whether a message, in whichever edition, was a question.

        Raises:
            StoreError: the store cannot be read.
        """
        return self._holds(_known.workspace == workspace, _known.channel == channel, edition_of(message))

    def is_overtaken(self, question: Question) -> bool:
        """Say whether a later edition of the message of a question came in after it.

        Raises:
            StoreError: the store cannot be read.
        """
        # Asked after each answer: with `+ ""` it looks at the few rows after its own, not at the channel's whole past.
        place = (_known.workspace + "" == question.workspace, _known.channel + "" == question.channel)
        own = select(_known.id).where(_known.event == question.event).scalar_subquery()
        return self._holds(*place, edition_of(question.message.partition(EDITION)[0]), _known.id > own)

    def _holds(self, *conditions: ColumnElement[bool]) -> bool:
        with self._database.reading() as connection:
            return connection.execute(select(_known.id).where(*conditions).limit(1)).first() is not None


def edition_of(message: str) -> ColumnElement[bool]:
    """Give the condition that a question is a message, as it was written or in a later edition."""
    return or_(_known.message == message, _known.message.startswith(f"{message}{EDITION}", autoescape=True))


def _row(question: Question) -> dict[str, Any]:
    """Give the row of a question, shallow: a deep copy would take longer than the writing of it."""
    attached = [asdict(one) for one in question.attached] or None
    return {name: getattr(question, name) for name in _NAMES} | {"state": "received", "attached": attached}


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
    redactions = tuple((kind, count) for kind, count in given["redactions"])
    attached = tuple(SharedFile(**each) for each in given["attached"] or ())
    return Question(**given | {"redactions": redactions, "attached": attached})
