"""What a conversation is called in the list of conversations: its subject in a few words."""

from __future__ import annotations

import re
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from bot.usecases.answers import Explanation, History, NeverSeen, Report, SeveralMachines
from bot.usecases.times import said_window

if TYPE_CHECKING:
    from bot.usecases.ask.asking import Answer

_LEADING = re.compile(r"\b(?:since|after|before|from|between|during|until|on|in|at|for)(?:\s+the)?\s+$", re.IGNORECASE)


def title(answer: Answer, question: str, *, now: datetime, zone: tzinfo) -> str:
    """Give what a conversation is about after its first answer; "" where the question itself says it best.

    A machine stands with the days in the words of the person: "web-01 since yesterday".
    """
    match answer:
        case Explanation():
            return _error(answer)
        case History() | NeverSeen() | SeveralMachines():
            return f"{answer.name} {_days(question, now, zone)}".strip()
        case Report():
            return f"What failed in {answer.name}"
    return ""


def _days(question: str, now: datetime, zone: tzinfo) -> str:
    """Give the words that say which days are meant, with the word that leads to them, such as since."""
    said = said_window(question, now=now, zone=zone)
    if said is None:
        return ""
    leading = _LEADING.search(question[: said.start])
    return " ".join(question[leading.start() if leading else said.start : said.end].split())


def _error(answer: Explanation) -> str:
    if answer.matches:
        return answer.matches[0].code or answer.matches[0].title
    return answer.unlisted[0] if answer.unlisted else ""
