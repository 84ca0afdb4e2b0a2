"""Questions to begin with, which a person sends with one click."""

from __future__ import annotations

from bot.slack.text.escape import legible
from bot.slack.text.limits import clip

NAME = 80
_ERROR, _WEEK, _HELP = "What is AllocationFailed?", "What fails every week?", "What can you do?"

Prompt = dict[str, str]


def prompts(machine: str = "") -> tuple[Prompt, ...]:
    """Give the questions, one about the machine that a person asked about last, if there is one.

    >>> [each["title"] for each in prompts("web-01")][1]
    'What happened to web-01 since yesterday?'
    """
    name = " ".join(legible(machine).split())
    last = f"What happened to {clip(name, NAME)} since yesterday?" if name else ""
    return tuple({"title": said, "message": said} for said in (_ERROR, last or _HELP, _WEEK))
