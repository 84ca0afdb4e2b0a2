"""Time zones as people name them, and wall times as moments."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

# People write CET all year round and mean the clock on the wall, so each stands for the zone and not for an offset.
_ABBREVIATIONS: Final = {
    "utc": "UTC", "gmt": "UTC", "z": "UTC",
    "cet": "Europe/Berlin", "cest": "Europe/Berlin",
    "eet": "Europe/Helsinki", "eest": "Europe/Helsinki",
    "wet": "Europe/Lisbon", "west": "Europe/Lisbon", "bst": "Europe/London", "msk": "Europe/Moscow",
    "pst": "America/Los_Angeles", "pdt": "America/Los_Angeles", "pt": "America/Los_Angeles",
    "mst": "America/Denver", "mdt": "America/Denver", "mt": "America/Denver",
    "cst": "America/Chicago", "cdt": "America/Chicago", "ct": "America/Chicago",
    "est": "America/New_York", "edt": "America/New_York", "et": "America/New_York",
    "ist": "Asia/Kolkata", "sgt": "Asia/Singapore", "hkt": "Asia/Hong_Kong",
    "jst": "Asia/Tokyo", "kst": "Asia/Seoul",
    "aest": "Australia/Sydney", "aedt": "Australia/Sydney", "nzst": "Pacific/Auckland", "nzdt": "Pacific/Auckland",
}  # fmt: skip
_OFFSET: Final = re.compile(r"(?:utc|gmt)?\s?([+-])(\d{1,2})(?::?(\d{2}))?", re.IGNORECASE)
NAMED: Final = "|".join(sorted(_ABBREVIATIONS, key=len, reverse=True))
_FARTHEST: Final = 14  # hours; no zone lies farther from UTC


def zone_named(name: str) -> tzinfo | None:
    """Give the zone of a name (Europe/Vienna), an abbreviation (CET) or an offset (UTC+2, +02:00), else None."""
    text = name.strip()
    if text.lower() in _ABBREVIATIONS:
        return ZoneInfo(_ABBREVIATIONS[text.lower()])
    if (offset := _OFFSET.fullmatch(text)) is not None:
        sign, hours, minutes = offset[1], int(offset[2]), int(offset[3] or 0)
        if hours <= _FARTHEST and minutes < 60:  # noqa: PLR2004 - an hour
            return timezone((-1 if sign == "-" else 1) * timedelta(hours=hours, minutes=minutes))
        return None
    known = _names().get(text.lower())
    return ZoneInfo(known) if known is not None else None


@cache
def _names() -> dict[str, str]:
    return {name.lower(): name for name in available_timezones()}


def moment(wall: datetime, zone: tzinfo, *, last: bool = False) -> datetime:
    """Give the moment (UTC) at which the clocks of a zone show a time.

    A time that is shown twice, when clocks go back, means its first or its last time; one that is skipped, when they
    go forward, means the moment of the jump.
    """
    aware = wall.replace(tzinfo=zone, fold=int(last))
    found = aware.astimezone(UTC)
    if found.astimezone(zone).replace(tzinfo=None) == wall:
        return found
    # Skipped: with fold 0 the offset before the jump is taken, with fold 1 the one after it.
    before, after = wall.replace(tzinfo=zone, fold=1).astimezone(UTC), wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    low, high = sorted((before, after))
    offset = low.astimezone(zone).utcoffset()
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) / 2
        low, high = (middle, high) if middle.astimezone(zone).utcoffset() == offset else (low, middle)
    return high.replace(microsecond=0)
