"""The port Conversations in a database."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from sqlalchemy import delete, select

from analysis.window import Window
from bot.adapters.store.database import Database
from bot.adapters.store.sweeping import Sweeper
from bot.adapters.store.tables import CLAIMS, THREADS
from bot.usecases.ports import Clock, SharedFile, Subject


class StoredConversations:
    """What was asked where; what is older than 30 days is forgotten once a day, with the first claim."""

    def __init__(self, database: Database, *, clock: Clock, sweeper: Sweeper) -> None:
        """Keep conversations in a database that was migrated."""
        self._database = database
        self._clock = clock
        self._sweeper = sweeper

    def claim(self, event_id: str) -> bool:
        """Take an event for answering; False if it was taken before, by whichever process.

        Raises:
            StoreError: the store cannot be written.
        """
        now = self._clock.now()
        self._sweeper.sweep()
        taking = self._database.insert(CLAIMS).values(event=event_id, claimed=now).on_conflict_do_nothing()
        with self._database.writing() as connection:
            return connection.execute(taking.returning(CLAIMS.c.event)).one_or_none() is not None

    def remember(self, thread: str, subject: Subject) -> None:
        """Keep what a thread is about, in place of what it was about before.

        Raises:
            StoreError: the store cannot be written.
        """
        said = {
            "about": subject.about,
            "resource": subject.resource,
            "window_start": subject.window.start if subject.window else None,
            "window_end": subject.window.end if subject.window else None,
            "files": [asdict(each) for each in subject.files] or None,
            "remembered": self._clock.now(),
        }
        keeping = self._database.insert(THREADS).values(thread=thread, **said)
        with self._database.writing() as connection:
            connection.execute(keeping.on_conflict_do_update(index_elements=[THREADS.c.thread], set_=said))

    def subject(self, thread: str) -> Subject | None:
        """Give what a thread is about, or None if nothing is known of it.

        Raises:
            StoreError: the store cannot be read.
        """
        known = THREADS.c
        asking = select(known.about, known.resource, known.window_start, known.window_end, known.files)
        with self._database.reading() as connection:
            found = connection.execute(asking.where(known.thread == thread)).one_or_none()
        if found is None:
            return None
        about, resource, start, end, files = found
        window = Window(start, end) if start and end else None
        return Subject(about, resource, window, tuple(SharedFile(**each) for each in files or ()))

    def forget(self, before: datetime) -> int:
        """Forget events taken, and threads last remembered, before a time; gives how many of both together.

        Raises:
            StoreError: the store cannot be written.
        """
        with self._database.writing() as connection:
            events = connection.execute(delete(CLAIMS).where(CLAIMS.c.claimed < before)).rowcount
            threads = connection.execute(delete(THREADS).where(THREADS.c.remembered < before)).rowcount
        return events + threads
