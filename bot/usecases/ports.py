"""What the use cases and faces need from the outside, named by those who ask for it.

Each port has one fake in tests/fakes and its real parts in bot/adapters or analysis/sources, all under the same noun.
Times are timezone-aware and in UTC.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


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
class Case:
    """What people decided about a cluster of failures: merged into another, split off, or marked as fixed."""

    cluster: str
    decision: str
    by: str
    decided: datetime


@dataclass(frozen=True, slots=True)
class Subscription:
    """A channel that wants the weekly report: ISO weekday (1 is Monday), hour of the day and IANA time zone."""

    channel: str
    weekday: int
    hour: int
    zone: str


@dataclass(frozen=True, slots=True)
class LogRow:
    """One row of an activity log as its source gave it, before it becomes a canonical event."""

    time: datetime
    resource_id: str
    properties: str


class Clock(Protocol):
    """The time now."""

    def now(self) -> datetime:
        """Give the current time, timezone-aware, in UTC."""
        ...


class Conversations(Protocol):
    """What was asked where, so that nothing is answered twice and a follow-up keeps its subject."""

    def claim(self, event_id: str) -> bool:
        """Take an event for answering; False if it was taken before."""
        ...

    def remember(self, thread: str, subject: str) -> None:
        """Keep what a thread is about (redacted text)."""
        ...

    def subject(self, thread: str) -> str | None:
        """Give what a thread is about, or None if nothing is known of it."""
        ...


class Cases(Protocol):
    """Decisions of people about clusters; they outlive the week."""

    def record(self, case: Case) -> None:
        """Keep a decision; a later one about the same cluster replaces it."""
        ...

    def all(self) -> Sequence[Case]:
        """Give the decision in force for each cluster, by cluster id."""
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
    """How often each entry was asked for."""

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
    """Rows of what happened on Azure, from a workspace, exported files or the sample."""

    def rows(self, start: datetime, end: datetime) -> Sequence[LogRow]:
        """Give the rows from start (included) to end (excluded), oldest first."""
        ...
