"""What people write to get a report on schedule: `weekly monday 09:00 Europe/Vienna rg=prod-*`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from typing import Final, Literal, TypeVar
from zoneinfo import ZoneInfo

from analysis.filters import Filter, NoFilterError, filter_of
from bot.usecases.times.clocks import CLOCK, clock
from bot.usecases.times.zones import zone_named

_T = TypeVar("_T")
WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
Verb = Literal["subscribe", "list", "pause", "resume", "unsubscribe", "run", "try"]
_EXAMPLE: Final = "subscribe weekly monday 09:00 Europe/Vienna rg=prod-*"
_USUAL: Final = time(9)
_FILLERS: Final = frozenset(
    {"at", "on", "every", "each", "report", "the", "in", "for", "here", "to", "me", "us", "o'clock"}
)
_SHORTEST_DAY, _LONGEST = 3, 500
_ID: Final = r"[0-9a-f]{6}"
_ABOUT_ONE: Final = re.compile(
    rf"(?P<verb>pause|resume|continue|unsubscribe|run|dry[\s-]?run)"
    rf"(?:\s+(?:the\s+)?(?:subscription|report))?(?:\s+now)?(?:\s+(?P<id>{_ID}))?(?:\s+now)?"
)
_LIST: Final = re.compile(r"(?:list|show)?\s*(?:the\s+|our\s+|my\s+)?subscriptions")


class NoWishError(ValueError):
    """A subscription is asked for in words that do not say which; the message is one sentence with what to write."""


@dataclass(frozen=True, slots=True)
class Said:
    """What is to be done with subscriptions: with which one, "" if it is not named, or `wish` in the person's words."""

    verb: Verb
    id: str = ""
    wish: str = ""


@dataclass(frozen=True, slots=True)
class Wish:
    """When a report is wanted (an ISO weekday, or None for daily), what about, and whether in the thread."""

    weekday: int | None
    at: time
    zone: ZoneInfo
    filters: Mapping[str, str] = field(default_factory=dict)
    in_thread: bool = False


def said_of(text: str) -> Said | None:
    """Give what a text says about subscriptions, None if it is about something else.

    >>> said_of("pause a1b2c3"), said_of("resume of vm-1 failed with Conflict")
    (Said(verb='pause', id='a1b2c3', wish=''), None)
    """
    words = " ".join(text.split()).rstrip(".!")
    first, _, rest = words.partition(" ")
    if len(words) > _LONGEST or "\n" in text.strip():
        return None
    if first.lower() == "subscribe":
        return Said("subscribe", wish=rest)
    if _LIST.fullmatch(words.lower()):
        return Said("list")
    found = _ABOUT_ONE.fullmatch(words.lower())
    if found is None or (found["verb"] == "run" and not found["id"] and words.lower() == "run"):
        return None
    return Said(_verb(found["verb"]), id=found["id"] or "")


def wish_of(text: str, *, zone: ZoneInfo) -> Wish:
    """Give the wish of a text; without a day it is Monday, without a time 9:00, without a zone the one given.

    Raises:
        NoWishError: a word cannot be understood, or two contradict each other.
    """
    wish = _Reading(zone=zone)
    for word in _words(text):
        wish.take(word)
    return wish.done()


def filters_of(kept: Mapping[str, str]) -> tuple[Filter, ...]:
    """Give the filters that a subscription keeps by their fields."""
    return tuple(filter_of(f"{name}={patterns}") for name, patterns in kept.items())


@dataclass(slots=True)
class _Reading:
    """A wish while it is read, word by word."""

    zone: ZoneInfo
    cadence: str = ""
    weekday: int | None = None
    at: time | None = None
    zoned: str = ""
    filters: dict[str, str] = field(default_factory=dict)
    place: str = ""

    def take(self, word: str) -> None:
        lowered = word.lower()
        if lowered in _FILLERS:
            return
        if "=" in word:
            self._filter(word)
        elif lowered in {"weekly", "daily"}:
            self.cadence = _one(self.cadence, lowered, "how often")
        elif (day := _weekday(lowered)) is not None:
            self.weekday = _one(self.weekday, day, "the weekday")
        elif lowered in {"thread", "channel"}:
            self.place = _one(self.place, lowered, "the place")
        elif lowered[0].isdigit() or re.fullmatch(CLOCK, lowered):
            self.at = _one(self.at, _time(word), "the time")
        else:
            self._zone(word)

    def done(self) -> Wish:
        if self.cadence == "daily" and self.weekday is not None:
            raise NoWishError("Say either daily or a weekday, not both.")
        weekday = None if self.cadence == "daily" else self.weekday or 1
        return Wish(weekday, self.at or _USUAL, self.zone, self.filters, in_thread=self.place == "thread")

    def _filter(self, word: str) -> None:
        try:
            found = filter_of(word)
        except NoFilterError as error:
            raise NoWishError(str(error)) from None
        if found.field in self.filters:
            raise NoWishError(f"Give {found.field} once, with commas between its names, such as rg=prod-*,shared.")
        self.filters[found.field] = ",".join(found.patterns)

    def _zone(self, word: str) -> None:
        found = zone_named(word)
        if found is None:
            raise NoWishError(f"I do not understand “{word}”; write for example: {_EXAMPLE}")
        if not isinstance(found, ZoneInfo):
            raise NoWishError(
                f"“{word}” does not follow the clocks when they change; name a zone, such as Europe/Vienna."
            )
        self.zoned = _one(self.zoned, found.key, "the time zone")
        self.zone = found


def _verb(word: str) -> Verb:
    if word.startswith("dry"):
        return "try"
    verbs: Mapping[str, Verb] = {"pause": "pause", "unsubscribe": "unsubscribe", "run": "run"}
    return verbs.get(word, "resume")


def _words(text: str) -> list[str]:
    # "9 am" and "14 h" are one word each; a comma between names of a filter is not one between words.
    joined = re.sub(r"(?i)(\d)\s+(am|pm|a\.m\.|p\.m\.|h|uhr)(?![\w/])", r"\1\2", text)
    return [word for part in joined.split() if (word := part.strip(",;"))]


def _weekday(word: str) -> int | None:
    name = word.removesuffix("s") if word.endswith("days") else word
    for number, day in enumerate(WEEKDAYS, start=1):
        if len(name) >= _SHORTEST_DAY and day.lower().startswith(name):
            return number
    return None


def _time(word: str) -> time:
    found = clock(word.lower()) if re.fullmatch(CLOCK, word.lower()) else None
    if found is None:
        raise NoWishError(f"“{word}” is no time of day; write it as 09:00.")
    return found.replace(second=0)


def _one(before: _T | None, now: _T, what: str) -> _T:
    if before and before != now:
        raise NoWishError(f"You give {what} twice, as {before} and {now}; give it once.")
    return now
