"""Replies that are not addressed to the bot: which of them are questions for it all the same."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.usecases.ask.routing import is_quoted

if TYPE_CHECKING:
    from bot.usecases.ask.asking import Read

_LONGEST: Final = 300
_MOST_WORDS: Final = 4
_GOES_ON: Final = re.compile(r"\s*(?:and|what\s+about|how\s+about|same\s+for|also|weekly|report)\b", re.IGNORECASE)
_NAME: Final = re.compile(r"[\d/_-]")  # people have names too, but no digits in them
_ABOUT_CODE: Final = re.compile(r"\s*(?:what|why|how)\b", re.IGNORECASE)


def may_ask(text: str) -> bool:
    """Say whether a reply may be a question for the bot at all; most of what people say to each other is not.

    >>> may_ask("thanks, I restarted it"), may_ask("and web-02?"), may_ask("what is QuotaExceeded?")
    (False, True, True)
    """
    return is_quoted(text) or _asks(text)


def is_for_bot(text: str, read: Read, *, asker: bool) -> bool:
    """Say whether a reply is a question for the bot: a pasted error, or a question that only the bot can answer.

    `asker` says whether the person asked the bot in this thread before: only they may leave out the machine, or the
    question mark.
    """
    if is_quoted(text):
        return True
    if not text.rstrip().endswith("?") and not asker:
        return False
    if read.asks == "history":
        return _NAME.search(read.machine or "") is not None or (asker and read.machine is None)
    return read.asks == "report" or (read.asks == "explain" and read.holds_code and _ABOUT_CODE.match(text) is not None)


def _asks(text: str) -> bool:
    if len(text) > _LONGEST or not text.strip():
        return False
    return text.rstrip().endswith("?") or (_GOES_ON.match(text) is not None and len(text.split()) <= _MOST_WORDS)
