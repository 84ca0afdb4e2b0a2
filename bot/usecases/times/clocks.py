"""Times of day as people write them: 9:00, 2 pm, 14h, noon."""

from __future__ import annotations

import re
from datetime import time
from typing import Final

CLOCK: Final = (
    r"(?:(?:[01]?\d|2[0-3])[:.h][0-5]\d(?::[0-5]\d)?\s?(?:am|pm|a\.m\.|p\.m\.)?"
    r"|(?:1[0-2]|0?[1-9])\s?(?:am|pm|a\.m\.|p\.m\.|o'?clock)"
    r"|(?:[01]?\d|2[0-3])\s?(?:h|hrs|hours|uhr)(?![a-z])"
    r"|noon|midday|midnight)"
)
BARE: Final = r"(?:[01]?\d|2[0-4])"
_PARTS: Final = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?(?::(\d{2}))?\s?(am|pm|a\.m\.|p\.m\.)?", re.IGNORECASE)
_WORDS: Final = {"noon": time(12), "midday": time(12), "midnight": time(0)}


def clock(text: str, *, half: str = "") -> time | None:
    """Give the time of day of a text; `half` is the am or pm said of a neighbour ("between 2 and 4 pm")."""
    if text in _WORDS:
        return _WORDS[text]
    parts = _PARTS.match(text)
    if parts is None:
        return None
    hour, minute, second = int(parts[1]), int(parts[2] or 0), int(parts[3] or 0)
    said = (parts[4] or half).replace(".", "").lower()
    if said and 1 <= hour <= 12:  # noqa: PLR2004 - the hours of a half day
        hour = hour % 12 + (12 if said == "pm" else 0)
    return time(hour % 24, minute, second) if hour <= 24 else None  # noqa: PLR2004 - 24:00 is midnight


def half_of(text: str) -> str:
    """Give the am or pm that a text says, "" if it says none."""
    found = re.search(r"(am|pm|a\.m\.|p\.m\.)\s*$", text, re.IGNORECASE)
    return found[1].replace(".", "").lower() if found else ""
