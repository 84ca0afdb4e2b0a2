"""Subscriptions of a channel: made, listed, paused, resumed, ended."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final
from zoneinfo import ZoneInfo

from bot.usecases.ports import Clock
from bot.usecases.subscriptions.schedule import next_run, run_after
from bot.usecases.subscriptions.wishes import NoWishError, Said, Wish, wish_of
from bot.usecases.team_ports import Subscription, Subscriptions

MOST: Final = 20
_THREAD_UNKNOWN: Final = (
    "A command does not know its thread: write this in the thread itself, and mention me, or leave out “thread”."
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was said: the thread is "" where there is none, as for a command."""

    workspace: str
    channel: str
    thread: str = ""


@dataclass(frozen=True, slots=True)
class Subscribed:
    """A subscription that stands, from now on or `already`."""

    subscription: Subscription
    already: bool = False


@dataclass(frozen=True, slots=True)
class Changed:
    """A subscription that was paused, resumed or ended."""

    subscription: Subscription
    how: str


@dataclass(frozen=True, slots=True)
class Listed:
    """The subscriptions of a channel."""

    subscriptions: tuple[Subscription, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A report that is wanted now, in the place or by the person `alone`."""

    subscription: Subscription
    alone: bool


@dataclass(frozen=True, slots=True)
class NotDone:
    """What was asked cannot be done; `reason` is one sentence with what to write instead."""

    reason: str


Outcome = Subscribed | Changed | Listed | Wanted | NotDone


def _new_id() -> str:
    return secrets.token_hex(3)


@dataclass(frozen=True, slots=True)
class Subscribe:
    """The use case; call it with what was said, where and by whom. Everybody in a channel may change what it gets.

    Every call raises StoreError if the store cannot be used.
    """

    subscriptions: Subscriptions
    clock: Clock
    zone: ZoneInfo
    new_id: Callable[[], str] = _new_id

    def __call__(self, said: Said, place: Place, *, person: str) -> Outcome:
        """Give what became of it."""
        if said.verb == "subscribe":
            try:
                wish = wish_of(said.wish, zone=self.zone)
            except NoWishError as error:
                return NotDone(str(error))
            return self._subscribe(wish, place, person)
        standing = tuple(self.subscriptions.of(place.workspace, place.channel))
        if said.verb == "list":
            return Listed(standing)
        chosen = _chosen(said, standing)
        return chosen if isinstance(chosen, NotDone) else self._done(said, chosen)

    def _subscribe(self, wish: Wish, place: Place, person: str) -> Outcome:
        if wish.in_thread and not place.thread:
            return NotDone(_THREAD_UNKNOWN)
        standing = self.subscriptions.of(place.workspace, place.channel)
        if len(standing) >= MOST:
            return NotDone(f"This channel has {MOST} subscriptions already; end one before you add another.")
        made = Subscription(
            id=self.new_id(),
            workspace=place.workspace,
            channel=place.channel,
            weekday=wish.weekday,
            time=f"{wish.at:%H:%M}",
            zone=wish.zone.key,
            owner=person,
            next_run=next_run(wish.weekday, wish.at, wish.zone, after=self.clock.now()),
            filters=dict(wish.filters),
            thread=place.thread if wish.in_thread else "",
        )
        for other in standing:
            if _same(made, other):
                return self._done(Said("resume"), other) if other.paused else Subscribed(other, already=True)
        self.subscriptions.put(made)
        return Subscribed(made)

    def _done(self, said: Said, one: Subscription) -> Outcome:
        if said.verb in {"run", "try"}:
            return Wanted(one, alone=said.verb == "try")
        if said.verb == "unsubscribe":
            self.subscriptions.drop(one.id)
            return Changed(one, "ended")
        if said.verb == "pause":
            changed = replace(one, paused=True)
        else:
            # What was missed while it was paused was not wanted.
            changed = replace(one, paused=False, next_run=run_after(one, self.clock.now()))
        self.subscriptions.put(changed)
        return Changed(changed, "paused" if changed.paused else "resumed")


def _chosen(said: Said, standing: tuple[Subscription, ...]) -> Subscription | NotDone:
    if not standing:
        return NotDone("This channel has no subscription; write for example: subscribe weekly monday 09:00")
    if not said.id and len(standing) == 1:
        return standing[0]
    found = next((one for one in standing if one.id == said.id), None)
    if found is not None:
        return found
    named = f"This channel has no subscription {said.id}" if said.id else "This channel has several subscriptions"
    return NotDone(f"{named}; name one of {', '.join(one.id for one in standing)}.")


def _same(made: Subscription, other: Subscription) -> bool:
    """Say whether two differ only in what a channel does not see of them."""
    return made == replace(
        other,
        id=made.id,
        owner=made.owner,
        next_run=made.next_run,
        last_run=None,
        paused=made.paused,
        failures=None,
        covered=None,
    )
