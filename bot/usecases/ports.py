"""What the use cases and faces need from the outside, named by those who ask for it.

Those of delivering stand in `delivery_ports`, those of what a team adds in `team_ports`. Each port has one fake in
tests/fakes and its real parts in bot/adapters or analysis/sources, all under the same noun. Times are timezone-aware
and in UTC.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from analysis.excerpt import Excerpt, Failures, Found
from analysis.window import Window


@dataclass(frozen=True, slots=True)
class Sighting:
    """One time that somebody asked about an entry: where and when, never the text itself."""

    entry: str
    place: str
    seen: datetime


@dataclass(frozen=True, slots=True)
class SharedFile:
    """A file that somebody attached: what is needed to fetch it; never what it holds. `kind` is its media type."""

    id: str
    name: str
    kind: str = ""
    size: int = 0
    url: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a thread is about: redacted text, the resource that was named, and the window that was looked at.

    `files` are those in which it was looked up, none if that was the log of the bot.
    """

    about: str
    resource: str | None = None
    window: Window | None = None
    files: tuple[SharedFile, ...] = ()


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

    def failures(self, window: Window) -> Failures:
        """Give what a report on a window is made of: the failed operations up to its end, as far back as there are."""
        ...
