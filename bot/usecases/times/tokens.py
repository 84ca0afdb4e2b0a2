"""The words of a sentence that name times, in order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from bot.usecases.times.clocks import BARE, CLOCK
from bot.usecases.times.days import DAY
from bot.usecases.times.zones import NAMED

TokenKind = Literal["moment", "day", "clock", "hour", "zone", "word"]

_MOMENT: Final = r"\d{4}-\d{2}-\d{2}[t ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s?(?:z\b|[+-]\d{2}:?\d{2}))?"
_ZONE: Final = (
    rf"\(?(?:(?:utc|gmt)\s?[+-]\d{{1,2}}(?::?\d{{2}})?|(?:{NAMED})(?![a-z/])|[a-z]+/[a-z_/]+|[+-]\d{{2}}:?\d{{2}})\)?"
)
_WORD: Final = r"between|from|and|to|until|till|since|after|before|at|on|around|about|approximately|ca\.?|,|-|–"
_ANY: Final = (
    rf"(?:(?P<moment>{_MOMENT})|(?P<day>{DAY})(?!\w)|(?P<clock>{CLOCK})(?!\w)|(?P<hour>{BARE})(?![\w.:])"
    rf"|(?P<word>{_WORD})(?!\w))"
)
_TOKEN: Final = re.compile(rf"(?<![\w.-]){_ANY}")
_TOKEN_HERE: Final = re.compile(_ANY)
_ZONE_AFTER: Final = re.compile(rf"\s*(?P<zone>{_ZONE})")
_LETTER_AFTER: Final = re.compile(r"\s*[^\W\d_]")
_DASH_AFTER: Final = re.compile(r"\s?[-–]\s?(?=\d)")


@dataclass(frozen=True, slots=True)
class Token:
    """One such word: a moment (2026-11-12T14:00), a day, a clock time, an hour without am or pm, a zone, a joiner.

    `closes` tells that no letter follows: "at 3?", but not "at 3 machines".
    """

    kind: TokenKind
    text: str
    start: int
    end: int
    closes: bool = False


def tokens(sentence: str) -> list[Token]:
    """Give the words that name times in a sentence in lower case; a zone counts only right behind a time."""
    found: list[Token] = []
    at = 0
    while (match := _next(sentence, at, found)) is not None:
        kind = match.lastgroup or "word"
        closes = _LETTER_AFTER.match(sentence, match.end()) is None
        found.append(Token(kind, match[0], match.start(), match.end(), closes))  # type: ignore[arg-type] # a group's name
        at = match.end()
        if kind == "word":
            continue
        if (zone := _ZONE_AFTER.match(sentence, at)) is not None:
            found.append(Token("zone", zone["zone"].strip("() "), zone.start("zone"), zone.end()))
            at = zone.end()
        if (dash := _DASH_AFTER.match(sentence, at)) is not None:
            found.append(Token("word", "-", dash.start(), dash.end()))
            at = dash.end()
    return found


def _next(sentence: str, at: int, found: list[Token]) -> re.Match[str] | None:
    behind_dash = bool(found) and found[-1].text == "-" and found[-1].end == at
    return (_TOKEN_HERE.match(sentence, at) if behind_dash else None) or _TOKEN.search(sentence, at)
