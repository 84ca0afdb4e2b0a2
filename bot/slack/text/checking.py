"""Whether Slack takes a payload: each fault named, by whom it was found; nothing is refused that nobody understands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.slack.text.judges import builders, own, sdk
from bot.slack.text.judges.forms import of_frame
from bot.slack.text.judges.words import within
from bot.slack.text.limits import Surface

LONGEST_TEXT = 40_000
Blocks = Sequence[Mapping[str, Any]]


def faults(blocks: Blocks, *, surface: Surface = "message") -> tuple[str, ...]:
    """Give every reason why Slack would refuse these blocks there; nothing means that it takes them."""
    found = [*own.of_all(blocks, surface=surface)]
    for number, block in enumerate(blocks, start=1):
        wrong = [*own.of_block(block, surface=surface)] or sdk.of_block(block)
        found += [f"block {number} ({block.get('type')}): {fault}" for fault in wrong]
    return tuple(found) if found else tuple(builders.of_blocks(blocks, surface=surface))


def faults_of_view(view: Mapping[str, Any]) -> tuple[str, ...]:
    """Give every reason why Slack would refuse a window, or what stands on the home tab."""
    surface: Surface = "home" if view.get("type") == "home" else "modal"
    return (*of_frame(view), *faults(view.get("blocks") or (), surface=surface))


def faults_of_message(text: str, blocks: Blocks = ()) -> tuple[str, ...]:
    """Give every reason why Slack would refuse a message of a text and blocks, or of a text alone."""
    said = (*within(text, limit=LONGEST_TEXT), *(("no text",) if not text.strip() else ()))
    return (*(f"message: {fault}" for fault in said), *(faults(blocks) if blocks else ()))
