"""The window that a sentence names."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import Final

from analysis.window import Window
from bot.usecases.times.clocks import clock, half_of
from bot.usecases.times.days import Span, span
from bot.usecases.times.tokens import Token, tokens
from bot.usecases.times.zones import moment, zone_named

_FIRST: Final = datetime(1971, 1, 1, tzinfo=UTC)  # before it nothing was logged, and sums run out of the calendar
_AROUND: Final = timedelta(minutes=30)
_LOOK_BACK: Final = timedelta(days=7)
_JOIN: Final = frozenset({"and", "to", "until", "till", "-", "–"})
_OPEN: Final = frozenset({"since", "after", "from"})
_CLOCK_LIKE: Final = re.compile(
    r"(?<!\w)(?:at|around|about|since|after|before|until|till|between|from|and|to)\s+(?P<at>\d{1,3}:\d{2}(?::\d{2})?)(?![\w:.])"
)
_CLOSED: Final = frozenset({"before", "until", "till"})


@dataclass(frozen=True, slots=True)
class Said:
    """A window with the place of the words that named it in the sentence."""

    window: Window
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Point:
    """A time as said: a moment, or a day, a time of day, or both; `before` is the joiner in front of it."""

    start: int
    end: int
    before: str = ""
    moment: datetime | None = None
    day: str = ""
    at: str = ""
    zone: tzinfo | None = None


@dataclass(frozen=True, slots=True)
class Asking:
    """When and where somebody asks: the time now (UTC) and the zone of the asker's clock."""

    now: datetime
    zone: tzinfo


def said_times(sentence: str, asking: Asking) -> Said | None:
    """Give the window between, since or around the days and clock times that a sentence names; None if it names none.

    Days and hours are those of the asker's zone unless the sentence says another; nothing reaches beyond now.
    """
    points = _points(tokens(sentence))
    if not points:
        return None
    points = _sharing_zone(points)
    start, end = points[0].start, points[-1].end
    window = _window(points, asking)
    return Said(window, start, end) if window is not None else None


def unclear_time(sentence: str, asking: Asking) -> str:
    """Give the words of a sentence that look like a day but name none ("31 february"), "" if there are none.

    A day on which nothing can have been logged ("in 1850") is none either.
    """
    days = [one.text for one in tokens(sentence) if one.kind in {"day", "moment"}]
    return next((text for text in days if not _is_a_time(said_point(text, asking))), "")


def unclear_clock(sentence: str) -> str:
    """Give the words of a sentence that look like a time of day but are none ("25:61"), "" if there are none."""
    clocks = [(one.start, one.end) for one in tokens(sentence) if one.kind in {"clock", "moment"}]
    for found in _CLOCK_LIKE.finditer(sentence):
        if not any(start < found.end("at") and found.start("at") < end for start, end in clocks):
            return found["at"]
    return ""


def _is_a_time(bounds: tuple[datetime, datetime] | None) -> bool:
    return bounds is not None and bounds[1] > _FIRST


def said_point(text: str, asking: Asking) -> tuple[datetime, datetime] | None:
    """Give start and end (UTC) of the one day or time that a text names, the same twice for a time of day."""
    points = _points(tokens(text))
    if len(points) != 1:
        return None
    start, end = _bounds(points[0], asking)
    return (start, end) if start is not None and end is not None else None


def _points(found: list[Token]) -> list[_Point]:
    points: list[_Point] = []
    joiner, held = "", None
    for number, token in enumerate(found):
        if token.kind == "word":
            if held is not None and token.text in {"at", "on", ",", "around", "about"}:
                continue
            if held is not None:
                points.append(held)
                held = None
            joiner = (
                token.text if token.text not in {"at", "on", ",", "about", "approximately", "ca", "ca."} else joiner
            )
        elif (token.kind == "hour" and not _is_hour(found, number)) or (token.kind == "zone" and held is None):
            continue
        else:
            taken = _taken(held, token, joiner)
            if taken is None and held is not None:
                points.append(held)
                taken = _taken(None, token, joiner)
            if held is None or taken is None or taken.start != held.start:
                joiner = ""
            held = taken
    return [*points, held] if held is not None else points


def _is_hour(found: list[Token], number: int) -> bool:
    """Tell whether a bare number is an hour: beside a joiner whose other side is a time, or at the end behind "at"."""
    if found[number].closes and number and found[number - 1].text in {"at", "around"}:
        return True
    around = found[max(0, number - 2) : number + 3]
    times = [one for one in around if one.kind in {"clock", "hour", "day"} and one is not found[number]]
    return bool(times) and any(one.text in {*_JOIN, *_OPEN, "at", "between", "around"} for one in around)


