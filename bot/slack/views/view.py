"""What is posted: blocks, and the same in plain text for notifications, screen readers and the day Slack says no.

An answer is put together from parts. When they do not all fit, the least important stay out, and the answer says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.slack.text.limits import BLOCKS, BUDGET, Block, size
from bot.slack.views.fallback import fallback
from bot.slack.views.rich import context
from bot.usecases.delivery_ports import Attachment

# What a person reads on a phone without losing the thread; only what is needed to act may go beyond.
COMFORT = 2600
RESERVE = 400


@dataclass(frozen=True, slots=True)
class View:
    """A message: its blocks, its fallback text, and the picture that is sent where Slack does not take its chart."""

    blocks: tuple[Block, ...]
    text: str
    picture: Attachment | None = None


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
    said = fallback(blocks)
    # Slack takes no message without words, however blank what somebody wrote.
    return View(blocks=blocks, text=said if said.strip() else "There is nothing to show.")


def fitted(
    parts: Sequence[Part], *, page: str = "", end: str = "", buttons: Sequence[Block] = (), comfort: int = COMFORT
) -> View:
    """Give the message with as many parts as fit, in the order given, then its buttons and small print.

    `page` tells where the whole can be read if anything had to stay out; optional parts stay out beyond `comfort`.
    """
    chosen = _chosen(parts, taken=size(buttons), count=len(buttons), comfort=comfort + size(buttons))
    blocks = [block for index, part in enumerate(parts) if index in chosen for block in part.blocks]
    missing = list(dict.fromkeys(part.name for index, part in enumerate(parts) if index not in chosen))
    small_print = [line for line in (_left_out(missing, page), end) if line]
    return view(*blocks, *buttons, *([context(*small_print)] if small_print else []))


def all_fit(parts: Sequence[Part], *, comfort: int = COMFORT) -> bool:
    """Say whether a message has room for every part."""
    return len(_chosen(parts, taken=0, count=0, comfort=comfort)) == len(parts)


def _chosen(parts: Sequence[Part], *, taken: int, count: int, comfort: int) -> set[int]:
    chosen: set[int] = set()
    for index in sorted(range(len(parts)), key=lambda index: parts[index].rank):
        part = parts[index]
        limit = comfort if part.optional else BUDGET - RESERVE
        if taken + size(part.blocks) <= limit and count + len(part.blocks) < BLOCKS:
            chosen.add(index)
            taken += size(part.blocks)
            count += len(part.blocks)
    return chosen


def _left_out(names: Sequence[str], page: str) -> str:
    if not names:
        return ""
    rest = f" The whole page: {page}" if page else ""
    return f"Left out to keep this short: {', '.join(names)}.{rest}"
