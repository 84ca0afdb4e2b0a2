"""Windows in which people fill something in, and reading what they filled in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.slack.text.escape import legible
from bot.slack.text.limits import Block, clip
from bot.slack.views.buttons import packed

TITLE, LABEL, HINT, OPTION, OPTIONS = 24, 150, 150, 75, 100
LONGEST = 3000
Modal = dict[str, Any]


def window(title: str, blocks: Sequence[Block], *, name: str, submit: str, carries: Mapping[str, Any]) -> Modal:
    """Give a window that is sent off under a name, and carries what has to be known then."""
    return {
        "type": "modal",
        "callback_id": name,
        "title": plain_text(clip(title, TITLE)),
        "submit": plain_text(clip(submit, TITLE)),
        "close": plain_text("Cancel"),
        "private_metadata": packed(dict(carries)),
        "blocks": list(blocks),
    }


def text_field(  # noqa: PLR0913 - all of them named
    name: str,
    label: str,
    *,
    filled: str = "",
    hint: str = "",
    lines: bool = True,
    optional: bool = False,
    longest: int = LONGEST,
) -> Block:
    """Give a field for text, of several `lines` or one."""
    element: dict[str, Any] = {"type": "plain_text_input", "action_id": name, "multiline": lines, "max_length": longest}
    if filled:
        element["initial_value"] = clip(legible(filled), longest)
    return _field(name, label, element, hint=hint, optional=optional)


def choice_field(  # noqa: PLR0913 - all of them named
    name: str,
    label: str,
    choices: Iterable[tuple[str, str]],
    *,
    chosen: str = "",
    hint: str = "",
    optional: bool = False,
) -> Block:
    """Give a field in which one of several is chosen; each choice is its value and its words."""
    options = [_option(value, words) for value, words in list(choices)[:OPTIONS]]
    element: dict[str, Any] = {"type": "static_select", "action_id": name, "options": options}
    initial = next((option for option in options if option["value"] == chosen), None)
    if initial:
        element["initial_option"] = initial
    return _field(name, label, element, hint=hint, optional=optional)


def filled_in(view: Mapping[str, Any], name: str) -> str:
    """Give what was written into a field or the value that was chosen, "" if nothing was."""
    state = ((view.get("state") or {}).get("values") or {}).get(name) or {}
    given = state.get(name) or {}
    return str(given.get("value") or (given.get("selected_option") or {}).get("value") or "")


def words_chosen(view: Mapping[str, Any], name: str) -> str:
    """Give the words of what was chosen in a field, "" if nothing was."""
    state = ((view.get("state") or {}).get("values") or {}).get(name) or {}
    option = (state.get(name) or {}).get("selected_option") or {}
    return str((option.get("text") or {}).get("text") or "")


def plain_text(text: str) -> Block:
    """Give text without any markup."""
    return {"type": "plain_text", "text": text, "emoji": False}


def _option(value: str, words: str) -> Block:
    shown = clip(" ".join(legible(words).split()) or value, OPTION)
    return {"text": plain_text(shown), "value": value}


def _field(name: str, label: str, element: Mapping[str, Any], *, hint: str, optional: bool) -> Block:
    block: Block = {
        "type": "input",
        "block_id": name,
        "label": plain_text(clip(label, LABEL)),
        "element": dict(element),
        "optional": optional,
    }
    return block | ({"hint": plain_text(clip(hint, HINT))} if hint else {})
