"""Buttons: what stands on them, and what they carry back to the bot when somebody presses one.

What a button carries is kept by Slack, not by the bot: it still works after a restart. It holds redacted text only.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from bot.slack.text.escape import legible
from bot.slack.text.limits import BUTTON_TEXT, BUTTON_VALUE, Block, clip, length

Action = Literal[
    "ask", "page", "why", "timeline",
    "helped", "not", "note", "note_edit", "note_remove", "draft", "accept", "reject", "rewrite", "sort", "undo",
    "order", "review", "refresh",
]  # fmt: skip
Style = Literal["", "primary"]
LABEL = 36
SURE_TITLE, SURE_TEXT, SURE_LABEL = 100, 300, 30
ERROR_TEXT = 700  # five buttons must not take the room of the answer
SHOWN = 5  # in one row; more are a wall on a phone
_ENOUGH = 40


@dataclass(frozen=True, slots=True)
class Button:
    """A button before it has its place in a message.

    With `confirm` Slack asks first, and says that. `spoken` is what it is called where its label alone does not tell it
    from others.
    """

    label: str
    action: Action
    value: str
    style: Style = ""
    confirm: str = ""
    spoken: str = ""


def row(buttons: Sequence[Button], *, first: int = 0) -> tuple[Block, ...]:
    """Give one row of buttons, nothing if there are none; `first` numbers them on from another row of the message."""
    if not buttons:
        return ()
    elements = [_drawn(each, number) for number, each in enumerate(buttons[:SHOWN], start=first)]
    return ({"type": "actions", "elements": elements},)


def asking(label: str, question: str, *, style: Style = "") -> Button:
    """Give a button that asks a question as if the person had written it."""
    return Button(label, "ask", clip(legible(question), BUTTON_VALUE), style)


def page_of(label: str, *, entry: str, text: str = "", known: Mapping[str, str] | None = None) -> Button:
    """Give a button that shows a whole page, its commands filled in from the text of an error and known names."""
    value = {"entry": entry, "text": text[:ERROR_TEXT], "known": dict(known or {})}
    held = {name: held for name, held in value.items() if held}
    try:
        return Button(label, "page", packed(held, shorten=("text",)))
    except ValueError:  # names that no machine has
        return Button(label, "page", packed({"entry": entry}))


def packed(value: dict[str, Any], *, shorten: Sequence[str] = ()) -> str:
    """Give values as JSON that a button can carry; the texts or lists named in `shorten` are cut as far as needed."""
    kept = dict(value)
    while length(written := json.dumps(kept, ensure_ascii=True, separators=(",", ":"))) > BUTTON_VALUE:
        longest = max(shorten, key=lambda name: len(json.dumps(kept.get(name, ""))), default=None)
        if longest is None or not kept.get(longest):
            raise ValueError("a button cannot carry this much")
        held = kept[longest]
        kept[longest] = held[: len(held) * 3 // 4] if len(held) > _ENOUGH or isinstance(held, list) else held[:0]
    return written


def unpacked(value: str) -> dict[str, Any]:
    """Give what a button carried, empty if it is none of ours."""
    try:
        found = json.loads(value)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _drawn(button: Button, number: int) -> Block:
    label = clip(" ".join(legible(button.label).split()) or "…", LABEL)
    drawn: Block = {
        "type": "button",
        "action_id": f"{button.action}.{number}",
        "text": {"type": "plain_text", "text": label, "emoji": False},
        "value": button.value or " ",
    }
    asked = {"confirm": _sure(label, button.confirm)} if button.confirm else {}
    spoken = {"accessibility_label": clip(legible(button.spoken), BUTTON_TEXT)} if button.spoken else {}
    return drawn | ({"style": button.style} if button.style else {}) | asked | spoken


def _sure(label: str, text: str) -> Block:
    def said(words: str, limit: int) -> Block:
        return {"type": "plain_text", "text": clip(legible(words), limit), "emoji": False}

    return {
        "title": said(f"{label}?", SURE_TITLE),
        "text": said(text, SURE_TEXT),
        "confirm": said(label, SURE_LABEL),
        "deny": said("Leave it", SURE_LABEL),
    }
