"""The port Outbox in a database."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, tuple_, update

from bot.adapters.store.database import Database
from bot.adapters.store.delivery_tables import EVENTS, OUTBOX
from bot.adapters.store.events import FORGOTTEN as ENDED
from bot.adapters.store.events import edition_of
from bot.adapters.store.tables import CLAIMS
from bot.usecases.delivery_ports import Attachment, Message, Outgoing

_box = OUTBOX.c
_PLACE = func.coalesce(_box.position, _box.id)
_FORGOTTEN: dict[str, Any] = {"text": "", "blocks": [], "file": None, "content": None}
_HEADS = (
    select(
        _box.id,
        _box.next_try,
        _box.workspace,
        _box.channel,
        func.row_number().over(partition_by=(_box.workspace, _box.channel), order_by=(_PLACE, _box.id)).label("place"),
    )
    .where(_box.state == "waiting")
    .subquery()
)


class StoredOutbox:
    """Messages on their way out. Those of one channel leave in the order of writing."""

    def __init__(self, database: Database) -> None:
        """Keep messages in a database that was migrated."""
        self._database = database

    def write(self, messages: Sequence[Message], *, at: datetime, answers: str = "", once: str = "") -> bool:
        """Keep messages for sending; in the same moment the question of the event `answers` is answered.

        With a key `once` they are kept only if nothing was kept under that key before; gives whether they were.

        Raises:
            StoreError: the store cannot be written.
        """
        with self._database.writing() as connection:
            if once and not self._first(connection, once, at=at):
                return False
            _insert(connection, messages, at=at)
            if answers:
                answered = update(EVENTS).where(EVENTS.c.event == answers)
                connection.execute(answered.values(state="answered", **ENDED))
            return True

    def due(self, at: datetime, *, most: int, but: Collection[tuple[str, str]] = ()) -> Sequence[Outgoing]:
        """Give the oldest message of each channel whose time has come, `most` at a time.

        `but` are workspaces and channels to pass over. A message that was put off holds up those behind it.

        Raises:
            StoreError: the store cannot be read.
        """
        head = _HEADS.c
        ready = select(head.id).where(head.place == 1, head.next_try <= at).order_by(head.id).limit(most)
        if but:
            ready = ready.where(tuple_(head.workspace, head.channel).not_in(list(but)))
        with self._database.reading() as connection:
            rows = connection.execute(select(OUTBOX).where(_box.id.in_(ready)).order_by(_box.id))
            return [_outgoing(row) for row in rows]

    def next_due(self) -> datetime | None:
        """Give the earliest time at which a message may be sent, or None if there is none.

        Raises:
            StoreError: the store cannot be read.
        """
        with self._database.reading() as connection:
            return connection.execute(select(func.min(_HEADS.c.next_try)).where(_HEADS.c.place == 1)).scalar()

    def sent(self, number: int, *, ts: str, at: datetime) -> None:
        """Say that a message was sent and under which id it stands; its content is forgotten.

        Raises:
            StoreError: the store cannot be written.
        """
        self._change(number, {"state": "sent", "ts": ts, "sent": at, "error": None, **_FORGOTTEN})

    def put_off(self, number: int, *, until: datetime, error: str) -> None:
        """Try a message again later; counts the attempt.

        Raises:
            StoreError: the store cannot be written.
        """
        self._change(number, {"next_try": until, "error": error, "attempts": _box.attempts + 1})

    def give_up(self, number: int, *, error: str, instead: Sequence[Message] = (), at: datetime) -> None:
        """Say that a message cannot be sent; in the same moment other messages take its place at the head.

        Raises:
            StoreError: the store cannot be written.
        """
        ended = {"state": "failed", "error": error, "attempts": _box.attempts + 1, **_FORGOTTEN}
        with self._database.writing() as connection:
            place = connection.execute(select(_PLACE).where(_box.id == number)).scalar()
            connection.execute(update(OUTBOX).where(_box.id == number).values(ended))
            _insert(connection, instead, at=at, position=place)

    def replies(self, workspace: str, channel: str, message: str) -> Sequence[str]:
        """Give the ids of the messages that answered a message of a person, any edition, in the order of sending.

        Raises:
            StoreError: the store cannot be read.
        """
        asked = EVENTS.c
        answers = (
            select(_box.ts)
            .join(EVENTS, asked.event == _box.event)
            .where(asked.workspace == workspace, asked.channel == channel, edition_of(message))
        )
        standing = answers.where(_box.state == "sent", _box.kind.in_(["message", "edit"]), _box.channel == channel)
        with self._database.reading() as connection:
            found = connection.execute(standing.order_by(_PLACE, _box.id)).scalars()
            return list(dict.fromkeys(ts for ts in found if ts))

    def _first(self, connection: Connection, key: str, *, at: datetime) -> bool:
        claiming = self._database.insert(CLAIMS).values(event=key, claimed=at)
        new = claiming.on_conflict_do_nothing(index_elements=[CLAIMS.c.event]).returning(CLAIMS.c.event)
        return connection.execute(new).first() is not None

    def _change(self, number: int, values: dict[str, Any]) -> None:
        with self._database.writing() as connection:
            connection.execute(update(OUTBOX).where(_box.id == number).values(values))


def _insert(connection: Connection, messages: Iterable[Message], *, at: datetime, position: int | None = None) -> None:
    for message in messages:
        file = message.attachment
        row = {name: getattr(message, name) for name in _MESSAGE} | {
            "blocks": list(message.blocks),
            "position": position,
            "file": {"name": file.name, "title": file.title, "alt": file.alt} if file else None,
            "content": file.content if file else None,
            "state": "waiting",
            "written": at,
            "next_try": at,
            "attempts": 0,
        }
        connection.execute(insert(OUTBOX).values(row))


_MESSAGE = ("event", "workspace", "channel", "thread", "kind", "person", "edits", "text")


def _outgoing(row: Row[*tuple[Any, ...]]) -> Outgoing:
    attachment = Attachment(**row.file, content=row.content) if row.file else None
    given = {name: getattr(row, name) for name in _MESSAGE}
    message = Message(**given, blocks=tuple(row.blocks), attachment=attachment)
    return Outgoing(row.id, message, row.written, row.attempts)
