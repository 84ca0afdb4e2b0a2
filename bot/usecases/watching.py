"""Alerts that apps post into a channel: which channels are watched, and explaining each kind once in a while."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final, Literal

from bot.usecases.answers import Explanation
from bot.usecases.delivery_ports import Leases
from bot.usecases.explain import Explain
from bot.usecases.ports import Clock
from bot.usecases.team_ports import Watch, Watches

HOURS: Final = 6
MOST: Final = 10
_LONGEST_APP, _MOST_HOURS, _DAY = 80, 14 * 24, 24
Verb = Literal["watch", "unwatch", "list"]
_EVERY: Final = re.compile(r"\s*\b(?:every|once in)\s+(\d{1,4})\s*(h|hours?|d|days?)$", re.IGNORECASE)
_ORDER: Final = re.compile(
    r"(?:please\s+)?(?P<verb>watch|unwatch|stop\s+watching)"
    r"(?:\s+(?:this|the)\s+channel)?(?:\s+(?:the\s+|all\s+)?alerts)?(?:\s+(?:from|of)\s+(?P<app>\S.*))?",
    re.IGNORECASE,
)
_LIST: Final = re.compile(r"(?:what\s+(?:do|are)\s+you\s+)?watch(?:ing|es)", re.IGNORECASE)
_OVER: Final = re.compile(
    r"monitor\s*condition\W{0,6}resolved\b|current\s*health\s*status\W{0,6}available\b|was\s+(?:resolved|deactivated)\b"
    r"|^\W*(?::\w+:\W*)*\[?(?:resolved|recovered|deactivated)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Said:
    """What is to be done with the watches of a channel: on the alerts of which app ("" is any), how often."""

    verb: Verb
    app: str = ""
    hours: int = HOURS


@dataclass(frozen=True, slots=True)
class Watching:
    """The watches that stand in a channel now; `done` is what was just done, about `one` if it was about one."""

    watches: tuple[Watch, ...]
    done: Literal["begun", "ended", "listed", "none", "full", "direct", "alone"] = "listed"
    one: Watch | None = None


def said_of(text: str) -> Said | None:
    """Give what a text says about watching, None if it is about something else.

    >>> said_of("watch alerts from Azure Monitor every 2 hours"), said_of("watch out for web-01")
    (Said(verb='watch', app='Azure Monitor', hours=2), None)
    """
    words = " ".join(text.split()).rstrip(".!?")
    if _LIST.fullmatch(words):
        return Said("list")
    every = _EVERY.search(words)
    found = _ORDER.fullmatch(words[: every.start()] if every else words)
    if found is None:
        return None
    app = (found["app"] or "").strip(" `'\"“”@<>")[:_LONGEST_APP]
    verb: Verb = "watch" if found["verb"].lower() == "watch" else "unwatch"
    return Said(verb, app, _hours(every) if every else HOURS)


def is_over(text: str) -> bool:
    """Say whether an alert only tells that something is well again.

    >>> is_over("Resolved: Sev1 vm-health"), is_over("Fired: Sev1 vm-health")
    (True, False)
    """
    return _OVER.search(text) is not None


def watch_on(watches: Iterable[Watch], names: Sequence[str]) -> Watch | None:
    """Give the watch that an app falls under, by any of its names; the one that is most often, if there are several."""
    told = [name.casefold() for name in names if name]
    fitting = [one for one in watches if not one.app or any(one.app.casefold() in name for name in told)]
    return min(fitting, key=lambda one: one.hours, default=None)


@dataclass(frozen=True, slots=True)
class WatchAlerts:
    """The use case; call it with what was said, where and by whom. Everybody in a channel may order and end it.

    Every call raises StoreError if the store cannot be used.
    """

    watches: Watches
    clock: Clock

    def __call__(self, said: Said, *, workspace: str, channel: str, person: str, aloud: bool = True) -> Watching:
        """Give what became of it; what was not said `aloud`, so that the channel sees it, changes nothing."""
        standing = self._of(workspace, channel)
        if said.verb == "list":
            return Watching(standing)
        if not aloud and not channel.startswith("D"):
            return Watching(standing, "alone")
        if said.verb == "unwatch":
            return self._end(said, standing)
        if channel.startswith("D"):
            return Watching((), "direct")
        one = Watch(workspace, channel, said.app, person, self.clock.now(), said.hours)
        known = next((each for each in standing if each.app.casefold() == said.app.casefold()), None)
        if known is None and len(standing) >= MOST:
            return Watching(standing, "full")
        one = replace(one, app=known.app) if known else one
        self.watches.put(one)
        return Watching(self._of(workspace, channel), "begun", one)

    def _end(self, said: Said, standing: tuple[Watch, ...]) -> Watching:
        """End the watch on an app, or every watch if none is named."""
        chosen = [one for one in standing if not said.app or one.app.casefold() == said.app.casefold()]
        ended = [one for one in chosen if self.watches.drop(one)]
        left = tuple(one for one in standing if one not in chosen)
        return Watching(left, "ended" if ended else "none", ended[0] if len(ended) == 1 else None)

    def _of(self, workspace: str, channel: str) -> tuple[Watch, ...]:
        return tuple(one for one in self.watches.all() if (one.workspace, one.channel) == (workspace, channel))


@dataclass(frozen=True, slots=True)
class ExplainAlert:
    """The use case; call it with the text of an alert and the watch that it falls under."""

    explain: Explain
    leases: Leases
    clock: Clock

    def __call__(self, text: str, watch: Watch, *, event: str) -> Explanation | None:
        """Give what an alert means; None if that is not at least likely, or the same was explained of late.

        An alert that is asked about again by its event is answered again: whoever asked before did not get to it.

        Raises:
            StoreError: the store cannot be used.
        """
        answer = self.explain(text)
        if not answer.matches or answer.matches[0].grade == "possible":
            return None
        best, now = answer.matches[0], self.clock.now()
        name = f"alert:{watch.workspace}:{watch.channel}:{best.entry}:{best.code.casefold()}"
        free = self.leases.hold(name, by=event, at=now, until=now + timedelta(hours=watch.hours))
        return answer if free else None


def _hours(every: re.Match[str]) -> int:
    hours = int(every[1]) * (_DAY if every[2].lower().startswith("d") else 1)
    return min(max(hours, 1), _MOST_HOURS)
