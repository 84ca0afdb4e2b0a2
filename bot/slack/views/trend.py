"""A report's trend as a chart that Slack draws itself: failed operations by week and by what became of them."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, timedelta

from bot.slack.text.limits import CHART_TITLE, Block, clip
from bot.slack.views.words import STATES
from bot.usecases.answers import Report, State
from bot.usecases.times.zones import zone_named

WEEKS = 5
_WEEK = 7
_REST = "As before, or gone"
_DRAWN: dict[State, str] = {**STATES, "steady": _REST, "gone": _REST}


def trend(answer: Report) -> tuple[Block, ...]:
    """Give the chart: a bar for each of the last weeks and state; nothing if nothing failed."""
    last = (answer.window.end - timedelta(microseconds=1)).astimezone(zone_named(answer.zone) or UTC).date()
    counts = _counts(answer, last)
    names = [name for name in dict.fromkeys(_DRAWN.values()) if any(counts[name, week] for week in _weeks())]
    series = [_series(name, counts, last) for name in names]
    if not series:
        return ()
    title = clip(f"Failed operations a week, up to {last.day} {last:%b}", CHART_TITLE)
    axis = {"categories": [_label(week, last) for week in _weeks()], "y_label": "failed"}
    chart = {"type": "bar", "series": series, "axis_config": axis}
    return ({"type": "data_visualization", "title": title, "chart": chart},)


def _weeks() -> range:
    return range(WEEKS - 1, -1, -1)


def _counts(answer: Report, last: date) -> Counter[tuple[str, int]]:
    counts: Counter[tuple[str, int]] = Counter()
    for one in answer.clusters:
        for day, count in one.days:
            counts[_DRAWN[one.state], (last - day).days // _WEEK] += count
    return counts


def _series(name: str, counts: Counter[tuple[str, int]], last: date) -> dict[str, object]:
    return {"name": name, "data": [{"label": _label(week, last), "value": counts[name, week]} for week in _weeks()]}


def _label(week: int, last: date) -> str:
    """Give the days of a week, such as 9–15 Nov, by how many weeks it lies back."""
    end = last - timedelta(days=_WEEK * week)
    start = end - timedelta(days=_WEEK - 1)
    first = f"{start.day}" if start.month == end.month else f"{start.day} {start:%b}"
    return f"{first}–{end.day} {end:%b}"
