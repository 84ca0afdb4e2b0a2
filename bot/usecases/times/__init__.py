"""Times as people say them: "yesterday", "since Monday 9:00", "between 2 and 4 pm CET" -> a window in UTC."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo

from analysis.window import Window
from bot.usecases.times.lengths import duration, said_length, said_shift
from bot.usecases.times.said import Asking, Said, said_times, unclear_clock, unclear_time
from bot.usecases.times.zones import moment, zone_named

__all__ = ["Said", "duration", "moment", "said_window", "unclear_day", "zone_named"]


def said_window(sentence: str, *, now: datetime, zone: tzinfo, before: Window | None = None) -> Said | None:
    """Give the window that a sentence names, or None if it names none.

    Days and hours are those of `zone` unless the sentence says another; nothing reaches beyond `now`. `before` is the
    window talked about before, which "the day before" counts from. Weeks begin on Monday. 3/4 is read day first, but
    month first in American zones.
    """
    text = sentence.lower()
    asking = Asking(now.astimezone(UTC), zone)
    return said_shift(text, before) or said_length(text, asking) or said_times(text, asking)


def unclear_day(sentence: str, *, now: datetime, zone: tzinfo) -> str:
    """Give the words of a sentence that look like a day or a time of day but name none, "" if there are none.

    Beside words that do name a window, an impossible day is passed over, but never an impossible time of day.
    """
    text = sentence.lower()
    clear = said_window(sentence, now=now, zone=zone) is not None
    return unclear_clock(text) or ("" if clear else unclear_time(text, Asking(now.astimezone(UTC), zone)))
