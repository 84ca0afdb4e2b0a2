"""Days and parts of days as people say them: yesterday morning, last Monday, 12 November, last week."""

from __future__ import annotations

import re
from calendar import isleap
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, datetime, time, timedelta
from typing import Final

_MOST_WEEKS: Final = 53
_WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY: Final = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
_MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_NUMBERED: Final = r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})?|\d{1,2}/\d{1,2}(?:/\d{4}|/\d{2})?"
_WRITTEN: Final = (
    rf"\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?\s+{_MONTH}(?:,?\s+\d{{4}})?"
    rf"|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?"
)
_WEEK: Final = (
    r"weeks\s+\d{1,2}\s*(?:and|to|until|-|–)\s*\d{1,2}(?!\d)|"
    r"\d{4}-?\s?w\d{1,2}|(?:(?:calendar\s+)?week|kw|wk|cw)\s?(?:no\.?\s?|#)?\d{1,2}(?:(?:\s+(?:of\s+|in\s+)?|/)\d{4})?"
    r"|\d{1,2}(?:st|nd|rd|th)\s+(?:calendar\s+)?week(?:\s+(?:of|in)\s+\d{4})?"
)
_YEAR: Final = r"(?:in|during)\s+(?:the\s+year\s+)?\d{4}(?![-.:/]?\w)"
_PART: Final = r"morning|afternoon|evening|night"
DAY: Final = (
    rf"(?:(?:the\s+)?day\s+before\s+yesterday|yesterday(?:\s+(?:{_PART}))?|today|tonight|last\s+night|this\s+(?:{_PART})"
    rf"|(?:the\s+)?(?:last|previous|this)\s+(?:week|weekend|month)|(?:the\s+)?weekend"
    rf"|(?:last\s+|this\s+|past\s+|on\s+)?{_WEEKDAY}(?:\s+(?:{_PART}))?(?![a-z]|-\w)"
    rf"|{_WEEK}|{_NUMBERED}|{_WRITTEN}|{_YEAR})"
)
# The hours a part of a day covers; a night ends on the next morning.
_PARTS: Final = {"morning": (0, 12), "afternoon": (12, 18), "evening": (18, 24), "night": (18, 32)}


@dataclass(frozen=True, slots=True)
class Span:
    """A span on the wall: from `start` to `end`, without a zone; `whole` tells whether it is made of whole days."""

    start: datetime
    end: datetime
    whole: bool


def span(text: str, today: date, *, month_first: bool = False) -> Span | None:
    """Give the span that a day's name means, counted back from `today`; None if it is none.

    `month_first` decides how 3/4 is read where nothing else tells.
    """
    words = " ".join(text.lower().split()).removeprefix("the ").removeprefix("on ")
    if re.fullmatch(_WEEK, words):
        return _week(words, today)
    if re.fullmatch(_YEAR, words):
        return _year(int(words[-4:]))
    return _relative(words, today) or _weekday(words, today) or _dated(words, today, month_first=month_first)


def _relative(words: str, today: date) -> Span | None:
    head, _, part = words.partition(" ")
    if words == "day before yesterday":
        return _days(today - timedelta(days=2))
    if head in {"today", "yesterday"}:
        return _part(today - timedelta(days=head == "yesterday"), part)
    if words == "last night":
        return _part(today - timedelta(days=1), "night")
    if words == "tonight":
        return _part(today, "night")
    if head == "this" and part in _PARTS:
        return _part(today, part)
    return _calendar(words, today)


def _calendar(words: str, today: date) -> Span | None:
    monday = today - timedelta(days=today.weekday())
    first = today.replace(day=1)
    earlier = not words.startswith("this ")
    if words.endswith(" week"):
        return _days(monday - timedelta(weeks=earlier), 7)
    if words.endswith("weekend"):
        begun = today.weekday() >= 5  # noqa: PLR2004 - Saturday
        back = 1 if words.startswith(("last", "previous")) or not begun else 0
        return _days(monday + timedelta(days=5) - timedelta(weeks=back), 2)
    if words.endswith(" month"):
        start = (first - timedelta(days=1)).replace(day=1) if earlier else first
        end = first if earlier else (first + timedelta(days=32)).replace(day=1)
        return _days(start, (end - start).days)
    return None


def _week(words: str, today: date) -> Span | None:
    """Give an ISO week; without a year, the last one of that number that has begun."""
    numbers = [int(one) for one in re.findall(r"\d+", words)]
    year = next((one for one in numbers if one > _MOST_WEEKS), None)
    few = [one for one in numbers if one <= _MOST_WEEKS] or [0]
    number = few[0]
    this = today.isocalendar()
    try:
        monday = date.fromisocalendar(year or this.year - (number > this.week), number, 1)
    except ValueError:
        return None
    return _days(monday, 7 * max(1, few[-1] - number + 1))


def _year(number: int) -> Span | None:
    return _days(date(number, 1, 1), 366 if isleap(number) else 365) if MINYEAR < number < MAXYEAR else None


def _weekday(words: str, today: date) -> Span | None:
    found = re.fullmatch(rf"(last |this |past )?({_WEEKDAY})(?: ({_PART}))?", words)
    if found is None:
        return None
    number = next(at for at, name in enumerate(_WEEKDAYS) if name.startswith(found[2][:3]))
    back = (today.weekday() - number) % 7
    if found[1] == "last " and back == 0:
        back = 7
    return _part(today - timedelta(days=back), found[3] or "")


def _dated(words: str, today: date, *, month_first: bool) -> Span | None:
    import dateparser  # noqa: PLC0415 - loads slowly, and most questions name no date

    order = "MDY" if month_first and "/" in words else "DMY"
    parsed = dateparser.parse(
        words.rstrip("."),
        languages=["en"],
        settings={
            "DATE_ORDER": "YMD" if re.match(r"\d{4}-", words) else order,
            "PREFER_DATES_FROM": "past",
            "RELATIVE_BASE": datetime.combine(today, time(23, 59)),
            "REQUIRE_PARTS": ["day", "month"],
        },
    )
    return _days(parsed.date()) if parsed else None


def _part(day: date, name: str) -> Span | None:
    if not name:
        return _days(day)
    if name not in _PARTS:
        return None
    midnight = datetime.combine(day, time())
    start, end = _PARTS[name]
    return Span(midnight + timedelta(hours=start), midnight + timedelta(hours=end), whole=False)


def _days(first: date, count: int = 1) -> Span:
    start = datetime.combine(first, time())
    return Span(start, start + timedelta(days=count), whole=True)
