"""A report for the terminal: numbers first, then what is new, back, growing, gone and steady."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from rich.console import Console, RenderableType
from rich.text import Text

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
_SPARKS = "▁▂▃▄▅▆▇█"
_MOST_STEADY = 10
_MOST_HEADING = 140
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
    yield Text(f"{failed}, on {counted(totals.resources, 'resource')}.")
    yield Text(_coverage(answer))
    for one in answer.deployments:
        yield Text(f"One bad deployment: {counted(one.failures, 'failed operation')} in {one.id}", "yellow")
    for state, of in groupby(answer.clusters, lambda one: one.state):
        yield from _group(state, list(of))
    if not answer.clusters:
        yield Text("\nNo operation failed, neither in the window nor in the four weeks before.", "green")
    if answer.resources:
        yield Text("\nWhere it hurts", "bold")
        yield from (Unbroken(f"{count:5}  {name}") for name, count in answer.resources[:5])
    if answer.gaps:
        yield Text("\nWhat I could not see", "bold")
        yield from (listed("•", gap.text) for gap in answer.gaps)
    yield Text(f"Read from {answer.source}. Knowledge {answer.knowledge_version}.", "dim")


def _coverage(answer: Report) -> str:
    if not answer.totals.failures:
        return ""
    share = round(100 * answer.covered / answer.totals.failures)
    without = [one for one in answer.clusters if not one.entry and one.count]
    tail = f"; {len(without)} {'cluster has' if len(without) == 1 else 'clusters have'} none" if without else ""
    return f"{share} % of the failures have a page{tail}."


def _group(state: str, of: list[RecurringFailure]) -> Iterator[RenderableType]:
    head, style = _HEADS[state]
    yield Text(f"\n{head} ({len(of)})", style)
    shown = of[:_MOST_STEADY] if state == "steady" else of
    for one in shown:
        yield from _cluster(one)
    if len(shown) < len(of):
        yield Text(f"and {len(of) - len(shown)} more; --format json has them all", "dim")


def _cluster(one: RecurringFailure) -> Iterator[RenderableType]:
    rate = f", {one.rate} times the usual rate" if one.rate is not None and one.state == "escalating" else ""
    line = Text.assemble((f"{one.count:4}", "bold"), f" (before {one.previous}{rate})  ")
    line.append(clipped(heading(one), _MOST_HEADING))
    yield line
    if one.state == "gone":
        return
    spark = _spark(one)
    asked = f"  asked about {counted(one.asked, 'time')}" if one.asked else ""
    yield Text(f"      {spark}  {counted(one.resources, 'resource')}{asked}", "dim")
    if one.fix is not None:
        yield Text(f"      First: {clipped(one.fix.text, _MOST_HEADING)}")
    elif not one.entry:
        yield Text("      Nobody has written this down yet.", "yellow")


def _spark(one: RecurringFailure) -> str:
    """Give the counts of the last weeks as small bars, a week each, the oldest first."""
    counts = dict(one.days)
    if not counts:
        return ""
    last = max(counts).toordinal()
    weeks = [0] * _SPARK_WEEKS
    for day, count in counts.items():
        weeks[max(0, _SPARK_WEEKS - 1 - (last - day.toordinal()) // 7)] += count
    most = max(weeks)
    return "".join(_SPARKS[round((len(_SPARKS) - 1) * week / most)] for week in weeks)
