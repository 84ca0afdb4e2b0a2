"""A history for the terminal: verdict first, then the timeline, what each failure means, and what was not seen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime, tzinfo
from itertools import groupby

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from bot.cli.rendering.match import match_parts
from bot.cli.rendering.parts import Unbroken, clipped, listed
from bot.usecases.answers import Happening, History
from bot.usecases.routine import folded

_BY = {
    "person": ("A person did it", "bold yellow"),
    "automation": ("An automation did it", "bold cyan"),
    "policy": ("Azure Policy did it", "bold magenta"),
    "platform": ("Azure did it", "bold blue"),
    "guest": ("It came from inside the machine", "bold yellow"),
    "unknown": ("I do not know who or what did it", "bold"),
}
_MARKS = {
    "succeeded": ("✓", "green"),
    "available": ("✓", "green"),
    "failed": ("✗", "bold red"),
    "unavailable": ("✗", "bold red"),
    "degraded": ("!", "yellow"),
    "canceled": ("–", "yellow"),
    "no final status": ("…", "yellow"),
    "unknown": ("?", "dim"),
}
_MOST_MESSAGE = 160
_MOST_NAME = 80
_MOST_LINES = 60
_OBJECT_ID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


def tell(answer: History, out: Console, *, zone: tzinfo) -> None:
    """Print a history with its times in a zone."""
    for part in _parts(answer, zone):
        out.print(part, soft_wrap=isinstance(part, Unbroken))


def _parts(answer: History, zone: tzinfo) -> Iterator[RenderableType]:
    window = f"{_stamp(answer.window.start, zone)} to {_stamp(answer.window.end, zone)} ({zone})"
    yield Text.assemble((clipped(answer.name, _MOST_NAME), "bold"), f", {window}")
    head, style = _BY[answer.verdict.by]
    quiet = not answer.timeline
    yield Text("Nothing happened that the log tells of" if quiet else head, style)
    for sentence in answer.verdict.why:
        yield listed("•", sentence)
    if answer.timeline:
        yield Text("\nTimeline", "bold")
        yield from _timeline(answer.timeline, zone)
    for match in answer.explained:
        yield Text("")
        yield from match_parts(match, short=True)
    if answer.gaps:
        yield Text("\nWhat I could not see", "bold")
        yield from (listed("•", gap.text) for gap in answer.gaps)
    yield Unbroken(answer.resource, "dim")
    yield Text(f"Read from {answer.source}. Knowledge {answer.knowledge_version}.", "dim")


def _timeline(lines: tuple[Happening, ...], zone: tzinfo) -> Iterator[RenderableType]:
    told, routine = folded(lines)
    shown = told[-_MOST_LINES:]
    if len(shown) < len(told):
        yield Text(f"{len(told) - len(shown)} earlier lines are not shown; --json has them all.", "dim")
    for day, happenings in groupby(shown, lambda one: one.time.astimezone(zone).strftime("%A %Y-%m-%d")):
        yield Text(day, "dim")
        grid = Table.grid(padding=(0, 1, 0, 0))
        grid.add_column(no_wrap=True)
        grid.add_column(no_wrap=True)
        grid.add_column(ratio=1)
        for one, times in _together(happenings):
            mark, style = _MARKS.get(one.outcome, ("·", ""))
            grid.add_row(one.time.astimezone(zone).strftime("%H:%M:%S"), Text(mark, style), _line(one, times))
        yield grid
    for label, count in routine:
        yield Text(f"As usual, {count} times without a failure: {label}.", "dim")


def _together(lines: Iterable[Happening]) -> Iterator[tuple[Happening, int]]:
    """Give the first of equal lines that follow each other under one correlation id, with how many they are."""
    for _, equal in groupby(lines, lambda one: (one.label, one.outcome, one.code, one.who, one.correlation_id)):
        same = list(equal)
        if same[0].kind == "operation":
            yield same[0], len(same)
        else:
            yield from ((one, 1) for one in same)


def _line(one: Happening, times: int) -> Text:
    line = Text(one.title or one.label) if one.kind == "health" else Text(one.label)
    if times > 1:
        line.append(f", {times} times")
    if one.outcome not in {"succeeded", "available", "unknown", one.label.lower()}:
        line.append(f", {one.outcome}")
    if one.attempts > 1:
        line.append(f" after {one.attempts} attempts")
    if one.folded:
        line.append(f" (and {one.folded} more of the same deployment)")
    if one.outcome != "available":
        line.append(f"  {_who(one)}", "dim")
    if one.code:
        line.append(f"\n{one.code}", "bold")
        line.append(f"  {one.title}" if one.title and one.kind != "health" else "")
    said = one.message if one.kind == "operation" else one.label if one.title else ""
    if said and one.outcome not in {"succeeded", "available"}:
        line.append(f"\n{clipped(said, _MOST_MESSAGE)}", "italic dim")
    return line


def _who(one: Happening) -> str:
    """Give who did it as people say it; an object id alone says little, so it is cut."""
    if not one.who:
        return one.by if one.by != "unknown" else ""
    return f"{one.by} {one.who[:8]}…" if _OBJECT_ID.fullmatch(one.who) else one.who


def _stamp(time: datetime, zone: tzinfo) -> str:
    return time.astimezone(zone).strftime("%Y-%m-%d %H:%M")
