"""All rows of a window, in as many queries as it takes: a window whose rows do not fit into one answer is halved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from analysis.gaps import Gap
from analysis.sources.azure_calls import RefusedError
from analysis.sources.log_analytics.connection import Result
from analysis.sources.log_analytics.limits import Limits
from analysis.window import Window

SERVICE_ROWS: Final = 500_000  # what Log Analytics gives for one query at most

Ask = Callable[[Window], Result]


@dataclass(slots=True)
class Fetched:
    """Rows under their column names, and what is missing among them."""

    records: list[Mapping[str, Any]] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)


def fetch(window: Window, *, ask: Ask, count: Callable[[Window], int], limits: Limits) -> Fetched:
    """Give the rows of a window, its newest part first, as far as the limits allow.

    `ask` gives the rows of a window, `count` how many there are.

    Raises:
        RefusedError: the service gives nothing for the first query.
    """
    fetched = Fetched()
    waiting = [window]
    while waiting:
        if len(fetched.records) >= limits.most_rows:
            break
        part = waiting.pop()
        try:
            result = ask(part)
        except RefusedError as error:
            if part is window:
                raise
            missing = Window(min(one.start for one in (*waiting, part)), part.end)
            fetched.gaps.append(Gap(error.refusal.kind, f"Rows {_span(missing)} are missing: {error.refusal.text}"))
            break
        is_cut = bool(result.fault) or len(result.rows) >= SERVICE_ROWS
        if is_cut and part.end - part.start > limits.shortest:
            waiting += _halves(part)
            continue
        fetched.records += result.records()
        if is_cut:
            fetched.gaps.append(_partial(part, result))
    surplus = len(fetched.records) - limits.most_rows
    if surplus > 0 or (surplus == 0 and waiting):
        newest = sorted(fetched.records, key=lambda record: record["TimeGenerated"], reverse=True)
        fetched.records = newest[: limits.most_rows]
        fetched.gaps.append(_too_many(fetched, window, count=count))
    return fetched


def _halves(window: Window) -> tuple[Window, Window]:
    middle = window.start + (window.end - window.start) / 2
    return Window(window.start, middle), Window(middle, window.end)


def _too_many(fetched: Fetched, window: Window, *, count: Callable[[Window], int]) -> Gap:
    got = len(fetched.records)
    try:
        total = count(window)
    except RefusedError:
        return Gap("too many", f"Only the newest {got:,} rows {_span(window)} were read; ask for a shorter time.")
    missing = max(0, total - got)
    share = 100 * missing / total if total else 0.0
    text = f"Only the newest {got:,} of {total:,} rows {_span(window)} were read, {share:.1f} % are missing"
    return Gap("too many", f"{text}; ask for a shorter time.", missing)


def _partial(window: Window, result: Result) -> Gap:
    why = result.fault or "the service gives no more for one query"
    return Gap("partial", f"Log Analytics gave only {len(result.rows):,} rows {_span(window)}: {why.rstrip('.')}.")


def _span(window: Window) -> str:
    return f"from {window.start:%Y-%m-%d %H:%M} to {window.end:%Y-%m-%d %H:%M} UTC"
