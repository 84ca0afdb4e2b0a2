"""A report as a chart: its specification and its picture."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, timedelta
from typing import Final

from analysis.charts import ClusterBar, DayCount, Spec, Theme, failures_chart, png
from analysis.trends import STATES
from bot.usecases.answers import RecurringFailure, Report
from bot.usecases.times.zones import zone_named

_BEFORE: Final = timedelta(days=28)


def report_as_chart(answer: Report, *, theme: Theme = "light") -> Spec:
    """Give the Vega-Lite specification of a report."""
    title = f"Failed operations, {answer.name}" + (" so far" if answer.partial else "")
    bars = [ClusterBar(one.title or heading(one), one.state, one.count, one.previous) for one in answer.clusters]
    return failures_chart(_days(answer), bars, title=title, theme=theme)


def report_as_png(answer: Report, *, theme: Theme = "light") -> bytes:
    """Give the chart of a report as a PNG picture, twice as wide as it is shown."""
    return png(report_as_chart(answer, theme=theme))


def alt_text(answer: Report) -> str:
    """Give what the chart shows, in words, for who cannot see it."""
    states = Counter(one.state for one in answer.clusters)
    said = ", ".join(f"{states[state]} {state}" for state in STATES if states[state]) or "none"
    most = max(answer.clusters, key=lambda one: one.count, default=None)
    top = f" Most failed: {heading(most)}, {most.count} times." if most is not None and most.count else ""
    return f"{answer.totals.failures} failed operations in {answer.name}; clusters: {said}.{top}"


def heading(one: RecurringFailure) -> str:
    """Give a cluster in a few words: code with its detail, and what it means or says."""
    code = " ".join(part for part in (one.code, f"({one.detail})" if one.detail else "") if part)
    return f"{code}: {one.title or one.template}" if code else one.title or one.template


def _days(answer: Report) -> list[DayCount]:
    """Give the counts by day and state, with the days on which nothing failed."""
    zone = zone_named(answer.zone) or UTC
    first = (answer.window.start - _BEFORE).astimezone(zone).date()
    last = (answer.window.end - timedelta(microseconds=1)).astimezone(zone).date()
    counts: Counter[tuple[date, str]] = Counter()
    for one in answer.clusters:
        for day, count in one.days:
            counts[day, one.state] += count
    span = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return [
        DayCount(day, state, counts[day, state])
        for day in span
        for state in STATES
        if counts[day, state] or state == "steady"
    ]
