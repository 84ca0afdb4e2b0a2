"""A timeline that fits a phone: a line each, days as heads, routine folded into one line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, tzinfo
from itertools import groupby

from bot.slack.text.limits import Block, clip
from bot.slack.views.rich import Inline, bold, code, emoji, italic, paragraph, plain
from bot.slack.views.words import counted
from bot.usecases.answers import Happening
from bot.usecases.routine import folded, gathered, worth_most

LINES = 14
LABEL, WHO, SAID = 110, 60, 150
_MARKS = {
    "succeeded": "white_check_mark",
    "available": "large_green_circle",
    "failed": "x",
    "unavailable": "red_circle",
    "degraded": "large_yellow_circle",
    "canceled": "no_entry_sign",
    "no final status": "hourglass_flowing_sand",
    "unknown": "white_circle",
}
_SERVICE = "loudspeaker"
_GOOD = frozenset({"succeeded", "available"})
_OBJECT_ID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


def timeline(lines: Sequence[Happening], *, zone: tzinfo, most: int = LINES) -> tuple[list[Block], int]:
    """Give the elements of a rich text, and how many lines it does not show beside the routine."""
    told, routine = folded(lines)
    alike = {id(one): (count, first) for one, count, first in gathered(told)}
    gathered_lines = [one for one in told if id(one) in alike]
    shown = worth_most(gathered_lines, most)
    days = [list(of) for _, of in groupby(shown, lambda one: one.time.astimezone(zone).date())]
    elements = [paragraph(*_day(of, alike, zone)) for of in days]
    if usual := [plain(f"{clip(label, LABEL)} ({count} times)") for label, count in routine[:4]]:
        listed = [piece for one in usual for piece in (plain(", "), one)][1:]
        more = [plain(f", and {counted(len(routine) - 4, 'more kind')}")] if routine[4:] else []
        elements.append(paragraph(italic("As usual, without a failure: "), *listed, *more))
    return elements, len(gathered_lines) - len(shown)


def as_text(lines: Sequence[Happening], *, zone: tzinfo) -> str:
    """Give every line of a timeline as plain text, a line each, for a file."""
    return "".join(f"{_written(one, zone)}\n" for one in lines)


def day(time: datetime, zone: tzinfo) -> str:
    """Give a day in few letters, such as Sun 15 Nov."""
    local = time.astimezone(zone)
    return f"{local:%a} {local.day} {local:%b}"


def stamp(time: datetime, zone: tzinfo) -> str:
    """Give a day with its time, such as Sun 15 Nov 02:14."""
    return f"{day(time, zone)} {time.astimezone(zone):%H:%M}"


def _day(lines: Sequence[Happening], alike: Mapping[int, tuple[int, Happening]], zone: tzinfo) -> Iterator[Inline]:
    yield bold(day(lines[0].time, zone))
    for one in lines:
        count, first = alike[id(one)]
        again = f", the last of {count} since {stamp(first.time, zone)}" if count > 1 else ""
        yield plain(f"\n{one.time.astimezone(zone):%H:%M} ")
        yield from _line(one, again)


def _line(one: Happening, again: str) -> Iterator[Inline]:
    yield emoji(_SERVICE if one.kind == "service" else _MARKS.get(one.outcome, "white_circle"))
    yield plain(f" {clip(_what(one), LABEL)}{again}")
    if one.code and not (one.kind == "health" and one.title):
        yield plain(" ")
        yield code(clip(one.code, LABEL))
    if who := _who(one):
        yield plain(" · ")
        yield italic(clip(who, WHO))


def _what(one: Happening) -> str:
    said = one.title if one.kind == "health" and one.title else one.label
    if one.kind == "operation" and one.outcome not in {*_GOOD, "unknown"}:
        said += f", {one.outcome}"
    if one.attempts > 1:
        said += f" after {one.attempts} attempts"
    if one.folded:
        said += f" (and {one.folded} more of the same deployment)"
    return " ".join(said.split())


def _who(one: Happening) -> str:
    """Give who did it as people say it; of an object id the first letters are enough."""
    # A good state needs nobody to blame, and the title of one that is neither good nor bad names who it was.
    if one.kind != "operation" and (one.outcome in _GOOD or (one.outcome == "unknown" and one.title)):
        return ""
    if not one.who:
        return one.by if one.by != "unknown" else ""
    return f"{one.by} {one.who[:8]}…" if _OBJECT_ID.fullmatch(one.who) else one.who


def _written(one: Happening, zone: tzinfo) -> str:
    said = " ".join(one.message.split()) if one.outcome not in _GOOD else ""
    parts = (one.outcome, one.label, one.code, one.who or one.by, one.resource, said)
    return "  ".join([f"{one.time.astimezone(zone):%Y-%m-%d %H:%M:%S %Z}", *filter(None, parts)])
