"""What is posted: blocks, and the same in plain text for notifications, screen readers and the day Slack says no.

An answer is put together from parts. When they do not all fit, the least important stay out, and the answer says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.slack.text.limits import BLOCKS, BUDGET, Block, size
from bot.slack.views.fallback import fallback
from bot.slack.views.rich import context

# What a person reads on a phone without losing the thread; only what is needed to act may go beyond.
COMFORT = 2600
RESERVE = 400


@dataclass(frozen=True, slots=True)
class View:
    """A message: its blocks and its fallback text."""

    blocks: tuple[Block, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of an answer that is shown whole or not at all.

    `rank` is its importance, 0 the highest; `name` is what the answer calls it when it had to stay out. `optional`
    parts stay out as soon as the answer is longer than comfortable.
    """

    blocks: tuple[Block, ...]
    rank: int
    name: str
    optional: bool = False


def view(*blocks: Block) -> View:
    """Give a message of these blocks, which are known to fit."""
    return View(blocks=blocks, text=fallback(blocks))


def fitted(parts: Sequence[Part], *, page: str = "", end: str = "") -> View:
    """Give the message with as many parts as fit, in the order given, and small print at its end.

    `page` tells where the whole can be read if anything had to stay out.
    """
    chosen: set[int] = set()
    taken = count = 0
    for index in sorted(range(len(parts)), key=lambda index: parts[index].rank):
        part = parts[index]
        limit = COMFORT if part.optional else BUDGET - RESERVE
        if taken + size(part.blocks) <= limit and count + len(part.blocks) < BLOCKS:
            chosen.add(index)
            taken += size(part.blocks)
            count += len(part.blocks)
    blocks = [block for index, part in enumerate(parts) if index in chosen for block in part.blocks]
    missing = list(dict.fromkeys(part.name for index, part in enumerate(parts) if index not in chosen))
    small_print = [line for line in (_left_out(missing, page), end) if line]
    return view(*blocks, *([context(*small_print)] if small_print else []))


def _left_out(names: Sequence[str], page: str) -> str:
    if not names:
        return ""
    rest = f" The whole page: {page}" if page else ""
    return f"Left out to keep this short: {', '.join(names)}.{rest}"
