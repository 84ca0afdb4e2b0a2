"""What a team adds to the bot and asks of it: notes, drafts, feedback, subscriptions, and what was seen of clusters.

Each port has one fake in tests/fakes and its real part in bot/adapters/store. Texts are redacted; times are
timezone-aware and in UTC. Every method raises `bot.usecases.ports.StoreError` if the store cannot be reached.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol

DraftState = Literal["open", "accepted", "rejected"]
Thumb = Literal["up", "down"]


@dataclass(frozen=True, slots=True)
class Note:
    """What a person of a workspace added to an entry, as Markdown; `id` is the caller's, and nobody else's."""

    id: str
    entry: str
    workspace: str
    author: str
    markdown: str
    written: datetime
    edited: datetime | None = None
    removed: datetime | None = None


class Notes(Protocol):
    """What teams added to entries; a removed note is never given again, but by its id."""

    def add(self, note: Note) -> None:
        """Keep a note."""
        ...

    def get(self, note: str) -> Note | None:
        """Give a note by its id, removed or not."""
        ...

    def edit(self, note: str, markdown: str, *, at: datetime) -> bool:
        """Replace the text of a note; False if there is none, or it was removed."""
        ...

    def remove(self, note: str, *, at: datetime) -> bool:
        """Take a note away; False if there is none, or it was removed before."""
        ...

    def of(self, entry: str, *, workspace: str) -> Sequence[Note]:
        """Give the notes of a workspace on an entry, oldest first."""
        ...


@dataclass(frozen=True, slots=True)
class Draft:
    """A page that somebody proposed: its name (`provider/Code`), its Markdown, and what a maintainer said to it."""

    id: str
    name: str
    workspace: str
    author: str
    markdown: str
    written: datetime
    state: DraftState = "open"
    cluster: str = ""
    reviewer: str = ""
    reviewed: datetime | None = None


class Drafts(Protocol):
    """Proposed pages."""

    def put(self, draft: Draft) -> None:
        """Keep a draft, in place of the one with its id."""
        ...

    def get(self, draft: str) -> Draft | None:
        """Give a draft by its id."""
        ...

    def review(self, draft: str, state: DraftState, *, by: str, at: datetime) -> bool:
        """Accept or reject an open draft; False if it is not open."""
        ...

    def all(self, state: DraftState = "open") -> Sequence[Draft]:
        """Give the drafts in this state, oldest first."""
        ...


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a person thinks of an answer; `place` is the answer's message, so that a second press changes the first."""

    entry: str
    thumb: Thumb
    workspace: str
    place: str
    person: str
    given: datetime
    reason: str = ""


class Feedback(Protocol):
    """Thumbs, one of each person on each answer."""

    def give(self, opinion: Opinion) -> None:
        """Keep an opinion, in place of what the person thought of the same answer before."""
        ...

    def of(self, entry: str) -> Sequence[Opinion]:
        """Give the opinions on an entry, oldest first."""
        ...

    def counts(self) -> Mapping[str, tuple[int, int]]:
        """Give the thumbs up and down of every entry that has any."""
        ...


@dataclass(frozen=True, slots=True)
class ClusterState:
    """When failures of a cluster were seen first and last, with the template and code that they share."""

    cluster: str
    template: str
    code: str
    first_seen: datetime
    last_seen: datetime


class ClusterStates(Protocol):
    """What was ever seen, so that a cluster is new only once."""

    def see(self, states: Sequence[ClusterState]) -> None:
        """Keep what was seen, all together; a cluster that is known keeps its earliest first and latest last time."""
        ...

    def all(self) -> Mapping[str, ClusterState]:
        """Give what is known of each cluster, by its id."""
        ...


@dataclass(frozen=True, slots=True)
class Subscription:
    """A channel that wants the report: on an ISO weekday (1 is Monday; None is daily), at HH:MM in an IANA time zone.

    `filters` narrow the report; `thread` is where it goes, "" for the channel itself. `next_run` is when it is due and
    `last_run` when it last was, both in UTC. The last report counted `failures`, of which `covered` have a page; None
    if there was none yet.
    """

    id: str
    workspace: str
    channel: str
    weekday: int | None
    time: str
    zone: str
    owner: str
    next_run: datetime
    last_run: datetime | None = None
    filters: Mapping[str, str] = field(default_factory=dict)
    thread: str = ""
    paused: bool = False
    failures: int | None = None
    covered: int | None = None


class Subscriptions(Protocol):
    """Which channel gets the report, and when."""

    def put(self, subscription: Subscription) -> None:
        """Keep a subscription, in place of the one with its id."""
        ...

    def drop(self, subscription: str) -> bool:
        """Forget a subscription; False if there is none."""
        ...

    def of(self, workspace: str, channel: str) -> Sequence[Subscription]:
        """Give the subscriptions of a channel, by id."""
        ...

    def all(self) -> Sequence[Subscription]:
        """Give every subscription, by id."""
        ...

    def due(self, at: datetime) -> Sequence[Subscription]:
        """Give the subscriptions that are not paused and whose time has come, the longest waiting first."""
        ...

    def begin(self, subscription: Subscription, *, at: datetime, next_run: datetime) -> bool:
        """Take a due run; False if another took it, so that no run is doubled."""
        ...

    def count(self, subscription: str, *, failures: int, covered: int) -> None:
        """Keep what the last report of a subscription counted, if there still is that subscription."""
        ...


@dataclass(frozen=True, slots=True)
class Watch:
    """A channel in which alerts of an app ("" for any) are explained, the same kind once in so many `hours`.

    `person` ordered it at the time `since`.
    """

    workspace: str
    channel: str
    app: str
    person: str
    since: datetime
    hours: int = 6


class Watches(Protocol):
    """The channels in which alerts are explained."""

    def put(self, watch: Watch) -> None:
        """Keep a watch, in place of the one on the same app in the same channel."""
        ...

    def drop(self, watch: Watch) -> bool:
        """Forget a watch; False if there is none."""
        ...

    def all(self) -> Sequence[Watch]:
        """Give every watch, by workspace, channel and app."""
        ...
