"""The conversation that Slack would hold, in the terminal: ask or paste, read the answer, ask on."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import UTC, tzinfo
from io import StringIO
from typing import TextIO

from rich.text import Text

from bot.cli.ask import HELP, WHICH, show
from bot.cli.history import sentence
from bot.cli.rendering.parts import console
from bot.usecases.answers import Explanation, Help, History, Report, WhichMachine
from bot.usecases.ask import Asked
from bot.usecases.ports import Subject

_HELLO = (
    "Slack is not set up, so we talk here. Ask, or paste an error, and end it with an empty line; Ctrl-D ends the talk."
)
_LEAVES = frozenset({"exit", "quit", "bye"})


def chat(ask: Callable[..., Asked], *, lines: TextIO | None = None, zone: tzinfo = UTC) -> None:
    """Answer every question of a conversation until it ends; follow-ups keep machine and time."""
    out = console()
    out.print(_HELLO)
    subject: Subject | None = None
    for paste in pastes(lines or sys.stdin or StringIO()):
        if paste.strip().lower().rstrip("!.?") in _LEAVES:
            return
        asked = ask(paste, zone=zone, before=subject)
        subject = asked.subject
        if isinstance(asked.answer, Explanation | History | Report):
            show(asked.answer, out, zone=zone)
        elif isinstance(asked.answer, Help):
            out.print(HELP)
        elif isinstance(asked.answer, WhichMachine):
            out.print(WHICH)
        else:
            out.print(Text(sentence(asked.answer)))
        out.rule(style="dim")


def pastes(lines: TextIO) -> Iterator[str]:
    """Give what is pasted, one after another; an empty line ends a paste, unless an open brace says it goes on."""
    held: list[str] = []
    for line in lines:
        if line.strip() or _is_open(held):
            held.append(line)
        elif held:
            yield "".join(held)
            held = []
    if any(line.strip() for line in held):
        yield "".join(held)


def _is_open(held: list[str]) -> bool:
    text = "".join(held)
    return text.count("{") > text.count("}")