def _taken(held: _Point | None, token: Token, joiner: str) -> _Point | None:
    """Give the point with the token added, or None if it does not go with it."""
    point = held or _Point(token.start, token.end, before=joiner)
    point = replace(point, end=token.end)
    if token.kind == "zone":
        return replace(point, zone=zone_named(token.text))
    if token.kind == "moment":
        return replace(point, moment=_moment(token.text)) if held is None else None
    if token.kind == "day":
        return replace(point, day=token.text) if not point.day and point.moment is None else None
    return replace(point, at=token.text) if not point.at and point.moment is None else None


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(re.sub(r"\s+(?=[z+-])", "", text).replace("z", "+00:00").replace(" ", "T"))


def _sharing_zone(points: list[_Point]) -> list[_Point]:
    zone = next((one.zone for one in reversed(points) if one.zone is not None), None)
    return [replace(one, zone=one.zone or zone) for one in points]


def _window(points: list[_Point], asking: Asking) -> Window | None:
    dayless = [one for one in points if one.at and not one.day and one.moment is None]
    only_day = [one for one in points if one.day and not one.at]
    if len(points) == 3 and len(only_day) == 1:  # noqa: PLR2004 - "yesterday between 2 and 4 pm"
        points = [replace(one, day=one.day or only_day[0].day) for one in points if one not in only_day]
    elif len(points) == 2 and len(dayless) == 1 and points[1].before in _JOIN:  # noqa: PLR2004 - "from yesterday 9:00 to 11:00"
        day = next((one.day for one in points if one.day), "")
        points = [replace(points[0], day=points[0].day or day), points[1]]
    elif len(points) == 2 and points[1].before in _OPEN | {"between"} and points[0].day and not points[0].at:  # noqa: PLR2004
        points = [replace(points[1], day=points[1].day or points[0].day)]
    if len(points) >= 2 and points[1].before in _JOIN:  # noqa: PLR2004 - a start and an end
        return _between(points[0], points[1], asking)
    return _around(points[0], asking)


def _between(first: _Point, last: _Point, asking: Asking) -> Window | None:
    half = half_of(last.at)
    start, _ = _bounds(first, asking, half=half)
    _, end = _bounds(last if last.day or last.moment else replace(last, day=first.day), asking)
    if start is None or end is None:
        return None
    if start >= end and not last.day:
        end += timedelta(days=1)
    if start > asking.now and not first.day:
        start, end = start - timedelta(days=1), end - timedelta(days=1)
    return _clipped(start, end, asking)


def _around(point: _Point, asking: Asking) -> Window | None:
    start, end = _bounds(point, asking)
    if start is None or end is None:
        return None
    if point.at.isdigit() and not point.day:  # "at 3" is the last three o'clock that was
        start, end = (one + timedelta(hours=12) if 0 < int(point.at) < 12 else one for one in (start, end))  # noqa: PLR2004
        while start > asking.now:
            start, end = start - timedelta(hours=12), end - timedelta(hours=12)
    if start > asking.now and not point.day and point.moment is None:
        start, end = start - timedelta(days=1), end - timedelta(days=1)
    if point.before in _OPEN:
        return _clipped(start, asking.now, asking)
    if point.before in _CLOSED:
        return _clipped(start - _LOOK_BACK, start, asking)
    if start == end:
        return _clipped(start - _AROUND, start + _AROUND, asking)
    return _clipped(start, end, asking)


def _bounds(point: _Point, asking: Asking, *, half: str = "") -> tuple[datetime | None, datetime | None]:
    """Give start and end of a point; both are the same where it names a time of day."""
    zone = point.zone or asking.zone
    if point.moment is not None:
        exact = point.moment.astimezone(UTC) if point.moment.tzinfo else moment(point.moment, zone)
        return exact, exact
    today = asking.now.astimezone(zone).date()
    american = str(getattr(zone, "key", "")).startswith("America/")
    days = span(point.day, today, month_first=american) if point.day else None
    if point.day and days is None:
        return None, None
    if not point.at:
        assert days is not None  # noqa: S101 - a point without a day has a time of day
        return moment(days.start, zone), moment(days.end, zone, last=True)
    at = clock(point.at, half=half)
    if at is None:
        return None, None
    wall = _on(days, at, datetime.combine(today, time()))
    return moment(wall, zone), moment(wall, zone, last=True)


def _on(days: Span | None, at: time, today: datetime) -> datetime:
    start = days.start if days is not None else today
    wall = datetime.combine(start.date(), at)
    return wall + timedelta(days=1) if days is not None and not days.whole and wall < days.start else wall


def _clipped(start: datetime, end: datetime, asking: Asking) -> Window | None:
    end = min(end, asking.now) if start < asking.now else end
    return Window(start, end) if _FIRST < start < end else None
