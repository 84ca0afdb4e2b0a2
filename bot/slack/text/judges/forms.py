"""Rules about what is filled in, and about the windows in which it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bot.slack.text.judges.words import label, within
from bot.slack.text.limits import length

TITLE = 24
METADATA, NAME = 3000, 255
LABEL, PLACEHOLDER, INPUT = 2000, 150, 3000
OPTIONS = {"static_select": 100, "multi_static_select": 100, "radio_buttons": 10, "checkboxes": 10, "overflow": 5}
OPTION_TEXT, OPTION_VALUE = 75, 150
Part = Mapping[str, Any]


def of_frame(view: Part) -> Iterator[str]:
    """Give what is wrong with a window or the home tab beside its blocks."""
    for name, limit in (("private_metadata", METADATA), ("callback_id", NAME), ("external_id", NAME)):
        yield from within(view.get(name), limit=limit, name=name)
    if view.get("type") != "modal":
        return
    for name in ("title", "submit", "close"):
        if name == "title" or view.get(name) is not None:
            yield from (f"{name}: {fault}" for fault in label(view.get(name), limit=TITLE))
    if not view.get("submit") and any(block.get("type") == "input" for block in view.get("blocks") or ()):
        yield "modal: fields to fill in, and nothing to send them off"


def input_block(block: Part) -> Iterator[str]:
    """Give what is wrong with a field to fill in."""
    yield from label(block.get("label"), limit=LABEL)
    if block.get("hint") is not None:
        yield from (f"hint: {fault}" for fault in label(block["hint"], limit=LABEL))
    if not block.get("element"):
        yield "no element"


def menu(part: Part) -> Iterator[str]:
    """Give what is wrong with an element in which something is written or chosen; nothing if it is another."""
    kind = str(part.get("type"))
    if part.get("placeholder") is not None:
        yield from (f"placeholder: {fault}" for fault in label(part["placeholder"], limit=PLACEHOLDER))
    if kind == "plain_text_input":
        yield from _written(part)
    if kind in OPTIONS:
        yield from _chosen(part, most=OPTIONS[kind])


def _written(part: Part) -> Iterator[str]:
    longest = part.get("max_length", INPUT)
    if not 1 <= longest <= INPUT:
        yield f"max_length {longest}, 1 to {INPUT} allowed"
    yield from within(part.get("initial_value"), limit=longest, name="initial_value")


def _chosen(part: Part, *, most: int) -> Iterator[str]:
    options = part.get("options") or ()
    groups = part.get("option_groups") or ()
    if not groups and not 1 <= len(options) <= most:
        yield f"{len(options)} options, 1 to {most} allowed"
    values = [str(one.get("value") or "") for one in options]
    if len(set(values)) < len(values):
        yield "options with the same value"
    for one in options:
        text = str((one.get("text") or {}).get("text") or "")
        yield from within(text, limit=OPTION_TEXT, name="option")
        if not 1 <= length(str(one.get("value") or "")) <= OPTION_VALUE:
            yield f"option without a value of 1 to {OPTION_VALUE} characters"
    initial = part.get("initial_option")
    if options and initial is not None and initial not in options:
        yield "initial_option is none of the options"
