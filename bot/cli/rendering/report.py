"""A report for the terminal: numbers first, then what is new, back, growing, gone and steady."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from analysis.resource_id import parse
from bot.cli.rendering.parts import Unbroken, clipped, counted, listed
from bot.usecases.answers import RecurringFailure, Report
from bot.usecases.as_chart import heading

_HEADS = {
    "new": ("New", "bold red"),
    "regressed": ("Came back", "bold magenta"),
    "escalating": ("Growing", "bold yellow"),
    "steady": ("As before", "bold cyan"),
    "gone": ("Gone", "bold green"),
}
_ACTS = {"you": "you act", "platform": "Azure acts", "nobody": "nobody has to act"}
_SPARKS = "▁▂▃▄▅▆▇█"
_MOST_STEADY = 10
_MOST_HEADING = 140
_MOST_NAME = 60
_SPARK_WEEKS = 5


def show_report(answer: Report, out: Console) -> None:
    """Print a report."""
    for part in _parts(answer):
        out.print(part, soft_wrap=isinstance(part, Unbroken))


def _parts(answer: Report) -> Iterator[RenderableType]:
    so_far = " so far" if answer.partial else ""
    yield Text.assemble((f"What failed in {answer.name}{so_far}", "bold"), f" ({answer.zone})")
    if answer.filters:
        yield Text(f"Only {', '.join(answer.filters)}", "yellow")
    totals = answer.totals
    failed = f"{totals.failures} of {counted(totals.operations, 'operation')} failed"
    if answer.filters:
        held = f"the log holds {counted(totals.operations, 'operation')} in all"
        failed = f"{counted(totals.failures, 'failure')} ({held})"
    if not totals.operations:
        yield Text("The log holds no operation of this time.")
    else:
        yield Text(f"{failed}, on {counted(totals.resources, 'resource')}." if totals.failures else f"{failed}.")
    if totals.failures:
        yield Text(_coverage(answer))
    for one in answer.deployments:
        yield Text(f"One bad deployment: {counted(one.failures, 'failed operation')} in {one.id}", "yellow")
    for state, of in groupby(answer.clusters, lambda one: one.state):
        yield from _group(state, list(of), until=_last_day(answer))
    if not answer.clusters:
        which = "No failure is like that" if answer.filters else "No operation failed"
        yield Text(f"\n{which}, neither in the window nor in the four weeks before.", "green")
    if answer.resources:
        yield Text("\nWhere it hurts", "bold")
        yield from (Text(f"{count:6}  {_short(name)}") for name, count in answer.resources[:5])
    if answer.gaps:
        yield Text("\nWhat I could not see", "bold")
        yield from (listed("•", gap.text) for gap in answer.gaps)
    yield Text(f"Read from {answer.source}. Knowledge {answer.knowledge_version}.", "dim")


def _coverage(answer: Report) -> str:
    share = round(100 * answer.covered / answer.totals.failures)
    without = [one for one in answer.clusters if not one.entry and one.count]
    tail = f"; {len(without)} {'cluster has' if len(without) == 1 else 'clusters have'} none" if without else ""
    them = "it" if len(without) == 1 else "them"
    drafts = f" (--out FOLDER drafts {them})" if any(one.draft for one in without) else ""
    return f"{share} % of the failures have a page{tail}{drafts}."


def _last_day(answer: Report) -> date:
    """Give the last day of the window, in the zone of the report."""
    return (answer.window.end - timedelta(microseconds=1)).astimezone(ZoneInfo(answer.zone)).date()


def _group(state: str, of: list[RecurringFailure], *, until: date) -> Iterator[RenderableType]:
    head, style = _HEADS[state]
    yield Text(f"\n{head} ({len(of)})", style)
    shown = [one for one in of if one.count][:_MOST_STEADY] if state == "steady" else of
    for one in shown:
        yield from _cluster(one, until)
    silent = sum(one.count == 0 for one in of) if state == "steady" else 0
    if more := len(of) - len(shown) - silent:
        yield Text(f"and {more} more; --format json has them all", "dim")
    if silent:
        yield Text(f"{'and ' if shown else ''}{silent} of the weeks before that did not occur, as may be chance", "dim")


def _cluster(one: RecurringFailure, until: date) -> Iterator[RenderableType]:
    text = Text(clipped(heading(one), _MOST_HEADING))
    text.append(f"\n{' · '.join(_facts(one, until))}", "dim")
    if one.state != "gone" and one.fix is not None:
        text.append(f"\nFirst: {clipped(one.fix.text, _MOST_HEADING)}")
    elif not one.entry:
        text.append(f"\n{'Nobody has written this down yet.' if one.draft else 'The log does not say why.'}", "yellow")
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(width=6, justify="right", style="bold")
    grid.add_column(ratio=1)
    grid.add_row(str(one.count), text)
    yield grid


def _facts(one: RecurringFailure, until: date) -> Iterator[str]:
    yield f"before {one.previous}"
    if one.rate is not None and one.state == "escalating":
        yield f"{one.rate} times the usual rate"
    if one.state == "gone":
        yield f"{one.baseline} in four weeks"
        yield one.id
        return
    yield counted(one.resources, "resource")
    if one.act in _ACTS:
        yield _ACTS[one.act]
    if one.asked:
        yield f"asked about {counted(one.asked, 'time')}"
    if spark := _spark(one, until):
        yield spark
    yield one.id


def _spark(one: RecurringFailure, until: date) -> str:
    """Give the counts of the weeks up to the window's last day as small bars, a week each, the oldest first."""
    weeks = [0] * _SPARK_WEEKS
    for day, count in one.days:
        if 0 <= (ago := (until - day).days // 7) < _SPARK_WEEKS:
            weeks[_SPARK_WEEKS - 1 - ago] += count
    most = max(weeks)
    if not most:
        return ""
    return "".join(_SPARKS[round((len(_SPARKS) - 1) * week / most)] for week in weeks)


def _short(resource: str) -> str:
    """Give a resource by its name and group, as people call it."""
    parts = parse(resource)
    if not parts.group or not parts.names:
        return clipped(resource, _MOST_HEADING)
    if ";" in parts.name:  # a protected item of a backup vault: its name ends with the machine's
        return f"{clipped(parts.name.rpartition(';')[2], _MOST_NAME)} in {parts.names[0]}"
    return f"{clipped('/'.join(parts.names), _MOST_NAME)} in {clipped(parts.group, _MOST_NAME)}"
