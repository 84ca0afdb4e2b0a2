"""Spans that are counted from now or from another one: the last 3 hours, 20 minutes ago, the day before."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Final

from analysis.window import Window
from bot.usecases.times.said import Asking, Said

_UNITS: Final = {
    "mi": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
    "mo": timedelta(days=30),
}
_WORDS: Final = {"a": 1, "an": 1, "one": 1, "two": 2, "couple": 2, "three": 3, "few": 3, "four": 4, "five": 5, "six": 6}
_UNIT: Final = r"(?P<unit>minutes?|mins?|min|hours?|hrs?|h|days?|d|weeks?|w|months?)"
_COUNT: Final = r"(?P<count>\d{1,4}|(?:a\s+)?(?:few|couple)(?:\s+of)?|an?|one|two|three|four|five|six)"
_LAST: Final = re.compile(
    rf"\b(?:(?:in|over|for|within|during)\s+)?(?:the\s+)?(?P<which>last|past|previous)\s+{_COUNT}?\s*{_UNIT}\b"
)
_SINCE: Final = re.compile(rf"\b(?:since|for)\s+{_COUNT}\s*{_UNIT}\b")
_AGO: Final = re.compile(rf"\b(?P<since>since\s+)?(?:about\s+|around\s+)?{_COUNT}\s*{_UNIT}\s+(?:ago|earlier|back)\b")
_SHIFT: Final = re.compile(
    r"\b(?:the\s+)?(?:(?P<side>day|week|hour|month)\s+(?P<way>before|after|earlier|later)(?!\s+\w)"
    r"|(?P<next>previous|next|following)\s+(?P<named>day|week|hour|month))\b(?!\s+yesterday)"
)
_DURATION: Final = re.compile(rf"\s*{_COUNT}\s*{_UNIT}\s*", re.IGNORECASE)
_CALENDAR: Final = frozenset({"week", "month"})


def said_length(sentence: str, asking: Asking) -> Said | None:
    """Give the window of "the last 3 hours", "since 20 minutes" or "2 days ago"; None if the sentence has none.

    "N units ago" is the unit around that time, unless it says since. "Last week" without a number is a calendar week
    and none of ours.
    """
    found = _AGO.search(sentence)
    if found is not None:
        then = asking.now - _length(found)
        if found["since"]:
            return Said(Window(then, asking.now), found.start(), found.end())
        half = min(_unit(found) / 2, timedelta(hours=12))
        return Said(Window(then - half, min(then + half, asking.now)), found.start(), found.end())
    found = _LAST.search(sentence) or _SINCE.search(sentence)
    if found is None or (not found["count"] and found["unit"] in _CALENDAR and found["which"] != "past"):
        return None
    return Said(Window(asking.now - _length(found), asking.now), found.start(), found.end())


def said_shift(sentence: str, before: Window | None) -> Said | None:
    """Give the window next to the one talked about before, for "the day before?"; None without one."""
    found = _SHIFT.search(sentence)
    if found is None or before is None:
        return None
    step = {
        "day": timedelta(days=1),
        "week": timedelta(weeks=1),
        "hour": timedelta(hours=1),
        "month": timedelta(days=30),
    }[found["side"] or found["named"]]
    if found["way"] in {"after", "later"} or found["next"] in {"next", "following"}:
        return Said(Window(before.end, before.end + step), found.start(), found.end())
    return Said(Window(before.start - step, before.start), found.start(), found.end())


def duration(text: str) -> timedelta | None:
    """Give the length of a text such as 7d, 36h or "2 weeks"; None if it is none."""
    found = _DURATION.fullmatch(text.lower())
    return _length(found) if found is not None and _length(found) > timedelta(0) else None


def _length(found: re.Match[str]) -> timedelta:
    words = (found["count"] or "one").removeprefix("a ").removesuffix(" of").strip()
    count = int(words) if words.isdigit() else _WORDS[words.split()[0]]
    return min(count * _unit(found), timedelta(days=36500))


def _unit(found: re.Match[str]) -> timedelta:
    name: str = found["unit"]
    return _UNITS[name[:2] if name.startswith(("mi", "mo")) else name[:1]]
