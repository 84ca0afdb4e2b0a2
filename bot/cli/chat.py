"""The conversation that Slack would hold, in the terminal: paste an error, read the answer, paste the next."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import TextIO

from bot.cli.rendering import console, show
from bot.usecases.answers import Explanation

_HELLO = "Slack is not set up, so we talk here. Paste an error and end it with an empty line; Ctrl-D ends the talk."

_HELP = "Paste an error as Azure, Terraform or az printed it, or ask in your own words; `exit` ends the talk."
_GREETS = frozenset({"hi", "hello", "help", "hey", "thanks", "thank you", "what can you do", "?", ""})
_LEAVES = frozenset({"exit", "quit", "bye"})


def chat(explain: Callable[[str], Explanation], *, lines: TextIO | None = None) -> None:
    """Answer every paste of a conversation until it ends."""
    out = console()
    out.print(_HELLO)
    for paste in pastes(lines or sys.stdin):
        word = paste.strip().lower().rstrip("!.?")
        if word in _LEAVES:
            return
        if word in _GREETS:
            out.print(_HELP)
            continue
        show(explain(paste), out)
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
