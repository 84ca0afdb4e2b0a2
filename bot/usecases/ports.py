"""What the use cases and faces need from the outside, named by those who ask for it.

Each port has one fake in tests/fakes and its real parts in bot/adapters or analysis/sources, all under the same noun.
Times are timezone-aware and in UTC.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from analysis.excerpt import Excerpt, Found
from analysis.window import Window


@dataclass(frozen=True, slots=True)
class Note:
    """What a team added to an entry: redacted text, its author's id and the time of writing."""

    entry: str
    text: str
    author: str
    written: datetime


@dataclass(frozen=True, slots=True)
class Sighting:
    """One time that somebody asked about an entry: where and when, never the text itself."""

    entry: str
    place: str
    seen: datetime


@dataclass(frozen=True, slots=True)
class Subject:
    """What a thread is about: redacted text, the resource that was named, and the window that was looked at."""

    about: str
    resource: str | None = None
    window: Window | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """What people decided about a cluster of failures: merged (into another), split or fixed; and who took it back."""

    cluster: str
    decision: str
    by: str
    decided: datetime
    into: str | None = None
    undone_by: str | None = None
    undone: datetime | None = None


@dataclass(frozen=True, slots=True)
class Subscription:
    """A channel that wants the weekly report: ISO weekday (1 is Monday), hour of the day and IANA time zone."""

    channel: str
    weekday: int
    hour: int
    zone: str


class StoreError(Exception):
    """What is kept cannot be read or written now; the message is one sentence for whoever runs the bot."""


class Clock(Protocol):
    """The time now."""

    def now(self) -> datetime:
        """Give the current time, timezone-aware, in UTC."""
        ...


class Conversations(Protocol):
    """What was asked where, so that nothing is answered twice and a follow-up keeps its subject.

    Every method raises StoreError if the store cannot be reached.
    """

    def claim(self, event_id: str) -> bool:
        """Take an event for answering; False if it was taken before."""
        ...

    def remember(self, thread: str, subject: Subject) -> None:
        """Keep what a thread is about, in place of what it was about before."""
        ...

    def subject(self, thread: str) -> Subject | None:
        """Give what a thread is about, or None if nothing is known of it."""
        ...

    def forget(self, before: datetime) -> int:
        """Forget events taken, and threads last remembered, before a time; gives how many of both together."""
        ...


class Cases(Protocol):
    """Decisions of people about clusters; they outlive the week. The last one is in force, older ones are kept.

    Every method raises StoreError if the store cannot be reached.
    """

    def record(self, case: Case) -> None:
        """Keep a decision; it is in force from now on."""
        ...

    def undo(self, case: Case, *, by: str, at: datetime) -> bool:
        """Take a decision back, so that the one before it is in force again; False if this one is not in force."""
        ...

    def all(self) -> Sequence[Case]:
        """Give the decision in force for each cluster, by cluster id."""
        ...

    def history(self, cluster: str) -> Sequence[Case]:
        """Give every decision about a cluster in the order of recording, those that were taken back too."""
        ...


class Notes(Protocol):
    """What teams added to entries."""

    def add(self, note: Note) -> None:
        """Keep a note."""
        ...

    def of(self, entry: str) -> Sequence[Note]:
        """Give the notes on an entry, oldest first."""
        ...


class Sightings(Protocol):
    """How often each entry was asked for.

    Every method raises StoreError if the store cannot be reached.
    """

    def add(self, sighting: Sighting) -> None:
        """Keep a sighting."""
        ...

    def between(self, start: datetime, end: datetime) -> Sequence[Sighting]:
        """Give the sightings from start (included) to end (excluded), oldest first."""
        ...


class Subscriptions(Protocol):
    """Which channel gets the report, and when."""

    def put(self, subscription: Subscription) -> None:
        """Keep the subscription of a channel, in place of an older one."""
        ...

    def drop(self, channel: str) -> None:
        """Forget the subscription of a channel, if there is one."""
        ...

    def all(self) -> Sequence[Subscription]:
        """Give every subscription, by channel."""
        ...


class ActivityLog(Protocol):
    """Rows of what happened on Azure, from a workspace, exported files or the sample.

    What is missing is a gap in the answer. A log that cannot be read at all raises `analysis.sources.SourceError`.
    """

    @property
    def label(self) -> str:
        """Say which log this is, as answers name it: "the built-in sample", "3 files in exports"."""
        ...

    @property
    def now(self) -> datetime | None:
        """Give the time that counts as now in this log; None if the clock's does."""
        ...

    def until(self) -> datetime | None:
        """Give the time of the last row of a log that has ended; None if it goes on."""
        ...

    def find(self, name: str) -> Found:
        """Give the machines that bear a name or resource id anywhere in the log, whatever its casing."""
        ...

    def about(self, resource: str, window: Window) -> Excerpt:
        """Give the rows of a window that tell about a machine, what belongs to it, and its surroundings' health."""
        ...
