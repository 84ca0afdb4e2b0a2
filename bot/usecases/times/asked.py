"""The window that options ask for: --since 7d, or --from and --to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

from analysis.window import Window
from bot.usecases.times.lengths import duration
from bot.usecases.times.said import Asking, said_point
from bot.usecases.times.zones import moment

WindowOf = Callable[[datetime], Window]
USUAL: Final = timedelta(days=7)
_FIRST: Final = datetime(2010, 1, 1, tzinfo=UTC)
_LAST: Final = datetime(2100, 1, 1, tzinfo=UTC)
_NEVER: Final = "Azure has no log of that time; name days between 2010 and 2100."
_EXAMPLES: Final = "7d, 2026-11-12T14:00, 2026-11-12, “yesterday” or “Monday 9:00”"


class NotATimeError(ValueError):
    """A text names no time, or two name no span; the message is one sentence with what to write instead."""


def last(length: timedelta = USUAL) -> WindowOf:
    """Give the window of that length up to now, for whatever now is."""
    return lambda now: Window(now - length, now)


def asked_window(*, since: str | None, start: str | None, end: str | None, zone: tzinfo) -> WindowOf:
    """Give the window that options name, as a function of now: the last 7 days if they name none.

    A date alone is a whole day of `zone`: `start` means its beginning, `end` its end. Times without an offset are
    those of `zone`.

    Raises:
        NotATimeError: a text names no time, the options contradict each other, or the end lies before the start.
    """
    if since is not None and (start is not None or end is not None):
        raise NotATimeError("Give either --since, or --from and --to.")
    if since is not None:
        return _since(since, zone)
    if start is None and end is None:
        return last()

    def window(now: datetime) -> Window:
        until = now if end is None else _point(end, now, zone, last=True)
        begin = until - USUAL if start is None else _point(start, now, zone)
        if begin < _FIRST or until > _LAST:
            raise NotATimeError(_NEVER)
        if begin >= until:
            raise NotATimeError(f"--from {start or ''} does not lie before --to {end or 'now'}; swap or mend them.")
        return Window(begin, until)

    window(datetime.now(UTC))
    return window


def _since(text: str, zone: tzinfo) -> WindowOf:
    length = duration(text)
    if length is not None:
        return last(length)

    def window(now: datetime) -> Window:
        begin = _point(text, now, zone)
        if begin < _FIRST:
            raise NotATimeError(_NEVER)
        if begin >= now:
            raise NotATimeError(f"--since {text} lies in the future; name an earlier time.")
        return Window(begin, now)

    window(datetime.now(UTC))
    return window


def _point(text: str, now: datetime, zone: tzinfo, *, last: bool = False) -> datetime:
    """Give the moment of a text; of a day its beginning, or its end if `last`."""
    try:
        return _moment_of(text, now, zone, last=last)
    except OverflowError:
        raise NotATimeError(_NEVER) from None


def _moment_of(text: str, now: datetime, zone: tzinfo, *, last: bool) -> datetime:
    try:
        if len(text) == len("2026-11-12"):
            day = date.fromisoformat(text)
            return moment(datetime.combine(day + timedelta(days=last), time()), zone)
        exact = datetime.fromisoformat(text)
        return exact.astimezone(UTC) if exact.tzinfo else moment(exact, zone, last=last)
    except ValueError:
        pass
    said = said_point(text.lower(), Asking(now, zone))
    if said is None:
        raise NotATimeError(f"“{text}” names no time; write for example {_EXAMPLES}.")
    return said[last]
